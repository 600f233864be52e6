/// Everything that the program says and shows in a session and on paper, in one language.
///
/// Another language is another value of this type, in a file of its own; no other code holds words
/// for the user of a session. A routine's own sentences are its author's and stand in its file.
public struct Language: Sendable {
    /// A long and a short way to say one thing.
    public struct Wording: Hashable, Sendable {
        /// The full wording.
        public var full: String
        /// The short wording, tried if the full one does not fit.
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
    /// The tools that the session needs.
    public var tools: @Sendable ([Tool]) -> String
    /// Says who should not do the session, and who should ask first.
    public var screening: [String]
    /// Says when to stop.
    public var stopRule: String
    /// Says when to call for help, how hard to press, what the tones mean, what to do if nothing is
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
    /// Said when a hold has ended and no other sentence follows it at once.
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
    /// The action under way, its side, and how much of it is left.
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
    /// How much is left of the step, if one is under way, and of the session.
    public var howLong: @Sendable (_ step: Duration?, _ session: Duration) -> String
    /// Why something cannot be done now.
    public var refusal: @Sendable (LivePlan.Refusal) -> String
    /// Opens a session that was interrupted; the routine's title, and how much is left.
    public var welcomeBack: @Sendable (_ title: String, _ left: Duration) -> String
    /// The written answer to a change of a running session.
    public var outcome: @Sendable (LivePlan.Outcome) -> String
    /// What `--fit` has changed, in one line.
    public var fitted: @Sendable (FittedChange) -> String

    // MARK: Names

    /// A tool, with its article.
    public var tool: @Sendable (Tool) -> String
    /// The caption of a tone; nil for the tones that count.
    public var caption: @Sendable (Tone) -> String?
    /// The title of a chapter: a step and its side, or nil for the opening.
    public var chapter: @Sendable (_ step: String?, Side?) -> String
    /// The title of several chapters that had to become one.
    public var chapters: @Sendable (_ first: String, _ last: String) -> String
    /// The same as `chapter`, as the name of a track in a media player.
    public var track: @Sendable (_ step: String?, Side?) -> String
    /// The line above the segments of a step, of the opening or of the end in a list.
    public var heading: @Sendable (Segment) -> String
    /// Where a routine comes from.
    public var source: @Sendable (String) -> String

    // MARK: Parts of the program

    /// The window.
    public var window: Window
    /// The keys.
    public var keys: Keys
    /// The plan on paper.
    public var paper: Paper
    /// The lines beside a session, and its summary.
    public var session: Session
}

extension Language {
    /// The words of the window beside the sentences of the coach.
    public struct Window: Sendable {
        /// Names what the body does, in a word or two.
        public var kind: @Sendable (Segment.Kind) -> String
        /// The side at work.
        public var side: @Sendable (Side) -> String
        /// The side at work, for a small window.
        public var shortSide: @Sendable (Side) -> String
        /// The letter that stands for a side beside the digits, A to Z; nil for both sides.
        public var sideLetter: @Sendable (Side) -> Character?
        /// The session is paused.
        public var paused: String
        /// There is no sound, and the session goes on.
        public var noSound: String
        /// There is no sound, and the session waits for it.
        public var waitsForSound: String
        /// Names what comes next, and its length if it has one.
        public var next: @Sendable (_ name: String, _ length: String?) -> String
        /// The session's end, as what comes next.
        public var end: String
        /// The session as a whole.
        public var session: String
        /// The most important keys in order; a hint is true if the key gives the command.
        public var hints: [(key: Key, command: UserCommand, text: String)]

        /// The hints that are true of a key map, in one line; nil if there are none.
        public func hint(_ map: KeyMap) -> String? {
            let shown = hints.filter { map[$0.key] == $0.command }.map(\.text)
            return shown.isEmpty ? nil : shown.joined(separator: "   ")
        }
    }

