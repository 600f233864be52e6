import Testing

@testable import UnknotCore

/// The sentences of the English language, whole.
struct EnglishTests {
    private let phrases = Language.english

    @Test func theOpeningNamesTheSessionAndItsLength() {
        #expect(
            phrases.opening("Upper calf, three passes", .seconds(525))
                == "Upper calf, three passes. This session takes eight minutes and forty five "
                + "seconds.")
        #expect(
            phrases.opening("Calves", .seconds(61))
                == "Calves. This session takes one minute and one second.")
        #expect(
            phrases.opening("All", .seconds(3_661))
                == "All. This session takes one hour, one minute and one second.")
    }

    @Test(arguments: [
        ([Tool.roller], "You will need a foam roller."),
        ([.hands], "You will need nothing but your hands."),
        ([.roller, .band], "You will need a foam roller and an exercise band."),
        (
            [.lacrosseBall, .tennisBall, .doubleBall],
            "You will need a lacrosse ball, a tennis ball and two balls taped together or in a sock."
        ),
        ([.roller, .lacrosseBall, .hands], "You will need a foam roller and a lacrosse ball."),
    ])
    func whatIsNeededIsNamedOnce(tools: [Tool], sentence: String) {
        #expect(phrases.tools(tools) == sentence)
    }

    @Test func theScreeningTheStopRuleAndTheGuidance() {
        #expect(
            phrases.screening == [
                "Skip this session if you have new calf pain, a swollen, warm or throbbing leg, an "
                    + "open wound, a fresh injury or a fracture.",
                "Pregnant, on blood thinners, or living with varicose veins, fragile bones or numb "
                    + "skin? Ask your doctor or physiotherapist first.",
                "Back or shoulders: ask first after broken ribs, shoulder surgery, or with a "
                    + "pacemaker.",
            ])
        #expect(
            phrases.stopRule
                == "Sharp pain, tingling, numbness, or a pulse under the tool means stop and move "
                + "off. If it does not pass, end the session.")
        #expect(
            phrases.guidance == [
                "Sudden breathlessness or chest pain is an emergency: call for help.",
                "Look for firm and comfortable, about four to six out of ten. If you cannot "
                    + "breathe slowly, use less weight.",
                "A rising tone starts each hold, a falling tone ends it. Nothing tender? Keep "
                    + "rolling slowly.",
            ])
    }

    /// Some sessions end on the back, some face down, some sitting.
    @Test func theEndSuitsEveryPosition() {
        let end =
            "That is the session. If you are lying down, roll off to one side and push up with "
            + "your hands."
        #expect(phrases.closing == Language.Wording("\(end) Then walk or stretch.", brief: end))
    }

    @Test(arguments: [
        (Tool.roller, "With a foam roller."), (.tennisBall, "With a tennis ball."),
        (.doubleBall, "With two balls taped together or in a sock."),
        (.hands, "With your hands."),
    ])
    func aToolIsNamedInAFewWords(tool: Tool, sentence: String) {
        #expect(phrases.withTool(tool) == sentence)
    }

    @Test(arguments: [
        (Side.right, "Front of the thigh. Right side."), (.left, "Front of the thigh. Left side."),
        (.both, "Front of the thigh."), (nil, "Front of the thigh."),
    ])
    func aStepIsNamedWithItsSide(side: Side?, sentence: String) {
        #expect(phrases.stepTitle("Front of the thigh", side) == sentence)
    }

    @Test(arguments: [
        (
            Side.left,
            "That was the right side. Take your weight off and rest. Next, the left side.",
            "Change sides. Now the left side.", "Change to the left side"
        ),
        (
            .right, "That was the left side. Take your weight off and rest. Next, the right side.",
            "Change sides. Now the right side.", "Change to the right side"
        ),
    ])
    func theChangeNamesBothSides(next: Side, full: String, brief: String, title: String) {
        #expect(phrases.changeSides(next) == Language.Wording(full, brief: brief))
        #expect(phrases.changeTitle(next) == title)
    }

    @Test(arguments: [
        (1, "one second"), (2, "two seconds"), (15, "fifteen seconds"), (30, "thirty seconds"),
        (45, "forty five seconds"), (60, "one minute"), (61, "one minute and one second"),
        (62, "one minute and two seconds"), (90, "one minute and thirty seconds"),
        (120, "two minutes"), (181, "three minutes and one second"), (3_600, "one hour"),
        (7_265, "two hours, one minute and five seconds"), (0, "no time"),
    ])
    func aLengthIsSpokenInWords(seconds: Int, words: String) {
        #expect(English.time(.seconds(seconds)) == words)
    }

    @Test func tenthsAreRoundedToTheNearestSecond() {
        #expect(English.time(.milliseconds(7_400)) == "seven seconds")
        #expect(English.time(.milliseconds(59_500)) == "one minute")
    }

    @Test func aHoldIsAnnouncedByItsLengthFirst() {
        #expect(
            phrases.hold(.seconds(30), nil, true)
                == Language.Wording(
                    "Hold here for thirty seconds. Breathe out slowly and let the muscle go heavy.",
                    brief: "Hold, thirty seconds."))
        #expect(
            phrases.hold(.seconds(90), nil, false)
                == Language.Wording(
                    "Hold here for one minute and thirty seconds. Breathe out slowly.",
                    brief: "Hold, one minute and thirty seconds."))
        #expect(
            phrases.hold(.seconds(1), "Keep the knee soft.", false)
                == Language.Wording(
                    "Hold here for one second. Keep the knee soft.", brief: "Hold, one second."))
    }

    @Test(arguments: [
        (1, "One repetition."), (2, "Two repetitions."), (12, "Twelve repetitions."),
        (100, "One hundred repetitions."),
    ])
    func repetitionsAreAnnounced(count: Int, sentence: String) {
        #expect(phrases.repetitions(count) == Language.Wording(sentence))
    }

    @Test func repetitionsAreCounted() {
        #expect(phrases.repetition(2, false) == "Two.")
        #expect(phrases.repetition(21, false) == "Twenty one.")
        #expect(phrases.repetition(12, true) == "Last one.")
    }

    @Test(arguments: [(1, "one second", "One second."), (20, "twenty seconds", "Twenty seconds.")])
    func restsAndRollsTellTheirLength(seconds: Int, words: String, sentence: String) {
        #expect(
            phrases.rest(.seconds(seconds))
                == Language.Wording("Rest for \(words).", brief: "Rest."))
        #expect(phrases.lasts(.seconds(seconds)) == sentence)
    }

    @Test func theShortCues() {
        #expect(phrases.easeOff == "Ease off.")
        #expect(phrases.halfWay == "Half way.")
        #expect(phrases.tenSeconds == "Ten seconds.")
        #expect(phrases.fiveSeconds == "Five seconds.")
        #expect(phrases.breathe == "Slow breath in, longer breath out.")
        #expect(phrases.newSpot == "Find a new spot when you are ready.")
        #expect(phrases.countdown == ["Three.", "Two.", "One."])
    }
}
