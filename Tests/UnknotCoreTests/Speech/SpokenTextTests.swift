import Testing
import UnknotCore

struct SpokenTextTests {
    @Test(arguments: [
        ("Half way.", "Half way."),
        ("Hold 30s.", "Hold thirty seconds."),
        ("Hold 30 s, then rest.", "Hold thirty seconds, then rest."),
        ("Hold for 30 sec.", "Hold for thirty seconds."),
        ("1 s more", "one second more"),
        ("2 min to go", "two minutes to go"),
        ("Roll 1m30s a side", "Roll one minute and thirty seconds a side"),
        ("1h", "one hour"),
        ("1h05m10s", "one hour five minutes and ten seconds"),
        ("2m or 2 m", "two minutes or two metres"),
        ("5-10 slow rolls", "five to ten slow rolls"),
        ("5 – 10 cm", "five to ten centimetres"),
        ("30s..90s", "thirty seconds to ninety seconds"),
        ("30-60s", "thirty to sixty seconds"),
        ("A 30-second hold", "A thirty second hold"),
        ("A 30-s hold and a 2-min roll", "A thirty second hold and a two minute roll"),
        ("3-2-1, go!", "three, two, one, go!"),
        ("Turn 1/2 way, 1/4 or 3/4", "Turn one half way, one quarter or three quarters"),
        ("1½ min", "one and a half minutes"),
        ("1 1/2 inches", "one and a half inches"),
        ("Keep it at 4-6/10", "Keep it at four to six out of ten"),
        ("x3", "three times"),
        ("3x", "three times"),
        ("3 x 10 reps", "three times ten reps"),
        ("0:30", "thirty seconds"),
        ("1:30 each", "one minute and thirty seconds each"),
        ("10:00", "ten minutes"),
        ("1:00:01", "one hour and one second"),
        ("10% less", "ten percent less"),
        ("2.5 cm", "two point five centimetres"),
        ("3in wide, 3 inch or 3 in.", "three inches wide, three inch or three inches."),
        ("Hold 3 in the middle", "Hold three in the middle"),
        ("8 mm, 5 kg and 10lbs", "eight millimetres, five kilograms and ten pounds"),
        ("90 deg or 90°, 1°", "ninety degrees or ninety degrees, one degree"),
        ("-5 °C", "minus five degrees celsius"),
        ("1,000 steps", "one thousand steps"),
        ("The 1st, 2nd and 23rd", "The first, second and twenty third"),
        ("007", "zero zero seven"),
        ("123456789", "one two three four five six seven eight nine"),
        ("T12", "T twelve"),
        ("1/2/2026", "one two two thousand and twenty six"),
    ])
    func numbersAndUnitsAreWords(written: String, spoken: String) {
        #expect(SpokenText(written).text == spoken)
    }

    @Test(arguments: [
        ("L calf", "left calf"), ("R. knee up", "right knee up"),
        ("Calf L, then R", "Calf left, then R"),
        ("Side: L/R", "Side: left or right"), ("Calf (R)", "Calf, right"), ("L-sit", "L-sit"),
        ("Use the ITB", "Use the IT band"), ("your quadriceps", "your quadrissepps"),
        ("E.g. the calf, i.e. here", "for example the calf, that is here"),
        ("I.T.B. stretch", "I T B stretch"), ("approx. 5 s", "about five seconds"),
        ("roll and/or hold", "roll and or hold"), ("left/right", "left or right"),
        ("calf & shin", "calf and shin"), ("<5 kg", "less than five kilograms"),
        ("~10 s", "about ten seconds"), ("≈2 min", "about two minutes"),
        ("≥5 of 10, legs≤2", "at least five of ten, legs at most two"),
        ("±5 mm", "plus or minus five millimetres"), ("1→2", "one to two"),
        ("w/ the ball, w/o shoes", "with the ball, without shoes"),
    ])
    func shortFormsAreSaidInFull(written: String, spoken: String) {
        #expect(SpokenText(written).text == spoken)
    }

