/// A routine with the options applied: what is done, on which side, with every dose chosen.
///
/// It knows nothing of speech; its total is the independent check of a timeline's timed segments.
struct Programme {
    /// A block on one of its sides.
    struct Section {
        /// The block's index in the routine.
        var block: Int
        /// The side at work, or nil where sides play no part.
        var side: Side?
        /// True where this is the block's second side.
        var isSecondSide: Bool
        /// The steps that are in, with their actions flattened.
        var steps: [(step: Step, beats: [Beat])]
    }

    /// The routine with nothing applied.
    let routine: Routine
    /// What is done, in order.
    var sections: [Section] = []
    /// The tools that are needed, in the order in which they are first used.
    private(set) var tools: [Tool] = []

    /// The work of a whole session, all timed actions together, may not exceed this.
    static let longestWork = Duration.seconds(12 * 3600)
    /// A session may not have more timed actions than this.
    static let mostBeats = 200_000

    init(_ routine: Routine, _ options: PlanOptions) throws(PlanFailure) {
        self.routine = routine
        try Self.check(options, routine)
        var work = Duration.zero
        var beatCount = 0
        // What comes before the step to begin with is left out.
        var isReached = options.from == nil
        for (index, block) in routine.blocks.enumerated() {
            var steps: [(step: Step, beats: [Beat])] = []
            for step in block.steps where Self.includes(step, options) {
                isReached = isReached || step.id == options.from
                guard isReached else { continue }
                let actions = options.fitted?.apply(to: step) ?? step.actions
                let beats = Beat.flatten(actions, options).enumerated().map { index, beat in
                    var beat = beat
                    beat.origin = index
                    return beat
                }
                guard !beats.isEmpty else {
                    if step.id == options.from {
                        throw .option(
                            "--from: step \"\(step.id)\" has nothing to do but in --length full.")
                    }
                    continue
                }
                steps.append((step, beats))
                let tool = step.tool ?? routine.tool
                if !tools.contains(tool) { tools.append(tool) }
            }
            guard !steps.isEmpty else { continue }
            let sides = Self.sides(of: block.sides, options.side)
            for (place, side) in sides.enumerated() {
                sections.append(
                    Section(block: index, side: side, isSecondSide: place > 0, steps: steps))
                for (_, beats) in steps {
                    beatCount += beats.count
                    work += beats.reduce(.zero) { $0 + $1.length }
                }
            }
            guard work <= Self.longestWork, beatCount <= Self.mostBeats else {
                throw .routine([
                    Problem(
                        at: steps.first?.step.position,
                        "the session would hold more than 12 hours or 200,000 actions",
                        remedy: "shorten its times or counts")
                ])
            }
        }
        guard !sections.isEmpty else {
            throw .option("With these options \(routine.id) has no step left to do.")
        }
    }

    static func sides(of plan: SidePlan, _ wanted: Side) -> [Side?] {
        switch plan {
        case .oneThenOther(let first):
            wanted == .both ? [first, first.other] : [wanted]
        case .both: [.both]
        case .none: [nil]
        }
    }

    private static func includes(_ step: Step, _ options: PlanOptions) -> Bool {
        if let fitted = options.fitted, fitted.leftOut.contains(step.id) { return false }
        if options.include.contains(step.id) || step.id == options.from { return true }
        return !step.isOffered && (!step.isFullOnly || options.length == .full)
    }
}

// MARK: - Options that must suit the routine

