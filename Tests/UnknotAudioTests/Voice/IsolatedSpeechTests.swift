import Glibc
import Testing
import UnknotCore

@testable import UnknotAudio

extension EspeakTests {
    /// Voices that are not English speak where a crash does no harm.
    struct IsolatedSpeechTests {
        private let usual = Utterance(
            "Sit with legs long and put the roller under your right calf.", rate: 155)

        @Test func aTextThatCrashesTheEngineIsRefusedAlone() throws {
            let voice = try EspeakVoice("ky")
            // Found with `make fuzz`: eSpeak 1.51 reads memory that is not its own.
            let crash = Utterance("Z'wW", rate: 155)
            voice.prepare([usual, crash, Utterance("...", rate: 155), Utterance("Up.", rate: 200)])
            #expect(try voice.clip(for: usual).length > 10_000)
            #expect(try voice.clip(for: Utterance("Up.", rate: 200)).length > 5_000)
            #expect(throws: VoiceError.nothingToSay(text: "...")) {
                try voice.clip(for: Utterance("...", rate: 155))
            }
            // A later version may say it, and then has a clip.
            if case .failure(let error) = Result(catching: { try voice.clip(for: crash) }) {
                #expect(
                    error as? VoiceError
                        == .synthesisFailed(text: "Z'wW", reason: "it crashes on this text"))
            }
        }

        @Test func withoutPreparationItIsTheSame() throws {
            let voice = try EspeakVoice("ky")
            _ = try? voice.clip(for: Utterance("b'cc", rate: 155))
            let length = try voice.length(of: usual)
            let prepared = try EspeakVoice("ky")
            prepared.prepare([Utterance("b'vv", rate: 80), usual])
            // Other suites speak in this process meanwhile, which moves lengths a little.
            #expect(abs(Double(try prepared.length(of: usual)) / Double(length) - 1) < 0.1)
        }

        @Test func onlyWhatCrashesTwiceIsGivenUp() {
            let work = (0..<5).map { Utterance("Part \($0).", rate: 155) }
            let made = IsolatedSpeech.clips(for: work) { utterance throws(VoiceError) in
                if utterance == work[2] { raise(SIGSEGV) }
                if utterance == work[4] { throw .nothingToSay(text: utterance.text) }
                return Clip(samples: [1, 2, 3])
            }
            let reasons = made.map { result -> String? in
                guard case .failure(.synthesisFailed(_, let reason)) = result else { return nil }
                return reason
            }
            #expect(
                reasons == [nil, nil, "it crashes on this text", nil, "it gave no sound"])
            let spoken = made.compactMap { try? $0.get().samples }
            #expect(spoken == [[1, 2, 3], [1, 2, 3], [1, 2, 3]])
        }

        @Test func muchSpeechTakesSeveralTwins() {
            let text = String(repeating: "Roll slowly up and down. ", count: 10)
            let work = (0..<20).map { Utterance(text, rate: 80 + $0) }
            let made = IsolatedSpeech.clips(for: work) { utterance throws(VoiceError) in
                Clip(samples: Array(repeating: Int16(utterance.rate), count: 3_000_000))
            }
            #expect(made.compactMap { try? $0.get().samples.first } == work.map { Int16($0.rate) })
        }
    }
}
