public import UnknotCore

/// Everything that a session can sound like: a voice, or none, and the tones.
///
/// It measures sentences for the planner and hands out clips for the timeline, so that each text
/// is synthesised once. It belongs to one thread.
public final class SoundBook {
    private let voice: (any Voice)?
    private let tones: ToneSet
    private let volume: Int
    private var measured: [Utterance: Frames] = [:]
    private var failed: [Utterance: VoiceError] = [:]
    /// The clips of the stretch that was asked for last, so that the next need not make them again.
    private var held: [Utterance: Clip] = [:]

    /// Creates a book; without a voice, sentences have estimated lengths and no sound.
    ///
    /// - Parameters:
    ///   - voice: what speaks, or nil.
    ///   - tones: what beeps.
    ///   - volume: percent of full loudness, 0 to 100.
    public init(voice: (any Voice)?, tones: ToneSet = ToneSet(), volume: Int = 100) {
        self.voice = voice
        self.tones = tones
        self.volume = volume
    }

    /// The lengths that the planner asks for; they are those of the clips.
    public var lengths: CueLengths {
        CueLengths(
            speech: { [self] in length(of: $0) },
            tone: { [tones] in tones.clip(for: $0).length })
    }

    /// Says ahead what a session will most likely say; the planner then asks for what is left.
    ///
    /// A draft with estimated lengths tells which sentences those are. Call it before other threads
    /// are at work.
    ///
    /// - Parameters:
    ///   - routine: what will be planned.
    ///   - options: the options of the plan.
    ///   - time: the time into which it will be fitted, or nil.
    public func prepare(_ routine: Routine, _ options: PlanOptions, fitting time: Duration? = nil) {
        let estimates = SoundBook(voice: nil, tones: tones).lengths
        let fitted = time.flatMap {
            try? Fitting(lengths: estimates).fit(routine, options, to: $0).options
        }
        guard let voice,
            let timeline = try? Planner(lengths: estimates).plan(routine, fitted ?? options)
        else { return }
        var seen: Set<Utterance> = []
        voice.prepare(
            timeline.cues.compactMap { cue in
                guard case .speech(let utterance, _) = cue.content,
                    seen.insert(utterance).inserted
                else { return nil }
                return utterance
            })
    }

    /// Makes what is kept take less memory; some hundredths of a second for a long session.
    public func condense() { voice?.condense() }

    /// False where tones and text take a voice's place.
    public var hasVoice: Bool { voice != nil }

    /// The first sentence that the voice could not speak, and why; nil when there was none.
    public var firstFailure: (sentence: String, error: VoiceError)? {
        failed.min { $0.key.text < $1.key.text }.map { ($0.key.text, $0.value) }
    }

    private func length(of utterance: Utterance) -> Frames {
        if let known = measured[utterance] { return known }
        let length: Frames
        do throws(VoiceError) {
            length = try voice?.length(of: utterance) ?? SpeechEstimate.length(of: utterance)
        } catch {
            failed[utterance] = error
            length = SpeechEstimate.length(of: utterance)
        }
        measured[utterance] = length
        return length
    }

    /// Finds the clip of each cue, in their order.
    ///
    /// A sentence that cannot be spoken has its tone where it has one.
    /// Cost: the finishing of every new sentence's clip, on all cores.
    ///
    /// - Parameters:
    ///   - cues: cues that were planned with these lengths.
    ///   - stretch: the frames in which sentences need their clips, or nil for all. The clips of a
    ///     stretch are kept until the next one is asked for, which may share many.
    /// - Returns: a clip for each cue, nil for one that is text alone or a sentence outside the
    ///   stretch.
    public func clips(for cues: [Cue], within stretch: Range<Frames>? = nil) -> [Clip?] {
        var spoken: [Utterance: Clip] = [:]
        if let voice {
            var wanted: [Utterance] = []
            var seen: Set<Utterance> = []
            for cue in cues where stretch?.contains(cue.frame) ?? true {
                guard case .speech(let utterance, _) = cue.content, failed[utterance] == nil,
                    seen.insert(utterance).inserted
                else { continue }
                if let clip = held[utterance] {
                    spoken[utterance] = clip
                } else {
                    wanted.append(utterance)
                }
            }
            for (utterance, clip) in zip(wanted, voice.clips(for: wanted)) {
                switch clip {
                case .success(let clip): spoken[utterance] = clip.scaled(to: volume)
                case .failure(let error): failed[utterance] = error
                }
            }
            if stretch != nil { held = spoken }
        }
        var sounded: [Tone: Clip] = [:]
        for tone in Tone.allCases { sounded[tone] = tones.clip(for: tone).scaled(to: volume) }
        return cues.map { cue in
            switch cue.content {
            case .tone(let tone): sounded[tone]
            case .speech(let utterance, let fallback):
                spoken[utterance] ?? fallback.flatMap { sounded[$0] }
            }
        }
    }
}

extension Clip {
    /// The clip at a share of its loudness.
    fileprivate func scaled(to percent: Int) -> Clip {
        guard percent != 100 else { return self }
        return Clip(samples: samples.map { Int16(Int($0) * percent / 100) })
    }
}

extension CueLengths {
    /// Lengths without a voice and without files: estimates for sentences, the built-in tones.
    public static var estimated: CueLengths {
        SoundBook(voice: nil).lengths
    }
}
