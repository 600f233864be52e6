internal import UnknotCore

/// Speech that is made in twins of the process alone, so that an engine which crashes or hangs on
/// a text takes nothing along but that text's clip.
///
/// eSpeak NG 1.51 crashes with some languages on texts that are plain and short ("z'ww" in
/// Kyrgyz). Its English, which the normaliser's rules were tried with, speaks in the process itself.
enum IsolatedSpeech {
    /// So much speech, by estimate, is left to one twin, which is given up after some seconds.
    private static let share = 60 * SessionFormat.sampleRate

    /// Every twin begins where this process stands, so no text bends what another twin says.
    ///
    /// - Parameters:
    ///   - work: what is to be said.
    ///   - clip: makes one clip; called in twins, and here only where the system gives none.
    /// - Returns: the clips, in the order of the work; each may fail for itself.
    static func clips(
        for work: [Utterance], clip: (Utterance) throws(VoiceError) -> Clip
    ) -> [Result<Clip, VoiceError>] {
        var results: [Result<Clip, VoiceError>] = []
        /// The utterance at which the last twin was lost: the next begins with it.
        var suspect: Int?
        while results.count < work.count {
            let part = part(of: work[results.count...])
            // Other languages take longer than the estimate for English; what does not fit all the
            // same is the next twin's.
            let capacity = 4 * part.length + 20 * SessionFormat.sampleRate
            guard
                let twin = SpeechTwin(
                    part.work, capacity: capacity, take: { try? clip($0).samples })
            else {
                results += part.work.map { utterance in
                    Result { () throws(VoiceError) in try clip(utterance) }
                }
                continue
            }
            let yield = twin.finish()
            for (utterance, clip) in zip(part.work, yield.takes) {
                results.append(
                    clip.map { .success(Clip(samples: $0)) } ?? .failure(silent(utterance)))
            }
            if yield.isLost, suspect != results.count {
                suspect = results.count
            } else if yield.takes.isEmpty {
                results.append(.failure(yield.isLost ? lost(part.work[0]) : silent(part.work[0])))
            }
        }
        return results
    }

    /// What one twin is given of the rest: at least one utterance.
    private static func part(
        of rest: ArraySlice<Utterance>
    ) -> (work: [Utterance], length: Frames) {
        var work: [Utterance] = []
        var length = 0
        for utterance in rest where work.isEmpty || length < share {
            work.append(utterance)
            length += SpeechEstimate.length(of: utterance)
        }
        return (work, length)
    }

    private static func silent(_ utterance: Utterance) -> VoiceError {
        SpokenText(utterance.text).pieces.isEmpty
            ? .nothingToSay(text: utterance.text)
            : .synthesisFailed(text: utterance.text, reason: "it gave no sound")
    }

    private static func lost(_ utterance: Utterance) -> VoiceError {
        .synthesisFailed(text: utterance.text, reason: "it crashes on this text")
    }
}
