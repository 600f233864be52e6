/// The coach's own sentences in one language; another language is another value of this type.
///
/// A routine's sentences are the author's and stand in its file.
public struct Phrases: Sendable {
    /// Two wordings of one thing to say.
    public struct Wording: Hashable, Sendable {
        /// The full wording.
        public var full: String
        /// The short wording, tried where the full one does not fit.
        public var brief: String

        /// Creates a wording; without a short form the full one serves for both.
        public init(_ full: String, brief: String? = nil) {
            self.full = full
            self.brief = brief ?? full
        }
    }

    // MARK: The opening and the end

    /// The routine's title and the session's whole length.
    public var opening: @Sendable (_ title: String, _ length: Duration) -> String
    /// What to have at hand.
    public var tools: @Sendable ([Tool]) -> String
    /// Who should not do the session, and who should ask first.
    public var screening: [String]
    /// When to stop.
    public var stopRule: String
    /// When to call for help, how hard to press, what the tones mean, what to do if nothing is
    /// tender.
    public var guidance: [String]
    /// The last sentence; it suits every position in which a session may end.
    public var closing: Wording

    // MARK: Steps and sides

    /// A step's title with its side.
    public var stepTitle: @Sendable (_ title: String, Side?) -> String
    /// The tool of a step, said after its title if its set-up is not said.
    public var withTool: @Sendable (Tool) -> String
    /// The change from one side to the other; the argument is the side that comes.
    public var changeSides: @Sendable (_ next: Side) -> Wording
    /// The title of a change of sides, for a screen.
    public var changeTitle: @Sendable (_ next: Side) -> String
    /// What is said when a hold has ended and nothing else follows it at once.
    public var easeOff: String

    // MARK: Actions

    /// Announces a hold: its length first, then what the author says with it, or how to breathe.
    public var hold: @Sendable (_ length: Duration, _ say: String?, _ isFirst: Bool) -> Wording
    /// Announces repetitions.
    public var repetitions: @Sendable (_ count: Int) -> Wording
    /// Opens a rest.
    public var rest: @Sendable (_ length: Duration) -> Wording
    /// Tells how long a roll lasts.
    public var lasts: @Sendable (_ length: Duration) -> String
    /// The number of a repetition, or the words for the last one.
    public var repetition: @Sendable (_ number: Int, _ isLast: Bool) -> String
    /// Half of a hold is over.
    public var halfWay: String
    /// Ten seconds are left.
    public var tenSeconds: String
    /// Five seconds are left to move.
    public var fiveSeconds: String
    /// A reminder to breathe, in a long hold.
    public var breathe: String
    /// A reminder to look for another spot, in a long roll.
    public var newSpot: String
    /// What is going on, on which side, and how much of it is left.
    public var whereYouAre: @Sendable (_ segment: Segment, _ left: Duration) -> String
    /// Sound was away and is heard again.
    public var soundIsBack: String
    /// The words of a spoken countdown, from three to one.
    public var countdown: [String]

    // MARK: Answers

    /// A hold has become longer by this much.
    public var more: @Sendable (_ added: Duration) -> String
    /// The rest of a side is left out.
    public var skipped: @Sendable (Side) -> String
    /// How much is left of the step, where one is under way, and of the session.
    public var howLong: @Sendable (_ step: Duration?, _ session: Duration) -> String
    /// Why something cannot be done now.
    public var refusal: @Sendable (LivePlan.Refusal) -> String
    /// A session that was broken off goes on; the routine's title, and how much is left.
    public var welcomeBack: @Sendable (_ title: String, _ left: Duration) -> String
}
