/// The routine format as a JSON Schema of the version 2020-12, for editors.
///
/// It is made of what the reader goes by: the keys of each map, the verbs, the limits. What takes
/// the whole routine to see is beyond it: an id that is given twice, an amount outside of its
/// range, holds that follow each other, a sentence that does not fit its time.
public enum RoutineSchema {
    /// The schema as JSON, with a line end at its end.
    public static var text: String { schema.text() + "\n" }

    private static var schema: JSONText {
        let head: JSONText = [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": .text("urn:unknot:routine:\(FormatLimits.version)"),
            "title": "Unknot routine",
            "description": "A session of foam rolling that Unknot speaks and times.",
        ]
        return head.adding(map(.routine)).adding([
            "$defs": [
                "block": map(.block), "step": map(.step), "action": action,
                "repeatedAction": [
                    "description": "A repeat cannot stand inside a repeat.",
                    "$ref": "#/$defs/action", "not": ["required": ["repeat"]],
                ],
            ]
        ])
    }

    /// A map with its keys and no others.
    private static func map(_ form: MapForm) -> JSONText {
        [
            "type": "object",
            "properties": .object(
                form.keys.map { key in
                    (key, form.guide.first { $0.name == key }.map { property($0, in: form) } ?? [:])
                }),
            "required": JSONText(form.required),
            "additionalProperties": false,
        ]
    }

    /// An action: one verb, and what goes with it.
    private static var action: JSONText {
        map(.action).adding([
            "oneOf": .list(Verb.allCases.map { ["required": [.text($0.rawValue)]] }),
            "dependentRequired": [
                "reps": ["every"], "every": ["reps"], "repeat": ["do"], "do": ["repeat"],
                "brief": ["say"], "full": ["range"],
            ],
            "allOf": .list(
                Verb.allCases.map { verb in
                    [
                        "if": ["required": [.text(verb.rawValue)]],
                        "then": ["properties": doses(verb)],
                    ]
                }),
        ])
    }

    /// What `range` and `full` take beside a verb: the verb's own amount.
    private static func doses(_ verb: Verb) -> JSONText {
        switch FormatKey.action.first(where: { $0.name == verb.rawValue })?.value {
        case .time(let limits):
            let pattern = AmountPattern.time(limits)
            return [
                "range": range(of: pattern, "two times from \(span(limits)), such as 30s..90s"),
                "full": time(limits),
            ]
        case .count(let limits):
            let pattern = AmountPattern.number(limits)
            let span = "\(limits.lowerBound) to \(limits.upperBound)"
            return [
                "range": range(of: pattern, "two whole numbers from \(span), such as 8..12"),
                "full": count(limits),
            ]
        default: return [:]
        }
    }
}

// MARK: - Values

extension RoutineSchema {
    private static func property(_ key: FormatKey, in form: MapForm) -> JSONText {
        var about = key.meaning + "."
        if let standard = key.standard { about += " Without it: \(standard)." }
        return (["description": .text(about)] as JSONText).adding(value(key, in: form))
    }

    private static func value(_ key: FormatKey, in form: MapForm) -> JSONText {
        switch key.value {
        case .version: return ["const": .number(FormatLimits.version)]
        case .name:
            return text(
                FormatLimits.identifier, pattern: "^[a-z][a-z0-9-]*$",
                "lower-case letters, digits and hyphens, a letter first, such as upper-calf")
        case .title:
            return text(
                FormatLimits.title, pattern: "^[^{\(Self.controls)]*\\s*$",
                "one line without curly brackets")
        case .line:
            return text(
                FormatLimits.sentence, pattern: "^[^\(Self.controls)]*\\s*$", "one paragraph")
        case .sentence:
            return text(
                FormatLimits.sentence,
                pattern: #"^(?:[^{\#(Self.controls)]|\{side\}|\{other\})*\s*$"#,
                "one paragraph, with no curly brackets but {side} and {other}")
        case .word(let words): return ["enum": JSONText(words)]
        case .flag: return ["type": "boolean"]
        case .sides: return sides
        case .time(let limits): return time(limits)
        case .count(let limits): return count(limits)
        // The verb beside it says more.
        case .range: return ["type": "string"]
        case .amount: return ["type": ["string", "number"]]
        case .list(let item, let limits):
            // Only a repeat has actions among the keys of an action.
            let isRepeat = form.name == MapForm.action.name
            let name = isRepeat ? "repeatedAction" : item.rawValue
            return [
                "type": "array", "items": ["$ref": .text("#/$defs/\(name)")],
                "minItems": .number(limits.lowerBound), "maxItems": .number(limits.upperBound),
            ]
        }
    }

    /// What no text holds within, line ends among it; a block text has one at its end.
    private static let controls = #"\u0000-\u001F\u007F-\u009F"#

    private static func text(
        _ length: ClosedRange<Int>, pattern: String, _ advice: String
    ) -> JSONText {
        [
            "type": "string", "minLength": .number(length.lowerBound),
            "maxLength": .number(length.upperBound), "pattern": .text(pattern),
            "patternErrorMessage": .text("Write \(advice)."),
        ]
    }

    /// A time, which YAML takes for a number where it has no unit.
    private static func time(_ limits: ClosedRange<Duration>) -> JSONText {
        [
            "type": ["string", "number"],
            "minimum": .number(Int(limits.lowerBound.components.seconds)),
            "maximum": .number(Int(limits.upperBound.components.seconds)),
            "pattern": .text("^\(AmountPattern.time(limits))$"),
            "patternErrorMessage": .text(
                "Write a time from \(span(limits)), such as 30s or 1m30s."),
        ]
    }

    private static func count(_ limits: ClosedRange<Int>) -> JSONText {
        [
            "type": "integer", "minimum": .number(limits.lowerBound),
            "maximum": .number(limits.upperBound),
        ]
    }

    private static func range(of amount: String, _ advice: String) -> JSONText {
        [
            "type": "string", "pattern": .text(#"^\#(amount)\.\.\#(amount)$"#),
            "patternErrorMessage": .text("Write \(advice)."),
        ]
    }

    private static func span(_ limits: ClosedRange<Duration>) -> String {
        "\(TimeText.text(limits.lowerBound)) to \(TimeText.text(limits.upperBound))"
    }

    /// The side plans, as a text or as a list.
    private static var sides: JSONText {
        let lists = FormatKey.sidePlans.map { plan in
            JSONText(plan.split { $0 == "," || $0 == " " }.map(String.init))
        }
        return [
            "anyOf": [
                ["enum": JSONText(FormatKey.sidePlans)],
                [
                    "type": "string",
                    "pattern": "^[ ,]*(?:right[ ,]+left|left[ ,]+right|both|none)[ ,]*$",
                ],
                ["enum": .list(lists)],
            ]
        ]
    }
}
