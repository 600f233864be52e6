/// Chooses the amounts of a session so that it takes the time one has.
///
/// Holds, rolls, rests, repetitions and rounds move within their ranges; where even the least of
/// them take too long, steps that the routine marks as optional are left out, the last first.
/// Pure: the same routine, options and lengths give the same choice.
///
/// Cost: some ten plans, of which each measures only the sentences that no other one had.
public struct Fitting {
    private let lengths: CueLengths
    private let phrases: Phrases

    /// How often the choice is corrected by what a plan with it lasts.
    private static let mostCorrections = 12

    /// Creates a fitting; the lengths are those that the session is then planned with.
    public init(lengths: CueLengths, phrases: Phrases = .english) {
        self.lengths = lengths
        self.phrases = phrases
    }

    /// What a fitting gives.
    public struct Outcome: Hashable, Sendable {
        /// The options with the amounts in them.
        public var options: PlanOptions
        /// How long the session then lasts.
        public var duration: Frames
        /// What was changed, in one line.
        public var summary: String
    }

    /// Fits a routine into a time.
    ///
    /// The session never lasts longer. It lasts as long as the time's whole seconds where the
    /// ranges allow it, and else as near to them as they do; up to two seconds that they leave over
    /// become silence, and up to five before the first step where there is an opening.
    ///
    /// - Parameters:
    ///   - routine: what is to be done.
    ///   - options: what else was asked for; a hold that they give is kept.
    ///   - time: the time one has.
    /// - Returns: the options with the amounts, and what they change.
    /// - Throws: `PlanFailure.option` where it cannot be done in that time, with the shortest in
    ///   which it can; what `Planner.plan` throws where the routine is at fault.
    public func fit(
        _ routine: Routine, _ options: PlanOptions, to time: Duration
    ) throws(PlanFailure) -> Outcome {
        var options = options
        options.fitted = nil
        let limit = time.components.seconds.clampedToSession * SessionFormat.sampleRate
        let whole = try Programme(routine, options)
        var left = whole.dispensable(options)
        var leftOut: [String] = []
        while true {
            let draft = try Draft(routine, options, leftOut: leftOut, lengths, phrases)
            if let total = draft.total(within: limit) {
                return outcome(draft, total: total, limit: limit)
            }
            guard let next = left.popLast(), leftOut.count + 1 < whole.stepCount else {
                let shortest = Duration(frames: draft.shortest)
                throw .option(
                    """
                    \(routine.id) cannot be done in \(TimeText.text(time)); the shortest is \
                    \(TimeText.text(shortest)).
                    """)
            }
            leftOut.insert(next, at: 0)
        }
    }

    /// Chooses amounts, plans with them, and corrects the choice by what the plan lasts.
    private func outcome(_ draft: Draft, total: Frames, limit: Frames) -> Outcome {
        let sheet = draft.sheet
        let budget = total - draft.opening.length(naming: total, lengths)
        var best = (amounts: sheet.shortest, body: draft.body)
        var tried: Set<[Int]> = [sheet.shortest]
        var speech = draft.body - sheet.work(sheet.shortest) * SessionFormat.grid
        for _ in 0..<Self.mostCorrections {
            let time = (budget - speech) / SessionFormat.grid
            guard let amounts = sheet.amounts(within: time) else { break }
            guard tried.insert(amounts).inserted else { break }
            guard let body = try? draft.body(with: amounts) else {
                // A sentence did not fit: a little less may be said in other words.
                speech += SessionFormat.sampleRate
                continue
            }
            if body <= budget, body > best.body { best = (amounts, body) }
            speech = body - sheet.work(amounts) * SessionFormat.grid
        }
        var fitted = draft.fitted(best.amounts)
        let spare = budget - best.body
        var duration = best.body
        if draft.options.intro != .off {
            duration =
                spare <= Duration.seconds(5).frames
                ? total : min(total, draft.opening.total(before: best.body, lengths))
            fitted.total = Duration(frames: duration)
        } else if spare <= FittedDoses.mostSpare.frames {
            fitted.spare = Duration(frames: spare)
            duration += spare
        }
        var options = draft.options
        options.fitted = fitted
        return Outcome(
            options: options, duration: duration,
            summary: sheet.summary(
                best.amounts, leftOut: fitted.leftOut, duration: duration, limit: limit))
    }
}

