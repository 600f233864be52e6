import Testing

@testable import UnknotCore

/// A session that was left and goes on.
struct BookmarkTests {
    private let second = SessionFormat.sampleRate
    private let lengths: CueLengths

    init() throws {
        lengths = try .own
    }

    @Test func aHoldGoesOnWithWhatWasLeftOfItAfterTheSetUp() throws {
        let routine = try BuiltIn.upperCalf.routine()
        let plan = try LivePlan(routine, lengths: lengths)
        let holds = plan.timeline.segments.filter { $0.kind == .hold }
        let left = try plan.resumed(at: holds[1].start + 12 * second, routine, lengths)
        let kinds = left.timeline.segments.prefix(4).map(\.kind)
        #expect(kinds == [.intro, .setup, .move, .hold])
        let hold = left.timeline.segments[3]
        #expect(hold.length == 18 * second)
        #expect(hold.side == holds[1].side)
        #expect(hold.step == holds[1].step)
        // Down on the floor again takes the routine's own time for that.
        #expect(left.timeline.segments[2].length >= routine.leadIn.frames)
        let said = left.timeline.words
        #expect(said.first?.hasPrefix("Welcome back to Upper calf") == true)
        #expect(said.contains { $0.hasPrefix("Hold here for eighteen seconds.") })
    }

    @Test func whatWasStayedInOnOneSideIsKeptForTheOther() throws {
        let routine = try BuiltIn.upperCalf.routine()
        var plan = try LivePlan(routine, lengths: lengths)
        let hold = try #require(plan.timeline.segments.first { $0.kind == .hold })
        plan = try plan.change(
            .stay(.seconds(15), isMirrored: true), at: hold.start + 10 * second
        ).plan
        let left = try plan.resumed(at: hold.start + 40 * second, routine, lengths)
        let other = try #require(
            left.timeline.segments.first { $0.kind == .hold && $0.side == hold.side?.other })
        #expect(other.length == 45 * second)
    }

    @Test func theOpeningIsNoPlaceToGoOnFrom() throws {
        let plan = try LivePlan(BuiltIn.upperCalf.routine(), lengths: lengths)
        #expect(plan.bookmark(at: 0) == nil)
        #expect(plan.bookmark(at: plan.timeline.duration - 1) == nil)
    }

    @Test(arguments: BuiltIn.allCases)
    func everyPlaceLeadsToASoundSession(builtIn: BuiltIn) throws {
        let routine = try builtIn.routine()
        var dice = Dice(seed: 5)
        for cues in PlanOptions.Cues.allCases {
            let options = PlanOptions(length: .full, cues: cues)
            let plan = try LivePlan(routine, options, lengths: lengths)
            for frame in stride(from: 0, to: plan.timeline.duration, by: 7 * second) {
                let place = frame + Int.random(in: 0..<second, using: &dice)
                guard plan.bookmark(at: place) != nil else { continue }
                let left = try plan.resumed(at: place, routine, lengths)
                // What is left of the work, to within the least length of an action and a grid.
                let was = work(plan.timeline, from: place)
                let now = work(left.timeline, from: 0)
                #expect(now >= was && now - was <= 10 * second, "at \(place)")
            }
        }
    }

    private func work(_ timeline: Timeline, from frame: Frames) -> Frames {
        timeline.segments.filter(\.isWork).reduce(0) { $0 + max(0, $1.end - max($1.start, frame)) }
    }
}
