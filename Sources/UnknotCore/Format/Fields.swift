/// Everything that one reading of a file has found so far.
final class Reading {
    /// The most problems that are kept; whoever has so many wants to see the first ones.
    static let mostProblems = 100

    /// The first problems, in the order in which they were found.
    private(set) var problems: [Problem] = []
    private var count = 0
    /// The line of each name that may be given only once.
    var linesOfNames: [String: Int] = [:]
    /// False in a block without right and left, whose sentences may not name a side.
    var namesSides = true
    /// True for the actions of a repeat.
    var isInsideRepeat = false

    /// True if no further problem is kept.
    var isFull: Bool { count >= Self.mostProblems }

    /// Notes a problem.
    func report(_ position: SourcePosition?, _ message: String, _ remedy: String? = nil) {
        count += 1
        guard count <= Self.mostProblems else { return }
        problems.append(Problem(at: position, message, remedy: remedy))
    }

    /// Reads a whole file.
    ///
    /// - Parameters:
    ///   - bytes: the file; any bytes may be given.
    ///   - form: what it holds.
    ///   - largest: the most bytes that it may have.
    /// - Returns: what the file holds, with stand-ins for everything that is wrong, or nil for a
    ///   file that cannot be read at all; and all problems in the order of the file.
    static func file<Form: MappingForm>(
        _ bytes: [UInt8], as form: Form.Type, largest: Int
    ) -> (model: Form.Model?, problems: [Problem]) {
        do throws(FileProblems) {
            let reading = Reading()
            let source = try SourceText(checking: bytes, largest: largest, Form.nameWithArticle)
            let tree = try SourceTree(source, reading)
            let model = Form.model(from: reading.fields(of: tree.root, in: source))
            return (model, reading.result)
        } catch {
            return (nil, error.problems)
        }
    }

    private var result: [Problem] {
        guard count > Self.mostProblems else { return FileProblems(problems).problems }
        let all = Problem(
            at: nil, "the file has \(count) problems, and these are the first of them",
            remedy: "mend these, and check again")
        return FileProblems([all] + problems).problems
    }

    private func fields<Form: MappingForm>(
        of root: SourceNode?, in source: SourceText
    ) -> Fields<Form> {
        let empty: String? =
            switch root?.content {
            case nil: source.isBlank ? "is empty" : "holds only comments"
            case .text("", isPlain: true)?: "holds no \(Form.name)"
            default: nil
            }
        if let root, empty == nil { return Fields(root, self) }
        if let empty, let first = Form.table.entries.first, first.isRequired {
            report(
                nil, "the file \(empty)",
                "begin it with \"\(first.name): \(first.example ?? "")\"")
        }
        return Fields(emptyAt: SourcePosition(line: 1, column: 1))
    }
}

/// The known keys of one mapping with their values.
struct Fields<Form: MappingForm> {
    /// The place of the mapping.
    let position: SourcePosition
    /// The collector of problems.
    let reading: Reading
    private var found: [String: Field.Pair] = [:]

    /// A mapping without any keys, for which nothing is reported.
    init(emptyAt position: SourcePosition) {
        self.position = position
        reading = Reading()
    }

    /// Sorts the keys of a mapping, and reports what is wrong about them.
    ///
    /// Anything but a mapping is reported, and read like one without keys.
    init(_ node: SourceNode, _ reading: Reading) {
        position = node.position
        guard case .map(let pairs) = node.content else {
            // Nothing is said about the keys that it lacks.
            self.reading = Reading()
            node.reportUnlessRefused(
                in: reading, "\(Form.nameWithArticle) wants keys such as \(Self.examples)",
                Self.missingColon(in: node) ?? Form.table.entries.first?.advice ?? "")
            return
        }
        self.reading = reading
        take(pairs)
        for key in Form.table.entries where key.isRequired && found[key.name] == nil {
            reportMissing(key, for: Form.nameWithArticle, at: position)
        }
        for rule in Form.table.rules { check(rule) }
    }

    /// The value of a key; what is wrong with it is reported, so ask once.
    subscript<Value>(path: KeyPath<Form, FormatKey<Value>>) -> Value {
        let key = Form.table.keys[keyPath: path]
        return field(key.entry).flatMap(key.read) ?? key.absent
    }

