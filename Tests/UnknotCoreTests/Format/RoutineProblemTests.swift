import Testing
import UnknotCore

struct RoutineProblemTests {
    @Test func everyProblemOfAFileIsReportedAtOnce() {
        let text = """
            unknot: 2
            titel: Calf
            id: Upper Calf
            tool: rollr
            lead-in: 30 sec
            colour: red
            blocks:
              - sides: rigth, left
                steps:
                  - id: one
                    title: {a: b}
                    setup: Lie on your {sied}.
                    move: -5s
                    do:
                      - hodl: 2s
                      - hold: 20s
                        range: 90s..30s
                      - roll: 12s
                        hold: 30s
                      - say: Rest.
                  - id: one
                    title: Two
                    do: []
            """
        let places = RoutineFixtures.lines(text).map { line in
            line.split(separator: ":")[1...2].joined(separator: ":")
        }
        #expect(
            places == [
                "1:9", "2:1", "3:5", "4:7", "5:10", "6:1", "8:12", "11:16", "12:16", "13:15",
                "15:13", "15:19", "16:13", "17:20", "19:13", "20:13", "21:9", "21:13", "23:13",
            ])
    }

    @Test func aNewerVersionAndAKeyOfNoOneAreExplained() {
        let text = RoutineFixtures.actions("- rest: 5s")
            .replacing("unknot: 1", with: "unknot: 2\ncolour: red")
        #expect(
            RoutineFixtures.lines(text) == [
                "a.yaml:1:9: the file is of format 2, which this program is too old for; "
                    + "update Unknot",
                #"a.yaml:2:1: unknown key "colour"; a routine may have unknot, id, title, source, language, tool, lead-in, switch, blocks"#,
            ])
    }

    /// Actions that begin on line 11, column 11, and what is wrong with them.
    static let wrongActions = RoutineFixtures.cases(
        #"""
        - roll: soon
        => 11:19: "roll" wants a time from 1s to 10m, not "soon"; write for example roll: 12s
        - roll: 0
        => 11:19: "roll" wants a time from 1s to 10m, not "0"; write for example roll: 12s
        - roll: 2h
        => 11:19: "roll" wants a time from 1s to 10m, not "2h"; write for example roll: 12s
        - roll: 7.25s
        => 11:19: "roll" wants a time from 1s to 10m, not "7.25s"; write 7.2s
        - rest:
        => 11:13: "rest" has no value; write for example rest: 5s
        - rest: ~
        => 11:13: "rest" has no value; write for example rest: 5s
        - rest: [5s]
        => 11:19: "rest" wants a text, not a list; write for example rest: 5s
        - roll: 5s
          say: null
        => 12:13: "say" has no value; write for example say: Roll slowly up.
        - reps: 10x
          every: 2m
        => 11:19: "reps" wants a whole number from 1 to 100, not "10x"; write 10
        => 12:20: "every" wants a time from 1s to 1m, not "2m"; write for example every: 4s
        - reps: 2.5
        => 11:13: "reps" needs "every", which is missing; write for example every: 4s
        => 11:19: "reps" wants a whole number from 1 to 100, not "2.5"; write for example reps: 10
        - repeat: 21
        => 11:13: "repeat" needs "do", which is missing; write do: and a list under it
        => 11:21: "repeat" wants a whole number from 1 to 20, not "21"; write for example repeat: 3
        - repeat: 2
          do:
            - repeat: 2
              do: [{rest: 0s}]
        => 13:17: a repeat cannot stand inside a repeat; write its actions out
        => 14:29: "rest" wants a time from 1s to 10m, not "0s"; write for example rest: 5s
        - say: Rest.
        - roll: 12s
          hold: 30s
        => 11:13: an action needs one of roll, hold, rest, reps, repeat; write for example roll: 12s
        => 13:13: an action cannot have both "roll" and "hold"; make "hold" an action of its own
        - roll: 5s
          say: {a: b}
        => 12:18: "say" wants a text, not a map; put quotes around a text that begins with { or contains ": "
        - roll: 5s
          every: 2s
          do: [{rest: 5s}]
        => 12:13: "every" goes with "reps", not with "roll"; leave it out, or write "reps" in the place of "roll"
        => 13:13: "do" goes with "repeat", not with "roll"; leave it out, or write "repeat" in the place of "roll"
        - hold: 20s
          range: 30s..90s
          full: 2m
        => 11:19: "hold" is 20s, outside of its range 30s..1m30s; choose one of those, or widen the range
        => 13:19: "full" is 2m, outside of its range 30s..1m30s; choose one of those, or widen the range
        - hold: 20s
          full: 30s
        => 12:13: "full" needs "range", which is missing; add it, or leave "full" out
        - hold: 20s
          range: 1s..90s
        => 12:20: "range" wants two times from 5s to 5m, as A..B, not "1s..90s"; write for example range: 5s..5m
        - hold: 40s
          range: 30-90 sec
        => 12:20: "range" wants two times from 5s to 5m, as A..B, not "30-90 sec"; write 30s..1m30s
        - roll: 5s
          brief: Up.
        => 12:13: "brief" needs "say", which is missing; add it, or leave "brief" out
        - roll: 5s
          only: fulll
        => 12:19: "only" wants full, not "fulll"; did you mean "full"?
        - roll: 5s
          say: {side} up
        => 12:25: nothing can follow the } here; put quotes around the whole text
        - roll: 5s
          say: Up {knee}, {side, {other}
        => 12:18: "say" holds "{knee}", which is not filled in; only {side} and {other} are
        => 12:18: "say" holds "{side, ", which is not filled in; did you mean {side}?
        - roll: 5s
          say: "Up\e[31m"
        => 12:18: "say" holds the character U+001B; remove it
        - roll: 5s
          say: "Up\n\nDown"
        => 12:18: "say" wants one paragraph, without line breaks; write it on one line, or after ">" without empty lines
        - roll 12s
        - rest:12s
        - 12s
        => 11:13: an action wants keys such as "roll" and "hold", not a text; write roll: 12s
        => 12:13: an action wants keys such as "roll" and "hold", not a text; write rest: 12s
        => 13:13: an action wants keys such as "roll" and "hold", not a text; write for example roll: 12s
        - roll: 5s
          [a]: b
          <<: {say: c}
        => 12:13: a key is a word, not a list; put quotes around a text that begins with { or [
        => 13:13: unknown key "<<"; maps cannot be merged; write the keys out
        - "\e[31mroll": 5s
        => 11:13: an action needs one of roll, hold, rest, reps, repeat; write for example roll: 12s
        => 11:13: unknown key "<U+001B>[31mroll"; an action may have roll, hold, rest, reps, repeat, every, do, say, brief, range, full, only
        """#)

    @Test(arguments: wrongActions)
    func aWrongActionIsExplained(given: Given<[String]>) {
        let lines = RoutineFixtures.lines(RoutineFixtures.actions(given.text))
        #expect(lines.sorted() == given.wanted.sorted())
    }

    static let holdsInARow = RoutineFixtures.cases(
        """
        - hold: 9s
        - hold: 9s
        => 12:13: this hold follows the hold on line 11 with nothing between them; put a roll, a rest or reps between them
        - hold: 9s
        - rest: 9s
          only: full
        - hold: 9s
        => 14:13: this hold follows the hold on line 11 with nothing between them where "only: full" is left out; put a roll, a rest or reps between them
        - hold: 9s
        - hold: 9s
          only: full
        => 12:13: this hold follows the hold on line 11 with nothing between them; put a roll, a rest or reps between them
        - repeat: 2
          do:
            - hold: 9s
            - roll: 9s
            - hold: 9s
        => 13:17: this hold follows the hold on line 15 with nothing between them; put a roll, a rest or reps between them
        - repeat: 1
          range: 1..2
          do: [{hold: 9s}]
        => 13:18: this hold follows the hold on line 13 with nothing between them; put a roll, a rest or reps between them
        - repeat: 1
          do: [{roll: 5s}, {hold: 9s}]
        - hold: 9s
        => 13:13: this hold follows the hold on line 12 with nothing between them; put a roll, a rest or reps between them
        - hold: 9s
        - repeat: 1
          do: [{hold: 9s}, {roll: 5s}]
        => 13:18: this hold follows the hold on line 11 with nothing between them; put a roll, a rest or reps between them
        """)

    @Test(arguments: holdsInARow)
    func holdsThatFollowEachOtherAreAProblem(given: Given<[String]>) {
        #expect(RoutineFixtures.lines(RoutineFixtures.actions(given.text)) == given.wanted)
    }

    @Test(arguments: ["both", "none"])
    func placeholdersNeedRightAndLeft(sides: String) {
        let text = RoutineFixtures.step(
            "setup: Lie on your {side} side.\ndo: [{rest: 5s}]", sides: sides)
        #expect(
            RoutineFixtures.lines(text) == [
                #"a.yaml:9:16: "setup" holds {side}, but this block has no right and left; write sides: right, left, or leave it out"#
            ])
    }

    @Test func textsHaveALength() {
        let text = RoutineFixtures.actions(
            "- roll: 5s\n  say: " + String(repeating: "é", count: 301)
        )
        .replacing("title: A", with: "title: " + String(repeating: "a", count: 81))
        .replacing("id: a", with: "id: " + String(repeating: "a", count: 65))
        #expect(
            RoutineFixtures.lines(text) == [
                #"a.yaml:2:5: "id" wants up to 64 lower-case letters, digits and hyphens, a letter first, not "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…"; write "#
                    + String(repeating: "a", count: 64),
                #"a.yaml:3:8: "title" has 81 characters; 80 are the most; shorten it, or make two of it"#,
                #"a.yaml:12:18: "say" has 301 characters; 300 are the most; shorten it, or make two of it"#,
            ])
    }

    @Test func titlesAreNotFilledIn() {
        let text = RoutineFixtures.actions("- rest: 5s")
            .replacing("title: One", with: "title: Your {side} calf")
        #expect(
            RoutineFixtures.lines(text) == [
                #"a.yaml:8:16: "title" cannot hold {side}, because titles are not filled in; leave it out"#
            ])
    }

    @Test func duplicateKeysAreAllReportedWithTheRest() {
        let text = RoutineFixtures.actions(
            "- roll: 5s\n  roll: 6s\n  \"roll\": 7s\n- rest: 5s\n  say: A.\n  say: B.\n- hodl: 9s")
        #expect(
            RoutineFixtures.lines(text + "title: B\n") == [
                #"a.yaml:12:13: the key "roll" stands here twice, first on line 11; keep one of them"#,
                #"a.yaml:13:13: the key "roll" stands here twice, first on line 11; keep one of them"#,
                #"a.yaml:16:13: the key "say" stands here twice, first on line 15; keep one of them"#,
                #"a.yaml:17:13: unknown key "hodl"; did you mean "hold"?"#,
                #"a.yaml:18:1: the key "title" stands here twice, first on line 3; keep one of them"#,
            ])
    }

    @Test func ofProblemsWithoutEndTheFirstAreShown() {
        let lines = RoutineFixtures.lines(String(repeating: "a: b\n", count: 5_000))
        #expect(lines.count == 101)
        #expect(
            lines.first
                == "a.yaml: the file has 5004 problems, and these are the first of them; "
                + "mend these, and check again")
        #expect(
            lines[60]
                == #"a.yaml:61:1: the key "a" stands here twice, first on line 1; keep one of them"#
        )
    }

    @Test func thereIsALimitOfBlocksStepsAndActions() {
        func list(_ item: String, _ count: Int) -> String {
            "[" + Array(repeating: item, count: count).joined(separator: ",") + "]"
        }
        func step(_ number: Int) -> String {
            "{id: s\(number), title: A, setup: B., do: [{rest: 5}]}"
        }
        func block(_ number: Int) -> String { "- {sides: both, steps: [\(step(number))]}\n" }
        let head = "unknot: 1\nid: a\ntitle: A\nblocks:\n"
        #expect(
            RoutineFixtures.lines(head + (1...65).map(block).joined()) == [
                "a.yaml:69:3: \"blocks\" has at most 64 blocks, and this is one more; "
                    + "put steps of the same sides into one block"
            ])
        #expect(
            RoutineFixtures.lines(
                RoutineFixtures.step("setup: Sit.\ndo: " + list("{rest: 5}", 101)))
                == [
                    "a.yaml:10:1014: \"do\" has at most 100 actions, and this is one more; "
                        + "make several steps of it, or use repeat"
                ])
        func steps(_ numbers: ClosedRange<Int>) -> String {
            "- sides: none\n  steps:\n" + numbers.map { "    - " + step($0) + "\n" }.joined()
        }
        let remedy = "steps, and this is one more; make several routines of it"
        #expect(
            RoutineFixtures.lines(head + steps(1...2_001)) == [
                "a.yaml:2007:7: \"steps\" has at most 2000 \(remedy)"
            ])
        #expect(
            RoutineFixtures.lines(head + steps(1...1_000) + steps(1_001...2_001)) == [
                "a.yaml:2009:7: a routine has at most 2000 \(remedy)"
            ])
    }
}
