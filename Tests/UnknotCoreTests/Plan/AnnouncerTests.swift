import Testing

@testable import UnknotCore

/// The sentences that nobody planned, in a session with a hold of 30 s.
struct AnnouncerTests {
    private func plan() throws -> LivePlan {
        let actions: [Action] = [.roll(12, say: "Roll up."), .hold(30), .roll(12)]
        let routine = Routine.made(
            [.made(actions, move: 8)], sides: .rightThenLeft, leadIn: 8)
        return try LivePlan(routine, PlanOptions(intro: .off), lengths: .letters)
    }

    @Test func inAHoldYouHearWhatIsLeftAndAreCountedIn() throws {
        let plan = try plan()
        let timeline = plan.timeline
        let hold = try #require(timeline.segments(.hold).first)
        let interlude = Announcer(plan)
            .resumption(at: hold.start + 10 * SessionFormat.sampleRate)
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
        let plan = try plan()
        let timeline = plan.timeline
        let setup = try #require(timeline.segments(.setup).first)
        let move = try #require(timeline.segments(.move).first)
        let back = Announcer(plan)
        #expect(back.resumption(at: setup.start + 4_800).restart == setup.start)
        #expect(back.resumption(at: move.start + 4_800).restart == setup.start)
    }

    @Test func everyFrameHasAWayBack() throws {
        let plan = try plan()
        let timeline = plan.timeline
        let back = Announcer(plan)
        for frame in stride(from: 0, to: timeline.duration, by: SessionFormat.grid) {
            let interlude = back.resumption(at: frame)
            #expect(interlude.cues.first?.tone == .resume)
            #expect(interlude.restart ?? frame <= frame)
            for (cue, next) in zip(interlude.cues, interlude.cues.dropFirst()) {
                #expect(cue.end <= next.frame)
            }
        }
    }

    @Test func anInstructionIsRepeatedWithoutTheAnswersBesideIt() throws {
        let plan = try plan()
        let setup = try #require(plan.timeline.segments(.setup).first)
        let before = Announcer(plan).words(.instruction, at: setup.end)
        #expect(before.hasSuffix("Sit."))
        let asked = try plan.change(.say(.words("Space pauses.")), at: setup.start).plan
        let later = try #require(asked.timeline.segments(.setup).first)
        #expect(asked.timeline.cues.contains { $0.text == "Space pauses." && $0.end < later.end })
        #expect(Announcer(asked).words(.instruction, at: later.end) == before)
    }

    /// Every repetition ends a gap that is too short, and each gap has an answer of its own.
    @Test(.timeLimit(.minutes(1)))
    func anAnswerAmongEightThousandRepetitionsTakesNoTime() throws {
        let reps = Action(.reps(Dose(100), every: .seconds(1)))
        let step = Step(
            id: "s", title: "S", setup: "Sit with your legs long and lean on your hands.",
            actions: Array(repeating: Action(.repeat(Dose(20), [reps])), count: 4)
                + [Action(.roll(Dose(.seconds(30))))])
        let routine = Routine(
            id: "r", title: "R", blocks: [Block(sides: .none, steps: [step])])
        let plan = try LivePlan(routine, PlanOptions(intro: .off), lengths: .letters)
        let first = try #require(plan.timeline.segments(.reps).first)
        let answer = try plan.change(.say(.instruction), at: first.start)
        #expect(answer.answer == "One hundred repetitions.")
        #expect(answer.from > plan.timeline.duration / 2)
    }

    @Test func theSoundThatIsBackMeetsNoOtherCue() throws {
        let plan = try plan()
        let patience = 8 * SessionFormat.sampleRate
        for frame in stride(from: 0, to: plan.timeline.duration, by: SessionFormat.grid) {
            guard let (timeline, cue) = Announcer(plan).answered(.soundIsBack, from: frame) else {
                continue
            }
            #expect(cue.frame >= frame && cue.frame <= frame + patience)
            #expect(timeline.duration == plan.timeline.duration)
            #expect(CueRules.violations(of: timeline, isChanged: true) == [])
        }
        let hold = try #require(plan.timeline.segments(.hold).first)
        let back = Announcer(plan).answered(
            .soundIsBack, from: hold.start + SessionFormat.sampleRate)
        #expect(back?.answer.text == "Sound is back. Hold, right side. Twenty nine seconds left.")
    }

