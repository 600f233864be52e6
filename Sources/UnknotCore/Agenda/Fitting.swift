/// The amounts that were chosen so that a session takes the time one has.
///
/// They are part of the options, so the same routine with the same options gives the same session.
/// `Fitting` makes them.
public struct FittedDoses: Hashable, Sendable, Codable {
    /// The ids of the steps that are left out, in the order of the routine.
    public internal(set) var leftOut: [String]
    /// The session's length as the opening tells it, in whole seconds; nil for the true length,
    /// rounded up as usual.
    public internal(set) var total: Duration?
    /// Silence after the closing, if there is no opening to take it in.
    public internal(set) var spare: Duration
    /// The amounts in the order of `Agenda.amounts`: times in frames, and counts.
    var amounts: [Int]

    /// The most silence that makes up for what the ranges leave over.
    static let mostSpare = Duration.seconds(2)

    /// The silence after the closing, within its limits whatever a kept file says.
    var silence: Duration { min(max(spare, .zero), Self.mostSpare) }
}

/// Chooses the amounts of a session so that it takes the time one has.
///
/// Holds, rolls, rests, repetitions and rounds move within their ranges; if even the least of them
/// take too long, steps that the routine marks as optional are left out, the last first. Pure: the
/// same routine, options and lengths give the same choice.
///
/// Cost: some ten plans, of which each measures only the sentences that no other one had.
public struct Fitting {
    private let lengths: CueLengths
    private let language: Language

    /// How often the choice is corrected by the length of a plan with it.
    private static let mostCorrections = 12
    private static let second = SessionFormat.sampleRate

    /// Creates a fitting; the session is then planned with the same lengths.
    public init(lengths: CueLengths, language: Language = .english) {
        self.lengths = lengths
        self.language = language
    }

    /// The choice, and what it changes.
    public struct Outcome: Hashable, Sendable {
        /// The options with the amounts in them.
        public var options: PlanOptions
        /// How long the session then lasts, in frames.
        public var duration: Frames
        /// The changes, in one line.
        public var summary: String
    }

    /// Fits a routine into a time.
    ///
    /// The session never lasts longer. It ends on the time's last whole second if the ranges allow
    /// it, and else as near to it as they do; up to two seconds that they leave over become silence,
    /// and up to five before the first step if there is an opening.
    ///
    /// - Parameters:
    ///   - routine: what is to be done.
    ///   - options: what else was asked for; a hold that they give is kept.
    ///   - time: the time one has.
    /// - Returns: the options with the amounts, and what they change.
    /// - Throws: `PlanFailure.tooShort` with the shortest time in which it can be done; what
    ///   `Planner` throws if the routine is at fault.
    public func fit(
        _ routine: Routine, _ options: PlanOptions, to time: Duration
    ) throws(PlanFailure) -> Outcome {
        var options = options
        options.fitted = nil
        let limit = Int(min(max(time.components.seconds, 0), 1_000_000)) * Self.second
        var agenda = try Agenda(routine, options)
        let steps = Set(agenda.steps.indices.map { agenda.step(at: agenda.place(ofStep: $0)).id })
        var dispensable = routine.blocks.flatMap(\.steps).filter {
            $0.isOptional && steps.contains($0.id) && !options.include.contains($0.id)
                && $0.id != options.from
        }.map(\.id)
        var leftOut: [String] = []
        while true {
            let draft = try Draft(agenda, options, leftOut, lengths, language)
            if let total = draft.total(within: limit) {
                return outcome(draft, total: total, limit: limit)
            }
            guard let next = dispensable.popLast(), leftOut.count + 1 < steps.count else {
                throw .tooShort(time, shortest: Duration(frames: draft.shortest))
            }
            leftOut.insert(next, at: 0)
            var fewer = options
            fewer.fitted = FittedDoses(leftOut: leftOut, spare: .zero, amounts: [])
            agenda = try Agenda(routine, fewer)
        }
    }

    /// Chooses amounts, plans with them, and corrects the choice by the length of the plan.
    private func outcome(_ draft: Draft, total: Frames, limit: Frames) -> Outcome {
        let doses = draft.doses
        let budget = total - draft.intro.length(naming: total, lengths)
        var best = (amounts: doses.shortest, body: draft.body)
        var tried: Set<[Int]> = [doses.shortest]
        var speech = draft.body - doses.work(doses.shortest)
        for _ in 0..<Self.mostCorrections {
            guard let amounts = doses.amounts(within: budget - speech),
                tried.insert(amounts).inserted
            else { break }
            guard let body = try? draft.body(with: amounts) else {
                // A sentence did not fit: a little less may be said in other words.
                speech += Self.second
                continue
            }
            if body <= budget, body > best.body { best = (amounts, body) }
            speech = body - doses.work(amounts)
        }
        var options = draft.options(with: best.amounts)
        let spare = budget - best.body
        var duration = best.body
        if options.intro != .off {
            duration =
                spare <= 5 * Self.second
                ? total : min(total, draft.intro.total(before: best.body, lengths))
            options.fitted?.total = Duration(frames: duration)
        } else if spare <= FittedDoses.mostSpare.frames {
            options.fitted?.spare = Duration(frames: spare)
            duration += spare
        }
        return Outcome(
            options: options, duration: duration,
            summary: language.fitted(
                FittedChange(doses, best.amounts, draft.leftOut, duration: duration, limit: limit)))
    }
}

