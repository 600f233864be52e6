import Testing

@testable import UnknotCore

/// The rules of a session hold however it is changed while it runs.
struct LivePlanPropertyTests {
    @Test(arguments: BuiltIn.allCases)
    func anySequenceOfEditsKeepsTheRules(builtIn: BuiltIn) throws {
        let routine = try builtIn.routine()
        let lengths = try CueLengths.own
        var dice = Dice(seed: 4)
        for _ in 0..<40 {
            let options = PlanOptions(
                length: dice.one(of: PlanOptions.Length.allCases),
                side: dice.one(of: [.both, .both, .right]), pace: dice.one(of: [0.5, 1, 2]),
                cues: dice.one(of: PlanOptions.Cues.allCases),
                intro: dice.one(of: PlanOptions.Intro.allCases),
                countdown: dice.one(of: PlanOptions.Countdown.allCases))
            var plan = try LivePlan(routine, options, lengths: lengths)
            var now = 0
            var edits = 0
            while now < plan.timeline.duration, edits < 60 {
                let edit = dice.one(of: Self.edits)
                now += Int.random(in: 0..<(40 * SessionFormat.sampleRate), using: &dice)
                guard let change = try? plan.change(edit, at: now) else { continue }
                edits += 1
                try check(plan, change, edit)
                plan = change.plan
                now = max(now, change.from)
            }
        }
    }

    private static let edits: [LivePlan.Edit] = [
        .next, .back, .hold, .hold, .stay(.seconds(15), isMirrored: true),
        .stay(.seconds(15), isMirrored: false), .ease, .skipSide, .stop, .say(.howLong),
        .say(.instruction), .say(.soundIsBack),
    ]

    private func check(
        _ plan: LivePlan, _ change: LivePlan.Change, _ edit: LivePlan.Edit
    ) throws {
        let before = plan.timeline
        let after = change.plan.timeline
        let broken = CueRules.violations(of: after, isChanged: true)
        #expect(broken.isEmpty, "\(edit): \(broken)")
        // What has been heard stays; only a sentence that was left may be shorter.
        let heard = before.cues.filter { $0.frame < change.from }
        let kept = after.cues.prefix(heard.count)
        #expect(heard.map(\.frame) == kept.map(\.frame), "\(edit)")
        #expect(heard.dropLast().elementsEqual(kept.dropLast()), "\(edit)")
        if let last = heard.last, let same = kept.last, last != same {
            #expect(change.leaves && same.end == change.from, "\(edit)")
        }
        let new = after.cues.dropFirst(heard.count)
        #expect(new.allSatisfy { $0.frame >= change.from }, "\(edit)")
        // Every frame belongs to one segment, and the holds that follow are as planned.
        #expect(after.segments.last?.end == after.duration)
        let index = try #require(before.segmentIndex(at: change.from))
        #expect(before.segments[..<index].elementsEqual(after.segments[..<index]))
    }

    @Test(arguments: [BuiltIn.upperCalf, .lowerCalf, .ballLegs, .calfProgramme])
    func mirroredStaysKeepTheSidesEqual(builtIn: BuiltIn) throws {
        let routine = try builtIn.routine()
        let lengths = try CueLengths.own
        var plan = try LivePlan(routine, PlanOptions(intro: .off), lengths: lengths)
        var dice = Dice(seed: 9)
        var now = 0
        while now < plan.timeline.duration {
            now += Int.random(in: 0..<(20 * SessionFormat.sampleRate), using: &dice)
            let stay = LivePlan.Edit.stay(.seconds(15), isMirrored: true)
            // On the second side there is no other one left to be given the same.
            guard isFirstSide(plan.timeline, at: now), let change = try? plan.change(stay, at: now)
            else { continue }
            plan = change.plan
        }
        for segment in plan.timeline.segments where segment.kind == .hold {
            guard let side = segment.side, side != .both else { continue }
            let other = plan.timeline.segments.first {
                $0.block == segment.block && $0.step == segment.step && $0.side == side.other
                    && $0.action == segment.action
            }
            #expect(other?.length == segment.length)
        }
    }

    private func isFirstSide(_ timeline: Timeline, at frame: Frames) -> Bool {
        guard let index = timeline.segmentIndex(at: frame) else { return false }
        let segment = timeline.segments[index]
        return !timeline.segments[..<index].contains {
            $0.block == segment.block && $0.side == segment.side?.other
        }
    }
}
