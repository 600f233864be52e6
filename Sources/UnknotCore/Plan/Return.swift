/// Brings people back into a session that went on without being heard, or not at all.
public struct Return {
    let timeline: Timeline
    let lengths: CueLengths
    let phrases: Phrases
    let rate: Int

    /// Creates what speaks of a timeline, at a rate in words a minute.
    public init(
        _ timeline: Timeline, lengths: CueLengths, phrases: Phrases = .english,
        rate: Int = Utterance.usualRate
    ) {
        self.timeline = timeline
        self.lengths = lengths
        self.phrases = phrases
        self.rate = rate
    }

    // MARK: After a pause

    /// What sounds before a session that was paused at a frame goes on.
    ///
    /// In a timed action: what it is, which side, how much is left, the sentence that the pause cut,
    /// and three, two, one; then it goes on at the very frame. Elsewhere the instruction is said
    /// again from its beginning, with the time to move into position, and in the opening and the
    /// closing the sentence that was cut. In the last second of an action it is what follows that is
    /// named; where that is a sentence, it says itself what to do.
    ///
    /// - Parameter frame: where the session was paused.
    /// - Returns: the cues, without clips.
    public func interlude(at frame: Frames) -> Interlude {
        guard let index = timeline.segmentIndex(at: frame) else { return Interlude() }
        let segment = timeline.segments[index]
        var builder = TimelineBuilder(lengths: lengths, silentBefore: CueRules.gapBetweenSentences)
        builder.add(.resume, at: 0)
        switch segment.kind {
        case .roll, .hold, .reps, .rest:
            let left = segment.end - frame
            // Who comes back a moment before the end is told of what follows.
            let isOver = left < SessionFormat.sampleRate
            let told = isOver ? timeline.segments.dropFirst(index + 1).first : segment
            guard let told, told.isTimed else {
                return Interlude(
                    cues: builder.cues, length: builder.firstRoom(forSpeechFrom: 0), restart: nil)
            }
            let words = phrases.whereYouAre(
                told, Duration(frames: isOver ? told.length : left))
            let cut = isOver ? nil : cutSentence(at: frame)
            builder.say(
                [(.answer, Utterance(words, rate: rate))]
                    + (cut.map { [(.answer, $0.utterance)] } ?? []))
            let first = builder.firstRoom(forToneFrom: 0)
            for second in 0..<3 {
                builder.add(.count, at: first + second * SessionFormat.sampleRate)
            }
            return Interlude(
                cues: builder.cues, length: first + 3 * SessionFormat.sampleRate, restart: nil)
        case .intro, .outro:
            return Interlude(
                cues: builder.cues, length: builder.firstRoom(forSpeechFrom: 0),
                restart: cutSentence(at: frame)?.start)
        case .setup, .move, .switch:
            let before = index > 0 ? timeline.segments[index - 1] : nil
            let instruction = segment.kind == .move && before?.kind == .setup ? before : nil
            return Interlude(
                cues: builder.cues, length: builder.firstRoom(forSpeechFrom: 0),
                restart: firstFrame(of: instruction ?? segment))
        }
    }

    /// The sentence that sounds at a frame, and where it begins.
    private func cutSentence(at frame: Frames) -> (utterance: Utterance, start: Frames)? {
        let last = timeline.cues.last { $0.frame < frame }
        guard let last, last.end > frame, case .speech(let utterance, _) = last.content
        else { return nil }
        return (utterance, last.frame)
    }

    /// Where a segment begins for someone who hears it again: the end of the hold before it, which
    /// sounds on its first frame, is not heard twice.
    private func firstFrame(of segment: Segment) -> Frames {
        let first = timeline.cues.first { $0.frame >= segment.start }
        guard let first, first.frame == segment.start, first.tone == .holdEnd else {
            return segment.start
        }
        return first.end.roundedUpToGrid
    }

    // MARK: When sound comes back

    /// A short sentence on where things are, in the first room for it from a frame on.
    ///
    /// - Parameters:
    ///   - frame: the earliest frame for it.
    ///   - latest: the latest frame at which it is still worth saying.
    /// - Returns: the cue, or nil where there is no room in that time.
    public func soundIsBack(from frame: Frames, latest: Frames) -> Cue? {
        var gap = Gap(timeline.cues, from: frame)
        while gap.start <= latest, let end = gap.end {
            if let cue = sentence(at: gap.start), cue.end <= end { return cue }
            guard gap.advance() else { return nil }
        }
        return nil
    }

    private func sentence(at frame: Frames) -> Cue? {
        guard let index = timeline.segmentIndex(at: frame) else { return nil }
        let segment = timeline.segments[index]
        let left = Duration(frames: segment.end - frame)
        let words = "\(phrases.soundIsBack) \(phrases.whereYouAre(segment, left))"
        let utterance = Utterance(words, rate: rate)
        return Cue(utterance, .answer, at: frame, length: lengths.speech(utterance))
    }
}

extension Segment {
    /// True for an action: it has a time that runs while people work.
    fileprivate var isTimed: Bool {
        switch kind {
        case .roll, .hold, .reps, .rest: true
        case .intro, .outro, .setup, .move, .switch: false
        }
    }
}

extension Timeline {
    /// The index of the segment that holds a frame, or nil outside the session.
    ///
    /// Cost: logarithmic in the number of segments.
    public func segmentIndex(at frame: Frames) -> Int? {
        var low = 0
        var high = segments.count
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].end <= frame { low = middle + 1 } else { high = middle }
        }
        return low < segments.count && segments[low].start <= frame ? low : nil
    }
}
