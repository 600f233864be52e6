/// The plan of a session that can be changed while the session is under way.
///
/// A change keeps what has been heard, and plans the rest anew: the timeline stays one line from
/// the session's start to its end, and tells at any time what was done and what will be. It is a
/// value without a clock. A change costs as much as measuring its new sentences, and apart from that
/// is linear in the number of segments and cues.
public struct LivePlan {
    /// The segments and cues from the session's start to its end.
    public internal(set) var timeline: Timeline
    /// The options that the session was started with.
    public var options: PlanOptions { agenda.options }

    /// All that the session does; a hold that the user made longer is longer in here.
    private(set) var agenda: Agenda
    /// The step under way, if it is done in another way than the agenda says.
    private(set) var run: Run?
    /// The frame from which the plan was changed last.
    private var changedFrom: Frames = 0
    let planner: Planner

    /// A step that is done once in another way than planned.
    struct Run {
        /// The number of the step in the agenda.
        var step: Int
        /// Its items: those that are over as they were, and those that follow.
        var items: [WorkItem]
    }

    /// Plans a routine as `Planner` does.
    public init(
        _ routine: Routine, _ options: PlanOptions = PlanOptions(), lengths: CueLengths,
        language: Language = .english
    ) throws(PlanFailure) {
        agenda = try Agenda(routine, options)
        planner = Planner(lengths: lengths, language: language)
        timeline = try planner.plan(agenda)
    }

    /// A change to a running session that the user asked for.
    public enum Edit: Hashable, Sendable {
        /// Go to the next step.
        case next
        /// Go to the start of this step, or from there to the one before.
        case back
        /// Hold now; the rest of the roll follows.
        case hold
        /// Stay in this hold for so much longer; if mirrored, the other side later gets the same.
        case stay(Duration, isMirrored: Bool)
        /// End this hold now.
        case ease
        /// Leave out the rest of this side.
        case skipSide
        /// Go to the closing.
        case stop
        /// Answer a question.
        case say(Announcer.Question)
    }

    /// A changed plan, and how a running session takes it up.
    public struct Change {
        /// The plan with the change.
        public var plan: LivePlan
        /// The first frame from which it differs; a sentence that sounds there is cut.
        public var from: Frames
        /// True if the session goes elsewhere, so that a paused session goes on.
        public var leaves: Bool
        /// The answer to the user, in a sentence.
        public var answer: String
    }

    /// The effect of a change, for the words that tell it.
    public enum Outcome: Hashable, Sendable {
        /// A hold became longer, perhaps on the other side as well.
        case more(Duration, alsoOn: Side?)
        /// A hold of this length began.
        case holding(Duration)
        case holdIsOver
        case toFirstStep
        case toNextStep
        case toEnd
        case ending
        /// Back to the step with this title.
        case back(String)
        /// The rest of a side is left out.
        case skipping(Side)
    }

    /// Why an edit cannot be done now.
    public enum Refusal: Error, Hashable, Sendable {
        /// There is no hold to stay in or to end.
        case noHold
        /// The hold is under way.
        case isHolding
        /// There is no roll to hold in.
        case noRoll
        /// The action is as good as over.
        case isEnding
        /// The rest of the session cannot be planned with it.
        case doesNotFit
        /// The hold may not become longer than this.
        case isLongest(Duration)
        /// The step has no side of its own.
        case noSide
        /// Nothing comes before.
        case isFirst
        /// Nothing comes after.
        case isLast
        /// The session is paused.
        case isPaused
    }

    // MARK: The present

    /// The segment under way at a frame.
    private struct Here {
        var frame: Frames
        var segment: Segment
        /// The segment's index in the timeline.
        var index: Int
        /// The number of the step in the agenda, or of the step that a change of sides leads to; nil
        /// in the opening and the closing.
        var step: Int?
    }

    /// The segment under way at a frame, or nil outside the session.
    private func here(at frame: Frames) -> Here? {
        guard let index = timeline.segmentIndex(at: frame) else { return nil }
        let segment = timeline.segments[index]
        let step = agenda.steps.indices.first { number in
            let place = agenda.place(ofStep: number)
            return place.block == segment.block && place.side == segment.side
                && (segment.step == nil || agenda.step(at: place).id == segment.step)
        }
        return Here(frame: frame, segment: segment, index: index, step: step)
    }

