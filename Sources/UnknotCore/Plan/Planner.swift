/// Expands a routine into a timeline, with the measured length of every sentence.
///
/// Pure: the same routine, options and lengths give the same timeline. What does not fit is first
/// said in its short wording, then faster, then, where it is optional, left out; a sentence that
/// must be said and still does not fit is a problem of the routine.
///
/// Cost: linear in the number of segments and cues, plus one measure for each sentence tried.
public struct Planner {
    private let lengths: CueLengths
    private let phrases: Phrases

    /// Creates a planner.
    ///
    /// - Parameters:
    ///   - lengths: how long each sentence and tone sounds; asked once or more for each.
    ///   - phrases: the coach's own sentences.
    public init(lengths: CueLengths, phrases: Phrases = .english) {
        self.lengths = lengths
        self.phrases = phrases
    }

    /// The timeline of a routine.
    ///
    /// The opening names the session's true length: it is rounded up to five seconds, and the
    /// difference is silence before the first step.
    ///
    /// - Throws: `PlanFailure.option` where an option does not suit the routine,
    ///   `PlanFailure.routine` with every sentence that does not fit.
    public func plan(
        _ routine: Routine, _ options: PlanOptions = PlanOptions()
    ) throws(PlanFailure) -> Timeline {
        let programme = try Programme(routine, options)
        let opening = Opening(programme, options, phrases)
        opening.measure(lengths)
        var body = SessionBuilder(programme, options, phrases, lengths)
        body.build()
        guard body.problems.isEmpty else { throw .routine(body.problems) }
        let intro = opening.build(before: body.builder.now, lengths)
        let shift = intro.now
        let timeline = Timeline(
            routine: routine.id, title: routine.title, duration: shift + body.builder.now,
            segments: intro.segments + body.builder.segments.map { $0.shifted(by: shift) },
            cues: intro.cues
                + body.builder.cues.sorted { $0.frame < $1.frame }.map { $0.shifted(by: shift) })
        let broken = CueRules.violations(of: timeline)
        guard broken.isEmpty else {
            throw .routine(broken.map { Problem(at: nil, "the plan breaks a rule: \($0)") })
        }
        return timeline
    }
}

/// The opening of a session: its length, its tools, who should not do it, when to stop.
private struct Opening {
    private let programme: Programme
    private let options: PlanOptions
    private let phrases: Phrases

    init(_ programme: Programme, _ options: PlanOptions, _ phrases: Phrases) {
        self.programme = programme
        self.options = options
        self.phrases = phrases
    }

    private var sentences: [Utterance] {
        let texts =
            switch options.intro {
            case .off: [String]()
            case .brief: [phrases.stopRule]
            case .full:
                [phrases.tools(programme.tools)] + phrases.screening + [phrases.stopRule]
                    + phrases.guidance
            }
        return texts.map { Utterance($0, rate: options.rate) }
    }

    /// Asks for the length of every sentence but the first, which waits for the total.
    func measure(_ lengths: CueLengths) {
        for sentence in sentences { _ = lengths.speech(sentence) }
    }

    /// The intro's segment and cues, from frame 0 on, for a body of this length.
    func build(before body: Frames, _ lengths: CueLengths) -> TimelineBuilder {
        let step = Duration.seconds(5).frames
        // The other sentences fit in no less, so no shorter total is tried: each would be a sentence
        // to measure that nobody hears.
        let rest = sentences.reduce(0) { $0 + lengths.speech($1) + CueRules.gapBetweenSentences }
        var total = (body + (options.intro == .off ? 0 : rest)) / step * step
        while options.intro != .off {
            total += step
            var builder = TimelineBuilder(
                lengths: lengths, silentBefore: CueRules.gapBetweenSentences - CueRules.lead)
            let first = phrases.opening(programme.routine.title, Duration(frames: total))
            builder.say([Utterance(first, rate: options.rate)] + sentences)
            builder.closeSpeech { _, _ in
                Segment(start: 0, end: total - body, kind: .intro, title: programme.routine.title)
            }
            if builder.now + body <= total {
                builder.stretch(to: total - body)
                return builder
            }
        }
        return TimelineBuilder(lengths: lengths)
    }
}

extension Segment {
    /// The segment later by so many frames.
    func shifted(by frames: Frames) -> Segment {
        var segment = self
        segment.start += frames
        segment.end += frames
        return segment
    }
}

extension Cue {
    /// The cue later by so many frames.
    func shifted(by frames: Frames) -> Cue {
        var cue = self
        cue.frame += frames
        return cue
    }
}
