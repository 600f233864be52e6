/// Where a session was left, with all that is needed to go on there.
///
/// It is written as JSON; a bookmark of another version of the program is not read.
public struct Bookmark: Hashable, Sendable, Codable {
    /// The version of this form; another one is not read.
    public var version = Bookmark.currentVersion
    /// The routine's title, for people.
    public var title: String
    /// What was asked for at the start.
    public var options: PlanOptions
    /// How far the session had come.
    public var position: Frames
    /// How long it was to be.
    public var duration: Frames

    /// The block, step and side to go on with.
    var block: Int
    var step: String
    var side: Side?
    /// What is left of the step, the action under way first; nil where none has begun.
    var beats: [Beat]?
    /// The holds that got another length than the options give them.
    var holds: [ChangedHold]

    /// A hold that got another length.
    struct ChangedHold: Hashable, Sendable, Codable {
        var section: Int
        var step: Int
        var beat: Int
        var length: Duration
    }

    /// The version that is written.
    public static let currentVersion = 1
}

extension LivePlan {
    /// Where the session is at a frame; nil in the opening, where nothing would be lost, and in the
    /// closing, where nothing is left.
    public func bookmark(at frame: Frames) -> Bookmark? {
        guard let here = here(at: frame), let section = here.section else { return nil }
        let step = here.step ?? 0
        let place = place(section, step)
        var beats: [Beat]?
        if let action = here.segment.action {
            let all = self.beats(section, step)
            guard all.indices.contains(action) else { return nil }
            var rest = Array(all[action...])
            rest[0].shorten(to: Duration(frames: here.segment.end - frame))
            beats = rest
        } else if let run, run.section == section, run.step == step, !hasBegun(here) {
            // Interrupted again before it went on: what was left then is still left.
            beats = run.beats
        }
        return Bookmark(
            title: timeline.title, options: options, position: frame, duration: timeline.duration,
            block: place.block, step: place.step.id, side: place.side, beats: beats,
            holds: changedHolds)
    }

    /// True where an action of the step that is under way has been done before.
    private func hasBegun(_ here: Here) -> Bool {
        timeline.segments[..<here.index].contains {
            $0.action != nil && $0.block == here.segment.block && $0.side == here.segment.side
                && $0.step == here.segment.step
        }
    }

    /// What differs from the routine with its options.
    private var changedHolds: [Bookmark.ChangedHold] {
        guard let fresh = try? Programme(programme.routine, options) else { return [] }
        var changed: [Bookmark.ChangedHold] = []
        for (section, (now, before)) in zip(programme.sections, fresh.sections).enumerated() {
            for (step, (now, before)) in zip(now.steps, before.steps).enumerated() {
                for (beat, (now, before)) in zip(now.beats, before.beats).enumerated()
                where now.length != before.length {
                    changed.append(
                        .init(section: section, step: step, beat: beat, length: now.length))
                }
            }
        }
        return changed
    }

    /// Plans what is left of a session: a word of welcome, the set-up of its step once more with
    /// the time to get down, and then the rest of what was under way.
    ///
    /// - Parameters:
    ///   - bookmark: where it was left.
    ///   - routine: the routine that it was made of.
    ///   - lengths: how long sentences and tones sound.
    ///   - phrases: the coach's own sentences.
    /// - Throws: `PlanFailure.option` where the routine no longer has the place.
    public init(
        resuming bookmark: Bookmark, of routine: Routine, lengths: CueLengths,
        phrases: Phrases = .english
    ) throws(PlanFailure) {
        let options = bookmark.options
        var programme = try Programme(routine, options)
        for hold in bookmark.holds { programme.apply(hold) }
        guard
            let section = programme.sections.firstIndex(where: {
                $0.block == bookmark.block && $0.side == bookmark.side
            }),
            let step = programme.sections[section].steps.firstIndex(where: {
                $0.step.id == bookmark.step
            })
        else {
            throw .option(
                "\(routine.id) has changed since, and has no step \"\(bookmark.step)\" there.")
        }
        var body = SessionBuilder(programme, options, phrases, lengths)
        body.stretches = true
        let due = max(
            options.leadIn ?? routine.leadIn, programme.sections[section].steps[step].step.move)
        let own = programme.sections[section].steps[step].beats
        let beats = bookmark.beats.flatMap { Beat.fitted($0, to: own) }
        guard (beats == nil) == (bookmark.beats == nil) else {
            throw .option(
                "\(routine.id) has changed since: step \"\(bookmark.step)\" has other actions.")
        }
        body.build(from: .init(section: section, step: step, beats: beats, due: due))
        guard body.problems.isEmpty else { throw .routine(body.problems) }

        var opening = TimelineBuilder(
            lengths: lengths, silentBefore: CueRules.gapBetweenSentences - CueRules.lead)
        if options.intro != .off, options.cues != .tones {
            let left = Duration(frames: body.builder.now)
            opening.say([
                (.title, body.utterance(phrases.welcomeBack(routine.title, left))),
                (.caution, body.utterance(phrases.stopRule)),
            ])
            opening.closeSpeech { start, end in
                Segment(start: start, end: end, kind: .intro, title: routine.title)
            }
        }
        let shift = opening.now
        self.programme = programme
        self.options = options
        self.lengths = lengths
        self.phrases = phrases
        run = beats.map { Run(section: section, step: step, beats: $0) }
        timeline = Timeline(
            routine: routine.id, title: routine.title, duration: shift + body.builder.now,
            segments: opening.segments + body.builder.segments.map { $0.shifted(by: shift) },
            cues: opening.cues
                + body.builder.cues.sorted { $0.frame < $1.frame }.map { $0.shifted(by: shift) })
        let broken = CueRules.violations(of: timeline, isChanged: true)
        guard broken.isEmpty else {
            throw .routine(broken.map { Problem(at: nil, "the plan breaks a rule: \($0)") })
        }
    }
}

extension Beat {
    /// Leaves the last part of it, of at least 5 s, and of repetitions whole ones.
    fileprivate mutating func shorten(to left: Duration) {
        let left = Duration(frames: left.frames.roundedUpToGrid)
        switch kind {
        case .hold:
            let over = (held ?? .zero) + max(.zero, length - left)
            held = min(over, FormatLimits.hold.upperBound)
            length = min(length, max(left, .seconds(5)))
        case .roll, .rest: length = min(length, max(left, .seconds(5)))
        case .reps(let count, let every):
            let rest = (left.frames + every.frames - 1) / max(every.frames, 1)
            let number = min(max(rest, 1), count)
            kind = .reps(number, every: every)
            length = every * number
        }
    }
}