    /// The items of a step as it is done.
    private func items(ofStep number: Int) -> [WorkItem] {
        if let run, run.step == number { return run.items }
        return agenda.items(ofStep: number)
    }

    /// The action under way, which has to be of a kind.
    private func action(
        _ here: Here, _ kind: Segment.Kind, else refusal: Refusal
    ) throws(Refusal) -> (step: Int, items: [WorkItem], index: Int) {
        guard here.segment.kind == kind, let step = here.step, let index = here.segment.action
        else { throw refusal }
        let items = items(ofStep: step)
        guard items.indices.contains(index) else { throw refusal }
        return (step, items, index)
    }

    // MARK: Changes

    /// The plan with an edit.
    ///
    /// - Parameters:
    ///   - edit: what is wanted.
    ///   - frame: the first frame that can still be changed.
    /// - Returns: the change; this value stays as it is.
    /// - Throws: why it cannot be done now.
    public func change(_ edit: Edit, at frame: Frames) throws(Refusal) -> Change {
        if case .say(let question) = edit { return try say(question, from: frame) }
        guard let here = here(at: SessionFormat.roundedUp(frame)) else { throw .isLast }
        switch edit {
        case .next: return try next(here)
        case .back: return try back(here)
        case .hold: return try hold(here)
        case .stay(let more, let isMirrored): return try stay(here, more.frames, isMirrored)
        case .ease: return try ease(here)
        case .skipSide: return try skipSide(here)
        case .stop, .say:
            // The closing is said once.
            if here.segment.kind == .outro { throw .isLast }
            return try leave(here, to: nil, .ending)
        }
    }

    private func say(
        _ question: Announcer.Question, from frame: Frames
    ) throws(Refusal) -> Change {
        guard let (timeline, answer) = Announcer(self).answered(question, from: frame) else {
            throw .isEnding
        }
        var plan = self
        plan.timeline = timeline
        return Change(plan: plan, from: answer.frame, leaves: false, answer: answer.text ?? "")
    }

    private func stay(
        _ here: Here, _ more: Frames, _ isMirrored: Bool
    ) throws(Refusal) -> Change {
        var (step, items, index) = try action(here, .hold, else: .noHold)
        let hold = items[index]
        // The part that was held before an interruption counts.
        let whole = hold.length + hold.held
        let added = min(more, hold.longest - whole)
        guard added >= SessionFormat.sampleRate else { throw .isLongest(Duration(frames: whole)) }
        items[index].length += added
        var plan = self
        var isLongerLater = false
        if let origin = hold.origin {
            plan.agenda.lengthen(origin, by: added)
            if isMirrored, let twin = agenda.twin(of: origin) {
                isLongerLater = plan.agenda.lengthen(twin, by: added)
            }
        }
        var session = plan.builder(here, cuts: false)
        let words = planner.language.more(Duration(frames: added))
        session.extendHold(items, at: index, saying: words, from: here.frame)
        let side = isLongerLater ? here.segment.side?.other : nil
        return try plan.changed(
            session, here, .init(step: step, items: items), goingOnAt: index + 1,
            .more(Duration(frames: added), alsoOn: side))
    }

    private func ease(_ here: Here) throws(Refusal) -> Change {
        var (step, items, index) = try action(here, .hold, else: .noHold)
        var session = builder(here, cuts: false)
        let end = session.timeline.firstRoom(forToneFrom: here.frame)
        guard end < here.segment.end else { throw .isEnding }
        items[index].length = end - here.segment.start
        session.timeline.end(here.segment, at: end)
        return try changed(
            session, here, .init(step: step, items: items), goingOnAt: index + 1, .holdIsOver)
    }

    private func hold(_ here: Here) throws(Refusal) -> Change {
        if here.segment.kind == .hold { throw .isHolding }
        var (step, items, index) = try action(here, .roll, else: .noRoll)
        var session = builder(here, cuts: false)
        let start = session.timeline.firstRoom(forToneFrom: here.frame)
        guard here.segment.end - start >= SessionFormat.sampleRate else { throw .isEnding }
        // The hold that would have followed comes now; a roll without one gets one.
        var hold =
            index + 1 < items.count && items[index + 1].kind == .hold
            ? items.remove(at: index + 1)
            : WorkItem(holdFor: usualHold(step), at: items[index].place)
        hold.isSudden = true
        var rest = items[index]
        rest.length = here.segment.end - start
        rest.say = nil
        rest.brief = nil
        items[index].length = start - here.segment.start
        items.insert(contentsOf: [hold, rest], at: index + 1)
        session.timeline.end(here.segment, at: start)
        return try changed(
            session, here, .init(step: step, items: items), goingOnAt: index + 1,
            .holding(Duration(frames: hold.length)))
    }

