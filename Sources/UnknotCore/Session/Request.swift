/// What a person may ask of a running session.
///
/// The raw value is the word for it everywhere: in `--control`, in `--key`, in help and in
/// documentation.
public enum Request: String, Hashable, Sendable, CaseIterable {
    /// Pause while the session goes on, resume while it is paused.
    case toggle
    /// Silence; nothing advances.
    case pause
    /// Go on at the very frame, after hearing where that is.
    case resume
    /// Go to the next step.
    case next
    /// Go to the start of this step; at its start, to the one before.
    case back
    /// Say the present instruction again.
    case `repeat`
    /// A tender spot was found: hold here while rolling, stay while holding.
    case tender
    /// Start the hold now; the rest of the roll follows it.
    case hold
    /// Stay in this hold for 15 s more.
    case stay
    /// End this hold now, with its tone.
    case ease
    /// Leave out the rest of this side.
    case skipSide = "skip-side"
    /// Say how much time is left.
    case howLong = "how-long"
    /// Say which keys do what.
    case help
    /// End the session with its closing sentence.
    case stop
    /// End the session at once.
    case quit

    /// What it does, in a few words for a list.
    public var summary: String {
        switch self {
        case .toggle: "pause, or go on"
        case .pause: "pause"
        case .resume: "go on, with a count-in"
        case .next: "go to the next step"
        case .back: "go to the start of this step; again, to the one before"
        case .repeat: "say the instruction again"
        case .tender: "tender spot: hold here while rolling, stay while holding"
        case .hold: "start the hold now; the rest of the roll follows"
        case .stay: "15 s more of this hold"
        case .ease: "end this hold now"
        case .skipSide: "leave out the rest of this side"
        case .howLong: "say how much time is left"
        case .help: "say what the keys do"
        case .stop: "end with the closing sentence"
        case .quit: "end at once"
        }
    }
}
