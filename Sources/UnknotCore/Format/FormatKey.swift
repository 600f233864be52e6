/// A key of a file format, with its description and the way to read its value.
struct FormatKey<Value: Sendable>: AnyFormatKey {
    let entry: KeyEntry
    /// The value if the key is missing, or if the value in the file is wrong.
    let absent: Value
    /// Reads the value and reports its problems; nil if it is of no use.
    let read: @Sendable (Field) -> Value?

    /// A key that must be there; a wrong file is read on with `standIn`.
    init(
        required name: String, _ kind: ValueKind<Value>, standIn: Value,
        example: String? = nil, _ meaning: String
    ) {
        entry = KeyEntry(
            name: name, isRequired: true, example: example, meaning: meaning, kind: kind)
        absent = standIn
        read = kind.read
    }

    /// A key with a default.
    init(
        _ name: String, _ kind: ValueKind<Value>, default standard: Value,
        example: String? = nil, _ meaning: String
    ) {
        entry = KeyEntry(
            name: name, standard: kind.text(standard), example: example, meaning: meaning,
            kind: kind)
        absent = standard
        read = kind.read
    }

    /// A key that may be missing; `standard` says in words what holds then.
    init<Kind>(
        _ name: String, _ kind: ValueKind<Kind>, standard: String? = nil,
        example: String? = nil, _ meaning: String
    ) where Value == Kind? {
        entry = KeyEntry(
            name: name, standard: standard, example: example, meaning: meaning, kind: kind)
        absent = nil
        read = { .some(kind.read($0)) }
    }
}

/// A key of any kind of value.
protocol AnyFormatKey: Sendable {
    var entry: KeyEntry { get }
}

/// The description of a key, for remedies, the schema and the reference.
struct KeyEntry: Sendable {
    /// The key as it is written.
    var name: String
    /// True if a mapping without it is a problem.
    var isRequired = false
    /// The default in words or as it would be written, or nil if there is none.
    var standard: String?
    /// A value as it would be written; nil for a list or a map, which has its own lines.
    var example: String?
    /// The purpose of the key, without a full stop.
    var meaning: String
    /// The kind of value.
    var kind: any AnyValueKind

    /// The usual remedy: `write for example roll: 12s`.
    var advice: String {
        guard let example else { return "write \(name): and a \(kind.unit) under it" }
        return "write for example \(name): \(example)"
    }

    /// The key as a row of the reference, in Markdown: name, unit, default, limits, example,
    /// meaning.
    var row: String {
        // A default that would be written is shown as code, an explanation is not.
        let shown = standard.map { $0.contains(" ") ? $0 : "`\($0)`" } ?? "nothing"
        let example = example.map { "`\(name): \($0)`" } ?? "`\(name):` and a \(kind.unit)"
        return
            "| `\(name)` | \(kind.unit) | \(isRequired ? "must be there" : shown) | \(kind.limits) | "
            + "\(example) | \(meaning) |"
    }

    /// The key as a property of the schema.
    var property: JSONText {
        let without = standard.map { " Without it: \($0)." } ?? ""
        return (["description": .text("\(meaning).\(without)")] as JSONText).adding(kind.schema)
    }
}

/// A mapping of a file format: its keys as stored properties, and the model made of their values.
protocol MappingForm: Sendable {
    /// The type that the mapping is read as.
    associatedtype Model: Sendable

    /// The name of the mapping in messages and in the schema: `step`.
    static var name: String { get }
    /// All the keys.
    static var table: KeyTable<Self> { get }

    /// Makes the model; problems of the values are reported while they are read.
    static func model(from fields: Fields<Self>) -> Model
}

extension MappingForm {
    /// The name with its article.
    static var nameWithArticle: String { ("aeiou".contains(name.prefix(1)) ? "an " : "a ") + name }
}

/// All keys of a mapping.
struct KeyTable<Form: Sendable>: Sendable {
    /// The keys, as properties.
    let keys: Form
    /// The keys in the order in which they are usually written, which is that of the properties.
    let entries: [KeyEntry]
    /// The rules about several keys together.
    let rules: [KeyRule]
    /// True if the value of a misspelt key is read all the same.
    let readsMisspelt: Bool

    init(
        _ keys: Form, readsMisspelt: Bool = true,
        rules: (Form) -> [KeyRule] = { _ in [] }
    ) {
        self.keys = keys
        self.readsMisspelt = readsMisspelt
        self.rules = rules(keys)
        // A list of the keys would be a second place to add each of them to.
        entries = Mirror(reflecting: keys).children.compactMap {
            ($0.value as? any AnyFormatKey)?.entry
        }
    }
}

/// A rule about several keys of a mapping.
enum KeyRule: Sendable {
    /// Exactly one of these keys is there, together with the keys that belong to it.
    case oneOf([(key: KeyEntry, parts: [KeyEntry])])
    /// The first key is there only if the second one is.
    case needs(KeyEntry, KeyEntry)

    /// Exactly one first key of these lists is there, together with the rest of its list.
    static func oneOf(_ lists: [any AnyFormatKey]...) -> KeyRule {
        .oneOf(
            lists.compactMap { list in
                list.first.map { ($0.entry, list.dropFirst().map(\.entry)) }
            })
    }

    /// The first key is there only if the second one is.
    static func needs(_ key: any AnyFormatKey, _ other: any AnyFormatKey) -> KeyRule {
        .needs(key.entry, other.entry)
    }
}
