import Testing
import UnknotAudio
import UnknotCore

/// A user's files in place of the built-in tones.
struct ToneSetTests {
    private let builtIn = ToneSet()

    /// A tone of a period of 96 samples at full rate, after some silence.
    private func wave(_ count: Int, silence: Int = 0, level: Int = 8_000) -> [Int16] {
        Array(repeating: 0, count: silence)
            + (0..<count).map { Int16($0 / 48 % 2 == 0 ? level : -level) }
    }

    private func tones(_ files: [String: [UInt8]]) throws -> (ToneSet, String) {
        let folder = try TemporaryFolder()
        for (name, bytes) in files { try folder.write(name, bytes) }
        return (ToneSet(own: folder.path), folder.path)
    }

    @Test func everyToneIsThereWithoutAFolder() {
        #expect(builtIn.warnings == [])
        #expect(ToneSet(own: "/nonexistent/sounds").warnings == [])
        for tone in Tone.allCases {
            #expect((1...Tone.longest).contains(builtIn.clip(for: tone).length))
        }
    }

    @Test func aFileReplacesItsToneAndNoOther() throws {
        let (tones, _) = try tones(["go.wav": WAV.bytes(wave(9_600), rate: 48_000)])
        #expect(tones.warnings == [])
        #expect(tones.clip(for: .go).samples == wave(9_600))
        for tone in Tone.allCases where tone != .go {
            #expect(tones.clip(for: tone) == builtIn.clip(for: tone))
        }
    }

    @Test(arguments: [8_000, 22_050, 44_100, 96_000])
    func anyRateIsBroughtToTheSessions(rate: Int) throws {
        let (tones, _) = try tones(["half.wav": WAV.bytes(wave(rate / 5), rate: rate)])
        #expect(tones.warnings == [])
        let clip = tones.clip(for: .half)
        #expect(abs(clip.length - 9_600) <= 480)
        let level = try #require(Loudness.level(clip.samples))
        #expect(abs(level / Loudness.target - 1) < 0.05)
    }

    @Test func channelsAreMixed() throws {
        let stereo = wave(4_800).flatMap { [$0, $0 / 2] }
        let (tones, _) = try tones([
            "done.wav": WAV.bytes(stereo, rate: 48_000, channels: 2)
        ])
        #expect(tones.warnings == [])
        #expect(
            tones.clip(for: .done).samples == wave(4_800).map { Int16((Int($0) + Int($0 / 2)) / 2) }
        )
    }

    @Test func silenceAtTheFrontIsCutSoThatTheOnsetIsTheFrame() throws {
        let (tones, _) = try tones([
            "hold-start.wav": WAV.bytes(wave(4_800, silence: 20_000), rate: 48_000)
        ])
        #expect(tones.warnings == [])
        let samples = tones.clip(for: .holdStart).samples
        #expect(samples.count == 4_800)
        #expect(samples.first.map { abs(Int($0)) > 32 } == true)
    }

    /// A file that cannot serve, and why.
    struct Unusable: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var bytes: [UInt8]
        var reason: String
    }

    static let unusable = [
        Unusable(
            testDescription: "silent",
            bytes: WAV.bytes(Array(repeating: 3, count: 4_800), rate: 48_000),
            reason: "it is silent"),
        Unusable(
            testDescription: "longer than 0.8 s",
            bytes: WAV.bytes(Array(repeating: 9_000, count: 38_401), rate: 48_000),
            reason: "it sounds for more than 0.8 s"),
        Unusable(
            testDescription: "longer than 10 s",
            bytes: WAV.bytes(Array(repeating: 9, count: 80_001), rate: 8_000),
            reason: "it lasts longer than 10 s"),
        Unusable(
            testDescription: "without samples", bytes: WAV.bytes([], rate: 48_000),
            reason: "it holds no sound"),
    ]

    @Test(arguments: unusable)
    func anUnusableFileLeavesTheBuiltInToneWithAWarning(file: Unusable) throws {
        let (tones, folder) = try tones(["count.wav": file.bytes])
        #expect(
            tones.warnings == [
                "The tone \(folder)/count.wav cannot be used: \(file.reason). The built-in one "
                    + "takes its place."
            ])
        #expect(tones.clip(for: .count) == builtIn.clip(for: .count))
    }

    @Test func garbageLeavesTheBuiltInToneWithAWarning() throws {
        var dice = UInt32(1)
        let garbage = (0..<5_000).map { _ -> UInt8 in
            dice = dice &* 1_664_525 &+ 1_013_904_223
            return UInt8(dice >> 24)
        }
        for bytes in [
            garbage, [], Array("RIFF".utf8), Array(WAV.bytes(wave(100), rate: 48_000)[..<30]),
        ] {
            let (tones, folder) = try tones(["switch.wav": bytes])
            #expect(tones.warnings.count == 1)
            #expect(
                tones.warnings.first?.hasPrefix("The tone \(folder)/switch.wav cannot be used: ")
                    == true)
            #expect(tones.clip(for: .switch) == builtIn.clip(for: .switch))
        }
    }

    @Test func filesOfOtherNamesMeanNothing() throws {
        let (tones, _) = try tones(["readme.txt": [1], ".go.wav": [1], "gong.wav": [1]])
        #expect(tones.warnings == [])
        #expect(tones.clip(for: .go) == builtIn.clip(for: .go))
    }
}
