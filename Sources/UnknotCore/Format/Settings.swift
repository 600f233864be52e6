/// A user's settings for all sessions, from `config.yaml`; nil for what is not set.
///
/// An option on the command line wins over a setting, a setting over the default.
public struct Settings: Hashable, Sendable {
    /// The names of the settings.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        case voice
        case rate
        case volume
        case hold
        case pace
        case cues
        case countdown
        case device
        case keys
    }

    /// The name of a voice.
    public var voice: String?
    /// Words a minute, in `Utterance.rates`.
    public var rate: Int?
    /// The loudness in percent, in `volumes`.
    public var volume: Int?
    /// The length of holds, as near to it as their ranges allow.
    public var hold: Duration?
    /// The factor for times to move, in `PlanOptions.paces`.
    public var pace: Double?
    /// How much is said.
    public var cues: PlanOptions.Cues?
    /// How the end of a hold is counted down.
    public var countdown: PlanOptions.Countdown?
    /// The name of an ALSA device.
    public var device: String?
    /// Changes of keys, in the order of the file.
    public var keys: [Keyed] = []
    /// The place of each value.
    public var places: [Name: SourcePosition] = [:]

    /// A change of a key, and where it is set.
    public struct Keyed: Hashable, Sendable {
        /// The key and its command.
        public var change: KeyMap.Change
        /// The place of the key.
        public var position: SourcePosition
    }

    /// The loudness that may be chosen, in percent.
    public static let volumes = 0...100

    /// Settings with nothing set.
    public init() {}
}
