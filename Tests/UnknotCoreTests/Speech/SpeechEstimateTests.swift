import Testing
import UnknotCore

struct SpeechEstimateTests {
    @Test func aSentenceOfTheCoachHasItsLength() {
        // eSpeak's own length at 155 words a minute, in frames.
        let sentence = Utterance(
            "Sit with legs long. Roller under your right calf, just below the thick part. Hands by your hips, fingers pointing away from you.",
            rate: 155)
        #expect(abs(Double(SpeechEstimate.length(of: sentence)) / 401_221 - 1) < 0.1)
    }

    @Test func fasterIsShorter() {
        let lengths = stride(from: 80, through: 300, by: 10).map {
            SpeechEstimate.length(of: Utterance("Hold still. Breathe out, slowly.", rate: $0))
        }
        #expect(zip(lengths, lengths.dropFirst()).allSatisfy { $0 > $1 })
    }

    @Test func moreWordsAreLonger() {
        let short = SpeechEstimate.length(of: Utterance("Roll on.", rate: 155))
        let long = SpeechEstimate.length(of: Utterance("Roll on. Ease off.", rate: 155))
        #expect(long > 2 * short)
    }

    @Test(arguments: ["", "...", "🙂"])
    func nothingToSayTakesNoTime(text: String) {
        #expect(SpeechEstimate.length(of: Utterance(text, rate: 155)) == 0)
    }

    @Test(arguments: [(".", 17_616), ("?", 17_616), (":", 13_212), (",", 8_808), ("so", 2_202)])
    func pausesFollowTheMark(text: String, length: Frames) {
        #expect(SpeechPause.length(after: text, rate: 155) == length)
    }

    @Test func pausesStayInTheTable() {
        #expect(SpeechPause.length(after: ".", rate: 1) == 42_480)
        #expect(SpeechPause.length(after: ".", rate: 1_000) == 3_936)
        #expect(SpeechPause.length(after: ".", rate: 100) == 34_392)
    }
}
