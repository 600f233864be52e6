/// The routine format as a JSON Schema of the version 2020-12, for editors.
///
/// It is made of the tables that the reader goes by. It does not cover problems of the whole
/// routine: an id that is given twice, an amount outside of its range, holds that follow each other, a
/// sentence that does not fit its time.
public enum RoutineSchema {
    /// The schema as JSON, with a line end at its end.
    public static var text: String {
        let head: JSONText = [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": .text("urn:unknot:routine:\(RoutineForm.newest)"),
            "title": "Unknot routine",
            "description": "A session of foam rolling that Unknot speaks and times.",
        ]
        let definitions: JSONText = .object([
            (BlockForm.name, mapping(BlockForm.self)), (StepForm.name, mapping(StepForm.self)),
            (ActionForm.name, mapping(ActionForm.self).adding(doses)),
            (ActionForm.repeated, repeated),
        ])
        let schema = head.adding(mapping(RoutineForm.self)).adding(["$defs": definitions])
        return schema.text() + "\n"
    }

    private static var repeated: JSONText {
        [
            "description": "A repeat cannot stand inside a repeat.",
            "$ref": .text("#/$defs/\(ActionForm.name)"),
            "not": ["required": [.text(ActionForm.table.keys.times.entry.name)]],
        ]
    }

    /// A mapping with its keys and no others.
    private static func mapping<Form: MappingForm>(_ form: Form.Type) -> JSONText {
        let entries = form.table.entries
        let schema: JSONText = [
            "type": "object",
            "properties": .object(entries.map { ($0.name, $0.property) }),
            "required": JSONText(entries.filter(\.isRequired).map(\.name)),
            "additionalProperties": false,
        ]
        return schema.adding(rules(form.table.rules))
    }

    private static func rules(_ rules: [KeyRule]) -> JSONText {
        var choices: JSONText = [:]
        var needs: [(key: String, value: JSONText)] = []
        for rule in rules {
            switch rule {
            case .oneOf(let all):
                choices = ["oneOf": .list(all.map { ["required": JSONText([$0.key.name])] })]
                for (key, parts) in all where !parts.isEmpty {
                    needs.append((key.name, JSONText(parts.map(\.name))))
                    needs += parts.map { ($0.name, JSONText([key.name])) }
                }
            case .needs(let key, let other):
                needs.append((key.name, JSONText([other.name])))
            }
        }
        return needs.isEmpty ? choices : choices.adding(["dependentRequired": .object(needs)])
    }

    /// The values of `range` and `full` beside each verb: the verb's own amounts.
    private static var doses: JSONText {
        let keys = ActionForm.table.keys
        let verbs = ActionForm.table.entries.compactMap { verb -> JSONText? in
            guard let range = verb.kind.range else { return nil }
            return [
                "if": ["required": JSONText([verb.name])],
                "then": [
                    "properties": .object([
                        (keys.range.entry.name, range), (keys.full.entry.name, verb.kind.schema),
                    ])
                ],
            ]
        }
        return ["allOf": .list(verbs)]
    }
}