    /// The words for keys and commands.
    public struct Keys: Sendable {
        /// What a command does, in a few words for a list.
        public var summary: @Sendable (UserCommand) -> String
        /// What a command does, as the end of a sentence that begins with its keys.
        var effect: @Sendable (UserCommand) -> String
        /// The spoken name of keys that give one command; nil if sentences leave them out.
        var spoken: @Sendable (KeyBinding.Group) -> String?
        /// The name of a row in a table; nil if its keys are listed there.
        var row: @Sendable (KeyBinding.Group) -> String?
        /// The spoken name of a key.
        var key: @Sendable (Key) -> String
        /// The sentence that tells the keys and effects of several commands.
        var sentence: @Sendable ([(keys: [String], effect: String)]) -> String
        /// No key, in a table.
        var none: String
    }

    /// The words of a plan on paper.
    ///
    /// A no-break space keeps a number and its unit in one line.
    public struct Paper: Sendable {
        /// The length of the whole session.
        public var whole: @Sendable (_ time: String) -> String
        /// The lists of advice before the steps.
        public var adviceBefore: [(title: String, entries: [String])]
        /// The lists of advice after the steps.
        public var adviceAfter: [(title: String, entries: [String])]
        /// A text that names sides is read the other way round on this side.
        public var mirrored: @Sendable (Side) -> String
        /// The heading of some steps: their numbers, and the time of each side.
        public var steps: @Sendable (_ numbers: ClosedRange<Int>, _ times: [String]) -> String
        /// The time of a side, or of a step without one.
        public var time: @Sendable (Side?, _ time: String) -> String
        /// The label of a step's own tool.
        public var tool: String
        /// The label of how to get into position.
        public var setup: String
        /// The label of a choice.
        public var option: String
        /// The label of what to keep clear of.
        public var caution: String
        /// The label of actions that are repeated.
        public var rounds: @Sendable (Int) -> String
        /// The label of repetitions.
        public var repetitions: @Sendable (Int) -> String
        /// The time of each repetition and of all.
        public var pace: @Sendable (_ every: String, _ all: String) -> String
        /// The label of a timed action.
        public var action: @Sendable (Segment.Kind, _ time: String) -> String
        /// How to do a hold of which the author says nothing.
        public var usualHold: String
    }

    /// The lines beside a session; places in it and lengths are written as `1:23`.
    public struct Session: Sendable {
        /// The sound is lost, for a reason that is a sentence; the session waits for it or goes on.
        public var soundLost: @Sendable (_ reason: String, _ waits: Bool) -> String
        /// The sound is back.
        public var soundIsBack: String
        /// The program was stopped for this many seconds.
        public var wasStopped: @Sendable (_ seconds: Int) -> String
        /// Standard output takes no more lines; there is only text, or sound as well.
        public var cannotWrite: @Sendable (_ reason: String, _ isTextAlone: Bool) -> String
        /// Standard output takes no more lines, and there is no sound, so the session ends.
        public var nothingIsLeft: @Sendable (_ reason: String) -> String
        /// A sentence cannot be spoken.
        public var isTextAlone: @Sendable (_ sentence: String, _ reason: String) -> String
        /// There is no voice.
        public var noVoice: String
        /// The session is over, with nothing left out by the program.
        public var finished: @Sendable (_ title: String, _ length: String) -> String
        /// When there was no sound; an end of nil is the session's.
        public var silence: @Sendable ([(start: String, end: String?)]) -> String
        /// The user ended the session with its closing sentence, here in so long a session.
        public var ended: @Sendable (_ place: String, _ length: String) -> String
        /// The session was left, here in so long a session.
        public var left: @Sendable (_ place: String, _ length: String, _ canResume: Bool) -> String
    }
}

extension Language {
    /// The table for a language tag such as `en-GB`, or nil if there is none yet.
    public static func table(for tag: String) -> Language? {
        tag.lowercased().split(separator: "-").first == "en" ? .english : nil
    }
}
