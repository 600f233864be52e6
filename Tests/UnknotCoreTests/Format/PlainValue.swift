import Foundation

@testable import UnknotCore

/// A value as JSON and YAML share it.
enum PlainValue: Hashable, Decodable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([PlainValue])
    case object([String: PlainValue])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([PlainValue].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: PlainValue].self))
        }
    }

    /// The value of a YAML text by the core schema of YAML 1.2; nil if it is no YAML or a key stands
    /// twice, which an editor marks by itself.
    init?(yaml bytes: [UInt8]) {
        let reading = Reading()
        guard let source = try? SourceText(checking: bytes, largest: .max, "a routine"),
            let root = try? SourceTree(source, reading).root, reading.problems.isEmpty
        else { return nil }
        self.init(root)
    }

    private init?(_ node: SourceNode) {
        switch node.content {
        case .text(let words, let isPlain):
            self = isPlain ? Self.resolved(words) : .text(words)
        case .list(let items):
            let values = items.compactMap { PlainValue($0) }
            guard values.count == items.count else { return nil }
            self = .list(values)
        case .map(let pairs):
            var fields: [String: PlainValue] = [:]
            for pair in pairs {
                guard case .text(let key, _) = pair.key.content,
                    let value = PlainValue(pair.value),
                    fields.updateValue(value, forKey: key) == nil
                else { return nil }
            }
            self = .object(fields)
        case .refused: return nil
        }
    }

    /// A text without quotes, which may be a number or a word of YAML's own.
    private static func resolved(_ words: String) -> PlainValue {
        switch words {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .flag(true)
        case "false", "False", "FALSE": return .flag(false)
        default: break
        }
        let isNumber = words.wholeMatch(of: /[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?/)
        if isNumber != nil, let number = Double(words) { return .number(number) }
        return .text(words)
    }
}
