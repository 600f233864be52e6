import Testing
import UnknotCore

struct RoutineReaderTests {
    @Test func theExampleOfTheFormatIsReadInFull() throws {
        let expected = Routine(
            id: "upper-calf", title: "Upper calf, three passes",
            source: "000_d897d1c14f008cd5.txt", tool: .roller, leadIn: .seconds(20),
            switchTime: .seconds(12),
            blocks: [
                Block(
                    sides: .oneThenOther(first: .right),
                    steps: [
                        Step(
                            id: "centre", title: "First pass, centre of the calf",
                            setup: Sentence(
                                "Sit with legs long. Roller under your {side} calf, "
                                    + "just below the thick part.", at: at(13, 16)),
                            option: Sentence(
                                "Cross the {other} leg on top only if you want more pressure.",
                                at: at(14, 17)),
                            caution: Sentence(
                                "Stop two fingers short of the knee crease.", at: at(15, 18)),
                            move: .seconds(5),
                            actions: [
                                Action(
                                    .roll(Dose(.seconds(12))),
                                    say: Sentence(
                                        "Loose ankle. Lift your hips and roll slowly up. "
                                            + "Stay on a tender spot.", at: at(19, 18)),
                                    position: at(18, 13)),
                                Action(
                                    .hold(
                                        Dose(
                                            .seconds(30), range: .seconds(30) ... .seconds(90))),
                                    position: at(20, 13)),
                                Action(
                                    .roll(Dose(.seconds(12))),
                                    say: Sentence(
                                        "Roll slowly back down and lower your hips.",
                                        at: at(23, 18)),
                                    position: at(22, 13)),
                            ],
                            position: at(11, 9))
                    ])
            ])
        #expect(try read(RoutineFixtures.upperCalf) == expected)
    }

    @Test func everyKeyOfTheFormatIsRead() throws {
        let routine = try read(RoutineFixtures.everything)
        #expect(routine.leadIn == .seconds(90))
        #expect(routine.switchTime == .seconds(10))
        #expect(routine.tool == .roller)
        #expect(routine.source == nil)
        #expect(routine.blocks.map(\.sides) == [.oneThenOther(first: .left), .both])

        let first = try #require(routine.blocks.first?.steps.first)
        #expect(first.tool == .lacrosseBall)
        #expect(first.setup.text == "Lie down: the {side} side.")
        #expect(first.isOffered)
        #expect(first.isFullOnly)
        #expect(first.move == .zero)
        #expect(
            first.actions == [
                Action(
                    .repeat(
                        Dose(3, range: 1...4, full: 3),
                        [
                            Action(
                                .roll(Dose(.milliseconds(7_500))), isFullOnly: true,
                                position: at(19, 17)),
                            Action(
                                .reps(Dose(10, range: 8...12), every: .seconds(6)),
                                say: Sentence("Turn your {side} foot.", at: at(24, 22)),
                                brief: Sentence("Turn.", at: at(25, 24)), position: at(21, 17)),
                        ]), position: at(15, 13)),
                Action(.rest(Dose(.seconds(120))), position: at(26, 13)),
            ])
        let second = try #require(routine.blocks.last?.steps.first)
        #expect(
            second.actions.first?.kind
                == .hold(
                    Dose(
                        .seconds(30), range: .seconds(20) ... .seconds(60), full: .seconds(45))))
    }

    @Test(arguments: [("true", true), ("false", false)])
    func aStepMayBeMarkedAsOneToLeaveOutWhenTimeIsShort(word: String, isOptional: Bool) throws {
        let text = RoutineFixtures.step("setup: Sit.\noptional: \(word)\ndo: [{rest: 5s}]")
        #expect(try read(text).blocks.first?.steps.first?.isOptional == isOptional)
        let plain = RoutineFixtures.step("setup: Sit.\ndo: [{rest: 5s}]")
        #expect(try read(plain).blocks.first?.steps.first?.isOptional == false)
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
        let plain = try read(RoutineFixtures.upperCalf)
        let windows = RoutineFixtures.upperCalf.replacing("\n", with: "\r\n")
        #expect(try read("\u{FEFF}" + windows) == plain)
        #expect(try read(RoutineFixtures.upperCalf.replacing("\n", with: "\r")) == plain)
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
