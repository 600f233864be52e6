import Testing

@testable import UnknotAudio
@testable import UnknotCore

@Suite struct PackedTakeTests {
    @Test(arguments: [0, 1, 2, 31, 32, 33, 64, 1_000])
    func whatIsPackedComesOutAsItWas(count: Int) {
        var dice = SystemRandomNumberGenerator()
        let noise = (0..<count).map { _ in Int16.random(in: .min ... .max, using: &dice) }
        let quiet = (0..<count).map { _ in Int16.random(in: -3...3, using: &dice) }
        // The largest differences that there can be.
        let steep = (0..<count).map { $0.isMultiple(of: 2) ? Int16.min : .max }
        for samples in [noise, quiet, steep, Array(repeating: 0, count: count)] {
            let take = SpokenTake(samples, sampleRate: 22_050)
            let packed = PackedTake(take)
            #expect(packed.unpacked().samples == samples)
            #expect(packed.unpacked().sampleRate == 22_050)
            #expect(packed.length == take.length)
        }
    }
}

extension EspeakTests {
    @Suite struct PackedSpeechTests {
        @Test func speechTakesLittleMoreThanHalf() throws {
            let voice = try EspeakVoice()
            let text = "Lift your hips and roll slowly up. Stay on a tender spot."
            let words = Utterance(text, rate: 155)
            let before = try voice.clip(for: words)
            voice.condense()
            #expect(try voice.clip(for: words) == before)
            #expect(try voice.length(of: words) == before.length)
            let unpacked = before.length * 22_050 / 48_000 * 2
            #expect(voice.bytesKept * 3 < unpacked * 2)
        }
    }
}