    /// The place of a key's value, or nil if the key is not there.
    func position(of name: String) -> SourcePosition? { found[name]?.value.position }

    private func field(_ key: KeyEntry) -> Field? {
        found[key.name].map { Field(entry: key, pair: $0, siblings: found, reading: reading) }
    }

    // MARK: - Keys

    private static var names: [String] { Form.table.entries.map(\.name) }

    private static var examples: String {
        names.prefix(2).map(\.quoted).joined(separator: " and ")
    }

    /// Sorts the keys into known and unknown ones.
    ///
    /// A key that is nearly one that the mapping lacks is reported and then taken for that one, so
    /// that its value is read too and nothing that is only misspelt is called missing.
    private mutating func take(_ pairs: [(key: SourceNode, value: SourceNode)]) {
        let names = Self.names
        var lines: [String: Int] = [:]
        var unknown: [(name: String, pair: Field.Pair)] = []
        for (key, value) in pairs {
            guard case .text(let name, _) = key.content else {
                key.reportUnlessRefused(
                    in: reading, "a key is a word",
                    "put quotes around a text that begins with { or [")
                continue
            }
            if let line = lines[name] {
                reading.report(
                    key.position,
                    "the key \(name.quoted) stands here twice, first on line \(line)",
                    "keep one of them")
                continue
            }
            lines[name] = key.position.line
            let pair = Field.Pair(key: key.position, value: value)
            if names.contains(name) { found[name] = pair } else { unknown.append((name, pair)) }
        }
        for (name, pair) in unknown {
            let absent = reading.isFull ? [] : names.filter { found[$0] == nil }
            let near = Suggestion.nearest(to: name, among: absent)
            let advice = reading.isFull ? nil : Self.advice(on: name, near)
            reading.report(pair.key, "unknown key \(name.quoted)", advice)
            if let near, Form.table.readsMisspelt { found[near] = pair }
        }
    }

    /// The remedy for an unknown key.
    private static func advice(on name: String, _ near: String?) -> String {
        if name == "<<" { return "maps cannot be merged; write the keys out" }
        if let near = near ?? Suggestion.nearest(to: name, among: names) {
            return "did you mean \(near.quoted)?"
        }
        return "\(Form.nameWithArticle) may have \(names.joined(separator: ", "))"
    }

    /// The remedy if a colon or the space after it was forgotten: `roll 12s`, `roll:12s`.
    private static func missingColon(in node: SourceNode) -> String? {
        guard case .text(let words, _) = node.content else { return nil }
        let parts = words.split(maxSplits: 1) { $0 == " " || $0 == ":" }
        guard let key = parts.first, names.contains(String(key)), parts.count == 2 else {
            return nil
        }
        let value = parts[1].drop { $0 == " " || $0 == ":" }
        return "write " + "\(key): \(value)".quoted.dropFirst().dropLast()
    }

    // MARK: - Rules

    private func check(_ rule: KeyRule) {
        switch rule {
        case .needs(let key, let other):
            guard let pair = found[key.name], found[other.name] == nil else { return }
            let name = key.name.quoted
            reading.report(
                pair.key, "\(name) needs \(other.name.quoted), which is missing",
                "add it, or leave \(name) out")
        case .oneOf(let all): checkOne(of: all)
        }
    }

    private func checkOne(of all: [(key: KeyEntry, parts: [KeyEntry])]) {
        let given = all.compactMap { each in found[each.key.name].map { (each, $0.key) } }
            .sorted { $0.1 < $1.1 }
        guard let first = given.first?.0.key.name.quoted else {
            let names = all.map(\.key.name).joined(separator: ", ")
            reading.report(
                position, "\(Form.nameWithArticle) needs one of \(names)", all.first?.key.advice)
            return
        }
        for (other, position) in given.dropFirst() {
            let name = other.key.name.quoted
            reading.report(
                position,
                "\(Form.nameWithArticle) cannot have both \(first) and \(name)",
                "make \(name) \(Form.nameWithArticle) of its own")
        }
        for (key, parts) in all {
            let name = key.name.quoted
            for part in parts {
                switch (found[key.name], found[part.name]) {
                case (_?, nil): reportMissing(part, for: name, at: position)
                case (nil, let pair?):
                    reading.report(
                        pair.key, "\(part.name.quoted) goes with \(name), not with \(first)",
                        "leave it out, or write \(name) in the place of \(first)")
                default: break
                }
            }
        }
    }

