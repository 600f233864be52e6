/// One position of the body: a set-up sentence, time to move into it, then actions.
public struct Step: Hashable, Sendable {
    /// The name that `--include` takes, unique in its routine.
    public var id: String
    /// The name that is shown and spoken first: `First pass, centre of the calf`.
    public var title: String
    /// The tool of this step if it is not the routine's.
    public var tool: Tool?
    /// The regions of the body that it works on.
    public var regions: [Region]
    /// How to get into position.
    public var setup: Sentence
    /// A choice that the first side is told of, for example how to add pressure.
    public var option: Sentence?
    /// The warning of the step.
    public var caution: Sentence?
    /// Silence to move in, after the set-up sentence.
    public var move: Duration
    /// The actions, in order; never empty.
    public var actions: [Action]
    /// True for a step that is done only when asked for by id.
    public var isOffered: Bool
    /// True for a step that only `--length full` includes.
    public var isFullOnly: Bool
    /// True for a step that is left out if the time one has is too short for it.
    public var isOptional: Bool
    /// The place in its file at which the step begins, or nil for one made in code.
    public var position: SourcePosition?

    /// Creates a step; every text may be given as a string literal.
    public init(
        id: String, title: String, tool: Tool? = nil, regions: [Region] = [], setup: Sentence,
        option: Sentence? = nil, caution: Sentence? = nil, move: Duration = .zero,
        actions: [Action],
        isOffered: Bool = false, isFullOnly: Bool = false, isOptional: Bool = false,
        position: SourcePosition? = nil
    ) {
        self.id = id
        self.title = title
        self.tool = tool
        self.regions = regions
        self.setup = setup
        self.option = option
        self.caution = caution
        self.move = move
        self.actions = actions
        self.isOffered = isOffered
        self.isFullOnly = isFullOnly
        self.isOptional = isOptional
        self.position = position
    }
}

/// A text to be spoken, with its place in the file.
///
/// `{side}` and `{other}` stand for the side at work and the opposite one.
public struct Sentence: Hashable, Sendable, Codable, ExpressibleByStringLiteral {
    /// The words as the author wrote them, placeholders included.
    public var text: String
    /// Their place in the file, or nil for words made in code.
    public var position: SourcePosition?

    /// Creates a sentence.
    public init(_ text: String, at position: SourcePosition? = nil) {
        self.text = text
        self.position = position
    }

    /// Creates a sentence without a position.
    public init(stringLiteral value: String) {
        self.init(value)
    }

    /// The words with `{side}` and `{other}` filled in; without a side they stay as they are.
    public func filled(for side: Side?) -> String {
        guard let side, side != .both else { return text }
        return text.replacing("{side}", with: side.rawValue)
            .replacing("{other}", with: side.other.rawValue)
    }
}

/// A timed thing that is done in a step.
public struct Action: Hashable, Sendable {
    /// An activity, and how long or how often it is done.
    public enum Kind: Hashable, Sendable {
        /// Rolling slowly for a time.
        case roll(Dose<Duration>)
        /// Staying on a tender spot for a time.
        case hold(Dose<Duration>)
        /// Doing nothing for a time.
        case rest(Dose<Duration>)
        /// Repeating a movement, one every so often.
        case reps(Dose<Int>, every: Duration)
        /// Doing other actions several times over; those do not repeat anything themselves.
        case `repeat`(Dose<Int>, [Action])
    }

    /// The activity.
    public var kind: Kind
    /// The sentence that is said with it, or nil.
    public var say: Sentence?
    /// The short wording of `say`, or nil.
    public var brief: Sentence?
    /// True for an action that only `--length full` includes.
    public var isFullOnly: Bool
    /// The place in its file at which the action begins, or nil for one made in code.
    public var position: SourcePosition?

    /// Creates an action.
    public init(
        _ kind: Kind, say: Sentence? = nil, brief: Sentence? = nil, isFullOnly: Bool = false,
        position: SourcePosition? = nil
    ) {
        self.kind = kind
        self.say = say
        self.brief = brief
        self.isFullOnly = isFullOnly
        self.position = position
    }
}

/// How much of something: the usual amount, and what else may be chosen.
public struct Dose<Amount: Comparable & Hashable & Sendable>: Hashable, Sendable {
    /// The amount for `--length standard`.
    public var usual: Amount
    /// The amounts that may be chosen; just `usual` if the author gave no range.
    public var range: ClosedRange<Amount>
    /// The amount for `--length full`: the upper end of the range if the author gave nothing else.
    public var full: Amount
    /// Creates a dose; `usual` and `full` must lie in `range`.
    public init(_ usual: Amount, range: ClosedRange<Amount>? = nil, full: Amount? = nil) {
        self.usual = usual
        self.range = range ?? usual...usual
        self.full = full ?? self.range.upperBound
    }

    /// True if the author left a choice.
    public var isVariable: Bool { range.lowerBound < range.upperBound }
}
