public import UnknotCore

/// Makes routines that the format allows, with the extremes of every amount more often than not.
public struct RoutineMaker {
    /// The ids of steps to include, of those that were made and now and then another.
    public private(set) var include: [String] = []

    /// Where the choices come from; what is left of it after a routine is left to the caller.
    public private(set) var draw: Draw
    private var stepCount = 0
    private var namesSides = true

    /// Starts with the next choice of a draw.
    public init(_ draw: Draw) {
        self.draw = draw
    }

    /// A routine, with one to three blocks of one to four steps.
    public mutating func routine() -> Routine {
        Routine(
            id: "made", title: draw.one(of: Self.titles),
            tool: draw.one(of: Tool.allCases), leadIn: time(0...6_000),
            switchTime: time(0...3_000),
            blocks: (0...draw.number(in: 0...2)).map { _ in block() })
    }

    private mutating func block() -> Block {
        let sides = draw.one(of: [
            SidePlan.oneThenOther(first: .right), .oneThenOther(first: .left), .both, .none,
        ])
        namesSides = sides != .both && sides != .none
        return Block(sides: sides, steps: (0...draw.number(in: 0...3)).map { _ in step() })
    }

    private mutating func step() -> Step {
        stepCount += 1
        let step = Step(
            id: "s\(stepCount)", title: draw.one(of: Self.titles),
            tool: draw.chance(64) ? draw.one(of: Tool.allCases) : nil, setup: sentence(),
            option: draw.chance(64) ? sentence() : nil,
            caution: draw.chance(64) ? sentence() : nil, move: time(0...3_000),
            actions: actions(isInner: false), isOffered: draw.chance(32),
            isFullOnly: draw.chance(32), isOptional: stepCount.isMultiple(of: 3))
        if draw.chance(48) { include.append(draw.chance(16) ? "s999" : step.id) }
        return step
    }

    private mutating func actions(isInner: Bool) -> [Action] {
        var actions: [Action] = []
        for _ in 0...draw.number(in: 0...5) {
            var action = Action(kind(isInner: isInner))
            if draw.chance(128) {
                action.say = sentence()
                if draw.chance(96) { action.brief = sentence() }
            }
            // Two holds in a row are no routine, and whoever leaves out what is between them has
            // two in a row.
            if case .hold = action.kind {
                actions.append(Action(.rest(dose(10...6_000))))
            } else if case .repeat = action.kind {
                actions.append(Action(.roll(dose(10...6_000))))
            } else {
                action.isFullOnly = draw.chance(24)
            }
            actions.append(action)
        }
        return actions
    }

    private mutating func kind(isInner: Bool) -> Action.Kind {
        switch draw.number(in: 0...(isInner ? 3 : 4)) {
        case 0: .roll(dose(10...6_000))
        case 1: .hold(dose(50...3_000))
        case 2: .rest(dose(10...6_000))
        case 3: .reps(count(1...100), every: time(10...600))
        default: .repeat(count(1...20), actions(isInner: true))
        }
    }

    // MARK: - Amounts

    /// A time in tenths of a second, which is one of the shortest in half of the cases.
    private mutating func time(_ tenths: ClosedRange<Int>) -> Duration {
        let span = tenths.upperBound - tenths.lowerBound
        let offset = draw.chance(128) ? draw.number(in: 0...span) : draw.number(in: 0...255) % span
        return .milliseconds((tenths.lowerBound + offset) * 100)
    }

    private mutating func dose(_ tenths: ClosedRange<Int>) -> Dose<Duration> {
        guard draw.chance(96) else { return Dose(time(tenths)) }
        let times = [time(tenths), time(tenths), time(tenths)].sorted()
        return Dose(
            times[1], range: times[0]...times[2], full: draw.chance(64) ? times[1] : nil)
    }

    private mutating func count(_ limits: ClosedRange<Int>) -> Dose<Int> {
        let few = limits.lowerBound...min(limits.upperBound, 6)
        func one(_ draw: inout Draw) -> Int {
            draw.number(in: draw.chance(16) ? limits : few)
        }
        guard draw.chance(64) else { return Dose(one(&draw)) }
        let counts = [one(&draw), one(&draw), one(&draw)].sorted()
        return Dose(
            counts[1], range: counts[0]...counts[2], full: draw.chance(64) ? counts[1] : nil)
    }

    // MARK: - Texts

    private mutating func sentence() -> Sentence {
        if draw.chance(96) { return Sentence(draw.one(of: Self.sentences)) }
        if namesSides, draw.chance(96) {
            return Sentence("Roller under your {side} calf, {other} leg on top.")
        }
        let words = draw.number(in: draw.chance(32) ? 1...59 : 1...8)
        return Sentence(String(repeating: "roll ", count: words) + "on.")
    }

    private static let titles = [
        "Calf", "Upper calf, three passes", "1/2", "Élan", "x",
        "A title that is as long as the format allows a title to be, which is eighty or so",
    ].map { String($0.prefix(80)) }

    private static let sentences = [
        "Sit.", "On.", "Hold 3x10 at 1:30, then 5-10 cm (about 2\").",
        "Lie on your back. Ball behind your shoulder? Then wait; breathe out, and let go!",
    ]
}
