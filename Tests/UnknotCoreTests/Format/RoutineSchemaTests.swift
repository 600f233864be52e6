import Foundation
import Testing

@testable import UnknotCore

/// The schema that editors get, beside the reader that has the last word.
struct RoutineSchemaTests {
    private let validator: SchemaValidator

    init() throws {
        validator = try SchemaValidator(RoutineSchema.text)
    }

    /// What the schema says to a YAML text; nil for a text that is no YAML, where it is not asked.
    private func problems(of text: String) throws -> [String]? {
        try PlainValue(yaml: Array(text.utf8)).map { try validator.problems(of: $0) }
    }

    @Test(arguments: BuiltIn.allCases)
    func aBuiltInRoutineIsValid(builtIn: BuiltIn) throws {
        let file = BuiltIn.repository.appending(
            path: "Sources/unknot/Routines/\(builtIn.rawValue).yaml")
        #expect(try problems(of: String(contentsOf: file, encoding: .utf8)) == [])
    }

    @Test(arguments: [RoutineFixtures.upperCalf, RoutineFixtures.everything])
    func aFileWithEveryKeyIsValid(text: String) throws {
        #expect(RoutineFixtures.lines(text) == [])
        #expect(try problems(of: text) == [])
    }

    /// YAML takes such a text for a number or a flag, and the reader for the characters it is.
    @Test(arguments: ["title: 42", "title: 1.5", "title: true"])
    func aTextMayLookLikeAnotherType(line: String) throws {
        let text = RoutineFixtures.actions("- rest: 5").replacing("title: One", with: line)
        #expect(RoutineFixtures.lines(text) == [])
        #expect(try problems(of: text) == [])
    }

    // MARK: - Broken examples

    /// What the reader's tests break.
    private static let broken: [(name: String, text: String)] = {
        var all = RoutineProblemTests.wrongActions.map { ($0.0, RoutineFixtures.actions($0.0)) }
        all += RoutineProblemTests.holdsInARow.map { ($0.0, RoutineFixtures.actions($0.0)) }
        all += RoutineRefusalTests.refused.map { ($0.0, $0.0) }
        all += further
        return all.map { (name: short($0.0), text: $0.1) }
    }()

    /// What they break one by one.
    private static let further: [(String, String)] = {
        func head(_ old: String, _ new: String) -> (String, String) {
            (new, RoutineFixtures.upperCalf.replacing(old, with: new))
        }
        let many = String(repeating: "{rest: 5},", count: 101)
        return [
            head("unknot: 1 ", "unknot: 2 "), head("id: upper-calf", "id: Upper Calf"),
            head("id: upper-calf", "id: " + String(repeating: "a", count: 65)),
            head("tool: roller", "tool: rollr"), head("lead-in: 20s", "lead-in: 30 sec"),
            head("switch: 12s", "colour: red"), head("sides: right, left", "sides: rigth, left"),
            head("title: First pass", "title: {a: b} #"), head("your {side} calf", "your {sied}"),
            head("move: 5s", "move: -5s"), head("title: Upper", "title: Your {side}"),
            head("title: Upper", "title: " + String(repeating: "a", count: 81)),
            head("say: Loose", "say: " + String(repeating: "a", count: 301)),
            ("no actions", RoutineFixtures.step("setup: Sit.\ndo: []")),
            ("no blocks", "unknot: 1\nid: a\ntitle: A\nblocks: []\n"),
            head("right, left", "both"), head("caution: Stop", "caution: # Stop"),
            ("101 actions", RoutineFixtures.step("setup: Sit.\ndo: [\(many)]")),
            ("nothing to say", RoutineFixtures.step("setup: \"...\"\ndo: [{rest: 5}]")),
            ("one id twice", RoutineFixtures.everything.replacing("id: second", with: "id: first")),
            ("no set-up", RoutineFixtures.step("do: [{rest: 5}]")),
        ]
    }()

    private static func short(_ text: String) -> String {
        let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
        let name = lines.suffix(3).joined(separator: " / ")
        return name.isEmpty ? "nothing" : String(name.prefix(80))
    }

    @Test func everyBrokenExampleIsInvalidOrBeyondTheSchema() throws {
        var unseen: [String] = []
        var unread: [String] = []
        for (name, text) in Self.broken {
            guard case .failure(let error) = RoutineReader.read(Array(text.utf8)) else {
                Issue.record("\(name) is sound")
                continue
            }
            #expect(error.problems.allSatisfy { $0.remedy != nil }, "\(name)")
            switch try problems(of: text) {
            case nil: unread.append(name)
            case []: unseen.append(name)
            default: break
            }
        }
        #expect(unseen == Self.beyond)
        #expect(unread == Self.notYAML)
    }

    /// What takes more than one value to see.
    private static let beyond: [String] = [
        "- hold: 20s / range: 30s..90s / full: 2m",
        "- hold: 9s / - hold: 9s", "- rest: 9s / only: full / - hold: 9s",
        "- hold: 9s / - hold: 9s / only: full", "- hold: 9s / - roll: 9s / - hold: 9s",
        "- repeat: 1 / range: 1..2 / do: [{hold: 9s}]",
        "- repeat: 1 / do: [{roll: 5s}, {hold: 9s}] / - hold: 9s",
        "- hold: 9s / - repeat: 1 / do: [{hold: 9s}, {roll: 5s}]",
        // {side} where there is none, a sentence without a word, an id that is taken.
        "both", "nothing to say", "one id twice",
    ]

    /// What is no YAML, or stands twice, or is an anchor: an editor marks it without a schema.
    private static let notYAML: [String] = [
        "- roll: 5s / say: {side} up", "- roll: 5s / [a]: b / <<: {say: c}", "nothing", "nothing",
        "# a / # b", "a\0b", "say: Roll slowly back down and lower your hips. / --- / id: b",
        "say: Roll slowly back down and lower your hips. / ... / id: b",
        "title: One / setup: [Sit / do: [{rest: 5}]",
        "title: One / setup: @home / do: [{rest: 5}]",
        "title: One / setup: *Stop* if it tingles. / do: [{rest: 5}]",
        "title: One / setup: *Stop if it tingles. / do: [{rest: 5}]",
        "title: One / setup: !now! Stop. / do: [{rest: 5}]",
        "title: One / setup: - Sit / do: [{rest: 5}]",
        "title: One / setup: \"C:\\q\" / do: [{rest: 5}]",
        "title: One / setup: | Sit / do: [{rest: 5}]", "do: / - roll: 5s / say: Up.",
        "- roll: 5s / say:Up. / only: full",
    ]

    @Test func aValidatorThatDoesNotKnowAKeywordSaysSo() throws {
        let other = try SchemaValidator(#"{"properties": {"a": {"multipleOf": 2}}}"#)
        #expect(throws: SchemaValidator.Unknown.self) {
            try other.problems(of: .object(["a": .number(3)]))
        }
    }
}
