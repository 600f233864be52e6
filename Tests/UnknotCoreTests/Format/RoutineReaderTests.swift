import Testing
import UnknotCore

struct RoutineReaderTests {
    @Test func everyKeyOfTheFormatIsRead() throws {
        let first = Step(
            id: "first", title: "First", tool: .lacrosseBall,
            setup: Sentence("Lie down: the {side} side.", at: at(14, 16)),
            option: Sentence("Cross the {other} leg on top.", at: at(15, 17)),
            caution: Sentence("Not on the knee.", at: at(16, 18)), move: .seconds(5),
            actions: [
                Action(
                    .repeat(
                        Dose(3, range: 1...4, full: 3),
                        [
                            Action(
                                .roll(Dose(.milliseconds(7_500))), isFullOnly: true,
                                position: at(26, 17)),
                            Action(
                                .reps(Dose(10, range: 8...12), every: .seconds(6)),
                                say: Sentence("Turn your {side} foot.", at: at(31, 22)),
                                brief: Sentence("Turn.", at: at(32, 24)), position: at(28, 17)),
                        ]), position: at(22, 13)),
                Action(.rest(.made(120)), position: at(33, 13)),
            ], isOffered: true, isFullOnly: true, isOptional: true, position: at(11, 9))
        let hold = Dose(
            Duration.seconds(30), range: .seconds(20)...(.seconds(60)), full: .seconds(45))
        let second = Step(
            id: "second", title: "Second", setup: Sentence("Sit.", at: at(38, 16)),
            actions: [Action(.hold(hold), position: at(39, 14))], position: at(36, 9))
        #expect(
            try read(RoutineFixtures.everything)
                == Routine(
                    id: "all", title: "All of it", source: "A page of a book", tool: .tennisBall,
                    leadIn: .seconds(90), switchTime: .seconds(12),
                    blocks: [
                        Block(sides: .oneThenOther(first: .left), steps: [first]),
                        Block(sides: .both, steps: [second]),
                    ]))
    }

    @Test func aKeyThatIsLeftOutHasItsDefault() throws {
        let routine = try read(RoutineFixtures.step("setup: Sit.\ndo: [{rest: 5s}]"))
        var step = Step.made(
            [Action(.rest(.made(5)), position: at(10, 14))], id: "one", title: "One")
        step.setup.position = at(9, 16)
        step.position = at(7, 9)
        #expect(
            routine
                == Routine(
                    id: "a", title: "A",
                    blocks: [Block(sides: .rightThenLeft, steps: [step])]))
    }

    @Test(arguments: ["on", "no", "null-1", "y", "e1"])
    func textsAreNeverTakenForOtherTypes(id: String) throws {
        let text = RoutineFixtures.actions("- rest: 5").replacing("id: a\n", with: "id: \(id)\n")
            .replacing("title: A\n", with: "title: 1.0\n")
            .replacing("setup: Sit.", with: "setup: 30")
        let routine = try read(text)
        #expect(routine.id == id)
        #expect(routine.title == "1.0")
        #expect(routine.blocks.first?.steps.first?.setup.text == "30")
    }

    @Test func signsInsideOfTextsMeanNothing() throws {
        let words = "Push & pull *gently* ! [slowly] - - - @home, 50% # more"
        let quoted = RoutineFixtures.actions("- roll: 5s\n  say: \"&a *b !c [[[[ {side}: # ''\"")
        #expect(RoutineFixtures.lines(quoted) == [])
        let text = RoutineFixtures.actions("- roll: 5s\n  say: \(words)")
        let action = try read(text).blocks.first?.steps.first?.actions.first
        #expect(action?.say?.text == "Push & pull *gently* ! [slowly] - - - @home, 50%")
    }

    @Test func aTextMayRunOverSeveralLines() throws {
        for mark in ["", ">", ">-", "|", "|-"] {
            let rest = mark.first == "|" ? "" : "      &b *c.\n"
            let text = RoutineFixtures.actions("- roll: 5s\n  say: \(mark)\n      Lie &a\n" + rest)
            let say = try read(text).blocks.first?.steps.first?.actions.first?.say?.text
            #expect(say == (rest.isEmpty ? "Lie &a" : "Lie &a &b *c."))
        }
    }

    @Test func aByteOrderMarkAndOtherLineEndsChangeNothing() throws {
        let plain = try read(RoutineFixtures.everything)
        let windows = RoutineFixtures.everything.replacing("\n", with: "\r\n")
        #expect(try read("\u{FEFF}" + windows) == plain)
        #expect(try read(RoutineFixtures.everything.replacing("\n", with: "\r")) == plain)
        #expect(try read("%YAML 1.2\n---\n" + RoutineFixtures.everything + "\n...\n").id == "all")
    }

    private static let soundHolds = [
        "- hold: 9s\n- rest: 5s\n- hold: 9s", "- hold: 9s\n- reps: 5\n  every: 2s\n- hold: 9s",
        "- repeat: 1\n  do:\n    - hold: 9s\n    - roll: 9s\n    - hold: 9s",
        "- repeat: 3\n  do:\n    - hold: 9s\n    - roll: 9s\n- hold: 9s",
    ]

    @Test(arguments: soundHolds.map { Given($0, ()) })
    func holdsWithSomethingBetweenAreSound(given: Given<Void>) {
        #expect(RoutineFixtures.lines(RoutineFixtures.actions(given.text)) == [])
    }

    private func at(_ line: Int, _ column: Int) -> SourcePosition {
        SourcePosition(line: line, column: column)
    }

    /// The routine in a text, without the text's digest.
    private func read(_ text: String) throws -> Routine {
        var routine = try RoutineReader.read(Array(text.utf8)).get()
        #expect(!routine.digest.isEmpty)
        routine.digest = ""
        return routine
    }
}
