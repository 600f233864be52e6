/// Words to be spoken at a rate; a voice makes a clip of them, and the clip is kept by them.
public struct Utterance: Hashable, Sendable {
    /// The words as they are shown; the voice speaks `SpokenText(text)`.
    public var text: String
    /// Words a minute, 80 to 300.
    public var rate: Int

    /// Creates an utterance.
    public init(_ text: String, rate: Int) {
        self.text = text
        self.rate = rate
    }

    /// The rates that a user may choose, in words a minute.
    public static let rates = 80...300
    /// The rate at which the coach speaks unless told otherwise.
    public static let usualRate = 155
    /// The rate up to which a sentence may be hurried to fit; at this rate it is still clear.
    public static let hurriedRate = 230
}
