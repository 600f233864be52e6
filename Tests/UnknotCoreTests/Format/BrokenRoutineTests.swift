import Foundation
import Testing

@testable import UnknotCore

/// A routine that was written from the reference of the format alone, and then broken.
struct BrokenRoutineTests {
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
            try RoutineReader.read(Array(text.utf8)).get(), lengths: .longest)
    }

    @Test func theWholeOneIsSound() throws {
        #expect(try check(Self.whole).findings == [])
        let value = try #require(PlainValue(yaml: Array(Self.whole.utf8)))
        #expect(try SchemaValidator(RoutineSchema.text).problems(of: value) == [])
    }

    /// The text that is replaced, the one in its place, and what is said to that.
    static let slips = RoutineFixtures.cases(
        #"""
        unknot: 1 -> unknot: one
        => 2:9: "unknot" is the format's version, 1, not "one"; write unknot: 1
        id: desk-evening -> id: Desk Evening
        => 3:5: "id" wants up to 64 lower-case letters, digits and hyphens, a letter first, not "Desk Evening"; write desk-evening
        title: After -> titel: After
        => 4:1: unknown key "titel"; did you mean "title"?
        tool: tennis-ball -> tool: tenis-ball
        => 6:7: "tool" wants roller, lacrosse-ball, tennis-ball, double-ball, band or hands, not "tenis-ball"; did you mean "tennis-ball"?
        lead-in: 25s -> lead-in: 25 seconds
        => 7:10: "lead-in" wants a time from 0s to 10m, not "25 seconds"; write 25s
        sides: left, right -> sides: left
        => 10:12: "sides" wants "right, left", "left, right", both or none, not "left"; write for example sides: right, left
                setup: Stand beside a wall, the ball under your {side} foot.\#n -> \#

        => 12:9: a step needs "setup", which is missing; write for example setup: Roller under your {side} calf.
        {side} foot. -> {sied} foot.
        => 14:16: "setup" holds "{sied}", which is not filled in; did you mean {side}?
        wall if your -> wall: your
        => 15:33: a ": " cannot stand here; put quotes around a text that contains ": ", or check the indentation
        move: 6s -> move: 6m
        => 17:15: "move" wants a time from 0s to 5m, not "6m"; write for example move: 5s
        - roll: 25s -> - rol: 25s
        => 19:13: unknown key "rol"; did you mean "roll"?
        range: 20s..60s -> range: 60s..20s
        => 24:20: the range "60s..20s" runs backwards; write 20s..1m
        id: calf -> id: sole
        => 27:13: the id "sole" belongs to the step on line 12 already; give each step an id of its own
        repeat: 2 -> repeat: 2 times or so
        => 32:21: "repeat" wants a whole number from 1 to 20, not "2 times or so"; write 2
        say: Roll slowly up -> say: "Roll slowly up
        => 36:22: the quote that opens here is not closed; close it with the same sign
                        brief: Again. -> \#t\#tbrief: Again.
        => 37:1: a tab cannot indent a line; use spaces
        offered: true -> offered: maybe
        => 56:18: "offered" wants true or false, not "maybe"; write for example offered: true
        do: [{hold: 45s, range: 30s..90s, say: Let your arm be heavy.}] -> do: []
        => 59:13: "do" is an empty list; write its items under it, each after "- "
        """#)

    /// The routine with a slip in it.
    static func broken(_ slip: Given<[String]>) throws -> String {
        let parts = slip.text.split(
            separator: " -> ", maxSplits: 1, omittingEmptySubsequences: false)
        let whole = try whole
        let place = try #require(whole.firstRange(of: parts[0]))
        return whole.replacingCharacters(in: place, with: String(parts[1]))
    }

    @Test(arguments: slips)
    func eachSlipIsNamedWithItsPlaceAndTheRemedy(slip: Given<[String]>) throws {
        let text = try Self.broken(slip)
        #expect(RoutineFixtures.lines(text) == slip.wanted)
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
}
