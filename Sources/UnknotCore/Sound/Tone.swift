/// A sound with a meaning; the raw value is its name in lines, JSON and file names.
public enum Tone: String, Hashable, Sendable, CaseIterable {
    /// An action starts.
    case go
    /// A hold starts; rises.
    case holdStart = "hold-start"
    /// A hold ends; falls.
    case holdEnd = "hold-end"
    /// Three, two, one: before a hold ends and before an action starts.
    case count
    /// Half of a hold is over.
    case half
    /// Change sides.
    case `switch`
    /// The session is over.
    case done
    /// The session is paused.
    case pause
    /// The session goes on.
    case resume

    /// The longest clip that may be used for a tone.
    ///
    /// A user's longer file is refused, because a countdown of one tone a second and the end of a
    /// hold must stay clear of each other and of speech.
    public static let longest: Frames = 38_400
}
