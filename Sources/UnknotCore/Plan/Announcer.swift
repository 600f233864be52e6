/// Builds the sentences that answer the user, and that re-orient them after a pause or without sound.
public struct Announcer {
    private let timeline: Timeline
    /// The planned sentences, in order; few among all cues in a step of many repetitions.
    private let sentences: [Cue]
    private let planner: Planner
    private let rate: Int
    private var language: Language { planner.language }
    private var lengths: CueLengths { planner.lengths }

    /// Creates an announcer for a plan as it is now.
    public init(_ plan: LivePlan) {
        timeline = plan.timeline
        sentences = timeline.cues.filter { $0.text != nil && $0.role != .answer }
        planner = plan.planner
        rate = plan.options.rate
    }

    /// A question that a running session is asked.
    public enum Question: Hashable, Sendable {
        /// What am I to do?
        case instruction
        /// How much time is left?
        case howLong
        /// Why can something not be done now?
        case refusal(LivePlan.Refusal)
        /// Where are things, now that sound is back?
        case soundIsBack
        /// Anything else, with the words of the answer.
        case words(String)
    }

    // MARK: Answers

    /// The timeline with an answer in the first room for it.
    ///
    /// In a hold and in a countdown it waits for a silence that is long enough. Anywhere else the
    /// segment becomes longer by the answer if there is no room, and everything after it later.
    ///
    /// - Parameters:
    ///   - question: the question.
    ///   - frame: the first frame at which the answer may start.
    /// - Returns: the timeline and the answer's cue, or nil if no room is left before the end.
    public func answered(
        _ question: Question, from frame: Frames
    ) -> (timeline: Timeline, answer: Cue)? {
        // News of the sound is soon old, and worth no delay.
        let isNews = question == .soundIsBack
        let latest = isNews ? frame + 8 * SessionFormat.sampleRate : .max
        // Answers come in the order of the questions.
        let last = timeline.cues.last { $0.role == .answer && $0.frame >= frame }
        var gap = Gap(timeline.cues, from: max(CueRules.lead, last?.end ?? frame))
        while gap.start <= latest, let index = timeline.segmentIndex(at: gap.start) {
            let answer = cue(question, at: gap.start)
            if answer.end <= gap.end ?? timeline.duration {
                return (timeline.inserting(answer), answer)
            }
            // A segment starts with its tone, so an answer before that belongs to the one before it.
            let isAtStart = gap.start == timeline.segments[index].start && index > 0
            let owner = isAtStart ? index - 1 : index
            if timeline.segments[owner].kind != .hold, !gap.isInCountdown, !isNews {
                let length = SessionFormat.roundedUp(answer.length + CueRules.gapBetweenSentences)
                let longer = timeline.stretched(at: answer.frame, in: owner, by: length)
                return (longer.inserting(answer), answer)
            }
            guard gap.advance() else { return nil }
        }
        return nil
    }

    /// An answer to a user whose session is paused; it stays so.
    public func interlude(_ question: Question, at frame: Frames) -> Interlude {
        var answer = cue(question, at: frame)
        answer.frame = 0
        return Interlude(
            cues: [answer],
            length: SessionFormat.roundedUp(answer.length + CueRules.gapBetweenSentences))
    }

    private func cue(_ question: Question, at frame: Frames) -> Cue {
        let utterance = Utterance(words(question, at: frame), rate: rate)
        return Cue(utterance, .answer, at: frame, length: lengths.speech(utterance))
    }

    /// The words of an answer that is given at a frame.
    public func words(_ question: Question, at frame: Frames) -> String {
        switch question {
        case .instruction: return instruction(at: frame)
        case .howLong: return howLong(at: frame)
        case .refusal(let refusal): return language.refusal(refusal)
        case .words(let words): return words
        case .soundIsBack:
            guard let index = timeline.segmentIndex(at: frame) else { return language.soundIsBack }
            return "\(language.soundIsBack) \(whereYouAre(timeline.segments[index], at: frame))"
        }
    }

    private func whereYouAre(_ segment: Segment, at frame: Frames) -> String {
        language.whereYouAre(segment, Duration(frames: segment.end - max(frame, segment.start)))
    }

    /// The last instruction: the sentence of the action under way, or the whole set-up before it; if
    /// nothing was said, the action under way.
    private func instruction(at frame: Frames) -> String {
        guard let index = timeline.segmentIndex(at: frame) else { return language.easeOff }
        let here = timeline.segments[index]
        for segment in timeline.segments[...index].reversed() {
            guard segment.step == here.step, segment.side == here.side else { break }
            let told = sentences(from: segment.start, to: min(segment.end, frame))
            switch segment.kind {
            case .intro: if let last = told.last?.text { return last }
            case .setup, .switch:
                // All of a set-up is one instruction.
                if !told.isEmpty { return told.compactMap(\.text).joined(separator: " ") }
            case .move:
                if let said = told.last(where: { $0.role == .announcement })?.text { return said }
            case .roll, .reps, .rest, .outro:
                if let said = told.first(where: { $0.role == .instruction })?.text { return said }
            // A hold is told of before it starts; how much of it is left says more.
            case .hold: return whereYouAre(here, at: frame)
            }
        }
        return whereYouAre(here, at: frame)
    }

