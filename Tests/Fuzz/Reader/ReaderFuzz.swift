import FuzzKit

@testable import UnknotCore

/// Reads any bytes as a routine file.
///
/// What is read keeps the format's limits; what is not has problems, each at a place of the file
/// and fit for a terminal; and no tree is deeper than it promises. Bytes that begin with a NUL,
/// which no text does, are choices instead: a routine is made of them and written in one of many
/// ways, and must be read as it was made.
@_cdecl("LLVMFuzzerTestOneInput")
public func readerFuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if bytes.first == 0 {
        // More choices make a longer file, and no other one.
        checkReturn(of: bytes.dropFirst().prefix(mostChoices))
        return 0
    }
    switch RoutineReader.read(bytes) {
    case .success(let routine):
        RoutineLimits.check(routine)
        Tally.count("routines")
    case .failure(let error):
        check(error.problems, in: bytes)
        Tally.count("refusals")
    }
    let (settings, problems) = SettingsReader.read(bytes)
    if problems.isEmpty { Tally.count("settings") } else { check(problems, in: bytes) }
    demand(settings.pace.map(PlanOptions.paces.contains) ?? true, "a pace that is none")
    checkDepth(bytes)
    return 0
}

/// The bytes that a made routine takes its choices from.
let mostChoices = 120

private func checkReturn(of choices: ArraySlice<UInt8>) {
    var maker = RoutineMaker(Draw(choices))
    let routine = maker.routine()
    var writer = RoutineWriter(maker.draw)
    let file = writer.file(routine)
    switch RoutineReader.read(file) {
    case .success(let read):
        demand(
            read.withoutFile == routine,
            "\(read.withoutFile)\n is not \n\(routine)\n in \n"
                + String(decoding: file, as: UTF8.self))
        RoutineLimits.check(read)
        Tally.count("routines read as made")
    case .failure(let error):
        let lines = error.problems.map { $0.line(file: "made") }
        fatalError(
            "\(lines.joined(separator: "\n"))\n in \n\(String(decoding: file, as: UTF8.self))")
    }
}

private func check(_ problems: [Problem], in bytes: [UInt8]) {
    demand(!problems.isEmpty, "a refusal without a reason")
    let lines = 1 + bytes.count { $0 == 10 || $0 == 13 }
    var last = SourcePosition(line: 0, column: 0)
    for problem in problems {
        if let position = problem.position {
            demand(position.line >= 1 && position.column >= 1, "a place before the file")
            demand(position.line <= lines, "line \(position.line) of \(lines)")
            demand(position.column <= bytes.count + 1, "column \(position.column)")
            demand(last <= position, "problems out of order")
            last = position
        }
        let line = problem.line(file: "a.yaml")
        demand(line.unicodeScalars.allSatisfy(\.isSpeakable), "an unfit character in \(line)")
        demand(line.utf8.count < 2_000, "a problem of \(line.utf8.count) bytes")
    }
}

/// The tree is no deeper than it promises.
private func checkDepth(_ bytes: [UInt8]) {
    guard let source = try? SourceText(checking: bytes, largest: .max, "a routine"),
        let root = try? SourceTree(source, Reading()).root
    else { return }
    let depth = depth(of: root)
    demand(depth <= SourceTree.deepest, "the tree is \(depth) deep")
}

private func depth(of node: SourceNode) -> Int {
    switch node.content {
    case .text, .refused: 0
    case .list(let items): 1 + (items.map { depth(of: $0) }.max() ?? 0)
    case .map(let pairs):
        1 + (pairs.map { max(depth(of: $0.key), depth(of: $0.value)) }.max() ?? 0)
    }
}
