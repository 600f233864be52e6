import Testing
import UnknotCore

struct LoudnessTests {
    /// A square wave: its mean power is its height, so levels are known exactly.
    private func square(_ height: Int16, _ count: Int = 48_000) -> [Int16] {
        (0..<count).map { $0 / 40 % 2 == 0 ? height : -height }
    }

    @Test(arguments: [Int16(40), 300, 3_000, 30_000])
    func everythingComesToTheTarget(height: Int16) throws {
        let level = try #require(Loudness.level(Loudness.normalised(square(height))))
        #expect(abs(level / Loudness.target - 1) < 0.01)
    }

    @Test func pausesDoNotCount() throws {
        let sound = square(3_000, 9_600)
        let spread = sound + Array(repeating: 0, count: 48_000) + sound
        #expect(Loudness.level(spread) == Loudness.level(sound))
    }

    @Test func peaksAreBentNotClipped() throws {
        // One click on a faint tone: the gain that the tone wants would throw the click far over.
        var samples = square(330, 96_000)
        samples[48_000] = 32_767
        let peak = try #require(Loudness.normalised(samples).map(\.magnitude).max())
        #expect(peak <= 29_205 && peak > 23_000)
    }

    @Test func orderIsKeptBelowAndAboveTheKnee() {
        // A second tone at a lower level sets the gain; the ramp runs through the knee.
        let ramp = (0..<9_600).map { Int16($0 * 3) }
        let out = Loudness.normalised(ramp)
        #expect(zip(out, out.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func silenceStaysSilence() {
        let silence: [Int16] = Array(repeating: 3, count: 1_000)
        #expect(Loudness.normalised(silence) == silence)
        #expect(Loudness.normalised([]) == [])
        #expect(Loudness.level(silence) == nil)
    }

    @Test func theLoudestSampleIsNoTrap() {
        #expect(Loudness.normalised([.min, .max, .min]).count == 3)
    }
}