    /// The sentences that begin from one frame on and before another.
    ///
    /// Cost: logarithmic in the number of sentences, as every gap that is tried asks for them.
    private func sentences(from start: Frames, to end: Frames) -> ArraySlice<Cue> {
        func first(from frame: Frames) -> Int {
            var (low, high) = (0, sentences.count)
            while low < high {
                let middle = (low + high) / 2
                if sentences[middle].frame < frame { low = middle + 1 } else { high = middle }
            }
            return low
        }
        return sentences[first(from: start)..<first(from: max(start, end))]
    }

    private func howLong(at frame: Frames) -> String {
        let session = Duration(frames: timeline.duration - frame)
        guard let index = timeline.segmentIndex(at: frame), let step = timeline.segments[index].step
        else { return language.howLong(nil, session) }
        let here = timeline.segments[index]
        let last = timeline.segments[index...].prefix {
            $0.step == step && $0.side == here.side && $0.block == here.block
        }.last
        return language.howLong(last.map { Duration(frames: $0.end - frame) }, session)
    }

    // MARK: Pauses

    /// The tone of a pause, after a silence that leaves no doubt.
    public var pauseTone: Interlude {
        let start = CueRules.lead
        let length = lengths.tone(.pause)
        return Interlude(
            cues: [Cue(.pause, at: start, length: length)],
            length: SessionFormat.roundedUp(start + length))
    }

    /// Builds the cues, without clips, that sound before a session that was paused goes on.
    ///
    /// In a timed action: its name, the side, how much is left, the sentence that the pause cut, and
    /// three, two, one; then it goes on at the very frame. Elsewhere the instruction is said again
    /// from its beginning, with the time to move into position, and in the opening and the closing
    /// the sentence that was cut. In the last second of an action the next one is named instead; a
    /// sentence that follows says itself what to do.
    ///
    /// - Parameter frame: where the session was paused.
    /// - Returns: the cues, with the frame to go on from if that is an earlier one.
    public func resumption(at frame: Frames) -> Interlude {
        guard let index = timeline.segmentIndex(at: frame) else { return Interlude() }
        let segment = timeline.segments[index]
        var builder = TimelineBuilder(lengths: lengths, isStart: false)
        builder.add(.resume, at: 0)
        switch segment.kind {
        case .roll, .hold, .reps, .rest:
            // A moment before the end the next action matters more.
            let isOver = segment.end - frame < SessionFormat.sampleRate
            let told = isOver ? timeline.segments.dropFirst(index + 1).first : segment
            guard let told, told.isTimed else {
                return Interlude(
                    cues: builder.cues, length: builder.firstRoom(forSpeechFrom: 0))
            }
            var sentences = [Utterance(whereYouAre(told, at: frame), rate: rate)]
            if !isOver, let cut = cutSentence(at: frame) { sentences.append(cut.utterance) }
            builder.say(sentences.map { (.answer, $0) })
            let first = builder.firstRoom(forToneFrom: 0)
            for second in 0..<3 {
                builder.add(.count, at: first + second * SessionFormat.sampleRate)
            }
            return Interlude(
                cues: builder.cues, length: first + 3 * SessionFormat.sampleRate)
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

    /// The sentence that sounds at a frame, and its start.
    private func cutSentence(at frame: Frames) -> (utterance: Utterance, start: Frames)? {
        let last = timeline.cues.last { $0.frame < frame }
        guard let last, last.end > frame, case .speech(let utterance, _) = last.content
        else { return nil }
        return (utterance, last.frame)
    }

    /// The start of a segment for a user who hears it again: the end of the hold before it, which
    /// sounds on its first frame, is not heard twice.
    private func firstFrame(of segment: Segment) -> Frames {
        let first = timeline.cues.first { $0.frame >= segment.start }
        guard let first, first.frame == segment.start, first.tone == .holdEnd else {
            return segment.start
        }
        return SessionFormat.roundedUp(first.end)
    }
}

extension Timeline {
    /// The timeline with one more cue, which meets no other.
    fileprivate func inserting(_ cue: Cue) -> Timeline {
        var timeline = self
        let place = cues.firstIndex { $0.frame > cue.frame } ?? cues.count
        timeline.cues.insert(cue, at: place)
        return timeline
    }

    /// The timeline with a longer segment, and everything from a frame in it on later.
    fileprivate func stretched(at frame: Frames, in index: Int, by length: Frames) -> Timeline {
        var timeline = self
        timeline.duration += length
        timeline.segments[index].end += length
        for later in timeline.segments.indices.dropFirst(index + 1) {
            timeline.segments[later] = timeline.segments[later].shifted(by: length)
        }
        timeline.cues = cues.map { $0.frame >= frame ? $0.shifted(by: length) : $0 }
        return timeline
    }
}

/// A place between two cues for a sentence that nobody planned.
private struct Gap {
    /// The first frame at which it may start.
    private(set) var start: Frames
    private var before: Cue?
    private var later: ArraySlice<Cue>

    /// The first gap from a frame on, which may be too short for any sentence.
    init(_ cues: [Cue], from frame: Frames) {
        start = SessionFormat.roundedUp(frame)
        later = cues[...]
        passCuesBeforeStart()
    }

    /// The frame at which the sentence must have ended, or nil after the last cue.
    var end: Frames? {
        later.first.map { next in
            next.frame
                - (next.tone == nil ? CueRules.gapBetweenSentences : CueRules.guardBeforeTone)
        }
    }

    /// True between the ticks of a countdown, and between the last of them and what it counts to.
    var isInCountdown: Bool { before?.role == .count || later.first?.role == .count }

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
        start = max(start, SessionFormat.roundedUp(cue.end + silence))
    }
}
