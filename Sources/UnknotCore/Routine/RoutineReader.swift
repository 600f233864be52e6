/// All that is wrong with a routine file.
public struct RoutineProblems: Error, Hashable, Sendable {
    /// The problems in the order of the file, those of the whole file first; never empty.
    public let problems: [Problem]

    /// Sorts the problems; there must be one at least.
    init(_ problems: [Problem]) {
        let start = SourcePosition(line: 0, column: 0)
        self.problems = problems.sorted { ($0.position ?? start) < ($1.position ?? start) }
    }

    init(_ problem: Problem) {
        self.init([problem])
    }
}

/// Reads a routine from the bytes of a YAML file.
///
/// Every problem of a file is found at once: where something is wrong, the reader notes it, takes
/// a stand-in, and reads on. Any bytes may be given; nothing makes the reader crash, hang, or use
/// more than a small multiple of the file's size.
public struct RoutineReader: Sendable {
    /// The most bytes that a routine file may have.
    public static let largestFile = 262_144

    /// Reads a whole file; the routine, or all its problems.
    public static func read(_ bytes: [UInt8]) -> Result<Routine, RoutineProblems> {
        do throws(RoutineProblems) {
            return .success(try routine(from: bytes))
        } catch {
            return .failure(error)
        }
    }

    private static func routine(from bytes: [UInt8]) throws(RoutineProblems) -> Routine {
        let source = try SourceText(decoding: bytes)
        let checked = NestingGuard(source)
        let refusals = source.problems + checked.problems
        if checked.isUnfit { throw RoutineProblems(refusals) }

        let root: SourceNode?
        do throws(RoutineProblems) {
            root = try SourceTree.composed(from: checked.text)
        } catch {
            // What was masked may be what the parser stumbles over.
            throw refusals.isEmpty ? error : RoutineProblems(refusals)
        }
        var reader = RoutineReader()
        var routine = reader.routine(from: root, isBlank: source.isBlank)
        routine.digest = digest(of: bytes)
        // Likewise, a value that was masked is not to blame for what it now lacks.
        let lines = Set(refusals.map(\.position?.line))
        let problems =
            refusals
            + reader.problems.filter { refusals.isEmpty || !lines.contains($0.position?.line) }
        guard problems.isEmpty else { throw RoutineProblems(problems) }
        return routine
    }

    /// A digest of a text (FNV-1a with 64 bits), the same on every machine.
    static func digest(of bytes: [UInt8]) -> String {
        let hash = bytes.reduce(14_695_981_039_346_656_037 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 1_099_511_628_211
        }
        return String(hash, radix: 16)
    }

    /// What was found so far.
    var problems: [Problem] = []
    /// The line of each step's id.
    var stepLines: [String: Int] = [:]
    /// How many steps were read.
    var stepCount = 0
    /// False in a block without right and left, where no sentence may name a side.
    var namesSides = true

    /// What may stand after a key, for remedies.
    var examples = FormatKey.examples

    /// What to write for a key.
    func advice(on key: String) -> String { FormatKey.advice(on: key, examples) }

    /// Notes a problem.
    mutating func report(_ position: SourcePosition?, _ message: String, _ remedy: String? = nil) {
        problems.append(Problem(at: position, message, remedy: remedy))
    }

    private mutating func routine(from root: SourceNode?, isBlank: Bool) -> Routine {
        let standIn = Routine(id: "", title: "", blocks: [])
        let advice = "begin it with \"unknot: 1\""
        guard let root else {
            report(nil, isBlank ? "the file is empty" : "the file holds only comments", advice)
            return standIn
        }
        if case .text("", isPlain: true) = root.content {
            report(nil, "the file holds no routine", advice)
            return standIn
        }
        guard let fields = fields(of: root, .routine) else { return standIn }
        checkFormat(fields)
        return Routine(
            id: identifier("id", in: fields) ?? "",
            title: title("title", in: fields) ?? "",
            source: line("source", in: fields, longest: FormatLimits.sentence.upperBound),
            tool: tool(in: fields) ?? .roller,
            leadIn: amount("lead-in", in: fields, .time(FormatLimits.leadIn))
                ?? FormatLimits.usualWait,
            switchTime: amount("switch", in: fields, .time(FormatLimits.switchTime))
                ?? FormatLimits.usualWait,
            blocks: blocks(in: fields))
    }

    private mutating func checkFormat(_ fields: Fields) {
        guard let written = text("unknot", in: fields), written.words != "\(FormatLimits.version)"
        else { return }
        if let version = Int(written.words), version > FormatLimits.version {
            report(
                written.position,
                "the file is of format \(version), which this program is too old for",
                "update Unknot")
        } else {
            report(
                written.position,
                "\"unknot\" is the format's version, 1, not \(written.words.quoted)",
                "write unknot: 1")
        }
    }

    private mutating func blocks(in fields: Fields) -> [Block] {
        guard let items = list("blocks", in: fields) else { return [] }
        let most = FormatLimits.blocks.upperBound
        if items.count > most {
            report(
                items[most].position,
                "a routine has at most \(most) blocks, and this is one more",
                "put steps of the same sides into one block")
        }
        return items.prefix(most).map { block($0) }
    }
}
