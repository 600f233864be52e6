/// The plan of a session that may be changed while the session is under way.
///
/// A change keeps what has been heard, and plans the rest anew: the timeline stays one line from
/// the session's start to its end, and says at any time what was done and what will be. A value
/// without a clock; what it is given to measure sentences with decides its cost, apart from that
/// linear in the number of segments and cues.
public struct LivePlan {
    /// What is heard when: what has been, and what will be.
    public internal(set) var timeline: Timeline
    /// What was asked for at the start.
    public let options: PlanOptions

    /// Holds that got another length are changed in here, so that they have it when they come.
    var programme: Programme
    /// The actions of the step under way where they are no longer those of the programme.
    var run: Run?
    let lengths: CueLengths
    let phrases: Phrases

    /// Plans a routine as `Planner` does.
    public init(
        _ routine: Routine, _ options: PlanOptions = PlanOptions(), lengths: CueLengths,
        phrases: Phrases = .english
    ) throws(PlanFailure) {
        programme = try Programme(routine, options)
        timeline = try Planner(lengths: lengths, phrases: phrases).plan(routine, options)
        self.options = options
        self.lengths = lengths
        self.phrases = phrases
    }

    /// A step that is done once in another way than planned.
    struct Run {
        /// Which step of which section.
        var section: Int
        var step: Int
        /// Its actions: those that are over as they were, and those that follow.
        var beats: [Beat]
    }

    /// What a person wants to be otherwise.
    public enum Edit: Hashable, Sendable {
        /// Go to the next step.
        case next
        /// Go to the start of this step, or from there to the one before.
        case back
        /// Hold now; the rest of the roll follows.
        case hold
        /// Stay in this hold for so much longer; the other side gets the same later if mirrored.
        case stay(Duration, isMirrored: Bool)
        /// End this hold now.
        case ease
        /// Leave out the rest of this side.
        case skipSide
        /// Say goodbye.
        case stop
    }

    /// A change of the plan.
    public struct Change {
        /// The plan with the change.
        public var plan: LivePlan
        /// The first frame from which it differs; a sentence that sounds there is cut.
        public var from: Frames
        /// True where people go elsewhere, so that a paused session goes on.
        public var leaves: Bool
        /// What was done, in a sentence.
        public var answer: String
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
        /// The hold may not become longer than it is.
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

    // MARK: Where things are

    /// A segment that is under way, and whose it is.
    struct Here {
        /// The frame in question.
        var frame: Frames
        /// The segment, and its index in the timeline.
        var segment: Segment
        var index: Int
        /// The section that it belongs to, or nil in the opening and the closing.
        var section: Int?
        /// The step in that section, or nil between steps.
        var step: Int?
    }

    /// What is under way at a frame, or nil outside the session.
    func here(at frame: Frames) -> Here? {
        guard let index = timeline.segmentIndex(at: frame) else { return nil }
        let segment = timeline.segments[index]
        let section = programme.sections.firstIndex {
            $0.block == segment.block && $0.side == segment.side
        }
        let step = section.flatMap { section in
            programme.sections[section].steps.firstIndex { $0.step.id == segment.step }
        }
        return Here(frame: frame, segment: segment, index: index, section: section, step: step)
    }

    /// The actions of the step that is under way.
    func beats(_ section: Int, _ step: Int) -> [Beat] {
        if let run, run.section == section, run.step == step { return run.beats }
        return programme.sections[section].steps[step].beats
    }

    /// What belongs to the segments of a step.
    func place(_ section: Int, _ step: Int) -> SessionBuilder.Place {
        let section = programme.sections[section]
        return .init(block: section.block, step: section.steps[step].step, side: section.side)
    }

    // MARK: Planning the rest

    /// A builder that knows all that has been heard before a frame.
    ///
    /// - Parameters:
    ///   - here: what is under way there; its segment is left open.
    ///   - cuts: true where the sentence that sounds there ends there.
    /// - Returns: the builder.
    func builder(_ here: Here, cuts: Bool) -> SessionBuilder {
        // The end of a hold belongs to what is over, also when it is heard at this very frame.
        var cues = Array(
            timeline.cues.prefix {
                $0.frame < here.frame || $0.frame == here.frame && $0.tone == .holdEnd
            })
        if cuts, let last = cues.last, last.text != nil, last.end > here.frame {
            cues[cues.count - 1].length = here.frame - last.frame
        }
        var session = SessionBuilder(programme, options, phrases, lengths)
        session.stretches = true
        session.builder = TimelineBuilder(
            lengths: lengths, segments: Array(timeline.segments[..<here.index]), cues: cues)
        return session
    }

    /// The plan with the timeline that a builder made, if it keeps the rules.
    func planned(by session: SessionBuilder, run: Run?) -> LivePlan? {
        guard session.problems.isEmpty else { return nil }
        var plan = self
        plan.run = run
        plan.timeline.segments = session.builder.segments
        plan.timeline.cues = session.builder.cues.sorted { $0.frame < $1.frame }
        plan.timeline.duration = session.builder.now
        guard CueRules.violations(of: plan.timeline, isChanged: true).isEmpty else { return nil }
        return plan
    }
}