    /// How long a hold lasts that the author did not foresee, in frames: as long as the first one of
    /// the same step, or of the routine; 30 s if it has none, the shortest that is taught.
    private func usualHold(_ step: Int) -> Frames {
        (agenda.items(ofStep: step) + agenda.items).first { $0.kind == .hold }?.length
            ?? 30 * SessionFormat.sampleRate
    }

    private func next(_ here: Here) throws(Refusal) -> Change {
        if here.segment.kind == .outro { throw .isLast }
        guard let step = here.step else { return try begin(here) }
        if here.segment.step == nil {
            let due = agenda.routine.switchTime
            return try leave(here, to: .init(step: step, due: due), .toNextStep)
        }
        return try leave(
            here, to: .init(step: step + 1, changesSides: true),
            step + 1 == agenda.steps.count ? .toEnd : .toNextStep)
    }

    /// Leaves the opening: to the first step, or to what was left of one if the session goes on.
    private func begin(_ here: Here) throws(Refusal) -> Change {
        let first = timeline.segments[here.index...].first { $0.block != nil }
        let step = first.flatMap { self.here(at: $0.start)?.step } ?? 0
        let left = run.flatMap { $0.step == step ? $0 : nil }
        let due = options.leadIn ?? agenda.routine.leadIn
        return try leave(
            here, to: .init(step: step, items: left?.items, due: due), .toFirstStep, run: left)
    }

    private func back(_ here: Here) throws(Refusal) -> Change {
        let isEnd = here.segment.kind == .outro
        guard var step = here.step ?? (isEnd ? agenda.steps.indices.last : nil) else {
            throw .isFirst
        }
        // At its start already: to the one before, if there is one.
        let isAtStart = here.segment.step == nil || here.frame - start(of: here) < Self.twice
        if !isEnd, isAtStart { step = max(0, step - 1) }
        let place = agenda.place(ofStep: step)
        let turns = place.side != here.segment.side
        return try leave(
            here, to: .init(step: step, due: turns ? agenda.routine.switchTime : nil),
            .back(agenda.step(at: place).title))
    }

    /// Two requests to go back within this time lead to the step before.
    private static let twice = 4 * SessionFormat.sampleRate

    /// The start of the step that is under way.
    private func start(of here: Here) -> Frames {
        let same = timeline.segments[...here.index].reversed().prefix {
            $0.block == here.segment.block && $0.step == here.segment.step
                && $0.side == here.segment.side
        }
        // A step that was gone back to begins anew, so the last beginning counts.
        let first = same.first { $0.kind == .setup } ?? same.first { $0.kind == .move }
        return (first ?? same.last)?.start ?? here.segment.start
    }

    private func skipSide(_ here: Here) throws(Refusal) -> Change {
        guard let step = here.step, let side = here.segment.side, side != .both else {
            throw .noSide
        }
        let block = here.segment.block
        let next = agenda.steps.indices.dropFirst(step).first { number in
            let place = agenda.place(ofStep: number)
            return place.block != block || place.side != side
        }
        return try leave(
            here, to: .init(step: next ?? agenda.steps.count, changesSides: true),
            .skipping(side), saying: planner.language.skipped(side))
    }

    // MARK: Planning the rest

    /// A builder that holds all that was heard before a frame.
    ///
    /// - Parameters:
    ///   - here: the segment under way there, which is left open.
    ///   - cuts: true if the sentence that sounds there ends there.
    /// - Returns: the builder.
    private func builder(_ here: Here, cuts: Bool) -> SessionBuilder {
        // The end of a hold belongs to what is over, also if it is heard at this very frame.
        var cues = Array(
            timeline.cues.prefix {
                $0.frame < here.frame || $0.frame == here.frame && $0.tone == .holdEnd
            })
        if cuts, let last = cues.last, last.text != nil, last.end > here.frame {
            cues[cues.count - 1].length = here.frame - last.frame
        }
        var session = SessionBuilder(
            agenda, planner.language,
            TimelineBuilder(
                lengths: planner.lengths, segments: Array(timeline.segments[..<here.index]),
                cues: cues))
        session.stretches = true
        return session
    }

