import Testing
import UnknotAudio
import UnknotCore

/// What is heard with a voice, without one, and with one that fails.
struct SoundBookTests {
    /// Speaks as the mock does, but not every sentence.
    private final class FailingVoice: Voice {
        let name = "failing"
        private let mock = MockVoice()
        private let failing: Set<String>

        init(_ failing: Set<String>) { self.failing = failing }

        func clip(for utterance: Utterance) throws(VoiceError) -> Clip {
            if failing.contains(utterance.text) {
                throw .synthesisFailed(text: utterance.text, reason: "no breath")
            }
            return try mock.clip(for: utterance)
        }
    }

    private func plan(_ book: SoundBook) throws -> Timeline {
        // A hold of thirty seconds, for a sentence that has a tone to stand for it.
        var routine = Sessions.routine
        routine.blocks[0].steps[0].actions[1] = Action(.hold(Dose(.seconds(30))))
        return try Planner(lengths: book.lengths).plan(routine, PlanOptions(intro: .off))
    }

    @Test func everyCueHasItsClipOfItsLength() throws {
        let book = SoundBook(voice: MockVoice())
        let timeline = try plan(book)
        let clips = book.clips(for: timeline.cues)
        #expect(clips.map { $0?.length } == timeline.cues.map(\.length))
        #expect(book.firstFailure == nil)
    }

    @Test func withoutAVoiceTonesStandForTheSentencesThatHaveOne() throws {
        let book = SoundBook(voice: nil)
        let timeline = try plan(book)
        let tones = ToneSet()
        for (cue, clip) in zip(timeline.cues, book.clips(for: timeline.cues)) {
            switch cue.content {
            case .tone(let tone): #expect(clip == tones.clip(for: tone))
            case .speech(_, let fallback): #expect(clip == fallback.map(tones.clip))
            }
        }
        #expect(timeline.cues.contains { $0.text == "Half way." })
        #expect(book.firstFailure == nil)
    }

    @Test func withoutAVoiceTheTimelineIsThatOfTheEstimates() throws {
        let silent = try plan(SoundBook(voice: nil))
        #expect(try silent == plan(SoundBook(voice: MockVoice())))
    }

    @Test func aSentenceThatFailsHasItsToneAndTheOthersAreSpoken() throws {
        let book = SoundBook(voice: FailingVoice(["Half way.", "Lie on your right side."]))
        let timeline = try plan(book)
        let clips = book.clips(for: timeline.cues)
        #expect(timeline.cues.filter { $0.text == "Half way." }.count == 2)
        for (cue, clip) in zip(timeline.cues, clips) {
            switch cue.text {
            case "Half way.": #expect(clip == ToneSet().clip(for: .half))
            case "Lie on your right side.": #expect(clip == nil)
            default: #expect(clip?.length == cue.length)
            }
        }
        #expect(book.firstFailure?.sentence == "Half way.")
        #expect(
            book.firstFailure?.error
                == .synthesisFailed(text: "Half way.", reason: "no breath"))
    }

    @Test(arguments: [0, 50, 100])
    func volumeIsAShareOfEverySample(percent: Int) throws {
        let timeline = try plan(SoundBook(voice: MockVoice()))
        let full = SoundBook(voice: MockVoice()).clips(for: timeline.cues)
        let book = SoundBook(voice: MockVoice(), volume: percent)
        for (loud, soft) in zip(full, book.clips(for: timeline.cues)) {
            let share = loud?.samples.map { sample -> Int16 in
                Int16(Int(sample) * percent / 100)
            }
            #expect(soft?.samples == share)
        }
    }
}
