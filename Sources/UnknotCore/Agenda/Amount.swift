/// One amount of a routine, and what was chosen for it: a time in frames, or a count.
///
/// A step that is done on two sides, and a list that is repeated, have one amount for all times.
struct Amount: Hashable, Sendable {
    /// The thing that is counted or timed.
    enum Kind: CaseIterable, Sendable {
        case hold
        case roll
        case rest
        case reps
        case rounds

        /// True for a number of times, false for a time.
        var isCount: Bool { self == .reps || self == .rounds }
    }

    var kind: Kind
    /// The author's dose.
    var dose: Dose<Int>
    /// How many frames one of it lasts: 1 for a time, 0 for the rounds of a repeat, which last as
    /// long as the actions in it.
    var each: Frames
    /// On how many sides it is done.
    var times: Int
    /// The amount that counts the rounds of the repeat in which it stands.
    var rounds: Int?
    /// The choice.
    var chosen = 0
    /// The range that `--fit` may choose from: one value for a hold whose length was asked for.
    var range: ClosedRange<Int>

    /// By how much `--fit` changes it: one second, or one.
    var unit: Int { kind.isCount ? 1 : SessionFormat.sampleRate }
    var isVariable: Bool { range.lowerBound < range.upperBound }

    init(_ kind: Kind, _ dose: Dose<Int>, each: Frames, times: Int, _ rounds: Int?) {
        self.kind = kind
        self.dose = dose
        self.each = each
        self.times = times
        self.rounds = rounds
        range = dose.range
    }

    /// A time, of an action that is no repeat.
    init(_ action: Action.Kind, _ dose: Dose<Frames>, times: Int, _ rounds: Int?) {
        let kind: Kind =
            switch action {
            case .hold: .hold
            case .roll: .roll
            case .rest, .reps, .repeat: .rest
            }
        self.init(kind, dose, each: 1, times: times, rounds)
    }

    /// Chooses: what `--fit` found, else what `--hold` asks for, else what the length takes.
    ///
    /// - Parameters:
    ///   - options: what was asked for.
    ///   - number: the amount's number in the agenda.
    mutating func choose(_ options: PlanOptions, _ number: Int) {
        let isHold = kind == .hold && dose.isVariable
        if isHold, let hold = options.hold?.frames {
            chosen = hold
            range = hold...hold
        } else if let fitted = options.fitted?.amounts, fitted.indices.contains(number) {
            // A kept file may hold anything.
            chosen = min(max(fitted[number], range.lowerBound), range.upperBound)
        } else if isHold, let hold = options.preferredHold?.frames {
            chosen = min(max(hold, range.lowerBound), range.upperBound)
        } else {
            chosen =
                switch options.length {
                case .short: dose.range.lowerBound
                case .standard: dose.usual
                case .full: dose.full
                }
        }
    }
}

extension Dose<Duration> {
    /// The same in frames.
    var frames: Dose<Frames> {
        Dose<Frames>(
            usual.frames, range: range.lowerBound.frames...range.upperBound.frames,
            full: full.frames)
    }
}
