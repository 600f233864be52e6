/// What a user has set once for all sessions, in `config.yaml`; nil where nothing is set.
///
/// An option on the command line wins over a setting, a setting over the default.
public struct Settings: Hashable, Sendable {
    /// What can be set.
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
    /// Percent of full loudness, in `volumes`.
    public var volume: Int?
    /// The length of holds, as near to it as their ranges allow; in `holds`.
    public var hold: Duration?
    /// What the times to move are stretched by, in `PlanOptions.paces`.
    public var pace: Double?
    /// How much is said.
    public var cues: PlanOptions.Cues?
    /// What counts down.
    public var countdown: PlanOptions.Countdown?
    /// The name of an ALSA device.
    public var device: String?
    /// What keys do, in the order of the file.
    public var keys: [Keyed] = []
    /// Where each value stands.
    public var places: [Name: SourcePosition] = [:]

    /// What a key does, and where that is set.
    public struct Keyed: Hashable, Sendable {
        /// The key and what it asks for.
        public var change: KeyMap.Change
        /// Where it stands.
        public var position: SourcePosition
    }

    /// The loudness that may be chosen, in percent.
    public static let volumes = 0...100
    /// The holds that may be set: as long as any hold may be.
    public static let holds = Duration.seconds(5)...Duration.seconds(300)

    /// Settings with nothing set.
    public init() {}

    /// A file with every setting, each behind a comment sign.
    public static let example = """
        # Unknot's settings, which hold for every session where no option says otherwise.
        # Take the comment sign off the lines that you want; "unknot config" shows what then holds.

        # voice: en-gb+f3       # "unknot voices" names them
        # rate: 150             # words a minute: 80 to 300
        # volume: 80            # percent: 0 to 100
        # hold: 45s             # holds, as near to it as a routine allows: 5s to 5m
        # pace: 1.2             # more time to move: 0.5 to 3
        # cues: brief           # full, brief or tones
        # countdown: voice      # tones, voice or off
        # device: plughw:1,0    # "unknot doctor" names them
        # keys:                 # "unknot keys" shows keys and commands
        #   f9: repeat
        #   m: none

        """
}
