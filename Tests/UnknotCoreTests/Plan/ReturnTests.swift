import Testing

@testable import UnknotCore

/// What is said when people are brought back, in a session with a hold of 30 s.
struct ReturnTests {
    private let lengths = CueLengths(
        speech: { $0.text.count * SessionFormat.grid / 2 }, tone: { _ in SessionFormat.grid })

    private func timeline() throws -> Timeline {
        let step = Step(
            id: "s", title: "S", setup: "Sit.", move: .seconds(8),
            actions: [
                Action(.roll(Dose(.seconds(12))), say: "Roll up."),
                Action(.hold(Dose(.seconds(30)))), Action(.roll(Dose(.seconds(12)))),
            ])
        let routine = Routine(
            id: "r", title: "R", leadIn: .seconds(8),
            blocks: [Block(sides: .oneThenOther(first: .right), steps: [step])])
        return try Planner(lengths: lengths).plan(routine, PlanOptions(intro: .off))
    }

    private func segment(_ kind: Segment.Kind, _ timeline: Timeline) throws -> Segment {
        try #require(timeline.segments.first { $0.kind == kind })
    }

    @Test func inAHoldYouHearWhatIsLeftAndAreCountedIn() throws {
        let timeline = try timeline()
        let hold = try segment(.hold, timeline)
        let interlude = Return(timeline, lengths: lengths)
            .interlude(at: hold.start + 10 * SessionFormat.sampleRate)
        #expect(interlude.restart == nil)
        #expect(
            interlude.cues.map { $0.text ?? $0.tone?.rawValue } == [
                "resume", "Hold, right side. Twenty seconds left.", "count", "count", "count",
            ])
        let ticks = interlude.cues.suffix(3).map(\.frame)
        #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $1 - $0 == SessionFormat.sampleRate })
        #expect(interlude.length - (ticks.last ?? 0) == SessionFormat.sampleRate)
    }

    @Test func inTheMiddleOfInstructionsTheyAreSaidAgain() throws {
        let timeline = try timeline()
        let setup = try segment(.setup, timeline)
        let move = try segment(.move, timeline)
        let back = Return(timeline, lengths: lengths)
        #expect(back.interlude(at: setup.start + 4_800).restart == setup.start)
        #expect(back.interlude(at: move.start + 4_800).restart == setup.start)
    }

    @Test func everyFrameHasAWayBack() throws {
        let timeline = try timeline()
        let back = Return(timeline, lengths: lengths)
        for frame in stride(from: 0, to: timeline.duration, by: SessionFormat.grid) {
            let interlude = back.interlude(at: frame)
            #expect(interlude.cues.first?.tone == .resume)
            #expect(interlude.restart ?? frame <= frame)
            for (cue, next) in zip(interlude.cues, interlude.cues.dropFirst()) {
                #expect(cue.end <= next.frame)
            }
        }
    }

    @Test func theSoundThatIsBackMeetsNoOtherCue() throws {
        let timeline = try timeline()
        let back = Return(timeline, lengths: lengths)
        let patience = 8 * SessionFormat.sampleRate
        for frame in stride(from: 0, to: timeline.duration, by: SessionFormat.grid) {
            guard let cue = back.soundIsBack(from: frame, latest: frame + patience) else {
                continue
            }
            #expect(cue.frame >= frame && cue.frame <= frame + patience)
            for other in timeline.cues {
                #expect(cue.end <= other.frame || other.end <= cue.frame)
                if other.tone != nil, other.frame >= cue.end {
                    #expect(other.frame - cue.end >= CueRules.guardBeforeTone)
                }
            }
        }
        let hold = try segment(.hold, timeline)
        let second = SessionFormat.sampleRate
        let cue = back.soundIsBack(from: hold.start + second, latest: hold.start + 2 * second)
        #expect(cue?.text == "Sound is back. Hold, right side. Twenty nine seconds left.")
    }

    @Test func inTheLastSecondOfAnActionWhatFollowsIsNamed() throws {
        let timeline = try timeline()
        for (index, segment) in timeline.segments.enumerated() {
            guard [.roll, .hold, .reps, .rest].contains(segment.kind) else { continue }
            let interlude = Return(timeline, lengths: lengths)
                .interlude(at: segment.end - SessionFormat.sampleRate / 10)
            let told = interlude.cues.compactMap(\.text).joined()
            let next = timeline.segments.dropFirst(index + 1).first
            switch next?.kind {
            case .roll, .hold, .reps, .rest:
                let name = next?.kind.rawValue ?? ""
                #expect(told.lowercased().contains(name), "\(told) before \(name)")
            default: #expect(told == "" && interlude.restart == nil)
            }
        }
    }

    @Test func aConductorPlaysTheInterludeAndGoesOnAtTheVeryFrame() throws {
        let timeline = try timeline()
        let hold = try segment(.hold, timeline)
        let frame = hold.start + 10 * SessionFormat.sampleRate
        var conductor = Conductor(timeline)
        _ = conductor.skip(frame)
        conductor.apply(.pause)
        let interlude = Return(timeline, lengths: lengths).interlude(at: frame)
        conductor.apply(.resume(interlude))
        var passed = 0
        var begun: [Int] = []
        while conductor.position == frame {
            let block = conductor.skip(conductor.framesToNextCue)
            passed += block.offset
            begun += block.interludeBegun
        }
        #expect(passed == interlude.length)
        #expect(begun == Array(interlude.cues.indices))
        let end = timeline.cues.first { $0.tone == .holdEnd }
        #expect(end?.frame == hold.end)
    }
}
