import Testing
import UnknotCore

/// A session that is changed while it runs; all samples are of one size.
struct ConductorChangeTests {
    private static let second = SessionFormat.sampleRate

    private static func cue(_ letter: String, at frame: Frames, length: Frames) -> Cue {
        Cue(Utterance(letter, rate: 155), .instruction, at: frame, length: length)
    }

    private static func clip(_ length: Frames = second / 2) -> Clip {
        Clip(samples: Array(repeating: 1_000, count: length))
    }

    private static func conductor(_ drawing: String, length: Frames = second / 2) -> Conductor {
        let timeline = Timeline.drawn(drawing, length: length)
        return Conductor(timeline, clips: timeline.cues.map { clip($0.length) })
    }

    /// Pulls so many frames; how much of them sounds, and the block.
    private func pull(_ conductor: inout Conductor, _ frames: Frames) -> (Int, Conductor.Block) {
        let samples = UnsafeMutableBufferPointer<Int16>.allocate(capacity: frames)
        defer { samples.deallocate() }
        samples.initialize(repeating: 0)
        let block = conductor.next(into: samples)
        return (samples.count { $0 != 0 }, block)
    }

    /// Plays on, a second at a time, and draws what begins; small letters stand aside, and a dot is
    /// a second in which nothing advances and nothing begins.
    private func play(_ conductor: inout Conductor) -> String {
        var drawn = ""
        for _ in 0..<100 where !conductor.isFinished {
            let block = conductor.advance(Self.second)
            let aside = block.interludeBegun.first.flatMap { conductor.interlude.cues[$0].text }
            let letter = block.begun.first.flatMap { conductor.timeline.cues[$0].text }
            drawn +=
                aside?.lowercased() ?? letter ?? (block.advanced == 0 ? "." : "-")
        }
        return drawn
    }

    @Test func aPauseIsSilentWithinTenMilliseconds() {
        var conductor = Self.conductor("A--B")
        _ = pull(&conductor, 4_800)
        conductor.apply(.pause)
        let (sounds, block) = pull(&conductor, 4_800)
        #expect(sounds > 0 && sounds <= 480)
        #expect(block.passed == 0)
        #expect(pull(&conductor, 4_800).0 == 0)
        #expect(conductor.position == 4_800)
    }

    @Test func whatIsSaidInAPauseLeavesItAPause() {
        var conductor = Self.conductor("A--B")
        _ = conductor.advance(Self.second)
        conductor.apply(.pause)
        let tone = Self.cue("X", at: 0, length: Self.second / 2)
        conductor.apply(.say(Interlude(cues: [tone], clips: [Self.clip()], length: Self.second)))
        let (sounds, block) = pull(&conductor, 2 * Self.second)
        #expect(sounds == Self.second / 2)
        #expect(block.interludeBegun == 0..<1)
        #expect(conductor.isPaused)
        #expect(conductor.position == Self.second)
    }

    /// One interlude over the fading end of another: the samples are added, as both are heard.
    @Test func anAnswerThatInterruptsAnAnswerDoesNotClick() {
        var conductor = Self.conductor("A--B")
        _ = conductor.advance(Self.second)
        conductor.apply(.pause)
        func say(_ level: Int16) -> Interlude {
            let clip = Clip(samples: Array(repeating: level, count: Self.second))
            let cue = Self.cue("X", at: 0, length: Self.second)
            return Interlude(cues: [cue], clips: [clip], length: Self.second)
        }
        conductor.apply(.say(say(1_000)))
        _ = pull(&conductor, 4_800)
        conductor.apply(.say(say(2_000)))
        let samples = UnsafeMutableBufferPointer<Int16>.allocate(capacity: 480)
        defer { samples.deallocate() }
        samples.initialize(repeating: 0)
        _ = conductor.next(into: samples)
        #expect((2_900...3_000).contains(samples[0]))
        #expect(zip(samples, samples.dropFirst()).allSatisfy { abs(Int($0) - Int($1)) < 50 })
    }

    @Test func anotherPlanIsTakenFromItsFrameOn() {
        var conductor = Self.conductor("A--B-C")
        _ = conductor.advance(2 * Self.second)
        let plan = Timeline.drawn("A---D")
        let isDone = conductor.apply(
            .replace(Replacement(timeline: plan, clips: [], from: 3 * Self.second)))
        #expect(isDone)
        #expect(play(&conductor) == "--D")
    }

    @Test func aPlanThatComesTooLateChangesNothing() {
        var conductor = Self.conductor("A--B-C")
        _ = conductor.advance(2 * Self.second)
        let isDone = conductor.apply(
            .replace(Replacement(timeline: Timeline.drawn("AD"), clips: [], from: Self.second)))
        #expect(!isDone)
        #expect(play(&conductor) == "-B-C")
    }

    @Test func aSentenceThatIsLeftEndsWhereThePlansDiffer() {
        var conductor = Self.conductor("A--B", length: 2 * Self.second)
        _ = pull(&conductor, 48_000)
        var plan = Timeline.drawn("A--C", length: 2 * Self.second)
        plan.cues[0].length = 57_600
        let clips = [Self.clip(2 * Self.second).cut(to: 57_600), nil]
        conductor.apply(.replace(Replacement(timeline: plan, clips: clips, from: 57_600)))
        let (sounds, _) = pull(&conductor, 48_000)
        #expect((9_000...9_600).contains(sounds))
    }

    @Test func aPlanThatLeadsElsewhereEndsThePause() {
        var conductor = Self.conductor("A--B")
        _ = conductor.advance(Self.second)
        conductor.apply(.pause)
        let plan = Timeline.drawn("AC")
        conductor.apply(
            .replace(Replacement(timeline: plan, clips: [], from: Self.second, goesOn: true)))
        #expect(play(&conductor) == "C")
    }

    @Test func whatNobodyHasHeardIsTakenBack() {
        var conductor = Self.conductor("A--B")
        _ = conductor.advance(Self.second)
        #expect(conductor.takeBack(4_800) == 4_800)
        conductor.apply(.pause)
        #expect(conductor.position == Self.second - 4_800)
        #expect(conductor.takeBack(4_800) == 0)
    }
}
