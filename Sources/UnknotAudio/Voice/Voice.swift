public import UnknotCore

/// What turns an utterance into a clip: eSpeak NG, or the mock.
///
/// May be called from any thread; calls wait for one another where the engine is one for all. What
/// has been said once is kept, so a text costs its synthesis only once in the life of a voice.
public protocol Voice: AnyObject, Sendable {
    /// The name under which a user chooses this voice.
    var name: String { get }

    /// The clip of an utterance, at 48 kHz and with its first sample audible.
    func clip(for utterance: Utterance) throws(VoiceError) -> Clip

    /// The exact length that the clip of an utterance has, without waiting for the clip.
    func length(of utterance: Utterance) throws(VoiceError) -> Frames

    /// The clips of several utterances, in their order; each may fail for itself.
    func clips(for utterances: [Utterance]) -> [Result<Clip, VoiceError>]

    /// Makes what is kept take less memory, for a moment at which there is time.
    func condense()

    /// Says many utterances ahead of being asked for them, as fast as the machine allows.
    func prepare(_ utterances: [Utterance])
}

extension Voice {
    /// Nothing, for voices that know no faster way.
    public func prepare(_ utterances: [Utterance]) {}

    /// Nothing, for voices that keep little.
    public func condense() {}

    /// The length of the clip, for voices that know no shorter way.
    public func length(of utterance: Utterance) throws(VoiceError) -> Frames {
        try clip(for: utterance).length
    }

    /// One clip after the other, for voices that know no shorter way.
    public func clips(for utterances: [Utterance]) -> [Result<Clip, VoiceError>] {
        utterances.map { utterance in
            Result { () throws(VoiceError) in try clip(for: utterance) }
        }
    }
}

/// A voice that a user may choose.
public struct VoiceInfo: Hashable, Sendable {
    /// What is a voice's sex, as far as the engine tells.
    public enum Gender: String, Hashable, Sendable {
        /// Lower.
        case male
        /// Higher.
        case female
        /// Neither, or not told.
        case unknown
    }

    /// The name to choose it by, such as "en-us".
    public var name: String
    /// The name in words, such as "English (America)".
    public var title: String
    /// The language as a tag, such as "en-us".
    public var language: String
    /// The sex that it imitates.
    public var gender: Gender

    /// Whether it speaks English, in which all routines that come with the program are written.
    public var isEnglish: Bool { language == "en" || language.hasPrefix("en-") }
}
