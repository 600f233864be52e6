import Testing

@testable import UnknotCore

/// The rules of every session that was fitted into the user's time.
struct FittingPropertyTests {
    @Test(arguments: BuiltIn.allCases)
    func everyTimeFromTheShortestToTheLongestIsMetToTheSecond(builtIn: BuiltIn) throws {
        let subject = try FittedSession(builtIn)
        let options = PlanOptions()
        let shortest = try subject.shortest(options)
        let longest = try subject.fit(options, to: .seconds(9 * 3600)).duration
        #expect(shortest.frames < longest)
        for target in stride(from: shortest.frames, to: longest, by: 10 * subject.second) {
            try subject.check(options, to: target)
        }
        try subject.check(options, to: longest)
        #expect(try subject.fit(options, to: shortest).duration == shortest.frames)
        #expect(throws: PlanFailure.self) {
            try subject.fit(options, to: shortest - .seconds(1))
        }
    }

    @Test(arguments: BuiltIn.allCases)
    func otherOptionsHoldInTheTimeOneHas(builtIn: BuiltIn) throws {
        let subject = try FittedSession(builtIn)
        var dice = Dice(seed: 11)
        for _ in 0..<8 {
            var options = PlanOptions(
                length: dice.one(of: PlanOptions.Length.allCases),
                side: dice.one(of: Side.allCases), pace: dice.one(of: [0.5, 1, 1.7, 3]),
                leadIn: dice.one(of: [nil, .zero, .milliseconds(7_300)]),
                cues: dice.one(of: PlanOptions.Cues.allCases),
                intro: dice.one(of: PlanOptions.Intro.allCases),
                countdown: dice.one(of: PlanOptions.Countdown.allCases),
                rate: dice.one(of: [80, 155, 300]))
            options.include = dice.one(of: [[], subject.extras])
            let shortest = try subject.shortest(options).frames
            let longest = try subject.fit(options, to: .seconds(9 * 3600)).duration
            for target in [shortest, longest] {
                try subject.check(options, to: target / subject.second * subject.second)
            }
            for _ in 0..<3 where longest - shortest > 2 * subject.second {
                let target = Int.random(in: shortest..<longest, using: &dice)
                try subject.check(options, to: target / subject.second * subject.second)
            }
        }
    }

    @Test(arguments: BuiltIn.allCases)
    func aFittedSessionCanBeChangedAndLeftAndGoneOnWith(builtIn: BuiltIn) throws {
        let subject = try FittedSession(builtIn)
        let shortest = try subject.shortest(PlanOptions(intro: .off))
        let fitted = try subject.fit(PlanOptions(intro: .off), to: shortest + .seconds(100))
        let plan = try LivePlan(subject.routine, fitted.options, lengths: subject.lengths)
        let holds = plan.timeline.segments.filter { $0.kind == .hold }
        let hold = try #require(holds.first)
        let stayed = try plan.change(
            .stay(.seconds(5), isMirrored: true), at: hold.start + 2 * subject.second)
        #expect(stayed.plan.timeline.duration >= plan.timeline.duration + 5 * subject.second)

        let middle = holds[holds.count / 2]
        let bookmark = try #require(plan.bookmark(at: middle.start))
        let left = try LivePlan(
            resuming: bookmark, of: subject.routine, lengths: subject.lengths)
        let rest = left.timeline.segments.filter { $0.kind == .hold }
        #expect(
            rest.map { [$0.step, $0.side?.rawValue, "\($0.length)"] }
                == holds.dropFirst(holds.count / 2).map {
                    [$0.step, $0.side?.rawValue, "\($0.length)"]
                })
    }
}

/// A built-in routine that is fitted into times, with its sentences measured once.
struct FittedSession {
    let second = SessionFormat.sampleRate
    let routine: Routine
    let extras: [String]
    let lengths: CueLengths
    private let fitting: Fitting

    init(_ builtIn: BuiltIn) throws {
        try self.init(try builtIn.routine())
    }

    init(_ routine: Routine) throws {
        self.routine = routine
        extras = routine.blocks.flatMap(\.steps).filter { $0.isOffered || $0.isFullOnly }.map(\.id)
        lengths = try .own
        fitting = Fitting(lengths: lengths)
    }

    func fit(_ options: PlanOptions, to time: Duration) throws -> Fitting.Outcome {
        try fitting.fit(routine, options, to: time)
    }

    /// The shortest time, as it is told to who has less.
    func shortest(_ options: PlanOptions) throws -> Duration {
        do throws(PlanFailure) {
            _ = try fitting.fit(routine, options, to: .seconds(1))
        } catch {
            if case .tooShort(_, let shortest) = error { return shortest }
        }
        throw PlanFailure.nothingLeft
    }

    /// Fits a session and looks at all that must hold of it.
    func check(_ options: PlanOptions, to target: Frames) throws {
        let outcome = try fit(options, to: Duration(frames: target))
        let timeline = try Planner(lengths: lengths).plan(routine, outcome.options)
        var faults = CueRules.violations(of: timeline)
        if timeline.duration != outcome.duration { faults.append("another length than told") }
        if timeline.duration > target { faults.append("over by \(timeline.duration - target)") }
        if timeline.duration < target - second {
            faults.append("short of \(target / second) s by \(target - timeline.duration)")
        }
        if let words = timeline.cues.first?.text, options.intro != .off {
            let length = English.time(Duration(frames: timeline.duration))
            if !words.hasSuffix("takes \(length).") { faults.append("it says \(words)") }
        }
        faults += unequal(timeline, options) + outOfRange(timeline)
        #expect(faults.isEmpty, "\(outcome.summary) \(options)")
    }

    /// Actions that differ from those on the other side.
    private func unequal(_ timeline: Timeline, _ options: PlanOptions) -> [String] {
        guard options.side == .both else { return [] }
        func work(_ side: Side) -> [String] {
            timeline.segments.filter { $0.side == side && $0.action != nil }
                .map { "\($0.step ?? "") \($0.kind) \($0.length)" }
        }
        return work(.right).sorted() == work(.left).sorted() ? [] : ["the sides differ"]
    }

    /// Actions that are shorter or longer than any of their kind in their step may be.
    private func outOfRange(_ timeline: Timeline) -> [String] {
        var ranges: [String: [ClosedRange<Frames>]] = [:]
        func add(_ actions: [Action], _ step: String) {
            for action in actions {
                switch action.kind {
                case .roll(let dose): ranges["\(step) roll", default: []].append(dose.frames.range)
                case .hold(let dose): ranges["\(step) hold", default: []].append(dose.frames.range)
                case .rest(let dose): ranges["\(step) rest", default: []].append(dose.frames.range)
                case .reps(let dose, let every):
                    let ends = dose.range
                    ranges["\(step) reps", default: []].append(
                        ends.lowerBound * every.frames...ends.upperBound * every.frames)
                case .repeat(_, let inner): add(inner, step)
                }
            }
        }
        for step in routine.blocks.flatMap(\.steps) { add(step.actions, step.id) }
        return timeline.segments.filter { $0.action != nil }.compactMap { segment in
            let allowed = ranges["\(segment.step ?? "") \(segment.kind)"] ?? []
            return allowed.contains { $0.contains(segment.length) }
                ? nil : "\(segment.kind) of \(segment.length) in \(segment.step ?? "")"
        }
    }
}