    private func reportMissing(_ key: KeyEntry, for owner: String, at place: SourcePosition) {
        reading.report(
            place, "\(owner) needs \(key.name.quoted), which is missing", key.advice)
    }
}

/// A key of a file with its value, while it is read.
struct Field {
    /// The position of a key, and its value.
    struct Pair {
        var key: SourcePosition
        var value: SourceNode
    }

    /// The key's entry in the table.
    let entry: KeyEntry
    let pair: Pair
    /// All keys of the mapping.
    let siblings: [String: Pair]
    /// The collector of problems.
    let reading: Reading

    /// The key in quotes, for messages.
    var name: String { entry.name.quoted }
    /// The place of the value.
    var position: SourcePosition { pair.value.position }

    /// Another key of the same mapping, or nil if it is not there.
    func sibling(_ key: any AnyFormatKey) -> Field? {
        siblings[key.entry.name].map {
            Field(entry: key.entry, pair: $0, siblings: siblings, reading: reading)
        }
    }

    /// Reports a problem of the value; the remedy is an example if none is given.
    func report(_ message: String, _ remedy: String? = nil) {
        reading.report(position, message, remedy ?? entry.advice)
    }

    /// Reports that nothing stands after the key.
    func reportMissingValue(_ remedy: String? = nil) {
        reading.report(pair.key, "\(name) has no value", remedy ?? entry.advice)
    }

    /// The words of the value without blanks around them; nil, and a problem, for anything else.
    func text() -> String? {
        guard case .text(let words, let isPlain) = pair.value.content else {
            var remedy = entry.advice
            if case .map = pair.value.content {
                remedy = "put quotes around a text that begins with { or contains \": \""
            }
            pair.value.reportUnlessRefused(in: reading, "\(name) wants a text", remedy)
            return nil
        }
        // A block text ends with a line feed that its author did not mean to write.
        let trimmed = words.trimmingBlanks
        if trimmed.isEmpty || (isPlain && ["~", "null", "Null", "NULL"].contains(trimmed)) {
            reportMissingValue()
            return nil
        }
        return trimmed
    }

    /// The items of the value; nil, and a problem, for an empty list or anything else.
    func items() -> [SourceNode]? {
        switch pair.value.content {
        case .list(let items) where items.isEmpty:
            report("\(name) is an empty list", "write its items under it, each after \"- \"")
            return nil
        case .list(let items):
            return items
        case .text("", isPlain: true):
            reportMissingValue()
            return nil
        default:
            pair.value.reportUnlessRefused(
                in: reading, "\(name) wants a list", "begin each of its items with \"- \"")
            return nil
        }
    }

    /// The words of a list, or those of a text with commas between them.
    func words() -> [String]? {
        guard case .list = pair.value.content else {
            return text()?.split(separator: ",").map { String($0).trimmingBlanks }
        }
        guard let items = items() else { return nil }
        let words = items.compactMap { item in
            if case .text(let word, _) = item.content { word.trimmingBlanks } else { nil }
        }
        if words.count == items.count { return words }
        report("\(name) wants words in its list")
        return nil
    }
}

extension SourceNode {
    /// Reports a value that is not what was wanted, with what it is instead; an alias was reported
    /// before.
    func reportUnlessRefused(in reading: Reading, _ wanted: String, _ remedy: String) {
        let name =
            switch content {
            case .text: "a text"
            case .list: "a list"
            case .map: "a map"
            case .refused: ""
            }
        if !name.isEmpty { reading.report(position, "\(wanted), not \(name)", remedy) }
    }
}

extension String {
    /// The text without spaces, tabs and line ends around it.
    var trimmingBlanks: String {
        let blanks: Set<Character> = [" ", "\t", "\n", "\r", "\r\n"]
        guard let last = lastIndex(where: { !blanks.contains($0) }) else { return "" }
        return String(self[...last].drop { blanks.contains($0) })
    }
}
