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