    @Test(arguments: [
        ("Go!!!! Now???", "Go! Now?"), ("Wait...", "Wait."), ("Well?!... yes", "Well? yes"),
        ("Roll (slowly) up", "Roll, slowly, up"), ("Up — and down", "Up, and down"),
        ("“Soft” knees, don’t lock", "Soft knees, don't lock"),
        ("Café für Übung, Øre", "Café für Übung, Øre"), ("cafe\u{301}", "cafe"),
        ("Good 👍 go", "Good go"), ("Hold\nstill\tnow", "Hold still now"),
        ("<b>Hold</b> still<br/>", "Hold still"),
        ("<speak><prosody rate=\"50%\">slow", "slow"), ("salt &amp; pepper", "salt pepper"),
        ("*Ease* off_", "Ease off"), ("\u{1}100S", "one hundred seconds"),
        ("ꦏꦏ ꦒ", ""), ("Привет", ""), ("", ""), ("...", ""), ("'''", ""),
        ("[[h@l'oU]]", "h at l'oU"),
        ("aaaaaaah", "aaah"), ("o''clock'", "o'clock"),
    ])
    func whatCannotBeSaidIsLeftOut(written: String, spoken: String) {
        #expect(SpokenText(written).text == spoken)
    }

    @Test func manyApostrophesBecomeOne() {
        #expect(SpokenText(String(repeating: "s'", count: 220)).text == "s'ss")
    }

    /// Found by `make fuzz`: what joins two letters has to go with them.
    @Test(arguments: [
        ("NNNN'NNN at", "NNN at"), ("mmm-mmmm, on", "mmm, on"), ("mmm'mma", "mmm'a"),
        ("abcdefghijklmnopqrstuvwx'yz", "abcdefghijklmnopqrstuvwx yz"),
        ("abcdefghijklmnopqrstuvwx-yz", "abcdefghijklmnopqrstuvwx-yz"),
    ])
    func nothingIsJoinedToALetterLeftOut(written: String, spoken: String) {
        #expect(SpokenText(written).text == spoken)
        #expect(SpokenText(spoken).text == spoken)
    }

    @Test func longWordsAreBroken() {
        let word = String(repeating: "abcdefgh", count: 10)
        let words = SpokenText(word).text.split(separator: " ")
        #expect(words.count == 4)
        #expect(words.allSatisfy { $0.count <= SpokenText.longestWord })
        #expect(words.joined() == word)
    }

    @Test func aLongTextBreaksAtASentence() {
        let first = "Sit with legs long and put the roller under your right calf."
        let second =
            "Hands go by your hips with the fingers pointing away from you, and the chest is up."
        let third = "Lift your hips and roll slowly up."
        let pieces = SpokenText([first, second, third].joined(separator: " ")).pieces
        #expect(pieces == [first + " " + second, third])
    }

    @Test func aLongSentenceBreaksAtAMarkElseAtASpace() {
        let half = Array(repeating: "roll slowly", count: 10).joined(separator: " ")
        let atMark = SpokenText(half + ", " + half + ".").pieces
        #expect(atMark == [half + ",", half + "."])
        let atSpace = SpokenText(half + " " + half).pieces
        #expect(atSpace.count == 2)
        #expect(atSpace.allSatisfy { $0.count <= SpokenText.longestPiece })
    }

    @Test func aVastTextIsCapped() {
        let pieces = SpokenText(String(repeating: "Roll 30s on. ", count: 8_000)).pieces
        #expect(pieces.map(\.count).reduce(0, +) <= SpokenText.longestText)
        #expect(pieces.allSatisfy { $0.count <= SpokenText.longestPiece })
    }

    @Test func onlySpeakableCharactersComeOut() {
        var random = Dice(seed: 1)
        let alphabet = Array(
            "sS'’0123456789 ..,,;:!?--–—/×xX%°<>&+=@#~″()[]{}LRhmé½\u{1}ꦏ🙂\n")
        for _ in 0..<3_000 {
            let length = Int.random(in: 0...60, using: &random)
            let text = String(
                (0..<length).compactMap { _ in alphabet.randomElement(using: &random) })
            for piece in SpokenText(text).pieces {
                #expect(piece.count <= SpokenText.longestPiece && piece.first?.isLetter == true)
                #expect(
                    piece.allSatisfy { $0.isLetter || " .,;:!?'-".contains($0) }, "from \(text)")
            }
        }
    }

    @Test func normalisingTwiceChangesNothing() {
        for text in [
            "Hold 30s (both legs)!", "Quads & ITB: 4-6/10, x3", "e.g. 2.5 cm — no more...",
        ] {
            let once = SpokenText(text).text
            #expect(SpokenText(once).text == once)
        }
    }
}
