internal import CLinux
internal import Glibc
internal import Synchronization
public import UnknotCore

/// The voice of eSpeak NG.
///
/// Each utterance is synthesised once, in the order of the calls (which decides its exact length),
/// and kept as it came for as long as the voice lives: 44 kB for a second of speech, and a good half
/// of that once it is condensed. Its length is known from the synthesis, which costs 0.6 to 0.8 ms for a second of speech. A clip takes 96 kB
/// for a second and half as much time as the synthesis; it is made whenever it is asked for, on all
/// cores, and not kept.
public final class EspeakVoice: Voice {
    /// The voice that speaks unless told otherwise: British, as the routines are written.
    public static let usualName = "en-gb"

    /// The name that it was chosen by.
    public let name: String

    private let engine: EspeakEngine
    /// Whether only twins of the process speak with this voice: all but English ones.
    private let isIsolated: Bool
    private let kept = Mutex<[Utterance: Result<Spoken, VoiceError>]>([:])

    /// What is kept of an utterance.
    private enum Spoken {
        case take(SpokenTake)
        case packed(PackedTake)
        /// What a twin left, which is finished.
        case clip(Clip)

        var length: Frames {
            switch self {
            case .take(let take): take.length
            case .packed(let packed): packed.length
            case .clip(let clip): clip.length
            }
        }

        /// What a clip has still to be made of, or nil.
        var take: SpokenTake? {
            switch self {
            case .take(let take): take
            case .packed(let packed): packed.unpacked()
            case .clip: nil
            }
        }

        func clip() -> Clip? {
            if case .clip(let clip) = self { clip } else { take?.clip() }
        }
    }

    /// Chooses a voice: a language such as "en-us", with a variant as in "en-us+f3" if wanted.
    ///
    /// Starts the engine if it is the first (2 ms, 6 ms more for a name that is not a usual one).
    /// Throws if the engine or its data is not there or if there is no such voice.
    public init(_ name: String = EspeakVoice.usualName) throws(VoiceError) {
        self.name = name
        engine = try EspeakEngine.shared.get()
        isIsolated = try !engine.isEnglish(voice: name)
    }

    /// The voices to choose from, by name; reads eSpeak's data, which takes about 6 ms.
    public static func voices() throws(VoiceError) -> [VoiceInfo] {
        try EspeakEngine.shared.get().voices()
    }

    /// What may follow a voice's name after a plus sign, such as "f3".
    public static func variants() throws(VoiceError) -> [String] {
        try EspeakEngine.shared.get().variants()
    }

    /// The exact length of the clip; synthesises the utterance if it is new.
    public func length(of utterance: Utterance) throws(VoiceError) -> Frames {
        try spoken(utterance).length
    }

    /// The clip; synthesises the utterance if it is new, and waits for the clip.
    public func clip(for utterance: Utterance) throws(VoiceError) -> Clip {
        try pressed(try spoken(utterance).clip(), of: utterance)
    }

    private func pressed(_ clip: Clip?, of utterance: Utterance) throws(VoiceError) -> Clip {
        guard let clip else {
            throw .synthesisFailed(text: utterance.text, reason: "it could not be resampled")
        }
        return clip
    }

    /// The clips in the order of their utterances, made on all cores.
    public func clips(for utterances: [Utterance]) -> [Result<Clip, VoiceError>] {
        let said = utterances.map { utterance in
            Result { () throws(VoiceError) in try spoken(utterance) }
        }
        let takes = said.compactMap { result -> SpokenTake? in
            if case .success(let spoken) = result { spoken.take } else { nil }
        }
        var pressed = ClipPress.clips(of: takes)[...]
        var clips: [Result<Clip, VoiceError>] = []
        for (utterance, result) in zip(utterances, said) {
            switch result {
            case .success(.take), .success(.packed):
                let clip = pressed.popFirst() ?? nil
                clips.append(
                    Result { () throws(VoiceError) in try self.pressed(clip, of: utterance) })
            case .success(.clip(let clip)): clips.append(.success(clip))
            case .failure(let error): clips.append(.failure(error))
            }
        }
        // What was worked with takes as much memory as the clips.
        if utterances.count > 1 { unknot_give_back_memory() }
        return clips
    }

