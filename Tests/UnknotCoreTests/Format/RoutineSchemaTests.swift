import Foundation
import Testing

@testable import UnknotCore

/// The schema that editors get, beside the reader that has the last word.
struct RoutineSchemaTests {
    private let validator: SchemaValidator

    init() throws {
        validator = try SchemaValidator(RoutineSchema.text)
    }

    /// The schema's problems with a YAML text; nil for a text that is no YAML.
    private func problems(of text: String) throws -> [String]? {
        try PlainValue(yaml: Array(text.utf8)).map { try validator.problems(of: $0) }
    }

    @Test(arguments: BuiltIn.allCases)
    func aBuiltInRoutineIsValid(builtIn: BuiltIn) throws {
        let file = BuiltIn.repository.appending(
            path: "Sources/unknot/Routines/\(builtIn.rawValue).yaml")
        #expect(try problems(of: String(contentsOf: file, encoding: .utf8)) == [])
    }

    @Test func aFileWithEveryKeyIsValid() throws {
        #expect(try problems(of: RoutineFixtures.everything) == [])
    }

    /// YAML takes such a text for a number or a flag, and the reader for the characters it is.
    @Test(arguments: ["title: 42", "title: 1.5", "title: true"])
    func aTextMayLookLikeAnotherType(line: String) throws {
        let text = RoutineFixtures.actions("- rest: 5").replacing("title: One", with: line)
        #expect(RoutineFixtures.lines(text) == [])
        #expect(try problems(of: text) == [])
    }

    // MARK: - Broken examples

    /// The texts that the tests of the reader break, with their names.
    private static func broken() throws -> [(name: String, text: String)] {
        var all = RoutineProblemTests.wrongActions.map {
            ($0.text, RoutineFixtures.actions($0.text))
        }
        all += RoutineProblemTests.holdsInARow.map {
            ($0.text, RoutineFixtures.actions($0.text))
        }
        all += RoutineRefusalTests.refused.map { ($0.text, $0.text) }
        all += further
        all += try BrokenRoutineTests.slips.map { ($0.text, try BrokenRoutineTests.broken($0)) }
        return all.map { (name: short($0.0), text: $0.1) }
    }

    /// More of them, each with one thing wrong.
    private static let further: [(String, String)] = {
        func head(_ old: String, _ new: String) -> (String, String) {
            (new, RoutineFixtures.everything.replacing(old, with: new))
        }
        let many = String(repeating: "{rest: 5},", count: 101)
        return [
            head("unknot: 1 ", "unknot: 2 "), head("id: all", "id: Upper Calf"),
            head("id: all", "id: " + String(repeating: "a", count: 65)),
            head("tool: tennis-ball", "tool: tenis"), head("lead-in: 1m30s", "lead-in: 30 sec"),
            head("switch: 12s", "colour: red"), head("sides: [left, right]", "sides: rigth, left"),
            head("title: First", "title: {a: b} #"), head("the {side} side", "the {sied}"),
            head("move: 5s", "move: -5s"), head("title: All", "title: Your {side}"),
            head("title: All", "title: " + String(repeating: "a", count: 81)),
            head("say: Turn", "say: " + String(repeating: "a", count: 301)),
            ("no actions", RoutineFixtures.step("setup: Sit.\ndo: []")),
            ("no blocks", "unknot: 1\nid: a\ntitle: A\nblocks: []\n"),
            head("[left, right]", "both"), head("caution: Not", "caution: # Not"),
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
        for (name, text) in try Self.broken() {
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
        // What is no YAML, has a key twice, or an anchor, is marked by an editor without a schema.
        #expect(unread.count == 21, "\(unread)")
    }

    /// Problems that only the reader sees, because they take more than one value to see.
    private static let beyond: [String] = [
        "- hold: 20s / range: 30s..90s / full: 2m",
        "- hold: 9s / - hold: 9s", "- rest: 9s / only: full / - hold: 9s",
        "- hold: 9s / - hold: 9s / only: full", "- hold: 9s / - roll: 9s / - hold: 9s",
        "- repeat: 1 / range: 1..2 / do: [{hold: 9s}]",
        "- repeat: 1 / do: [{roll: 5s}, {hold: 9s}] / - hold: 9s",
        "- hold: 9s / - repeat: 1 / do: [{hold: 9s}, {roll: 5s}]",
        // {side} where there is none, a sentence without a word, an id that is taken.
        "both", "nothing to say", "one id twice",
        "range: 20s..60s -> range: 60s..20s", "id: calf -> id: sole",
    ]
}
