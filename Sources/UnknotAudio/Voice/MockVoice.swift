public import UnknotCore

/// A voice without an engine: hums for as long as a sentence is estimated to take.
///
/// Stands in where lengths and places of speech matter but not its words, in tests and where there
/// is no voice. The same utterance always gives the same clip.
public final class MockVoice: Voice {
    /// Always "mock".
    public let name = "mock"

    /// Creates the voice, which has no state.
    public init() {}

    /// A hum at the common loudness; throws only where there is nothing to say.
    public func clip(for utterance: Utterance) throws(VoiceError) -> Clip {
        let length = try length(of: utterance)
        // A triangle wave of 150 Hz and some overtones, from its crest on.
        let period = 320
        let wave = (0..<length).map { frame in
            let place = frame % period
            return Int16((abs(2 * place - period) - period / 2) * 50)
        }
        return Clip(samples: Loudness.normalised(wave))
    }

    /// The estimated length; throws only where there is nothing to say.
    public func length(of utterance: Utterance) throws(VoiceError) -> Frames {
        let length = SpeechEstimate.length(of: utterance)
        guard length > 0 else { throw .nothingToSay(text: utterance.text) }
        return length
    }
}
