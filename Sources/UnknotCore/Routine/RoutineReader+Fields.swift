/// The keys that a map of the format may have.
struct MapForm: Sendable {
    /// What the map stands for, with its article: `a step`.
    var name: String
    /// All its keys, in the order in which they are usually written.
    var keys: [String]
    /// The keys that it must have.
    var required: [String]

    static let routine = MapForm(
        name: "a routine",
        keys: ["unknot", "id", "title", "source", "tool", "lead-in", "switch", "blocks"],
        required: ["unknot", "id", "title", "blocks"])
    static let block = MapForm(
        name: "a block", keys: ["sides", "steps"], required: ["sides", "steps"])
    static let step = MapForm(
        name: "a step",
        keys: [
            "id", "title", "tool", "setup", "option", "caution", "move", "do", "offered", "only",
            "optional",
        ],
        required: ["id", "title", "setup", "do"])
    static let action = MapForm(
        name: "an action",
        keys: Verb.allCases.map(\.rawValue) + [
            "every", "do", "say", "brief", "range", "full", "only",
        ],
        required: [])
}

/// The keys of one map with their values, known ones only.
struct Fields {
    /// One key with its value.
    struct Field {
        var key: SourcePosition
        var value: SourceNode
    }

    /// Where the map begins.
    var position: SourcePosition
    private var fields: [String: Field] = [:]

    init(at position: SourcePosition) {
        self.position = position
    }

    subscript(key: String) -> Field? {
        get { fields[key] }
        set { fields[key] = newValue }
    }
}

extension RoutineReader {
    /// The keys of a map, with all that is wrong about them reported; nil for anything but a map.
    ///
    /// A key that is nearly one that the map lacks is reported and then taken for that one, so that
    /// its value is read too and nothing is called missing that is only misspelt; with `takesNear`
    /// off it is only reported.
    mutating func fields(
        of node: SourceNode, _ form: MapForm, takesNear: Bool = true
    ) -> Fields? {
        guard case .map(let pairs) = node.content else {
            let examples = form.keys.prefix(2).map(\.quoted).joined(separator: " and ")
            report(
                node.position,
                "\(form.name) wants keys such as \(examples), not \(node.content.name)",
                missingColon(in: node, form) ?? advice(on: form.keys.first ?? ""))
            return nil
        }
        var fields = Fields(at: node.position)
        var lines: [String: Int] = [:]
        var unknown: [(key: String, field: Fields.Field)] = []
        for pair in pairs {
            guard case .text(let key, _) = pair.key.content else {
                report(
                    pair.key.position, "a key is a word, not \(pair.key.content.name)",
                    "put quotes around a text that begins with { or [")
                continue
            }
            if let line = lines[key] {
                report(
                    pair.key.position,
                    "the key \(key.quoted) stands here twice, first on line \(line)",
                    "keep one of them")
                continue
            }
            lines[key] = pair.key.position.line
            let field = Fields.Field(key: pair.key.position, value: pair.value)
            if form.keys.contains(key) {
                fields[key] = field
            } else {
                unknown.append((key, field))
            }
        }
        for (key, field) in unknown {
            let absent = form.keys.filter { fields[$0] == nil }
            let near = Suggestion.nearest(to: key, among: absent)
            report(field.key, "unknown key \(key.quoted)", advice(on: key, near: near, form))
            if let near, takesNear { fields[near] = field }
        }
        for key in form.required where fields[key] == nil {
            report(
                node.position, "\(form.name) needs \(key.quoted), which is missing",
                advice(on: key))
        }
        return fields
    }

    /// What to write for an unknown key.
    private func advice(on key: String, near: String?, _ form: MapForm) -> String {
        if key == "<<" { return "maps cannot be merged; write the keys out" }
        if let near = near ?? Suggestion.nearest(to: key, among: form.keys) {
            return "did you mean \(near.quoted)?"
        }
        return "\(form.name) may have \(form.keys.joined(separator: ", "))"
    }

    /// What to write where a colon or the space after it was forgotten: `roll 12s`, `roll:12s`.
    private func missingColon(in node: SourceNode, _ form: MapForm) -> String? {
        guard case .text(let words, _) = node.content else { return nil }
        let parts = words.split(maxSplits: 1) { $0 == " " || $0 == ":" }
        guard let key = parts.first, form.keys.contains(String(key)), parts.count == 2 else {
            return nil
        }
        let value = parts[1].drop { $0 == " " || $0 == ":" }
        return "write " + "\(key): \(value)".quoted.dropFirst().dropLast()
    }

    /// The items of a list, or nil if there is none; an empty list is a problem.
    mutating func list(_ key: String, in fields: Fields) -> [SourceNode]? {
        guard let value = fields[key]?.value else { return nil }
        switch value.content {
        case .list(let items) where items.isEmpty:
            report(
                value.position, "\(key.quoted) is an empty list",
                "write what it holds under it, each item after \"- \"")
            return nil
        case .list(let items):
            return items
        case .text("", isPlain: true):
            report(fields[key]?.key, "\(key.quoted) has no value", "write a list under it")
            return nil
        default:
            report(
                value.position, "\(key.quoted) wants a list, not \(value.content.name)",
                "begin each of its items with \"- \"")
            return nil
        }
    }
}

extension SourceNode.Content {
    /// What to call it in a message.
    var name: String {
        switch self {
        case .text: "a text"
        case .list: "a list"
        case .map: "a map"
        }
    }
}