/// A session with some steps left out, planned at its shortest.
private struct Draft {
    let routine: Routine
    /// The options with nothing but the steps left out.
    let options: PlanOptions
    let sheet: DoseSheet
    let opening: Opening
    /// How long the shortest lasts without its opening.
    private(set) var body: Frames = 0
    private let leftOut: [String]
    private let lengths: CueLengths
    private let phrases: Phrases

    init(
        _ routine: Routine, _ options: PlanOptions, leftOut: [String], _ lengths: CueLengths,
        _ phrases: Phrases
    ) throws(PlanFailure) {
        self.routine = routine
        self.options = options
        self.leftOut = leftOut
        self.lengths = lengths
        self.phrases = phrases
        var some = options
        some.fitted = FittedDoses(leftOut: leftOut, spare: .zero, amounts: [:])
        let programme = try Programme(routine, some)
        sheet = DoseSheet(programme, options)
        opening = Opening(programme, options, phrases)
        do throws(PlanFailure) {
            body = try body(with: sheet.shortest)
        } catch {
            guard case .routine(let problems) = error else { throw error }
            // The amounts in the file are others, and fit.
            throw .routine(
                problems.map { problem in
                    Problem(
                        at: problem.position,
                        "\(problem.message), with the shortest amounts of its ranges",
                        remedy: problem.remedy)
                })
        }
    }

    func fitted(_ amounts: [Int]) -> FittedDoses {
        FittedDoses(leftOut: leftOut, spare: .zero, amounts: sheet.byStep(amounts))
    }

    /// How long the session lasts with these amounts, without its opening.
    func body(with amounts: [Int]) throws(PlanFailure) -> Frames {
        var options = options
        options.fitted = fitted(amounts)
        var session = SessionBuilder(
            try Programme(routine, options), options, phrases, lengths)
        session.build()
        guard session.problems.isEmpty else { throw .routine(session.problems) }
        return session.builder.now
    }

    /// The longest time up to a limit, in whole seconds, in which it can be done; nil where there
    /// is none.
    func total(within limit: Frames) -> Frames? {
        guard body + opening.least(lengths) <= limit else { return nil }
        // The words for a longer time may take longer than it adds.
        return (0...Self.mostWords).lazy.map { limit - $0 * SessionFormat.sampleRate }
            .first { body + opening.length(naming: $0, lengths) <= $0 }
    }

    /// By how many seconds the words for one time may take longer than those for another.
    private static let mostWords = 4

    /// The shortest time in which it can be done, in whole seconds.
    var shortest: Frames {
        let second = SessionFormat.sampleRate
        var total = (body + opening.least(lengths) + second - 1) / second * second
        while body + opening.length(naming: total, lengths) > total { total += second }
        return total
    }
}

extension Programme {
    /// The ids of the steps that may be left out; those that were asked for are not among them.
    fileprivate func dispensable(_ options: PlanOptions) -> [String] {
        steps.filter {
            $0.isOptional && !options.include.contains($0.id) && $0.id != options.from
        }.map(\.id)
    }

    fileprivate var stepCount: Int { steps.count }

    /// The steps that are done, each once.
    private var steps: [Step] {
        sections.filter { !$0.isSecondSide }.flatMap(\.steps).map(\.step)
    }
}

extension Int64 {
    /// A number of seconds that no session is longer than, so that frames can be counted.
    fileprivate var clampedToSession: Int { Int(Swift.min(Swift.max(self, 0), 1_000_000)) }
}
