import FuzzKit

@testable import UnknotCore

/// libFuzzer's own mutation of some bytes; the new count.
@_silgen_name("LLVMFuzzerMutate")
private func mutateBytes(_ data: UnsafeMutablePointer<UInt8>, _ count: Int, _ most: Int) -> Int

/// Changes an input by lines in three of four cases: most changes of single bytes leave no YAML.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutateRoutine(
    _ data: UnsafeMutablePointer<UInt8>, _ count: Int, _ most: Int, _ seed: UInt32
) -> Int {
    var mutator = LineMutator(seed: seed)
    guard count > 0, data[0] != 0, mutator.below(4) > 0 else {
        return mutateBytes(data, count, most)
    }
    let bytes = mutator.mutated(Array(UnsafeBufferPointer(start: data, count: count)))
    let kept = min(bytes.count, most)
    for index in 0..<kept { data[index] = bytes[index] }
    return kept
}

/// Moves, doubles, drops and indents the lines of a text, and changes their values.
private struct LineMutator {
    private var state: UInt64

    init(seed: UInt32) {
        state = UInt64(seed) << 1 | 1
    }

    /// A number from 0 to below a limit.
    mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(1, limit)
    }

    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
        for _ in 0...below(2) {
            let here = below(lines.count)
            switch below(8) {
            case 0: lines.insert(lines[here], at: below(lines.count + 1))
            case 1 where lines.count > 1: lines.remove(at: here)
            case 2: lines.swapAt(here, below(lines.count))
            case 3: indent(&lines[here])
            case 4: lines.insert(line(), at: here)
            default: changeValue(&lines[here])
            }
        }
        return Array(lines.joined(separator: [10]))
    }

    private mutating func indent(_ line: inout [UInt8]) {
        if below(2) == 0 {
            line.insert(contentsOf: Array("    ".utf8).prefix(1 + below(4)), at: 0)
        } else {
            line.removeFirst(min(line.prefix { $0 == 32 }.count, 1 + below(4)))
        }
    }

    private mutating func changeValue(_ line: inout [UInt8]) {
        guard let colon = line.firstIndex(of: 58) else { return }
        line.removeSubrange((colon + 1)...)
        line += Array((" " + Self.values[below(Self.values.count)]).utf8)
    }

    private mutating func line() -> [UInt8] {
        let indentation = String(repeating: "  ", count: below(8))
        let key = Self.keys[below(Self.keys.count)]
        return Array((indentation + key + Self.values[below(Self.values.count)]).utf8)
    }

    private static let keys =
        [
            RoutineForm.table.entries, BlockForm.table.entries, StepForm.table.entries,
            ActionForm.table.entries,
        ].joined().flatMap { ["\($0.name): ", "- \($0.name): "] } + ["- ", ""]

    private static let values = [
        "a", "b-2", "Sit with the {side} leg bent.", "The {other} one.", "{sied}", "", "0", "1",
        "3", "5", "20", "100", "101", "30s", "7.5s", "1m30s", "10m", "300", "301s", "5s..9s",
        "1..20", "30s-90s", "right, left", "[left, right]", "both", "none", "true", "full",
        "roller", "lacrosse-ball", "\"a: b\"", "'it''s'", "|", ">-", "*a", "&a b", "!!str c", "~",
        "[{roll: 9}, {hold: 30, range: 20..60}]", "\"\\x07\"", "# no", "e\u{301}\u{301}\u{301}",
        "{roll: 1}", "- - -", "[[[[[[[[[[[[[[[[[[", "\t", "\u{2028}", "\u{1F9D8}\u{1F3FD}\u{200D}",
    ]
}
