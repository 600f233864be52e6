import Testing

@testable import UnknotCore

/// The plan of a session that people change while it runs: first right, then left,
/// each a set-up, a roll of 12 s, a hold of 30 s in a range of 30 to 90 s, and a roll of 12 s.
struct LivePlanTests {
    private static let second = SessionFormat.sampleRate

    private func plan(
        range: ClosedRange<Int> = 30...90, options: PlanOptions = PlanOptions(intro: .brief)
    ) throws -> LivePlan {
        let calf = Step.made(
            [.roll(12, say: "Roll up."), .hold(30, range), .roll(12, say: "Roll down.")],
            title: "Calf", setup: "Sit on the floor. Roller under your {side} calf.", move: 8)
        let thigh = Step.made(
            [.roll(20, say: "Roll slowly.")], id: "t", title: "Thigh",
            setup: "Roller under your {side} thigh.", move: 8)
        let routine = Routine.made(
            [calf, thigh], sides: .rightThenLeft, title: "Leg", leadIn: 8)
        return try LivePlan(routine, options, lengths: .own)
    }

    /// The frame so many seconds into a segment: the first of its kind, on a side.
    private func frame(
        _ kind: Segment.Kind, _ seconds: Double, _ plan: LivePlan, _ side: Side = .right,
        step: String = "s"
    ) throws -> Frames {
        let segment = try #require(
            plan.timeline.segments.first {
                $0.kind == kind && $0.side == side && $0.step == step
            })
        return segment.start + Frames(seconds * Double(Self.second))
    }

    /// A side's segments as letters with their whole seconds: `setup move roll12 hold30 roll12`.
    private func drawn(_ plan: LivePlan, _ side: Side) -> String {
        plan.timeline.segments.filter { $0.side == side }.map { segment in
            segment.isWork
                ? "\(segment.kind.rawValue)\(segment.length / Self.second)" : segment.kind.rawValue
        }.joined(separator: " ")
    }

    private func texts(_ plan: LivePlan, from frame: Frames, to end: Frames) -> [String] {
        plan.timeline.cues.filter { $0.frame >= frame && $0.frame < end }
            .map { $0.text ?? $0.tone?.rawValue ?? "" }
    }

    // MARK: Stay and ease

    @Test func stayGivesBothSidesFifteenSecondsMore() throws {
        let plan = try plan()
        let at = try frame(.hold, 20, plan)
        let change = try plan.change(.stay(.seconds(15), isMirrored: true), at: at)
        let right = "setup move roll12 hold45 roll12 setup move roll20"
        #expect(drawn(change.plan, .right) == right)
        #expect(drawn(change.plan, .left) == "switch " + right)
        #expect(change.answer == "15s more, and on the left later")
        let end = try frame(.hold, 45, change.plan)
        #expect(
            texts(change.plan, from: at, to: end + 1)
                == ["Fifteen seconds more.", "count", "count", "count", "hold-end"])
    }

    @Test func withoutMirrorTheOtherSideStaysAsItWas() throws {
        let plan = try plan()
        let change = try plan.change(
            .stay(.seconds(15), isMirrored: false), at: frame(.hold, 20, plan))
        #expect(drawn(change.plan, .left).contains("hold30"))
        #expect(change.answer == "15s more")
    }

    @Test func theOtherSideAnnouncesItsNewLength() throws {
        let plan = try plan()
        let change = try plan.change(
            .stay(.seconds(15), isMirrored: true), at: frame(.hold, 5, plan))
        let announced = change.plan.timeline.cues.compactMap(\.text).filter {
            $0.hasPrefix("Hold")
        }
        #expect(
            announced == [
                "Hold here for thirty seconds. Breathe out slowly.",
                "Hold here for forty five seconds. Breathe out slowly.",
            ])
    }

    @Test func noHoldGrowsBeyondItsRange() throws {
        var plan = try plan(range: 30...50)
        let at = try frame(.hold, 5, plan)
        plan = try plan.change(.stay(.seconds(15), isMirrored: true), at: at).plan
        let last = try plan.change(.stay(.seconds(15), isMirrored: true), at: at + 2 * Self.second)
        #expect(last.answer == "5s more, and on the left later")
        #expect(throws: LivePlan.Refusal.isLongest(.seconds(50))) {
            try last.plan.change(.stay(.seconds(15), isMirrored: true), at: at + 4 * Self.second)
        }
    }

    @Test func easeEndsTheHoldWithItsToneAndLeavesTheOtherSide() throws {
        let plan = try plan()
        let at = try frame(.hold, 10, plan)
        let change = try plan.change(.ease, at: at)
        #expect(drawn(change.plan, .right).hasPrefix("setup move roll12 hold10 roll12"))
        #expect(drawn(change.plan, .left).contains("hold30"))
        let tone = try #require(change.plan.timeline.cues.first { $0.tone == .holdEnd })
        #expect(tone.frame == at)
        #expect(throws: LivePlan.Refusal.noHold) { try plan.change(.ease, at: 0) }
    }

    // MARK: Hold here

    @Test func aHoldFoundWhileRollingComesNowAndTheRollFollows() throws {
        let plan = try plan()
        let at = try frame(.roll, 5, plan)
        let change = try plan.change(.hold, at: at)
        #expect(drawn(change.plan, .right).hasPrefix("setup move roll5 hold30 roll7 roll12"))
        #expect(drawn(change.plan, .left).contains("roll12 hold30 roll12"))
        let hold = try frame(.hold, 0, change.plan)
        #expect(hold == at)
        #expect(
            texts(change.plan, from: hold, to: hold + 5 * Self.second).prefix(2) == [
                "hold-start", "Hold, thirty seconds.",
            ])
    }

    @Test func aRollWithoutAHoldGetsOne() throws {
        let plan = try plan()
        let change = try plan.change(.hold, at: frame(.roll, 8, plan, step: "t"))
        #expect(drawn(change.plan, .right).hasSuffix("roll8 hold30 roll12"))
    }

    @Test func aChangedStepIsAsPlannedWhenGoneBackTo() throws {
        let plan = try plan()
        let change = try plan.change(.hold, at: frame(.roll, 5, plan))
        let back = try change.plan.change(.back, at: frame(.hold, 10, change.plan))
        #expect(
            drawn(back.plan, .right).hasPrefix(
                "setup move roll5 hold10 setup move roll12 hold30 roll12 setup"))
    }

    @Test func anEasedHoldShortensNoOther() throws {
        let plan = try plan()
        let eased = try plan.change(.ease, at: frame(.hold, 4, plan)).plan
        let rolls = eased.timeline.segments.filter { $0.kind == .roll && $0.side == .right }
        let last = try #require(rolls.dropFirst().first)
        let change = try eased.change(.hold, at: last.start + 4 * Self.second)
        #expect(drawn(change.plan, .right).hasPrefix("setup move roll12 hold4 roll4 hold30 roll8"))
    }

    // MARK: Elsewhere

    @Test func nextEndsTheHoldAndGoesToTheNextStep() throws {
        let plan = try plan()
        let at = try frame(.hold, 10, plan)
        let change = try plan.change(.next, at: at)
        #expect(drawn(change.plan, .right) == "setup move roll12 hold10 setup move roll20")
        #expect(
            texts(change.plan, from: at, to: at + 3 * Self.second)
                == ["hold-end", "Ease off.", "Thigh. Right side."])
        #expect(change.leaves)
    }

    @Test func nextAfterTheLastStepOfASideChangesSides() throws {
        let plan = try plan()
        let change = try plan.change(.next, at: frame(.roll, 3, plan, step: "t"))
        #expect(drawn(change.plan, .right).hasSuffix("move roll3"))
        #expect(drawn(change.plan, .left) == drawn(plan, .left))
    }

    @Test func backGoesToTheStartAndThenToTheStepBefore() throws {
        let plan = try plan()
        let first = try plan.change(.back, at: frame(.roll, 10, plan, step: "t"))
        #expect(drawn(first.plan, .right).hasSuffix("roll10 setup move roll20"))
        let again = try #require(
            first.plan.timeline.segments.last { $0.kind == .setup && $0.side == .right })
        let second = try first.plan.change(.back, at: again.start + Self.second)
        #expect(
            drawn(second.plan, .right).hasSuffix(
                "roll10 setup setup move roll12 hold30 roll12 setup move roll20"))
    }

    @Test func skippingASideGoesToTheOther() throws {
        let plan = try plan()
        let at = try frame(.roll, 10, plan)
        let change = try plan.change(.skipSide, at: at)
        #expect(drawn(change.plan, .right) == "setup move roll10")
        #expect(drawn(change.plan, .left) == drawn(plan, .left))
        #expect(
            texts(change.plan, from: at, to: at + 12 * Self.second).prefix(3) == [
                "The rest of the right side is left out.", "switch",
                "That was the right side. Take your weight off and rest. Next, the left side.",
            ])
        #expect(throws: LivePlan.Refusal.noSide) { try plan.change(.skipSide, at: 0) }
    }

    @Test func anEditThatCannotBePlannedIsNotToldAsTheEnd() throws {
        var plan = try plan()
        // A rule is broken before the edit, so that no plan that follows keeps them all.
        plan.timeline.cues[0].frame = 1
        #expect(throws: LivePlan.Refusal.doesNotFit) {
            try plan.change(.next, at: frame(.roll, 4, plan))
        }
    }

    @Test func stopSaysGoodbyeOnce() throws {
        let plan = try plan()
        let change = try plan.change(.stop, at: frame(.hold, 10, plan))
        let kinds = change.plan.timeline.segments.map(\.kind)
        #expect(kinds.suffix(2) == [.hold, .outro])
        #expect(change.plan.timeline.cues.last?.text?.hasPrefix("That is the session.") == true)
        let outro = try #require(change.plan.timeline.segments.last)
        #expect(throws: LivePlan.Refusal.isLast) {
            try change.plan.change(.stop, at: outro.start + Self.second)
        }
    }

    @Test func whoLeavesASentenceHearsNoMoreOfIt() throws {
        let plan = try plan()
        let cue = try #require(plan.timeline.cues.first { $0.text?.hasPrefix("Sit on") == true })
        let change = try plan.change(.next, at: cue.frame + 48_000)
        let kept = try #require(change.plan.timeline.cues.first { $0.frame == cue.frame })
        #expect(kept.length == 48_000)
    }
}
