/// Lays segments and cues one after the other; knows gaps and lengths, but no routine.
struct TimelineBuilder {
    /// How long a sentence or a tone sounds.
    let lengths: CueLengths

    private(set) var segments: [Segment] = []
    private(set) var cues: [Cue] = []
    /// The end of the last segment.
    private(set) var now: Frames = 0
    /// The first frame at which a sentence may start.
    private var earliest: Frames = 0
    /// The end of the last sound, and whether that was a tone.
    private var soundEnd: Frames = -CueRules.gapBetweenSentences
    private var lastWasTone = false

    /// Creates an empty builder.
    ///
    /// - Parameters:
    ///   - lengths: how long sentences and tones sound.
    ///   - isStart: true if the session begins with it, and nothing was heard before.
    init(lengths: CueLengths, isStart: Bool) {
        self.lengths = lengths
        if isStart { earliest = CueRules.lead }
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

    /// The cues in the order in which they are heard.
    var sortedCues: [Cue] { cues.sorted { $0.frame < $1.frame } }

    // MARK: Where sounds may start

    /// The first frame from `frame` on at which a sentence may start.
    func firstRoom(forSpeechFrom frame: Frames) -> Frames {
        let gap = lastWasTone ? CueRules.gapAfterTone : CueRules.gapBetweenSentences
        return SessionFormat.roundedUp(max(frame, earliest, soundEnd + gap))
    }

    /// The first frame from `frame` on at which a tone may start.
    func firstRoom(forToneFrom frame: Frames) -> Frames {
        let gap = lastWasTone ? CueRules.gapAfterTone : CueRules.guardBeforeTone
        return SessionFormat.roundedUp(max(frame, soundEnd + gap))
    }

    // MARK: Adding

    /// Adds a tone that starts at this very frame.
    mutating func add(_ tone: Tone, at frame: Frames) {
        add(Cue(tone, at: frame, length: lengths.tone(tone)))
    }

    /// Adds a sentence that starts at this very frame.
    mutating func add(
        _ utterance: Utterance, _ role: Cue.Role, at frame: Frames, fallback: Tone? = nil
    ) {
        let length = lengths.speech(utterance)
        add(Cue(utterance, role, at: frame, length: length, fallback: fallback))
    }

    /// Adds a cue that has its length and its place.
    mutating func add(_ cue: Cue) {
        cues.append(cue)
        guard cue.end >= soundEnd else { return }
        soundEnd = cue.end
        lastWasTone = cue.tone != nil
    }

    /// Adds sentences one after the other from the first room on.
    mutating func say(_ sentences: [(role: Cue.Role, utterance: Utterance)]) {
        for (role, utterance) in sentences {
            add(utterance, role, at: firstRoom(forSpeechFrom: now))
        }
    }

    /// Lengthens the last segment with silence.
    mutating func stretch(to end: Frames) {
        guard !segments.isEmpty, end > now else { return }
        segments[segments.count - 1].end = end
        now = end
    }

    /// Adds a segment that lasts as long as the sentences in it, and a silence; without sound it
    /// adds none.
    mutating func closeSpeech(_ segment: Segment, silence: Frames = CueRules.tailAfterSpeech) {
        guard soundEnd > now else { return }
        close(segment, at: SessionFormat.roundedUp(soundEnd + silence))
    }

    /// Adds the opening, after which the next sentence may begin at once.
    mutating func closeOpening(_ title: String) {
        closeSpeech(Segment(kind: .intro, title: title), silence: CueRules.gapBetweenSentences)
    }

    /// Adds a segment from the end of the last one to a frame.
    mutating func close(_ segment: Segment, at end: Frames) {
        guard end > now else { return }
        var segment = segment
        segment.start = now
        segment.end = end
        segments.append(segment)
        now = end
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
