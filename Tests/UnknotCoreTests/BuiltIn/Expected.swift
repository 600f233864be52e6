import UnknotCore

/// The work of a session, worked out from the routine and the options without the planner.
struct Expected {
    /// A timed action: what, where, how long.
    struct Work: Equatable {
        var kind: Segment.Kind
        var step: String
        var side: Side?
        var length: Frames
    }

    /// Every timed action, in order.
    private(set) var work: [Work] = []
    /// The silent time to move before each step, in order.
    private(set) var moves: [Frames] = []

    init(_ routine: Routine, _ options: PlanOptions) {
        for block in routine.blocks {
            let steps = block.steps.filter { step in
                if options.include.contains(step.id) { return true }
                return !step.isOffered && (!step.isFullOnly || options.length == .full)
            }
            let sides: [Side?]
            switch (block.sides, options.side) {
            case (.none, _): sides = [nil]
            case (.both, _): sides = [.both]
            case (.oneThenOther(let first), .both): sides = [first, first.other]
            case (.oneThenOther, let one): sides = [one]
            }
            for (turn, side) in sides.enumerated() {
                for (place, step) in steps.enumerated() {
                    let due = place == 0 && turn == 1 ? routine.switchTime : .zero
                    add(step, side, isOpening: moves.isEmpty, due: due, routine, options)
                }
            }
        }
    }

    private mutating func add(
        _ step: Step, _ side: Side?, isOpening: Bool, due: Duration, _ routine: Routine,
        _ options: PlanOptions
    ) {
        let needed = max(step.move, due, isOpening ? options.leadIn ?? routine.leadIn : .zero)
        var move = SessionFormat.roundedUp(Int((Double(needed.frames) * options.pace).rounded()))
        // The end tone of a hold still sounds; without speech the next one waits for a second.
        if options.cues == .tones, work.last?.kind == .hold {
            move = max(move, SessionFormat.sampleRate)
        }
        moves.append(move)
        work += lengths(step.actions, options).map {
            Work(kind: $0.0, step: step.id, side: side, length: $0.1)
        }
    }

    private func lengths(
        _ actions: [Action], _ options: PlanOptions
    ) -> [(Segment.Kind, Frames)] {
        var lengths: [(Segment.Kind, Frames)] = []
        for action in actions where !action.isFullOnly || options.length == .full {
            switch action.kind {
            case .roll(let dose): lengths.append((.roll, amount(dose, options).frames))
            case .rest(let dose): lengths.append((.rest, amount(dose, options).frames))
            case .hold(let dose):
                let wanted = dose.isVariable ? options.hold : nil
                lengths.append((.hold, (wanted ?? amount(dose, options)).frames))
            case .reps(let dose, let every):
                lengths.append((.reps, every.frames * amount(dose, options)))
            case .repeat(let dose, let inner):
                for _ in 0..<amount(dose, options) {
                    lengths += self.lengths(inner, options)
                }
            }
        }
        return lengths
    }

    private func amount<Amount>(_ dose: Dose<Amount>, _ options: PlanOptions) -> Amount {
        switch options.length {
        case .short: dose.range.lowerBound
        case .standard: dose.usual
        case .full: dose.full
        }
    }

    /// All timed work.
    var total: Frames { work.reduce(0) { $0 + $1.length } }

    /// The holds that every included step allows, or nil if there is no common one.
    static func holds(_ routine: Routine, _ options: PlanOptions) -> ClosedRange<Duration>? {
        func ranges(_ actions: [Action]) -> [ClosedRange<Duration>] {
            actions.flatMap { action -> [ClosedRange<Duration>] in
                switch action.kind {
                case .hold(let dose): dose.isVariable ? [dose.range] : []
                case .repeat(_, let inner): ranges(inner)
                case .roll, .rest, .reps: []
                }
            }
        }
        let all = routine.blocks.flatMap(\.steps).filter {
            options.include.contains($0.id)
                || (!$0.isOffered && (!$0.isFullOnly || options.length == .full))
        }.flatMap { ranges($0.actions) }
        guard let low = all.map(\.lowerBound).max(), let high = all.map(\.upperBound).min(),
            low <= high
        else { return nil }
        return low...high
    }
}
