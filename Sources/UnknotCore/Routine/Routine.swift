/// A session as its author wrote it: blocks of steps, with doses and sentences.
///
/// A routine is a value without a clock; `Planner` turns it into a `Timeline`.
public struct Routine: Hashable, Sendable {
    /// The name that users type: lower-case letters, digits and hyphens.
    public var id: String
    /// The name that is shown and spoken.
    public var title: String
    /// The document that the content comes from, or nil.
    public var source: String?
    /// The language of its sentences, as a tag of BCP 47.
    public var language: String
    /// The tool of every step that names no other.
    public var tool: Tool
    /// The time to get down before the first step, at least.
    public var leadIn: Duration
    /// The time to change sides, at least.
    public var switchTime: Duration
    /// The blocks, in order; never empty in a routine that was read from a file.
    public var blocks: [Block]
    /// A digest of the text that it was read from; empty for a routine made in code.
    public var digest = ""

    /// Creates a routine; `RoutineReader` is the usual way to get one.
    public init(
        id: String, title: String, source: String? = nil, language: String = "en",
        tool: Tool = .roller,
        leadIn: Duration = .seconds(10), switchTime: Duration = .seconds(10), blocks: [Block]
    ) {
        self.id = id
        self.title = title
        self.source = source
        self.language = language
        self.tool = tool
        self.leadIn = leadIn
        self.switchTime = switchTime
        self.blocks = blocks
    }

    /// The regions that it works on, in the order of its steps; those of steps that are done only
    /// when asked for are not among them.
    public var regions: [Region] {
        blocks.flatMap(\.steps).filter { !$0.isOffered }.flatMap(\.regions)
            .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

/// Steps that are all done on one side and then on the other, or once if sides play no part.
public struct Block: Hashable, Sendable {
    /// The sides, in the order in which they are done.
    public var sides: SidePlan
    /// The steps, in order.
    public var steps: [Step]

    /// Creates a block.
    public init(sides: SidePlan, steps: [Step]) {
        self.sides = sides
        self.steps = steps
    }
}

/// Which sides of the body a block works on, in which order.
public enum SidePlan: Hashable, Sendable {
    /// All steps on the first of these, then all on the second.
    case oneThenOther(first: Side)
    /// Both sides at once, for example both calves on one roller.
    case both
    /// No side at all, for example the upper back.
    case none
}

/// A side of the body.
public enum Side: String, Hashable, Sendable, CaseIterable, Codable {
    case right
    case left
    case both

    /// The opposite side; `both` is its own opposite.
    public var other: Side {
        switch self {
        case .right: .left
        case .left: .right
        case .both: .both
        }
    }
}

/// A part of the body that a step works on; the raw value is its word in files and on the command
/// line.
public enum Region: String, Hashable, Sendable, CaseIterable {
    case calf
    case shin
    case hamstrings
    case frontThigh = "front-thigh"
    case outerThigh = "outer-thigh"
    case innerThigh = "inner-thigh"
    case buttocks
    case upperBack = "upper-back"
    case sideOfTheBack = "side-of-the-back"
    case shoulder
    case foot
    case forearm
}

/// The thing that a person lies on or works with.
public enum Tool: String, Hashable, Sendable, CaseIterable {
    case roller
    case lacrosseBall = "lacrosse-ball"
    case tennisBall = "tennis-ball"
    case doubleBall = "double-ball"
    case band
    case hands
}
