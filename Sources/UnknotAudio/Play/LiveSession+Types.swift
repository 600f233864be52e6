public import UnknotCore

extension LiveSession {
    /// Where the session is to be heard.
    public enum Output: Hashable, Sendable {
        /// Nowhere: text alone, and no device is opened.
        case text
        /// On an ALSA device.
        case device(String)
    }

    /// What the session does while there is no sound.
    public enum WithoutSound: String, Hashable, Sendable, CaseIterable {
        /// It goes on as text, on time.
        case text
        /// It waits until the sound is back.
        case pause
    }

    /// Where and how a session is played.
    public struct Options {
        /// Where it is heard.
        public var output: Output
        /// What it does while there is no sound.
        public var withoutSound: WithoutSound
        /// The rate of sentences that are not in the timeline, in words a minute.
        public var rate: Int
        /// What controls it.
        public var remotes: [any Remote]
        /// What is said when someone asks what the keys do.
        public var help: String
        /// True where a hold that is stayed in becomes longer on the other side as well.
        public var mirrors: Bool
        /// Called when the session has come further: at each new segment, and every five seconds.
        public var keep: ((Bookmark) -> Void)?

        /// Creates options.
        public init(
            output: Output, withoutSound: WithoutSound = .text, rate: Int = Utterance.usualRate,
            remotes: [any Remote] = [], help: String = "", mirrors: Bool = true,
            keep: ((Bookmark) -> Void)? = nil
        ) {
            self.output = output
            self.withoutSound = withoutSound
            self.rate = rate
            self.remotes = remotes
            self.help = help
            self.mirrors = mirrors
            self.keep = keep
        }
    }

    /// What happens in a session, told on the calling thread at the moment at which it happens.
    public enum Event: Hashable, Sendable {
        /// A cue begins to be heard, or its line is due; its frame is the session's time.
        case cue(Cue)
        /// There is no sound, or no longer.
        case soundLost(SinkError)
        /// Sound is heard again.
        case soundReturned
        /// The program or the machine had been stopped for this long, and the session waited.
        case wasStopped(seconds: Int)
    }

    /// A stretch of the session without sound.
    public struct Gap: Hashable, Sendable {
        /// The session frame at which sound was lost.
        public var start: Frames
        /// The session frame at which it was heard again, or nil while it is away.
        public var end: Frames?
        /// Why it was lost.
        public var reason: SinkError
    }

    /// How a session ended.
    public struct Outcome: Hashable, Sendable {
        /// What ended it.
        public enum Ending: Hashable, Sendable {
            /// Its timeline's end.
            case finished
            /// The user, who heard the closing sentence.
            case closed
            /// The user, at once.
            case stopped
            /// A signal with this number.
            case interrupted(Int32)
        }

        /// What ended it.
        public var ending: Ending
        /// How far it came.
        public var position: Frames
        /// How long it was to be, with all that was changed.
        public var duration: Frames
        /// The stretches without sound.
        public var gaps: [Gap]

        /// True where nothing is left to go on with.
        public var isComplete: Bool { ending == .finished || ending == .closed }
    }

    /// How long the session is to be, with all that was changed so far; its early end is no change.
    var duration: Frames {
        stoppedAt?.duration ?? plan?.timeline.duration ?? timeline.duration
    }

    /// How it ended, at a position.
    func outcome(_ ending: Outcome.Ending, at position: Frames) -> Outcome {
        Outcome(
            ending: ending, position: position, duration: duration, gaps: allGaps)
    }
}
