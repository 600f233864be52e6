import Testing
import UnknotAudio
import UnknotCore

struct ResampleTests {
    @Test(arguments: [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000])
    func lengthsAreExactAtEveryRate(rate: Int) throws {
        for count in [1, 2, 3, 146, 147, 148, 999, 8_203, 22_050, 60_001] {
            let samples = (0..<count).map { Int16($0 % 200 * 100) }
            let result = try #require(Resample.samples(samples, from: rate))
            #expect(result.count == Resample.length(of: count, from: rate))
        }
        #expect(Resample.length(of: rate, from: rate) == 48_000)
    }

    @Test func aToneKeepsItsPitchAndLevel() throws {
        // A square of 441 Hz, 50 samples a period, crosses zero 882 times a second at any rate.
        let square = (0..<22_050).map { Int16($0 % 50 < 25 ? 8_000 : -8_000) }
        let result = try #require(Resample.samples(square, from: 22_050))
        let crossings = zip(result, result.dropFirst()).count { ($0 < 0) != ($1 < 0) }
        #expect((878...886).contains(crossings))
        let level = try #require(Loudness.level(result))
        #expect(abs(level * 32_768 / 8_000 - 1) < 0.03)
    }

    @Test func nothingStaysNothingAndNoRateIsRefused() {
        #expect(Resample.samples([], from: 22_050) == [])
        #expect(Resample.samples([1, 2, 3], from: 48_000) == [1, 2, 3])
        #expect(Resample.samples([1, 2, 3], from: 0) == nil)
    }
}
