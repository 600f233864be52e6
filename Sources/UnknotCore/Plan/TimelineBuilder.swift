/// Lays segments and cues one after the other; knows gaps and lengths, but no routine.
struct TimelineBuilder {
    /// How long a sentence or a tone sounds.
    let lengths: CueLengths

    private(set) var segments: [Segment] = []
    private(set) var cues: [Cue] = []
    /// Where the last segment ends.
    private(set) var now: Frames = 0
    /// Where the last sound ends, and whether that was a tone.
    private var soundEnd: Frames
    private var lastWasTone = false

    /// Creates a builder; `silentBefore` is the silence that precedes frame 0.
    init(lengths: CueLengths, silentBefore: Frames = 0) {
        self.lengths = lengths
        soundEnd = -silentBefore
    }

    /// Creates a builder that goes on where a timeline was left.
    ///
    /// - Parameters:
    ///   - lengths: how long sentences and tones sound.
    ///   - segments: those that are over.
    ///   - cues: those that have sounded, in order; the last may reach beyond the segments.
    init(lengths: CueLengths, segments: [Segment], cues: [Cue]) {
        self.lengths = lengths
        self.segments = segments
        self.cues = cues
        now = segments.last?.end ?? 0
        soundEnd = cues.last?.end ?? 0
        lastWasTone = cues.last?.tone != nil
    }

    /// True while the last sound reaches into the next segment, as the end tone of a hold does.
    var isSounding: Bool { soundEnd > now }

    // MARK: Where sounds may start

    /// The first frame from `frame` on at which a sentence may start.
    func firstRoom(forSpeechFrom frame: Frames) -> Frames {
        let gap = lastWasTone ? CueRules.gapAfterTone : CueRules.gapBetweenSentences
        return max(frame, soundEnd + gap).roundedUpToGrid
    }

    /// The first frame from `frame` on at which a tone may start.
    func firstRoom(forToneFrom frame: Frames) -> Frames {
        let gap = lastWasTone ? CueRules.gapAfterTone : CueRules.guardBeforeTone
        return max(frame, soundEnd + gap).roundedUpToGrid
    }

    // MARK: Adding

    /// Adds a tone that starts at this very frame.
    mutating func add(_ tone: Tone, at frame: Frames) {
        let length = lengths.tone(tone)
        cues.append(Cue(tone, at: frame, length: length))
        note(end: frame + length, isTone: true)
    }

    /// Adds a sentence that starts at this very frame.
    mutating func add(
        _ utterance: Utterance, _ role: Cue.Role, at frame: Frames, fallback: Tone? = nil
    ) {
        let length = lengths.speech(utterance)
        cues.append(Cue(utterance, role, at: frame, length: length, fallback: fallback))
        note(end: frame + length, isTone: false)
    }

    /// Adds a cue whose length and place are known.
    mutating func add(_ cue: Cue) {
        cues.append(cue)
        note(end: cue.end, isTone: cue.tone != nil)
    }

    /// Lengthens the last segment with silence.
    mutating func stretch(to end: Frames) {
        guard !segments.isEmpty, end > now else { return }
        segments[segments.count - 1].end = end
        now = end
    }

    /// Adds sentences one after the other from the first room on, and returns where they end.
    @discardableResult
    mutating func say(_ sentences: [(role: Cue.Role, utterance: Utterance)]) -> Frames {
        for (role, utterance) in sentences {
            add(utterance, role, at: firstRoom(forSpeechFrom: now))
        }
        return soundEnd
    }

    /// Ends a segment that lasts as long as what was said in it; without sound there is none.
    mutating func closeSpeech(_ segment: (Frames, Frames) -> Segment) {
        guard soundEnd > now else { return }
        close(at: (soundEnd + CueRules.tailAfterSpeech).roundedUpToGrid, segment)
    }

    /// Ends a segment at a frame.
    mutating func close(at end: Frames, _ segment: (Frames, Frames) -> Segment) {
        guard end > now else { return }
        segments.append(segment(now, end))
        now = end
    }

    private mutating func note(end: Frames, isTone: Bool) {
        guard end >= soundEnd else { return }
        soundEnd = end
        lastWasTone = isTone
    }
}

/// How long sentences and tones sound, in frames at 48 kHz.
public struct CueLengths {
    /// The length of a sentence.
    public let speech: (Utterance) -> Frames
    /// The length of a tone.
    public let tone: (Tone) -> Frames

    /// Creates the lengths from the two measures; each must give the same answer every time.
    public init(speech: @escaping (Utterance) -> Frames, tone: @escaping (Tone) -> Frames) {
        self.speech = speech
        self.tone = tone
    }
}
