import Foundation
import Sounds
import Testing
import UnknotCore

struct ToneTests {
    @Test(arguments: Tone.allCases)
    func theCommittedFileIsWhatTheRecipeMakes(tone: Tone) throws {
        let repository = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = repository.appending(path: "Sounds/Tones/\(tone.rawValue).wav")
        let committed = try Data(contentsOf: file)
        let made = Data(WaveFile.bytes(of: ToneRecipe.clip(for: tone)))
        #expect(committed == made, "run `swift run make-tones Sounds/Tones`")
    }

    @Test func aWaveFileHasThePlainHeader() {
        let bytes = WaveFile.bytes(of: Clip(samples: [1, -2]))
        #expect(bytes.count == 48)
        #expect(bytes[0..<4].elementsEqual("RIFF".utf8))
        #expect(bytes[4..<8].elementsEqual([40, 0, 0, 0]))
        #expect(bytes[8..<16].elementsEqual("WAVEfmt ".utf8))
        #expect(bytes[16..<24].elementsEqual([16, 0, 0, 0, 1, 0, 1, 0]))
        #expect(bytes[24..<32].elementsEqual([0x80, 0xBB, 0, 0, 0, 0x77, 1, 0]))
        #expect(bytes[32..<36].elementsEqual([2, 0, 16, 0]))
        #expect(bytes[36..<40].elementsEqual("data".utf8))
        #expect(bytes[40..<48].elementsEqual([4, 0, 0, 0, 1, 0, 0xFE, 0xFF]))
    }

    @Test(arguments: Tone.allCases)
    func aToneLasts60To600Milliseconds(tone: Tone) {
        let length = ToneRecipe.clip(for: tone).length
        #expect((2_880...28_800).contains(length))
        #expect(length <= Tone.longest)
    }

    @Test func theCountIsTheShortestAndGoIsLonger() {
        let count = ToneRecipe.clip(for: .count).length
        #expect((2_880...4_320).contains(count))
        #expect(Tone.allCases.allSatisfy { ToneRecipe.clip(for: $0).length >= count })
        #expect(ToneRecipe.clip(for: .go).length >= 2 * count)
    }

    @Test(arguments: Tone.allCases)
    func aToneIsHeardFromItsFirstSampleAndFadesOut(tone: Tone) {
        let samples = ToneRecipe.clip(for: tone).samples.map { abs(Int($0)) }
        let peak = samples.max() ?? 0
        #expect(peak <= 29_204, "above -1 dB of full scale")
        // Audible, and yet too soft to click; after 5 ms it is fully there.
        #expect((256...2_048).contains(samples[0]))
        #expect((samples[240..<480].max() ?? 0) * 10 >= peak * 9)
        #expect((samples.suffix(48).max() ?? 0) * 50 <= peak)
        #expect(samples.last == 0)
    }

    @Test(arguments: Tone.allCases)
    func aToneHasNoClicks(tone: Tone) {
        // The highest note at its loudest, with both harmonics, moves no further in one sample.
        let samples = ToneRecipe.clip(for: tone).samples.map(Int.init)
        let steepest = zip(samples, samples.dropFirst()).map { abs($0 - $1) }.max() ?? 0
        #expect(steepest <= 1_600)
    }

    @Test func allTonesAreEquallyLoud() {
        for tone in Tone.allCases {
            let decibels = loudness(of: ToneRecipe.clip(for: tone))
            #expect((-20.5...(-19.5)).contains(decibels), "\(tone)")
        }
    }

    @Test(arguments: Tone.allCases)
    func theEnergyLiesWhereSmallSpeakersAreGood(tone: Tone) {
        #expect(shareOfEnergy(in: ToneRecipe.clip(for: tone), from: 400, through: 2000) >= 0.95)
    }

    @Test func aHoldStartsWithARiseAndEndsWithAFall() {
        let start = pitches(of: .holdStart)
        let end = pitches(of: .holdEnd)
        #expect(start.last > start.first * 1.3)
        #expect(end.last * 1.3 < end.first)
    }

