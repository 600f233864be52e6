/// Sentences that nobody planned: answers to what people ask.
extension Return {
    /// What people may ask to hear.
    public enum Question: Hashable, Sendable {
        /// The present instruction.
        case instruction
        /// How much time is left.
        case howLong
        /// Why something cannot be done now.
        case refusal(LivePlan.Refusal)
        /// Words of their own, such as what the keys do.
        case words(String)
    }

    /// An answer in the first room for it, without its clip.
    ///
    /// In a hold it waits for a silence that is long enough. Elsewhere the session stands still for
    /// it after the sentence that sounds, unless a countdown runs.
    ///
    /// - Parameters:
    ///   - question: what is asked.
    ///   - frame: the first frame at which it may start.
    /// - Returns: the answer, or nil where no room is left before the end.
    public func answer(_ question: Question, from frame: Frames) -> Insert? {
        var gap = Gap(timeline.cues, from: frame)
        while let index = timeline.segmentIndex(at: gap.start) {
            let utterance = Utterance(words(question, at: gap.start), rate: rate)
            let length = lengths.speech(utterance)
            let cue = Cue(utterance, .answer, at: gap.start, length: length)
            if cue.end <= gap.end ?? timeline.duration { return Insert(cue: cue, clip: nil) }
            if timeline.segments[index].kind != .hold, !gap.isInCountdown {
                return Insert(cue: cue, clip: nil, aside: aside(utterance, length))
            }
            guard gap.advance() else { return nil }
        }
        return nil
    }

    /// An answer to someone whose session is paused; it stays so.
    public func aside(_ question: Question, at frame: Frames) -> Interlude {
        let utterance = Utterance(words(question, at: frame), rate: rate)
        return aside(utterance, lengths.speech(utterance))
    }

    /// The tone of a pause, after a silence that leaves no doubt.
    public var pauseTone: Interlude {
        let start = CueRules.lead
        let length = lengths.tone(.pause)
        return Interlude(
            cues: [Cue(.pause, at: start, length: length)],
            length: (start + length).roundedUpToGrid)
    }

    private func aside(_ utterance: Utterance, _ length: Frames) -> Interlude {
        let cue = Cue(utterance, .answer, at: 0, length: length)
        return Interlude(
            cues: [cue], length: (length + CueRules.gapBetweenSentences).roundedUpToGrid)
    }

    // MARK: Words

    /// The words of an answer that is given at a frame.
    public func words(_ question: Question, at frame: Frames) -> String {
        switch question {
        case .instruction: instruction(at: frame)
        case .howLong: howLong(at: frame)
        case .refusal(let refusal): phrases.refusal(refusal)
        case .words(let words): words
        }
    }

    /// The last thing that people were told to do.
    ///
    /// That is the longest sentence of the segment so far, or the whole set-up before it; where
    /// nothing was said, what is going on.
    private func instruction(at frame: Frames) -> String {
        guard let index = timeline.segmentIndex(at: frame) else { return phrases.easeOff }
        let here = timeline.segments[index]
        for segment in timeline.segments[...index].reversed() {
            let isSame = segment.step == here.step && segment.side == here.side
            guard isSame else { break }
            let told = timeline.cues.filter {
                $0.frame >= segment.start && $0.frame < min(segment.end, frame)
            }.compactMap(\.text)
            if segment.kind == .intro, let last = told.last { return last }
            if segment.kind == .setup || segment.kind == .switch {
                // All of a set-up is one instruction.
                if !told.isEmpty { return told.joined(separator: " ") }
            } else if let longest = told.max(by: { $0.count < $1.count }), longest.count > 20 {
                return longest
            }
            // A hold is told of before it starts; how much of it is left says more.
            if segment.kind == .hold { break }
        }
        return phrases.whereYouAre(here, Duration(frames: here.end - frame))
    }

    private func howLong(at frame: Frames) -> String {
        let session = Duration(frames: timeline.duration - frame)
        guard let index = timeline.segmentIndex(at: frame), let step = timeline.segments[index].step
        else { return phrases.howLong(nil, session) }
        let here = timeline.segments[index]
        let last = timeline.segments[index...].prefix {
            $0.step == step && $0.side == here.side && $0.block == here.block
        }.last
        return phrases.howLong(last.map { Duration(frames: $0.end - frame) }, session)
    }
}

/// A place between two cues for a sentence that nobody planned.
struct Gap {
    /// The first frame at which it may start.
    private(set) var start: Frames
    private var before: Cue?
    private var later: ArraySlice<Cue>

    /// The first gap from a frame on, which may be too short for any sentence.
    init(_ cues: [Cue], from frame: Frames) {
        start = frame.roundedUpToGrid
        later = cues[...]
        passCuesBeforeStart()
    }

    /// Where the sentence must have ended, or nil after the last cue.
    var end: Frames? {
        later.first.map { next in
            next.frame
                - (next.tone == nil ? CueRules.gapBetweenSentences : CueRules.guardBeforeTone)
        }
    }

    /// True between the ticks of a countdown, and between the last of them and what it counts to.
    var isInCountdown: Bool { before?.isCount == true || later.first?.isCount == true }

    /// Goes on to the next gap; false after the last cue.
    mutating func advance() -> Bool {
        guard let next = later.popFirst() else { return false }
        pass(next)
        passCuesBeforeStart()
        return true
    }

    private mutating func passCuesBeforeStart() {
        while let next = later.first, next.frame < start {
            later.removeFirst()
            pass(next)
        }
    }

    private mutating func pass(_ cue: Cue) {
        before = cue
        let silence = cue.tone == nil ? CueRules.gapBetweenSentences : CueRules.gapAfterTone
        start = max(start, (cue.end + silence).roundedUpToGrid)
    }
}

extension Cue {
    /// True for a tick of a countdown, sounded or spoken.
    fileprivate var isCount: Bool {
        switch content {
        case .tone(let tone): tone == .count
        case .speech(_, let fallback): fallback == .count
        }
    }
}
