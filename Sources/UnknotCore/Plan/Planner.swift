/// Gives an agenda its times and its sentences, with the measured length of every sentence.
///
/// Pure: the same agenda and lengths give the same timeline. A sentence that does not fit is first
/// said in its short wording, then faster, then, if it is optional, left out; a sentence that must
/// be said and still does not fit is a problem of the routine.
///
/// Cost: linear in the number of segments and cues, plus one measure for each sentence tried.
public struct Planner {
    let lengths: CueLengths
    let language: Language

    /// Creates a planner.
    ///
    /// - Parameters:
    ///   - lengths: how long each sentence and tone sounds; asked once or more for each.
    ///   - language: the coach's own sentences.
    public init(lengths: CueLengths, language: Language = .english) {
        self.lengths = lengths
        self.language = language
    }

    /// The timeline of a routine from its start.
    ///
    /// The opening names the session's true length: it is rounded up to five seconds, and the
    /// difference is silence before the first step.
    ///
    /// - Throws: `PlanFailure`, if an option does not suit the routine, or with every sentence that
    ///   does not fit.
    public func plan(
        _ routine: Routine, _ options: PlanOptions = PlanOptions()
    ) throws(PlanFailure) -> Timeline {
        try plan(Agenda(routine, options))
    }

    func plan(_ agenda: Agenda) throws(PlanFailure) -> Timeline {
        let intro = Intro(agenda, language)
        // Sentences are measured in the order in which they are heard.
        intro.measure(lengths)
        let body = try body(of: agenda)
        return try joined(intro.built(before: body.now, lengths), body, agenda)
    }

    /// The timeline of a session that goes on at a place, after a word of welcome.
    func plan(
        _ agenda: Agenda, resumingAt start: SessionBuilder.Start
    ) throws(PlanFailure)
        -> Timeline
    {
        let body = try body(of: agenda, from: start)
        var welcome = TimelineBuilder(lengths: lengths, isStart: true)
        let options = agenda.options
        if options.intro != .off, options.cues != .tones {
            let left = Duration(frames: body.now)
            let sentences: [(Cue.Role, String)] = [
                (.title, language.welcomeBack(agenda.routine.title, left)),
                (.caution, language.stopRule),
            ]
            welcome.say(sentences.map { ($0, Utterance($1, rate: options.rate)) })
            welcome.closeOpening(agenda.routine.title)
        }
        return try joined(welcome, body, agenda, isChanged: true)
    }

    /// Everything from a place in an agenda to the end, without an opening.
    func body(
        of agenda: Agenda, from start: SessionBuilder.Start? = nil
    ) throws(PlanFailure) -> TimelineBuilder {
        // An opening ends in silence of its own; without one the body begins with it.
        let isStart = agenda.options.intro == .off
        var session = SessionBuilder(
            agenda, language, TimelineBuilder(lengths: lengths, isStart: isStart))
        session.stretches = start != nil
        session.build(from: start ?? .init())
        guard session.problems.isEmpty else { throw .routine(session.problems) }
        return session.timeline
    }

    /// The opening and the body as one timeline that keeps the rules.
    private func joined(
        _ opening: TimelineBuilder, _ body: TimelineBuilder, _ agenda: Agenda,
        isChanged: Bool = false
    ) throws(PlanFailure) -> Timeline {
        let shift = opening.now
        let timeline = Timeline(
            routine: agenda.routine.id, title: agenda.routine.title, duration: shift + body.now,
            segments: opening.segments + body.segments.map { $0.shifted(by: shift) },
            cues: opening.cues + body.sortedCues.map { $0.shifted(by: shift) })
        let broken = CueRules.violations(of: timeline, isChanged: isChanged)
        guard broken.isEmpty else {
            throw .routine(broken.map { Problem(at: nil, "the plan breaks a rule: \($0)") })
        }
        return timeline
    }
}