/// The changes that `--fit` made, for the words that tell them.
public struct FittedChange: Hashable, Sendable {
    /// A kind of amount that differs from what the other options give.
    public struct Kind: Hashable, Sendable {
        /// Which kind.
        var kind: Amount.Kind
        /// The least and the most now, and before: times in frames, or counts.
        var now: ClosedRange<Int>
        var before: ClosedRange<Int>
    }

    /// The session's length in frames.
    public var duration: Frames
    /// The time that was given, in frames.
    public var limit: Frames
    /// True if the routine allows nothing longer.
    public var isLongest: Bool
    /// The kinds of amounts that changed.
    public var kinds: [Kind]
    /// The ids of the steps that are left out.
    public var leftOut: [String]

    fileprivate init(
        _ doses: DoseSheet, _ amounts: [Int], _ leftOut: [String], duration: Frames, limit: Frames
    ) {
        self.duration = duration
        self.limit = limit
        self.leftOut = leftOut
        isLongest = amounts == doses.longest && leftOut.isEmpty
        kinds = Amount.Kind.allCases.compactMap { kind in
            let changed = doses.amounts.indices.filter {
                doses.amounts[$0].kind == kind && amounts[$0] != doses.amounts[$0].chosen
            }
            let now = changed.map { amounts[$0] }
            let before = changed.map { doses.amounts[$0].chosen }
            guard let low = now.min(), let high = now.max(), let least = before.min(),
                let most = before.max()
            else { return nil }
            return Kind(kind: kind, now: low...high, before: least...most)
        }
    }
}

/// A session with some steps left out, planned at its shortest.
private struct Draft {
    let doses: DoseSheet
    let intro: Intro
    let leftOut: [String]
    /// How long the shortest lasts without its intro, in frames.
    private(set) var body: Frames = 0
    private let routine: Routine
    private let options: PlanOptions
    private let planner: Planner
    private let lengths: CueLengths

