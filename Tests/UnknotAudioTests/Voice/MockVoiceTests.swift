import Testing
import UnknotAudio
import UnknotCore

struct MockVoiceTests {
    @Test func itHumsForAsLongAsIsEstimated() throws {
        let voice = MockVoice()
        let utterance = Utterance("Roll slowly back down.", rate: 155)
        let clip = try voice.clip(for: utterance)
        #expect(clip.length == SpeechEstimate.length(of: utterance))
        #expect(try voice.length(of: utterance) == clip.length)
        #expect(clip.samples.first.map { $0.magnitude > Loudness.silence.magnitude } == true)
        let level = try #require(Loudness.level(clip.samples))
        #expect(abs(level / Loudness.target - 1) < 0.02)
        #expect(try voice.clip(for: utterance) == clip)
    }

    @Test func itHasNothingToSayWhereThereIsNothing() {
        #expect(throws: VoiceError.nothingToSay(text: "...")) {
            try MockVoice().clip(for: Utterance("...", rate: 155))
        }
    }
}
