import Foundation

@testable import UnknotCore

/// A validator for the part of JSON Schema 2020-12 that the routine schema uses.
///
/// A keyword that it does not know is an error, so that no part of a schema is passed over unseen.
struct SchemaValidator {
    /// A schema that this validator cannot judge.
    struct Unknown: Error {
        var keyword: String
    }

    private let root: [String: PlainValue]

    /// Keywords that explain and do not judge.
    private static let words: Set = [
        "$schema", "$id", "$defs", "title", "description", "patternErrorMessage", "then",
    ]

    init(_ schema: String) throws {
        root = try JSONDecoder().decode([String: PlainValue].self, from: Data(schema.utf8))
    }

    /// The paths to what is wrong with a value, each with the keyword that says so; none for a valid
    /// one.
    func problems(of value: PlainValue) throws -> [String] {
        try problems(value, .object(root), "")
    }

    private func problems(
        _ value: PlainValue, _ schema: PlainValue, _ path: String
    ) throws
        -> [String]
    {
        guard case .object(let schema) = schema else { throw Unknown(keyword: "\(schema)") }
        return try schema.sorted { $0.key < $1.key }.flatMap { keyword, rule -> [String] in
            switch keyword {
            case "$ref":
                return try problems(value, definition(rule), path)
            case "properties", "items":
                return try inner(value, keyword, rule, path)
            case "allOf":
                return try list(rule).flatMap { try problems(value, $0, path) }
            case "if":
                let holds = try problems(value, rule, path).isEmpty
                return holds ? try problems(value, schema["then"] ?? .object([:]), path) : []
            default:
                let isMet = try meets(value, keyword, rule, schema)
                return isMet ? [] : ["\(path.isEmpty ? "/" : path) \(keyword)"]
            }
        }
    }

    /// The problems further down.
    private func inner(
        _ value: PlainValue, _ keyword: String, _ rule: PlainValue, _ path: String
    ) throws -> [String] {
        switch (keyword, value, rule) {
        case ("properties", .object(let fields), .object(let rules)):
            return try rules.sorted { $0.key < $1.key }.flatMap { name, rule in
                try fields[name].map { try problems($0, rule, "\(path)/\(name)") } ?? []
            }
        case ("items", .list(let items), _):
            return try items.enumerated().flatMap { try problems($1, rule, "\(path)/\($0)") }
        default:
            return []
        }
    }

    /// Whether a value meets a rule that is about itself.
    private func meets(
        _ value: PlainValue, _ keyword: String, _ rule: PlainValue, _ schema: [String: PlainValue]
    ) throws -> Bool {
        if Self.words.contains(keyword) { return true }
        func holds(_ rules: PlainValue) throws -> Int {
            try list(rules).count { try problems(value, $0, "").isEmpty }
        }
        switch (keyword, value, rule) {
        case ("anyOf", _, _): return try holds(rule) > 0
        case ("oneOf", _, _): return try holds(rule) == 1
        case ("not", _, _): return try !problems(value, rule, "").isEmpty
        case ("const", _, _): return value == rule
        case ("enum", _, .list(let values)): return values.contains(value)
        case ("type", _, .text(let name)): return value.isOf(type: name)
        case ("type", _, .list(let names)):
            return names.contains {
                if case .text(let name) = $0 { value.isOf(type: name) } else { false }
            }
        case ("required", .object(let fields), .list(let names)):
            return names.allSatisfy { fields[$0.word] != nil }
        case ("additionalProperties", .object(let fields), .flag(false)):
            guard case .object(let known)? = schema["properties"] else { return fields.isEmpty }
            return fields.keys.allSatisfy { known[$0] != nil }
        case ("dependentRequired", .object(let fields), .object(let rules)):
            return try rules.allSatisfy { name, needed in
                try fields[name] == nil || list(needed).allSatisfy { fields[$0.word] != nil }
            }
        case ("minItems", .list(let items), .number(let least)): return Double(items.count) >= least
        case ("maxItems", .list(let items), .number(let most)): return Double(items.count) <= most
        case ("minLength", .text(let text), .number(let least)):
            return Double(text.unicodeScalars.count) >= least
        case ("maxLength", .text(let text), .number(let most)):
            return Double(text.unicodeScalars.count) <= most
        case ("minimum", .number(let number), .number(let least)): return number >= least
        case ("maximum", .number(let number), .number(let most)): return number <= most
        case ("pattern", .text(let text), .text(let pattern)):
            return try Regex(pattern).matchingSemantics(.unicodeScalar).firstMatch(in: text) != nil
        // Rules about another kind of value than this one.
        case ("required", _, .list), ("additionalProperties", _, .flag(false)),
            ("dependentRequired", _, .object), ("minItems", _, .number), ("maxItems", _, .number),
            ("minLength", _, .number), ("maxLength", _, .number), ("minimum", _, .number),
            ("maximum", _, .number), ("pattern", _, .text):
            return true
        default: throw Unknown(keyword: keyword)
        }
    }

    private func definition(_ reference: PlainValue) throws -> PlainValue {
        let name = reference.word.dropFirst("#/$defs/".count)
        guard reference.word.hasPrefix("#/$defs/"), case .object(let all)? = root["$defs"],
            let definition = all[String(name)]
        else { throw Unknown(keyword: reference.word) }
        return definition
    }

    private func list(_ value: PlainValue) throws -> [PlainValue] {
        guard case .list(let items) = value else { throw Unknown(keyword: "\(value)") }
        return items
    }
}

extension PlainValue {
    /// The words of a text; of anything else none.
    fileprivate var word: String { if case .text(let text) = self { text } else { "" } }

    fileprivate func isOf(type name: String) -> Bool {
        switch (self, name) {
        case (.null, "null"), (.flag, "boolean"), (.number, "number"), (.text, "string"),
            (.list, "array"), (.object, "object"):
            true
        case (.number(let number), "integer"): number == number.rounded()
        default: false
        }
    }
}