    /// Ends the segment under way and goes on elsewhere; nil stands for the closing.
    private func leave(
        _ here: Here, to start: SessionBuilder.Start?, _ outcome: Outcome,
        saying words: String? = nil, run: Run? = nil
    ) throws(Refusal) -> Change {
        var session = builder(here, cuts: true)
        let isHold = here.segment.kind == .hold
        let end = isHold ? session.timeline.firstRoom(forToneFrom: here.frame) : here.frame
        session.timeline.end(here.segment, at: end)
        if session.sentencesAreOff {
            session.timeline.add(.resume, at: session.timeline.firstRoom(forToneFrom: end))
        } else if let words {
            // The segment that follows takes it in.
            session.timeline.say([(.answer, session.utterance(words))])
        }
        session.build(from: start ?? .init(step: agenda.steps.count))
        var change = try planned(session, from: here.frame, run: run, outcome)
        change.leaves = true
        return change
    }

    /// Goes on within a step that is done in another way.
    private func changed(
        _ session: SessionBuilder, _ here: Here, _ run: Run, goingOnAt item: Int,
        _ outcome: Outcome
    ) throws(Refusal) -> Change {
        var session = session
        session.build(from: .init(step: run.step, items: run.items, item: item))
        return try planned(session, from: here.frame, run: run, outcome)
    }

    /// The plan with the timeline that a builder made, if it keeps the rules.
    private func planned(
        _ session: SessionBuilder, from frame: Frames, run: Run?, _ outcome: Outcome
    ) throws(Refusal) -> Change {
        var plan = self
        plan.run = run
        plan.changedFrom = frame
        plan.timeline.segments = session.timeline.segments
        plan.timeline.cues = session.timeline.sortedCues
        plan.timeline.duration = session.timeline.now
        guard session.problems.isEmpty,
            CueRules.violations(of: plan.timeline, isChanged: true).isEmpty
        else { throw .doesNotFit }
        return Change(
            plan: plan, from: frame, leaves: false, answer: planner.language.outcome(outcome))
    }

    // MARK: Leaving and going on

    /// The place of the session at a frame, to go on from later; nil in the opening, in which nothing
    /// would be lost, and in the closing, in which nothing is left.
    public func bookmark(at frame: Frames) -> Bookmark? {
        guard let here = here(at: max(frame, changedFrom)), let step = here.step else {
            return nil
        }
        var rest = agenda.items(ofStep: step)
        if let action = here.segment.action {
            let all = items(ofStep: step)
            guard all.indices.contains(action) else { return nil }
            rest = Array(all[action...])
            rest[0].shorten(to: here.segment.end - here.frame)
        } else if let run, run.step == step, !hasBegun(here) {
            // It was interrupted again before it went on, so the same is left.
            rest = run.items
        }
        return Bookmark(
            agenda, step: step, rest, position: frame, duration: timeline.duration)
    }

    /// True if an action of the step that is under way has been done before.
    private func hasBegun(_ here: Here) -> Bool {
        timeline.segments[..<here.index].contains {
            $0.action != nil && $0.block == here.segment.block && $0.side == here.segment.side
                && $0.step == here.segment.step
        }
    }

    /// Plans the rest of a session: a word of welcome, the set-up of its step once more with the
    /// time to get down, and then the rest of the action that was under way.
    ///
    /// - Parameters:
    ///   - bookmark: where the session was left.
    ///   - routine: the routine that it was made of.
    ///   - lengths: how long sentences and tones sound.
    ///   - language: the coach's own sentences.
    /// - Throws: `PlanFailure.otherText` if the routine has changed since.
    public init(
        resuming bookmark: Bookmark, of routine: Routine, lengths: CueLengths,
        language: Language = .english
    ) throws(PlanFailure) {
        guard bookmark.isValid, bookmark.digest == routine.digest else { throw .otherText }
        agenda = try Agenda(routine, bookmark.options)
        guard let items = bookmark.restore(&agenda) else { throw .otherText }
        run = Run(step: bookmark.step, items: items)
        planner = Planner(lengths: lengths, language: language)
        timeline = try planner.plan(
            agenda, resumingAt: .init(step: bookmark.step, items: items))
    }
}

extension TimelineBuilder {
    /// Ends a segment that is under way; a hold ends with its tone.
    fileprivate mutating func end(_ segment: Segment, at end: Frames) {
        close(segment, at: end)
        if segment.kind == .hold { add(.holdEnd, at: end) }
    }
}
