import Testing

@testable import UnknotCore

/// A session that was left, went on, and is changed or left again.
///
/// One step on either side: a roll of 12 s, and a hold of 10 s that may be 10 to 20 s long.
struct InterruptedTwiceTests {
    private let second = SessionFormat.sampleRate
    private let routine: Routine
    private let lengths: CueLengths

    init() throws {
        lengths = try .own
        routine = .made(
            [
                .made(
                    [.roll(12), .hold(10, 10...20)], title: "Calf", setup: "Sit on the floor.",
                    move: 8)
            ], sides: .rightThenLeft, title: "Leg", leadIn: 8)
    }

    private func plan() throws -> LivePlan { try LivePlan(routine, lengths: lengths) }

    private func resumed(_ plan: LivePlan, at frame: Frames) throws -> LivePlan {
        try plan.resumed(at: frame, routine, lengths)
    }

    private func first(
        _ kind: Segment.Kind, _ plan: LivePlan, side: Side? = nil
    ) throws -> Segment {
        try #require(
            plan.timeline.segments.first { $0.kind == kind && (side == nil || $0.side == side) })
    }

    /// Leaves the session with so many seconds of its first hold left.
    private func left(_ plan: LivePlan, seconds: Int) throws -> LivePlan {
        try resumed(plan, at: first(.hold, plan).end - seconds * second)
    }

    private static let stay = LivePlan.Edit.stay(.seconds(15), isMirrored: true)

    // MARK: Left again

    @Test(arguments: [Segment.Kind.setup, .move])
    func whoIsInterruptedBeforeGoingOnStillHasWhatWasLeft(kind: Segment.Kind) throws {
        var plan = try left(plan(), seconds: 7)
        for _ in 0..<3 {
            let segment = try first(kind, plan)
            plan = try resumed(plan, at: segment.start + segment.length / 2)
            #expect(plan.timeline.segments.prefix(4).map(\.kind) == [.intro, .setup, .move, .hold])
            #expect(try first(.hold, plan).length == 7 * second)
        }
    }

    @Test func whoIsInterruptedInTheNextStepDoesThatOne() throws {
        let once = try left(plan(), seconds: 7)
        let roll = try first(.roll, once, side: .left)
        let twice = try resumed(once, at: roll.start - second)
        #expect(try first(.roll, twice).length == 12 * second)
        #expect(try first(.hold, twice).length == 10 * second)
    }

    @Test func whoWentBackToTheStepDoesAllOfIt() throws {
        let once = try left(plan(), seconds: 7)
        let back = try once.change(.back, at: first(.hold, once).start + 2 * second)
        let setup = try #require(
            back.plan.timeline.segments.last { $0.kind == .setup && $0.side == .right })
        let twice = try resumed(back.plan, at: setup.start + second)
        #expect(twice.timeline.segments.prefix(4).map(\.kind) == [.intro, .setup, .move, .roll])
    }

    @Test func nextInTheWelcomeGoesToTheStepThatWasLeft() throws {
        let other = try #require(
            plan().timeline.segments.first { $0.kind == .hold && $0.side == .left })
        let once = try resumed(plan(), at: other.end - 7 * second)
        let change = try once.change(.next, at: second)
        let kinds = change.plan.timeline.segments.map(\.kind)
        #expect(kinds == [.intro, .setup, .move, .hold, .outro])
        #expect(try first(.hold, change.plan).length == 7 * second)
        #expect(try first(.hold, change.plan).side == .left)
        // And there nothing is lost by another interruption.
        let setup = try first(.setup, change.plan)
        let twice = try resumed(change.plan, at: setup.start + second)
        #expect(try first(.hold, twice).length == 7 * second)
    }

    // MARK: No hold beyond its range

    @Test func whatWasHeldBeforeCountsForWhoStays() throws {
        let once = try left(plan(), seconds: 6)
        let hold = try first(.hold, once)
        let change = try once.change(Self.stay, at: hold.start + second)
        // Four seconds were held, so that sixteen are left of twenty.
        #expect(try first(.hold, change.plan).length == 16 * second)
        #expect(change.answer == "10s more, and on the left later")
        #expect(throws: LivePlan.Refusal.isLongest(.seconds(20))) {
            try change.plan.change(Self.stay, at: hold.start + 4 * second)
        }
    }

    @Test func aHoldAtItsLongestStaysThereAfterAnInterruption() throws {
        let whole = try plan()
        let longest = try whole.change(Self.stay, at: first(.hold, whole).start + second).plan
        #expect(try first(.hold, longest).length == 20 * second)
        var once = try left(longest, seconds: 9)
        #expect(throws: LivePlan.Refusal.isLongest(.seconds(20))) {
            try once.change(Self.stay, at: first(.hold, once).start + second)
        }
        once = try resumed(once, at: first(.setup, once).start + second)
        let hold = try first(.hold, once)
        #expect(hold.length == 9 * second)
        #expect(throws: LivePlan.Refusal.isLongest(.seconds(20))) {
            try once.change(Self.stay, at: hold.start + second)
        }
    }

    @Test func goingBackAfterStayingHoldsNoLongerThanTheRange() throws {
        var plan = try plan()
        plan = try plan.change(Self.stay, at: first(.hold, plan).start + second).plan
        plan = try left(plan, seconds: 9)
        let hold = try first(.hold, plan)
        if let more = try? plan.change(Self.stay, at: hold.start + second) { plan = more.plan }
        plan = try plan.change(.back, at: hold.start + 3 * second).plan
        let holds = plan.timeline.segments.filter { $0.kind == .hold && $0.side == .right }
        #expect(holds.last?.length == 20 * second)
        // And it is as long after the next interruption.
        let again = try #require(
            plan.timeline.segments.last { $0.kind == .setup && $0.side == .right })
        let twice = try resumed(plan, at: again.start + second)
        #expect(try first(.hold, twice).length == 20 * second)
    }
}
