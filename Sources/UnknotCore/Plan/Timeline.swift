/// A routine expanded in time: what the body does from when to when, and what is heard when.
///
/// Positions are frames from the session's start. Segments follow each other without a gap and
/// fill the whole time; cues are in order and never overlap.
public struct Timeline: Hashable, Sendable {
    /// The routine's id.
    public var routine: String
    /// The routine's title.
    public var title: String
    /// The session's length.
    public var duration: Frames
    /// The activity of the body.
    public var segments: [Segment]
    /// The sounds.
    public var cues: [Cue]

    /// Creates a timeline from its parts; `CueRules` says what must hold of them.
    public init(
        routine: String, title: String, duration: Frames, segments: [Segment], cues: [Cue]
    ) {
        self.routine = routine
        self.title = title
        self.duration = duration
        self.segments = segments
        self.cues = cues
    }

    /// The index of the segment that holds a frame, or nil outside the session.
    ///
    /// Cost: logarithmic in the number of segments.
    public func segmentIndex(at frame: Frames) -> Int? {
        var (low, high) = (0, segments.count)
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].end <= frame { low = middle + 1 } else { high = middle }
        }
        return low < segments.count && segments[low].start <= frame ? low : nil
    }
}

/// A stretch of the timeline of one kind.
public struct Segment: Hashable, Sendable {
    /// The kinds of segments.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case intro
        case setup
        case move
        case roll
        case hold
        case reps
        case rest
        case `switch`
        case outro
    }

    /// The first frame.
    public var start: Frames
    /// The frame after the last.
    public var end: Frames
    /// The activity of the body.
    public var kind: Kind
    /// The block's index in the routine, counted from 0, or nil outside the blocks.
    public var block: Int?
    /// The step's id, or nil outside the steps.
    public var step: String?
    /// The side at work, or nil if sides play no part.
    public var side: Side?
    /// The index of the timed action in its step as it is done, repeats written out, or nil outside
    /// the actions.
    public var action: Int?
    /// The regions of the body that its step works on.
    public var regions: [Region]
    /// The title to show for it: the step's, or the routine's.
    public var title: String

    /// The segment's length in frames.
    public var length: Frames { end - start }

    /// True for an action: it has a time that runs while the body works.
    public var isTimed: Bool {
        switch kind {
        case .roll, .hold, .reps, .rest: true
        case .intro, .outro, .setup, .move, .switch: false
        }
    }

    /// The segment later by so many frames.
    func shifted(by frames: Frames) -> Segment {
        var segment = self
        segment.start += frames
        segment.end += frames
        return segment
    }

    /// Creates a segment.
    public init(
        start: Frames = 0, end: Frames = 0, kind: Kind, block: Int? = nil, step: String? = nil,
        side: Side? = nil, action: Int? = nil, regions: [Region] = [], title: String
    ) {
        self.start = start
        self.end = end
        self.kind = kind
        self.block = block
        self.step = step
        self.side = side
        self.action = action
        self.regions = regions
        self.title = title
    }
}

/// A sentence or a tone at a frame of the timeline.
public struct Cue: Hashable, Sendable {
    /// The sounds.
    public enum Content: Hashable, Sendable {
        /// A sentence, and the tone that stands for it when it cannot be spoken.
        case speech(Utterance, fallback: Tone?)
        /// A tone.
        case tone(Tone)
    }

    /// The purpose of a cue; the planner gives it, and everyone who shows, captions or repeats cues
    /// chooses by it and never by their words.
    public enum Role: String, Hashable, Sendable, CaseIterable {
        /// Names the session, or a step with its side.
        case title
        /// Says how to get into position and with which tool.
        case setup = "set-up"
        /// Offers a choice.
        case choice
        /// Says what to keep clear of, and when to stop.
        case caution
        /// Says what to do: in an action, on a change of sides, at the end.
        case instruction
        /// Says that an action comes, or how long it lasts.
        case announcement
        /// Says how far something has come, or encourages; never needed.
        case remark
        /// Counts: seconds before an end or a start, repetitions.
        case count
        /// Answers the user, or says where things are after an interruption; nobody planned it.
        case answer
        /// A tone that starts or ends something.
        case signal
    }

    /// The first audible frame.
    public var frame: Frames
    /// How long it sounds, in frames.
    public var length: Frames
    /// The sounds.
    public var content: Content
    /// Its purpose.
    public var role: Role

    /// The frame after the last audible one.
    public var end: Frames { frame + length }

    /// Creates a spoken cue.
    ///
    /// - Parameters:
    ///   - utterance: the sentence.
    ///   - role: what it is for.
    ///   - frame: where it begins.
    ///   - length: how long it sounds, in frames.
    ///   - fallback: the tone that stands for it if it cannot be spoken.
    public init(
        _ utterance: Utterance, _ role: Role, at frame: Frames, length: Frames,
        fallback: Tone? = nil
    ) {
        self.frame = frame
        self.length = length
        self.role = role
        content = .speech(utterance, fallback: fallback)
    }

    /// Creates a sounded cue; its role is that of the tone.
    public init(_ tone: Tone, at frame: Frames, length: Frames) {
        self.frame = frame
        self.length = length
        content = .tone(tone)
        role =
            switch tone {
            case .count: .count
            case .half: .remark
            case .go, .holdStart, .holdEnd, .switch, .done, .pause, .resume: .signal
            }
    }

    /// The cue later by so many frames.
    func shifted(by frames: Frames) -> Cue {
        var cue = self
        cue.frame += frames
        return cue
    }

    /// The words of a spoken cue, or nil for a tone.
    public var text: String? {
        if case .speech(let utterance, _) = content { utterance.text } else { nil }
    }

    /// The tone of a sounded cue, or nil for a sentence.
    public var tone: Tone? {
        if case .tone(let tone) = content { tone } else { nil }
    }
}

// MARK: - Lines

extension Cue {
    /// The cue as a line of text: `M:SS.t`, two spaces, `say` or `tone`, two spaces, the words.
    public var line: String {
        let what =
            switch content {
            case .speech(let utterance, _): "say  \(utterance.text)"
            case .tone(let tone): "tone  \(tone.rawValue)"
            }
        return "\(TimeText.stamp(frame))  \(what)"
    }
}