    @Test func resumeMirrorsPause() {
        let pause = pitches(of: .pause)
        let resume = pitches(of: .resume)
        #expect(pause.last * 1.3 < pause.first)
        #expect(abs(resume.first - pause.last) <= 50)
        #expect(abs(resume.last - pause.first) <= 50)
    }

    @Test func halfIsTwoBlipsWithSilenceBetween() {
        let levels = windows(of: ToneRecipe.clip(for: .half)).map { $0.contains { $0 != 0 } }
        #expect(levels == [true, true, true, false, false, false, true, true, true])
    }

    @Test func noToneIsLikeAnother() {
        // What is heard of a tone: the pitch every 20 ms, in steps of 50 Hz.
        let contours = Tone.allCases.map { tone in
            windows(of: ToneRecipe.clip(for: tone)).map { strongestBin(in: $0) }
        }
        #expect(Set(contours).count == Tone.allCases.count)
    }
}

/// The samples of a clip in pieces of 20 ms.
private func windows(of clip: Clip) -> [[Double]] {
    stride(from: 0, to: clip.length, by: 960).map { start in
        clip.samples[start..<min(start + 960, clip.length)].map(Double.init)
    }
}

/// The loudness in dB of full scale, of the windows in which something sounds.
private func loudness(of clip: Clip) -> Double {
    let powers = windows(of: clip).map { window in
        window.reduce(0) { $0 + $1 * $1 } / Double(window.count)
    }
    let sounding = powers.filter { $0 > 1 }
    return 10 * log10(sounding.reduce(0, +) / Double(sounding.count) / (32_768 * 32_768))
}

/// The energy of samples at a frequency (Goertzel's algorithm).
private func energy(of samples: [Double], at hertz: Double) -> Double {
    let factor = 2 * cos(2 * Double.pi * hertz / 48_000)
    var last = 0.0
    var beforeLast = 0.0
    for sample in samples {
        (last, beforeLast) = (sample + factor * last - beforeLast, last)
    }
    return last * last + beforeLast * beforeLast - factor * last * beforeLast
}

/// How much of a clip's energy lies in a band, from 0 to 1.
private func shareOfEnergy(in clip: Clip, from low: Int, through high: Int) -> Double {
    var inside = 0.0
    var all = 0.0
    for window in windows(of: clip) {
        // A window that opens and closes softly, so that no energy leaks far from its frequency.
        let size = Double(window.count)
        let soft = window.enumerated().map { place, sample in
            sample * (0.5 - 0.5 * cos(2 * Double.pi * Double(place) / size))
        }
        all += soft.reduce(0) { $0 + $1 * $1 }
        inside += stride(from: low, through: high, by: 50).reduce(0) { sum, hertz in
            sum + 2 / size * energy(of: soft, at: Double(hertz))
        }
    }
    return inside / all
}

/// The strongest multiple of 50 Hz in a window, or 0 in a silent one.
private func strongestBin(in window: [Double]) -> Int {
    guard window.contains(where: { $0 != 0 }) else { return 0 }
    return strongest(of: stride(from: 400, through: 1200, by: 50), in: window)
}

/// The pitch at the start and at the end of a tone, from 40 ms each.
private func pitches(of tone: Tone) -> (first: Double, last: Double) {
    let samples = ToneRecipe.clip(for: tone).samples.map(Double.init)
    let pitches = stride(from: 400, through: 1200, by: 10)
    return (
        Double(strongest(of: pitches, in: Array(samples.prefix(1_920)))),
        Double(strongest(of: pitches, in: Array(samples.suffix(1_920))))
    )
}

/// The frequency, among some, at which samples have the most energy.
private func strongest(of frequencies: some Sequence<Int>, in samples: [Double]) -> Int {
    frequencies.map { ($0, energy(of: samples, at: Double($0))) }.max { $0.1 < $1.1 }?.0 ?? 0
}
