/// The choices that a user has about a session without changing its routine.
///
/// The same options on `show`, `start` and `render` give the same timeline.
public struct PlanOptions: Hashable, Sendable, Codable {
    /// Which end of the ranges is taken, and whether steps for the long session are in.
    public enum Length: String, Hashable, Sendable, CaseIterable, Codable {
        /// The lower end of every range.
        case short
        /// The amounts as the author wrote them.
        case standard
        /// The author's full dose, and the steps that only the full session has.
        case full
    }

    /// How much the coach says.
    public enum Cues: String, Hashable, Sendable, CaseIterable, Codable {
        /// Everything.
        case full
        /// Titles, sides, lengths and short wordings, and what to keep clear of on the first side.
        case brief
        /// Tones alone.
        case tones
    }

    /// How the session opens.
    public enum Intro: String, Hashable, Sendable, CaseIterable, Codable {
        /// Length, tools, who should not do it, when to stop, what the tones mean.
        case full
        /// Length and when to stop.
        case brief
        /// Nothing.
        case off
    }

    /// The marks of the last three seconds before a hold ends and before an action starts.
    public enum Countdown: String, Hashable, Sendable, CaseIterable, Codable {
        /// Three short tones.
        case tones
        /// Three words.
        case voice
        /// Nothing.
        case off
    }

    /// The length of every hold that has a range, or nil for the author's.
    public var hold: Duration?
    /// The length that holds have as nearly as their ranges allow, or nil; `hold` comes before it.
    public var preferredHold: Duration?
    /// Which doses are taken.
    public var length: Length
    /// `both`, or the one side that is done in blocks that have sides.
    public var side: Side
    /// Stretches the times to move, change sides and get down; 0.5 to 3.
    public var pace: Double
    /// The time to get down before the first step, or nil for the routine's.
    public var leadIn: Duration?
    /// How much is said.
    public var cues: Cues
    /// How the session opens.
    public var intro: Intro
    /// The countdown.
    public var countdown: Countdown
    /// The ids of steps that are off by default and wanted all the same.
    public var include: [String]
    /// The id of the step that the session begins with, or nil for the first; what comes before it is
    /// left out on every side, and it is done even if it is off by default.
    public var from: String?
    /// Words a minute, in `Utterance.rates`.
    public var rate: Int
    /// The amounts that fit into the time one has, or nil if no time was given.
    public var fitted: FittedDoses?

    /// The paces that may be chosen.
    public static let paces = 0.5...3.0
    /// The lead-ins that may be chosen.
    public static let leadIns = Duration.zero...Duration.seconds(600)

    /// Creates options; each has the value that a session has when nothing is asked for.
    public init(
        hold: Duration? = nil, length: Length = .standard, side: Side = .both, pace: Double = 1,
        leadIn: Duration? = nil, cues: Cues = .full, intro: Intro = .full,
        countdown: Countdown = .tones, include: [String] = [], from: String? = nil,
        rate: Int = Utterance.usualRate
    ) {
        self.hold = hold
        self.length = length
        self.side = side
        self.pace = pace
        self.leadIn = leadIn
        self.cues = cues
        self.intro = intro
        self.countdown = countdown
        self.include = include
        self.from = from
        self.rate = rate
    }
}

/// Why a routine and its options make no timeline.
public enum PlanFailure: Error, Hashable, Sendable {
    /// The routine itself is at fault.
    case routine([Problem])
    /// `include` or `from` names a step that the routine does not have; with the step that was
    /// probably meant, and those that may be named.
    case noSuchStep(PlanOptions.StepChoice, id: String, near: String?, choices: [String])
    /// The step to begin with has something to do in the full length only.
    case nothingToDo(step: String)
    /// With these options no step is left.
    case nothingLeft
    /// A hold was asked for, and no hold has a range.
    case noHoldVaries
    /// The hold that was asked for is outside of what all holds allow.
    case holdOutside(Duration, allowed: ClosedRange<Duration>)
    /// The session cannot be done in a time; with the shortest in which it can.
    case tooShort(Duration, shortest: Duration)
    /// The routine's text is not the one that the session was begun with.
    case otherText
}

extension PlanOptions {
    /// The options that name steps.
    public enum StepChoice: Hashable, Sendable {
        case include
        case from
    }

    /// True if a step is in.
    func includes(_ step: Step) -> Bool {
        if let fitted, fitted.leftOut.contains(step.id) { return false }
        if include.contains(step.id) || step.id == from { return true }
        return !step.isOffered && (!step.isFullOnly || length == .full)
    }

    /// Checks that the options suit a routine.
    func check(_ routine: Routine) throws(PlanFailure) {
        let steps = routine.blocks.flatMap(\.steps)
        let ids = steps.map(\.id)
        func check(
            _ choice: StepChoice, _ wanted: [String], _ choices: [String]
        ) throws(PlanFailure) {
            guard let id = wanted.first(where: { !ids.contains($0) }) else { return }
            throw .noSuchStep(
                choice, id: id, near: Suggestion.nearest(to: id, among: ids), choices: choices)
        }
        try check(.include, include, steps.filter { $0.isOffered || $0.isFullOnly }.map(\.id))
        try check(.from, from.map { [$0] } ?? [], ids)
        guard let hold else { return }
        // A step that was left out to save time may have had the only range.
        var whole = self
        whole.fitted = nil
        let ranges = steps.filter(whole.includes).flatMap(\.actions).flatMap(\.holdRanges)
        guard let widest = ranges.first else { throw .noHoldVaries }
        guard let broken = ranges.first(where: { !$0.contains(hold) }) else { return }
        // If the holds share a range, that is what to choose from.
        let lower = ranges.map(\.lowerBound).max() ?? widest.lowerBound
        let upper = ranges.map(\.upperBound).min() ?? widest.upperBound
        throw .holdOutside(hold, allowed: lower <= upper ? lower...upper : broken)
    }
}

extension Action {
    /// The ranges of the holds in it.
    fileprivate var holdRanges: [ClosedRange<Duration>] {
        switch kind {
        case .hold(let dose): dose.isVariable ? [dose.range] : []
        case .repeat(_, let inner): inner.flatMap(\.holdRanges)
        case .roll, .rest, .reps: []
        }
    }
}