    /// Packs what was said.
    public func condense() {
        kept.withLock { kept in
            let takes = kept.compactMap { utterance, result -> (Utterance, SpokenTake)? in
                if case .success(.take(let take)) = result { (utterance, take) } else { nil }
            }
            for (utterance, take) in takes { kept[utterance] = .success(.packed(PackedTake(take))) }
        }
        unknot_give_back_memory()
    }

    /// The bytes of all samples that are kept.
    package var bytesKept: Int {
        kept.withLock { kept in
            kept.values.reduce(0) { sum, result in
                switch result {
                case .success(.take(let take)): sum + take.samples.count * 2
                case .success(.packed(let packed)): sum + packed.size
                case .success(.clip(let clip)): sum + clip.length * 2
                case .failure: sum
                }
            }
        }
    }

    /// Synthesises many utterances at once, half of them in a twin of the process where there is a
    /// second core; call it before other threads are at work.
    ///
    /// Which utterance is said where depends on the utterances alone, so the same call gives the
    /// same clips every time.
    public func prepare(_ utterances: [Utterance]) {
        let new = kept.withLock { kept in utterances.filter { kept[$0] == nil } }
        if isIsolated {
            let clips = isolated(new)
            kept.withLock { kept in
                for (utterance, clip) in zip(new, clips) { kept[utterance] = clip }
            }
            return
        }
        let lengths = new.map(SpeechEstimate.length)
        let total = lengths.reduce(0, +)
        guard total > Self.worthATwin, sysconf(Int32(_SC_NPROCESSORS_ONLN)) > 1 else { return }
        var own = 0
        var ownLength = 0
        while own < new.count, ownLength < total / 2 {
            ownLength += lengths[own]
            own += 1
        }
        let rest = Array(new[own...])
        let twin = SpeechTwin(rest, capacity: 2 * (total - ownLength) + SessionFormat.sampleRate) {
            try? take($0).samples
        }
        for utterance in new[..<own] { _ = try? spoken(utterance) }
        guard let twin else { return }
        let takes = twin.finish().takes
        kept.withLock { kept in
            for (utterance, samples) in zip(rest, takes) {
                // What the twin could not say is tried again here, for the reason.
                guard let samples else { continue }
                let take = SpokenTake(samples, sampleRate: engine.sampleRate)
                kept[utterance] = .success(.take(take))
            }
        }
    }

    /// So little speech is said faster than a process is copied.
    private static let worthATwin = 20 * SessionFormat.sampleRate

    /// The phoneme mnemonics that a text is spoken with; the lexicon is checked by them.
    package func phonemes(of text: String) throws(VoiceError) -> String {
        try engine.phonemes(of: SpokenText(text).text, voice: name)
    }

    private func spoken(_ utterance: Utterance) throws(VoiceError) -> Spoken {
        try kept.withLock { kept in
            if let spoken = kept[utterance] { return spoken }
            let spoken =
                isIsolated
                ? isolated([utterance])[0]
                : Result { () throws(VoiceError) in Spoken.take(try take(utterance)) }
            kept[utterance] = spoken
            return spoken
        }.get()
    }

    private func isolated(_ utterances: [Utterance]) -> [Result<Spoken, VoiceError>] {
        IsolatedSpeech.clips(for: utterances) { utterance throws(VoiceError) in
            try pressed(try take(utterance).clip(), of: utterance)
        }.map { clip in clip.map { Spoken.clip($0) } }
    }

    private func take(_ utterance: Utterance) throws(VoiceError) -> SpokenTake {
        let rates = Utterance.rates
        let rate = min(max(utterance.rate, rates.lowerBound), rates.upperBound)
        var take = SpokenTake(sampleRate: engine.sampleRate)
        var pause = 0
        for piece in SpokenText(utterance.text).pieces {
            take.append(try engine.speak(piece, rate: rate, voice: name), after: pause)
            pause = SpeechPause.length(after: piece, rate: rate)
        }
        guard !take.samples.isEmpty else { throw .nothingToSay(text: utterance.text) }
        return take
    }
}
