import Testing
import UnknotAudio
import UnknotCore

/// Everything that touches the one engine of the process, one test at a time.
@Suite(.serialized) struct EspeakTests {
    struct EspeakVoiceTests {
        private func decibels(_ ratio: Double) -> Double {
            // 20 log10 without a C library: enough terms of the series for ratios near 1.
            let x = (ratio - 1) / (ratio + 1)
            return 8.685_89 * 2 * (x + x * x * x / 3 + x * x * x * x * x / 5)
        }

        @Test(arguments: ["en-gb", "en-us", "en-gb-x-rp", "en-us+f3"])
        func everyClipStartsAtOnceEndsSoftlyAndIsEquallyLoud(name: String) throws {
            let voice = try EspeakVoice(name)
            for (index, text) in Sentences.all.enumerated() where index % 3 == 0 {
                let rate = [155, 80, 155, 230, 300][index % 5]
                let samples = try voice.clip(for: Utterance(text, rate: rate)).samples
                let first = try #require(samples.first)
                let last = try #require(samples.last)
                #expect(first != 0 && first.magnitude < 330, "\(text) starts at \(first)")
                #expect(last.magnitude < 330, "\(text) ends at \(last)")
                #expect(samples.prefix(480).contains { $0.magnitude > 32 }, "\(text) starts late")
                let level = try #require(Loudness.level(samples))
                #expect(abs(decibels(level / Loudness.target)) < 1, "\(text) is at \(level)")
                #expect(samples.allSatisfy { $0.magnitude <= 29_205 })
            }
        }

        @Test func theLengthIsThatOfTheClip() throws {
            let voice = try EspeakVoice()
            let utterances = Sentences.all.map { Utterance($0, rate: 200) }
            let lengths = try utterances.map { try voice.length(of: $0) }
            let clips = try voice.clips(for: utterances).map { try $0.get().length }
            #expect(lengths == clips)
        }

        @Test func whatWasSaidIsKept() throws {
            let voice = try EspeakVoice()
            let utterance = Utterance("Switch sides.", rate: 155)
            let first = try voice.clip(for: utterance)
            _ = try voice.clip(for: Utterance("Something else in between.", rate: 155))
            #expect(try voice.clip(for: utterance) == first)
        }

        @Test(arguments: [80, 155, 230, 300])
        func theEstimateIsNearTheVoice(rate: Int) throws {
            let voice = try EspeakVoice()
            var (estimated, spoken) = (0, 0)
            for text in Sentences.all {
                let utterance = Utterance(text, rate: rate)
                let estimate = SpeechEstimate.length(of: utterance)
                let length = try voice.length(of: utterance)
                // 0.15 s where that is more: two words are half a second long.
                let room = max(Double(length) * 0.15, 7_200)
                #expect(abs(Double(estimate - length)) < room, "\(text): \(estimate), \(length)")
                estimated += estimate
                spoken += length
            }
            #expect(abs(Double(estimated) / Double(spoken) - 1) < 0.03)
        }

        @Test func aLongTextIsOneClipWithItsPauses() throws {
            let voice = try EspeakVoice()
            let text = Sentences.all[13...17].joined(separator: " ")
            #expect(SpokenText(text).pieces.count > 1)
            let parts = try Sentences.all[13...17].map {
                try voice.length(of: Utterance($0, rate: 155))
            }
            let pauses = 4 * SpeechPause.length(after: ".", rate: 155)
            let whole = try voice.length(of: Utterance(text, rate: 155))
            #expect(abs(Double(whole) / Double(parts.reduce(pauses, +)) - 1) < 0.03)
        }

        @Test func ratesOutsideTheRangeAreThoseAtItsEnds() throws {
            let voice = try EspeakVoice()
            let text = "Sit with legs long, and put the roller under your right calf."
            let fast = try voice.length(of: Utterance(text, rate: 300))
            let faster = try voice.length(of: Utterance(text, rate: 2_000))
            #expect(abs(Double(faster) / Double(fast) - 1) < 0.03)
        }

        @Test(arguments: ["", "...", "🙂🙂", "ꦏꦴꦥꦶ", "Привет"])
        func nothingToSayIsSaidSo(text: String) throws {
            let voice = try EspeakVoice()
            #expect(throws: VoiceError.nothingToSay(text: text)) {
                try voice.clip(for: Utterance(text, rate: 155))
            }
        }

        @Test func oneThatFailsDoesNotStopTheOthers() throws {
            let voice = try EspeakVoice()
            let clips = voice.clips(for: [
                Utterance("Roll on.", rate: 155), Utterance("...", rate: 155),
                Utterance("Ease off.", rate: 155),
            ])
            #expect(clips.map { (try? $0.get()) != nil } == [true, false, true])
        }

        /// A text that crashed or bent eSpeak when it was given the text itself.
        struct Hostile: Sendable, CustomTestStringConvertible {
            var testDescription: String
            var text: String

            init(_ name: String, _ text: String) {
                testDescription = name
                self.text = text
            }

            static let all = [
                Hostile("s' in one word", String(repeating: "s'", count: 220)),
                Hostile("s' in many words", String(repeating: "s' ", count: 220)),
                Hostile("a command to the engine", "\u{1}100S"),
                Hostile("SSML", "<speak><prosody rate=\"50%\">slow"),
                Hostile("phonemes that are not closed", "[[_^_fr]] [[@@@"),
                Hostile("NUL", "\u{0}\u{0}now"),
                Hostile(
                    "100,000 letters", String(repeating: "Roll on and on, ", count: 6_250)),
                Hostile("another script", "ꦏꦴꦥꦶ now ꦏꦴꦥꦶ"),
                Hostile("5,000 digits", String(repeating: "9", count: 5_000)),
                Hostile("a word of 5,000 letters", String(repeating: "x", count: 5_000)),
                Hostile("fractions", String(repeating: "1/2 ", count: 400)),
                Hostile("hyphens", String(repeating: "a-", count: 400)),
                Hostile("marks", String(repeating: "!?", count: 500) + "go"),
                Hostile("phonemes in entities", "&#91;&#91;h@l'oU]]"),
            ]
        }

        @Test(arguments: Hostile.all)
        func hostileTextNeitherCrashesNorBendsWhatFollows(hostile: Hostile) throws {
            let after =
                "Sit with legs long, and put the roller under your right calf, below the thick part."
            let before = try EspeakVoice().length(of: Utterance(after, rate: 155))
            let voice = try EspeakVoice()
            _ = try? voice.clip(for: Utterance(hostile.text, rate: 155))
            let length = try voice.length(of: Utterance(after, rate: 155))
            #expect(abs(Double(length) / Double(before) - 1) < 0.03)
        }
    }
}