    init(
        _ agenda: Agenda, _ options: PlanOptions, _ leftOut: [String], _ lengths: CueLengths,
        _ language: Language
    ) throws(PlanFailure) {
        routine = agenda.routine
        self.options = options
        self.leftOut = leftOut
        self.lengths = lengths
        planner = Planner(lengths: lengths, language: language)
        doses = DoseSheet(amounts: agenda.amounts)
        intro = Intro(agenda, language)
        do throws(PlanFailure) {
            body = try body(with: doses.shortest)
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

    func options(with amounts: [Int]) -> PlanOptions {
        var options = options
        options.fitted = FittedDoses(leftOut: leftOut, spare: .zero, amounts: amounts)
        return options
    }

    /// How long the session lasts with these amounts, without its intro.
    func body(with amounts: [Int]) throws(PlanFailure) -> Frames {
        try planner.body(of: Agenda(routine, options(with: amounts))).now
    }

    /// The longest time up to a limit, in whole seconds, in which it can be done; nil if there is
    /// none.
    func total(within limit: Frames) -> Frames? {
        guard body + intro.least(lengths) <= limit else { return nil }
        // The words for a longer time may take longer than it adds, by up to four seconds.
        return (0...4).lazy.map { limit - $0 * SessionFormat.sampleRate }
            .first { body + intro.length(naming: $0, lengths) <= $0 }
    }

    /// The shortest time in which it can be done, in whole seconds.
    var shortest: Frames {
        let second = SessionFormat.sampleRate
        var total = (body + intro.least(lengths) + second - 1) / second * second
        while body + intro.length(naming: total, lengths) > total { total += second }
        return total
    }
}

/// The search for amounts that fill a time.
private struct DoseSheet {
    /// The amounts as the other options give them.
    let amounts: [Amount]

    /// How finely amounts are scaled between the ends of their ranges and where they start.
    private static let steps = 1_000
    /// The remaining time that is near enough.
    private static let near = 2 * SessionFormat.sampleRate
    /// How many counts are tried one by one, and how often.
    private static let mostTried = 16
    private static let mostRaised = 64

    /// The least of every amount.
    var shortest: [Int] { amounts.map(\.range.lowerBound) }

    /// The most of every amount.
    var longest: [Int] { amounts.map(\.range.upperBound) }

    /// How long all timed actions last together, in frames.
    func work(_ chosen: [Int]) -> Frames {
        amounts.indices.reduce(0) { $0 + chosen[$1] * weight(of: $1, chosen) }
    }

    /// By how many frames the session lasts longer for one more of an amount of time.
    private func weight(of index: Int, _ chosen: [Int]) -> Frames {
        let amount = amounts[index]
        return amount.times * amount.each * (amount.rounds.map { chosen[$0] } ?? 1)
    }

    /// The amounts with which the work lasts as long as a time allows, and no longer.
    ///
    /// All amounts move within their ranges by the same share of the way from where they start;
    /// what is then left over goes to rolls and rests, then to holds, a second at a time. Counts
    /// are tried a little higher if the seconds cannot fill what they leave.
    /// Cost: linear in the number of amounts, some hundred times over.
    ///
    /// - Parameter time: the most that the work may last, in frames.
    /// - Returns: the amounts, or nil if even the least of them last longer.
    func amounts(within time: Frames) -> [Int]? {
        guard work(shortest) <= time else { return nil }
        if work(longest) <= time { return longest }
        let scale = largest(of: 2 * Self.steps) { work(scaled(to: $0)) <= time }
        let even = scaled(to: scale)
        var best = (chosen: even, left: time - work(even))
        func take(_ counts: [Int]) {
            guard let filled = filled(counts, within: time) else { return }
            let left = time - work(filled)
            if left < best.left { best = (filled, left) }
        }
        for counts in [nearer(to: scale, even), even] where best.left > Self.near { take(counts) }
        // Remaining time that ranges cannot absorb is filled with one more repetition.
        for _ in 0..<Self.mostRaised where best.left > Self.near {
            let before = best
            for index in raisable(before.chosen).prefix(Self.mostTried) {
                var counts = before.chosen
                counts[index] += 1
                take(counts)
            }
            if best.left == before.left { break }
        }
        return best.chosen
    }

    /// The amounts at a scale: 0 the least, `steps` where they start, twice that the most.
    ///
    /// They are moved by whole units, downwards, so that a time of whole seconds stays one.
    private func scaled(to scale: Int) -> [Int] {
        amounts.map { scaled($0, to: scale) }
    }

    private func scaled(_ amount: Amount, to scale: Int) -> Int {
        guard amount.isVariable else { return amount.chosen }
        if scale >= 2 * Self.steps { return amount.range.upperBound }
        let unit = amount.unit * Self.steps
        let way = way(amount, to: scale)
        let units = (way >= 0 ? way : way - unit + 1) / unit
        return min(
            max(amount.chosen + units * amount.unit, amount.range.lowerBound),
            amount.range.upperBound)
    }

    /// How far an amount is from its start at a scale, in thousandths.
    private func way(_ amount: Amount, to scale: Int) -> Int {
        let way = scale - Self.steps
        let end = way < 0 ? amount.range.lowerBound : amount.range.upperBound
        return (end - amount.chosen) * abs(way)
    }

    /// The largest number from 0 to a limit for which something holds; it holds for 0.
    private func largest(of limit: Int, where holds: (Int) -> Bool) -> Int {
        var (low, high) = (0, limit + 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if holds(middle) { low = middle } else { high = middle }
        }
        return low
    }

    /// Amounts whose counts are rounded to the nearest at a scale, not down.
    private func nearer(to scale: Int, _ even: [Int]) -> [Int] {
        var chosen = even
        for index in raisable(even) {
            let exact = amounts[index].chosen * Self.steps + way(amounts[index], to: scale)
            if 2 * (exact - even[index] * Self.steps) >= Self.steps { chosen[index] += 1 }
        }
        return chosen
    }

    /// The counts that may be one higher.
    private func raisable(_ chosen: [Int]) -> [Int] {
        amounts.indices.filter {
            amounts[$0].kind.isCount && chosen[$0] < amounts[$0].range.upperBound
        }
    }

    /// The amounts with these counts and the times that fill what is left; nil if none does.
    private func filled(_ counts: [Int], within time: Frames) -> [Int]? {
        func chosen(_ scale: Int) -> [Int] {
            zip(amounts, counts).map { $0.kind.isCount ? $1 : scaled($0, to: scale) }
        }
        guard work(chosen(0)) <= time else { return nil }
        var filled = chosen(largest(of: 2 * Self.steps) { work(chosen($0)) <= time })
        var left = time - work(filled)
        let kinds: [[Amount.Kind]] = [[.roll, .rest], [.hold]]
        var isRaised = true
        while isRaised {
            isRaised = false
            for kinds in kinds {
                for index in amounts.indices where kinds.contains(amounts[index].kind) {
                    let amount = amounts[index]
                    let more = min(amount.unit, amount.range.upperBound - filled[index])
                    let cost = more * weight(of: index, filled)
                    guard more > 0, cost > 0, cost <= left else { continue }
                    filled[index] += more
                    left -= cost
                    isRaised = true
                }
            }
        }
        return filled
    }
}