    @Test func anAnswerFindsRoomOrMakesSomeAndChangesNoHold() throws {
        let plan = try plan()
        let holds = plan.timeline.segments.filter { $0.kind == .hold }.map(\.length)
        let words = Announcer.Question.words("Space pauses. Enter goes to the next step.")
        for frame in stride(from: 0, to: plan.timeline.duration, by: SessionFormat.grid) {
            guard let (timeline, answer) = Announcer(plan).answered(words, from: frame) else {
                #expect(plan.timeline.duration - frame < 10 * SessionFormat.sampleRate)
                continue
            }
            #expect(answer.frame >= frame && answer.role == .answer)
            #expect(CueRules.violations(of: timeline, isChanged: true) == [], "at \(frame)")
            #expect(timeline.segments.filter { $0.kind == .hold }.map(\.length) == holds)
            #expect(timeline.cues.count == plan.timeline.cues.count + 1)
        }
    }

    @Test(arguments: PlanOptions.Cues.allCases)
    func anAnswerLeavesEveryToneOnTheFirstFrameOfItsSegment(cues: PlanOptions.Cues) throws {
        let options = PlanOptions(leadIn: .zero, cues: cues, intro: .off, countdown: .off)
        let plan = try LivePlan(plan().agenda.routine, options, lengths: .letters)
        let tones: [Tone] = [.go, .holdStart, .holdEnd, .switch]
        for segment in plan.timeline.segments {
            for frame in [segment.start - SessionFormat.grid, segment.start, segment.start + 1] {
                let change = try? plan.change(.say(.howLong), at: max(0, frame))
                guard let timeline = change?.plan.timeline else { continue }
                #expect(CueRules.violations(of: timeline, isChanged: true) == [])
                let starts = Set(timeline.segments.map(\.start))
                for cue in timeline.cues where cue.tone.map(tones.contains) ?? false {
                    let isOwn = cue.tone == .switch || starts.contains(cue.frame)
                    #expect(isOwn, "\(cue.line) after an answer at \(frame)")
                }
            }
        }
    }

    @Test func answersComeInTheOrderOfTheQuestions() throws {
        let plan = try plan()
        let hold = try #require(plan.timeline.segments(.hold).first)
        // Too long for the silence before the half way mark, so that it waits for the next one.
        let long = String(repeating: "a", count: 300)
        let first = try plan.change(.say(.words(long)), at: hold.start + SessionFormat.sampleRate)
        let second = try first.plan.change(
            .say(.words("b")), at: hold.start + SessionFormat.sampleRate)
        #expect(second.from > first.from)
    }

    @Test func inTheLastSecondOfAnActionWhatFollowsIsNamed() throws {
        let plan = try plan()
        let timeline = plan.timeline
        for (index, segment) in timeline.segments.enumerated() {
            guard segment.isWork else { continue }
            let interlude = Announcer(plan)
                .resumption(at: segment.end - SessionFormat.sampleRate / 10)
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
        let plan = try plan()
        let timeline = plan.timeline
        let hold = try #require(timeline.segments(.hold).first)
        let frame = hold.start + 10 * SessionFormat.sampleRate
        var conductor = Conductor(timeline)
        _ = conductor.advance(frame)
        conductor.apply(.pause)
        let interlude = Announcer(plan).resumption(at: frame)
        conductor.apply(.resume(interlude))
        var passed = 0
        var begun: [Int] = []
        while conductor.position == frame {
            let block = conductor.advance(conductor.framesToNextCue)
            passed += block.offset
            begun += block.interludeBegun
        }
        #expect(passed == interlude.length)
        #expect(begun == Array(interlude.cues.indices))
        let end = timeline.cues.first { $0.tone == .holdEnd }
        #expect(end?.frame == hold.end)
    }
}