extension Programme {
    private static func check(_ options: PlanOptions, _ routine: Routine) throws(PlanFailure) {
        let steps = routine.blocks.flatMap(\.steps)
        for id in options.include where !steps.contains(where: { $0.id == id }) {
            let choices = steps.filter { $0.isOffered || $0.isFullOnly }.map(\.id)
            let advice =
                if let near = Suggestion.nearest(to: id, among: steps.map(\.id)) {
                    "Did you mean \"\(near)\"?"
                } else if choices.isEmpty {
                    "It has no step that is off by default."
                } else {
                    "Steps that are off by default: \(choices.joined(separator: ", "))."
                }
            throw .option("--include: \(routine.id) has no step \"\(id)\". \(advice)")
        }
        if let id = options.from, !steps.contains(where: { $0.id == id }) {
            let ids = steps.map(\.id)
            let advice =
                Suggestion.nearest(to: id, among: ids).map { "Did you mean \"\($0)\"?" }
                ?? "Its steps: \(ids.joined(separator: ", "))."
            throw .option("--from: \(routine.id) has no step \"\(id)\". \(advice)")
        }
        guard let hold = options.hold else { return }
        // A step that was left out to save time may have had the only range.
        var whole = options
        whole.fitted = nil
        let ranges = steps.filter { includes($0, whole) }.flatMap { holdRanges($0.actions) }
        guard !ranges.isEmpty else {
            throw .option("--hold: no hold of \(routine.id) has a range to choose from.")
        }
        guard let broken = ranges.first(where: { !$0.contains(hold) }) else { return }
        // Where the holds share a range, that is what to choose from.
        let lower = ranges.map(\.lowerBound).max() ?? broken.lowerBound
        let upper = ranges.map(\.upperBound).min() ?? broken.upperBound
        let allowed = lower <= upper ? lower...upper : broken
        throw .option(
            """
            --hold: \(TimeText.text(hold)) is outside the range of \(routine.id); choose \
            \(TimeText.text(allowed.lowerBound)) to \(TimeText.text(allowed.upperBound)).
            """)
    }

    private static func holdRanges(_ actions: [Action]) -> [ClosedRange<Duration>] {
        actions.flatMap { action -> [ClosedRange<Duration>] in
            switch action.kind {
            case .hold(let dose): dose.isVariable ? [dose.range] : []
            case .repeat(_, let inner): holdRanges(inner)
            case .roll, .rest, .reps: []
            }
        }
    }
}

/// A timed action with its dose chosen and its repeats written out.
struct Beat: Hashable, Sendable, Codable {
    enum Kind: Hashable, Sendable, Codable {
        case roll
        case hold
        case rest
        case reps(Int, every: Duration)
    }

    var kind: Kind
    var length: Duration
    /// The longest that a hold may become: the end of the author's range, or 90 s where there is
    /// none, which is the longest that is taught.
    var longest: Duration = .seconds(90)
    /// How much of a hold was over before the session was left, or nil for a whole one.
    ///
    /// Together with `length`, which is what follows, it may not become longer than `longest`.
    var held: Duration?
    /// Its index among the actions of its step in the programme, or nil for one that was added.
    var origin: Int?
    /// True for a hold that starts without having been announced.
    var isSudden = false
    var say: Sentence?
    var brief: Sentence?
    var position: SourcePosition?

    /// The segment kind that this becomes.
    var segmentKind: Segment.Kind {
        switch kind {
        case .roll: .roll
        case .hold: .hold
        case .rest: .rest
        case .reps: .reps
        }
    }

    /// Writes out the actions of a step; from the second time round a repeat is worded briefly.
    static func flatten(_ actions: [Action], _ options: PlanOptions) -> [Beat] {
        var beats: [Beat] = []
        for action in actions where !action.isFullOnly || options.length == .full {
            func add(_ kind: Kind, _ length: Duration) {
                beats.append(
                    Beat(
                        kind: kind, length: length, say: action.say, brief: action.brief,
                        position: action.position))
                if case .hold(let dose) = action.kind, dose.isVariable {
                    beats[beats.count - 1].longest = dose.range.upperBound
                }
            }
            switch action.kind {
            case .roll(let dose): add(.roll, dose.chosen(options.length))
            case .rest(let dose): add(.rest, dose.chosen(options.length))
            case .hold(let dose):
                add(.hold, dose.chosen(options))
            case .reps(let dose, let every):
                let count = dose.chosen(options.length)
                add(.reps(count, every: every), every * count)
            case .repeat(let dose, let inner):
                for round in 0..<dose.chosen(options.length) {
                    beats += flatten(inner, options).map { beat in
                        var beat = beat
                        if round > 0 { beat.say = beat.brief ?? beat.say }
                        return beat
                    }
                }
            }
        }
        return beats
    }
}

extension Dose {
    /// The amount that a length takes, unless another one was picked.
    func chosen(_ length: PlanOptions.Length) -> Amount {
        if let picked { return picked }
        return switch length {
        case .short: range.lowerBound
        case .standard: usual
        case .full: full
        }
    }
}

extension Dose<Duration> {
    /// The length of a hold.
    func chosen(_ options: PlanOptions) -> Duration {
        guard isVariable, picked == nil else { return chosen(options.length) }
        let preferred = options.preferredHold.map {
            min(max($0, range.lowerBound), range.upperBound)
        }
        return options.hold ?? preferred ?? chosen(options.length)
    }
}
