import Testing

@testable import UnknotCore

/// Sentences that change with what they tell; the others stand in `Tests/Transcripts`.
struct EnglishTests {
    private let phrases = Language.english

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

    @Test(arguments: [(1, "One repetition."), (2, "Two repetitions."), (12, "Twelve repetitions.")])
    func repetitionsAreAnnounced(count: Int, sentence: String) {
        #expect(phrases.repetitions(count) == Language.Wording(sentence))
    }

    @Test func sentencesThatNoBuiltInRoutineNeedsAreSaidToo() {
        #expect(
            phrases.hold(.seconds(30), nil, true).full
                == "Hold here for thirty seconds. Breathe out slowly and let the muscle go heavy.")
        #expect(
            phrases.hold(.seconds(1), "Keep the knee soft.", false)
                == Language.Wording(
                    "Hold here for one second. Keep the knee soft.", brief: "Hold, one second."))
        #expect(
            phrases.changeSides(.right)
                == Language.Wording(
                    "That was the left side. Take your weight off and rest. Next, the right side.",
                    brief: "Change sides. Now the right side."))
        #expect(
            phrases.rest(.seconds(20))
                == Language.Wording("Rest for twenty seconds.", brief: "Rest."))
        #expect(phrases.newSpot == "Find a new spot when you are ready.")
    }
}
