/// A command that the user can give to a running session.
///
/// The raw value is its word everywhere: in `--control`, in `--key`, in help and in documentation.
public enum UserCommand: String, Hashable, Sendable, CaseIterable {
    /// Pause, or resume if the session is paused.
    case toggle
    /// Pause: silence, and nothing advances.
    case pause
    /// Resume at the very frame, after telling the user where that is.
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
    /// Say what the keys do.
    case help
    /// End the session with its closing sentence.
    case stop
    /// End the session at once.
    case quit
}
