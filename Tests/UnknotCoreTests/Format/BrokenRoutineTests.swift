import Foundation
import Testing

@testable import UnknotCore

/// A routine that was written from the reference of the format alone, and then broken.
struct BrokenRoutineTests {
    /// One slip: what is written in the place of what, and what is said to it.
    struct Slip: Sendable, CustomTestStringConvertible {
        var old: String
        var new: String
        var said: String

        init(_ old: String, _ new: String, _ said: String) {
            self.old = old
            self.new = new
            self.said = said
        }

        var testDescription: String { String(said.split(separator: ": ")[1].prefix(60)) }

        /// The routine with the slip in it.
        var text: String {
            get throws {
                let whole = try BrokenRoutineTests.whole
                let place = try #require(whole.firstRange(of: old))
                return whole.replacingCharacters(in: place, with: new)
            }
        }
    }

    /// The routine as it was written.
    static var whole: String {
        get throws {
            try String(
                contentsOf: BuiltIn.repository.appending(path: "Tests/Routines/desk-evening.yaml"),
                encoding: .utf8)
        }
    }

    private func check(_ text: String) throws -> RoutineCheck {
        RoutineCheck(
            try RoutineReader.read(Array(text.utf8)).get(),
            lengths: EstimatedLengths(tones: EstimatedLengths.longestTones).lengths)
    }

    @Test func theWholeOneIsSound() throws {
        #expect(try check(Self.whole).findings == [])
        let value = try #require(PlainValue(yaml: Array(Self.whole.utf8)))
        #expect(try SchemaValidator(RoutineSchema.text).problems(of: value) == [])
    }

    static let slips = [
        Slip(
            "unknot: 1", "unknot: one",
            #"2:9: "unknot" is the format's version, 1, not "one"; write unknot: 1"#),
        Slip(
            "id: desk-evening", "id: Desk Evening",
            #"3:5: "id" wants up to 64 lower-case letters, digits and hyphens, a letter first, not "Desk Evening"; write desk-evening"#
        ),
        Slip("title: After", "titel: After", #"4:1: unknown key "titel"; did you mean "title"?"#),
        Slip(
            "tool: tennis-ball", "tool: tenis-ball",
            #"6:7: "tool" wants roller, lacrosse-ball, tennis-ball, double-ball, band or hands, not "tenis-ball"; did you mean "tennis-ball"?"#
        ),
        Slip(
            "lead-in: 25s", "lead-in: 25 seconds",
            #"7:10: "lead-in" wants a time from 0s to 10m, not "25 seconds"; write 25s"#),
        Slip(
            "sides: left, right", "sides: left",
            #"10:12: "sides" wants "right, left", "left, right", both or none, not "left"; write for example sides: right, left"#
        ),
        Slip(
            "sides: none", "sides:",
            #"42:5: "sides" has no value; write for example sides: right, left"#),
        Slip(
            "        setup: Stand beside a wall, the ball under your {side} foot.\n", "",
            #"12:9: a step needs "setup", which is missing; write for example setup: Roller under your {side} calf."#
        ),
        Slip(
            "{side} foot.", "{sied} foot.",
            #"14:16: "setup" holds "{sied}", which is not filled in; did you mean {side}?"#),
        Slip(
            "wall if your", "wall: your",
            #"15:33: a ": " cannot stand here; put quotes around a text that contains ": ", or check the indentation"#
        ),
        Slip(
            "move: 6s", "move: 6m",
            #"17:15: "move" wants a time from 0s to 5m, not "6m"; write for example move: 5s"#),
        Slip("- roll: 25s", "- rol: 25s", #"19:13: unknown key "rol"; did you mean "roll"?"#),
        Slip(
            "brief: Roll slowly.", "brief:",
            #"22:13: "brief" has no value; write for example brief: Up."#),
        Slip(
            "range: 20s..60s", "range: 60s..20s",
            #"24:20: the range "60s..20s" runs backwards; write 20s..1m"#),
        Slip(
            "full: 45s", "full: 75s",
            #"25:19: "full" is 1m15s, outside of its range 20s..1m; choose one of those, or widen the range"#
        ),
        Slip(
            "- rest: 6s", "- hold: 6s",
            "26:13: this hold follows the hold on line 23 with nothing between them; put a roll, a rest or reps between them"
        ),
        Slip(
            "id: calf", "id: sole",
            #"27:13: the id "sole" belongs to the step on line 12 already; give each step an id of its own"#
        ),
        Slip(
            "repeat: 2", "repeat: 2 times or so",
            #"32:21: "repeat" wants a whole number from 1 to 20, not "2 times or so"; write 2"#),
        Slip(
            "say: Roll slowly up", #"say: "Roll slowly up"#,
            "36:22: the quote that opens here is not closed; close it with the same sign"),
        Slip(
            "                brief: Again.", "\t\tbrief: Again.",
            "37:1: a tab cannot indent a line; use spaces"),
        Slip(
            "under your shoulder blades", "under your {side} shoulder",
            #"47:16: "setup" holds {side}, but this block has no right and left; write sides: right, left, or leave it out"#
        ),
        Slip(
            "            every: 4s\n", "",
            #"51:13: "reps" needs "every", which is missing; write for example every: 4s"#
        ),
        Slip(
            "offered: true", "offered: maybe",
            #"56:18: "offered" wants true or false, not "maybe"; write for example offered: true"#),
        Slip(
            "do: [{hold: 45s, range: 30s..90s, say: Let your arm be heavy.}]", "do: []",
            #"59:13: "do" is an empty list; write its items under it, each after "- ""#),
    ]

    @Test(arguments: slips)
    func eachSlipIsNamedWithItsPlaceAndTheRemedy(slip: Slip) throws {
        let text = try slip.text
        #expect(RoutineFixtures.lines(text) == ["a.yaml:" + slip.said])
        guard case .failure(let error) = RoutineReader.read(Array(text.utf8)) else { return }
        let problem = try #require(error.problems.first)
        #expect(problem.remedy != nil)
        // The line is shown, and the caret stands under the place.
        let position = try #require(problem.position)
        let shown = SourceExcerpt(of: Array(text.utf8)).lines(at: position, width: 200)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = lines[position.line - 1].replacing("\t", with: "    ")
        let caret = String(repeating: " ", count: position.column - 1) + "^"
        #expect(shown.map { String($0.dropFirst(8)) } == [String(line), caret])
    }

    @Test func aSentenceThatDoesNotFitIsNamedToo() throws {
        let text = try Self.whole.replacing(
            "roll: 25s\n            range: 20s..40s", with: "roll: 1s")
        let problem = try #require(try check(text).findings.first?.problem)
        #expect(problem.position == SourcePosition(line: 20, column: 18))
        #expect(problem.message.hasPrefix("\"say\" and the announcement of this hold takes "))
        #expect(problem.message.contains(" even when short and fast, and has room for "))
        #expect(
            problem.remedy
                == "shorten the sentence, give a \"brief\" wording, or allow more time")
    }

    /// What an editor sees of them by the schema, and what only the reader does.
    @Test func theSchemaSeesWhatOneLineShows() throws {
        let validator = try SchemaValidator(RoutineSchema.text)
        let unseen = try Self.slips.filter { slip in
            let value = PlainValue(yaml: Array(try slip.text.utf8))
            return try value.map { try validator.problems(of: $0).isEmpty } ?? false
        }
        #expect(
            unseen.map { $0.said.prefix { $0 != ":" } } == ["24", "25", "26", "27", "47"],
            "a range backwards, an amount outside of it, two holds, an id that is taken, a side without sides"
        )
    }
}
