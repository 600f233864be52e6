extension LivePlan {
    /// The plan with an edit.
    ///
    /// - Parameters:
    ///   - edit: what is wanted.
    ///   - frame: the first frame that can still be changed.
    ///   - busy: where a sentence that is not in the timeline ends; nothing new sounds before.
    /// - Returns: the change; this value stays as it is.
    /// - Throws: why it cannot be done now.
    public func change(
        _ edit: Edit, at frame: Frames, busy: Frames = 0
    ) throws(Refusal) -> Change {
        guard let here = here(at: max(frame, busy).roundedUpToGrid) else { throw .isLast }
        switch edit {
        case .next: return try next(here)
        case .back: return try back(here)
        case .hold: return try hold(here)
        case .stay(let more, let isMirrored): return try stay(here, more, isMirrored)
        case .ease: return try ease(here)
        case .skipSide: return try skipSide(here)
        case .stop:
            // The closing is said once.
            if here.segment.kind == .outro { throw .isLast }
            return try leave(here, to: nil, "Ending")
        }
    }

    // MARK: Within a step

    private func stay(
        _ here: Here, _ more: Duration, _ isMirrored: Bool
    ) throws(Refusal) -> Change {
        let (section, step, index) = try action(here, .hold, else: .noHold)
        var plan = self
        var beats = beats(section, step)
        let beat = beats[index]
        // What was held before an interruption counts.
        let whole = beat.length + (beat.held ?? .zero)
        let added = min(more, beat.longest - whole)
        guard added >= .seconds(1) else { throw .isLongest(whole) }
        beats[index].length += added
        var isMirrored = isMirrored
        if let origin = beat.origin {
            plan.programme.lengthen(added, section, step, origin)
            isMirrored =
                isMirrored && plan.programme.mirror(added, section, step, origin)
        } else {
            isMirrored = false
        }
        var session = plan.builder(here, cuts: false)
        let place = place(section, step)
        session.goOn(
            place, beats, at: index, saying: phrases.more(added), from: here.frame)
        session.build(
            from: .init(section: section, step: step, beats: beats, beat: index + 1))
        guard
            let changed = plan.planned(
                by: session, run: Run(section: section, step: step, beats: beats))
        else { throw .isEnding }
        let other = here.segment.side.map { ", and on the \($0.other.rawValue) later" } ?? ""
        return Change(
            plan: changed, from: here.frame, leaves: false,
            answer: "\(TimeText.text(added)) more\(isMirrored ? other : "")")
    }

    private func ease(_ here: Here) throws(Refusal) -> Change {
        let (section, step, index) = try action(here, .hold, else: .noHold)
        var session = builder(here, cuts: false)
        let end = session.builder.firstRoom(forToneFrom: here.frame)
        guard end < here.segment.end else { throw .isEnding }
        var beats = beats(section, step)
        beats[index].length = Duration(frames: end - here.segment.start)
        close(here, at: end, &session)
        session.build(
            from: .init(section: section, step: step, beats: beats, beat: index + 1))
        let run = Run(section: section, step: step, beats: beats)
        return try changed(by: session, here, run: run, "The hold is over")
    }

    private func hold(_ here: Here) throws(Refusal) -> Change {
        if here.segment.kind == .hold { throw .isHolding }
        let (section, step, index) = try action(here, .roll, else: .noRoll)
        var session = builder(here, cuts: false)
        let start = session.builder.firstRoom(forToneFrom: here.frame)
        guard here.segment.end - start >= SessionFormat.sampleRate else { throw .isEnding }
        var beats = beats(section, step)
        // The hold that would have followed comes now; a roll without one gets one.
        var hold: Beat
        if index + 1 < beats.count, beats[index + 1].kind == .hold {
            hold = beats.remove(at: index + 1)
        } else {
            hold = Beat(kind: .hold, length: usualHold(beats))
            hold.longest = max(hold.length, hold.longest)
        }
        hold.isSudden = true
        var rest = beats[index]
        rest.length = Duration(frames: here.segment.end - start)
        rest.say = nil
        rest.brief = nil
        beats[index].length = Duration(frames: start - here.segment.start)
        beats.insert(contentsOf: [hold, rest], at: index + 1)
        close(here, at: start, &session)
        session.build(
            from: .init(section: section, step: step, beats: beats, beat: index + 1))
        let run = Run(section: section, step: step, beats: beats)
        return try changed(
            by: session, here, run: run, "Holding for \(TimeText.text(hold.length))")
    }

    /// How long a hold lasts that the author did not foresee: as those of the same step, or of the
    /// routine; 30 s where it has none, the shortest that is taught.
    private func usualHold(_ beats: [Beat]) -> Duration {
        let all = programme.sections.flatMap(\.steps).flatMap(\.beats)
        return (beats + all).first { $0.kind == .hold }?.length ?? .seconds(30)
    }

    /// The action that is under way, which has to be of a kind.
    private func action(
        _ here: Here, _ kind: Segment.Kind, else refusal: Refusal
    ) throws(Refusal) -> (section: Int, step: Int, index: Int) {
        guard here.segment.kind == kind, let section = here.section, let step = here.step,
            let index = here.segment.action, beats(section, step).indices.contains(index)
        else { throw refusal }
        return (section, step, index)
    }

    // MARK: Elsewhere

    private func next(_ here: Here) throws(Refusal) -> Change {
        if here.segment.kind == .outro { throw .isLast }
        guard let section = here.section else {
            return try begin(here)
        }
        guard let step = here.step else {
            let due = programme.routine.switchTime
            return try leave(here, to: .init(section: section, due: due), "To the next step")
        }
        if step + 1 < programme.sections[section].steps.count {
            return try leave(here, to: .init(section: section, step: step + 1), "To the next step")
        }
        let isOver = section + 1 == programme.sections.count
        return try leave(
            here, to: .init(section: section + 1, changesSides: true),
            isOver ? "To the end" : "To the next step")
    }

    /// Leaves the opening: to the first step, or to what was left of one where the session goes on.
    private func begin(_ here: Here) throws(Refusal) -> Change {
        var entry = SessionBuilder.Entry(due: options.leadIn ?? programme.routine.leadIn)
        let first = timeline.segments[here.index...].first { $0.block != nil }
        if let first, let begun = self.here(at: first.start), let section = begun.section {
            entry.section = section
            entry.step = begun.step ?? 0
        }
        let isLeft = run?.section == entry.section && run?.step == entry.step
        entry.beats = isLeft ? run?.beats : nil
        return try leave(here, to: entry, "To the first step", run: isLeft ? run : nil)
    }

    private func back(_ here: Here) throws(Refusal) -> Change {
        guard var section = here.section ?? (here.segment.kind == .outro ? lastSection : nil)
        else { throw .isFirst }
        let isEnd = here.section == nil
        var step = here.step ?? (isEnd ? programme.sections[section].steps.count - 1 : 0)
        if !isEnd, here.step == nil || here.frame - start(of: here) < Self.twice {
            // At its start already: to the one before, if there is one.
            if step > 0 {
                step -= 1
            } else if section > 0 {
                section -= 1
                step = programme.sections[section].steps.count - 1
            }
        }
        let turns = programme.sections[section].side != here.segment.side
        return try leave(
            here,
            to: .init(
                section: section, step: step, due: turns ? programme.routine.switchTime : nil),
            "Back to \(programme.sections[section].steps[step].step.title)")
    }

    private var lastSection: Int? { programme.sections.indices.last }

    /// Who goes back twice within this time wants the step before.
    private static let twice = 4 * SessionFormat.sampleRate

    /// Where the step that is under way began.
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
        guard let section = here.section, let side = programme.sections[section].side,
            side != .both
        else { throw .noSide }
        return try leave(
            here, to: .init(section: section + 1, changesSides: true),
            "The rest of the \(side.rawValue) side is left out", saying: phrases.skipped(side))
    }

    /// Ends what is under way and goes on elsewhere; nil stands for the closing.
    private func leave(
        _ here: Here, to entry: SessionBuilder.Entry?, _ answer: String,
        saying words: String? = nil, run: Run? = nil
    ) throws(Refusal) -> Change {
        var session = builder(here, cuts: true)
        let isHold = here.segment.kind == .hold
        let end = isHold ? session.builder.firstRoom(forToneFrom: here.frame) : here.frame
        close(here, at: end, &session)
        if session.sentencesAreOff {
            session.builder.add(.resume, at: session.builder.firstRoom(forToneFrom: end))
        } else if let words {
            // The segment that follows takes it in.
            session.builder.say([(.answer, session.utterance(words))])
        }
        session.build(from: entry ?? .init(section: programme.sections.count))
        var change = try changed(by: session, here, run: run, answer)
        change.leaves = true
        return change
    }

    /// Ends the segment that is under way; a hold with its tone.
    private func close(_ here: Here, at end: Frames, _ session: inout SessionBuilder) {
        session.builder.close(at: end) { _, end in
            var segment = here.segment
            segment.end = end
            return segment
        }
        if here.segment.kind == .hold { session.builder.add(.holdEnd, at: end) }
    }

    private func changed(
        by session: SessionBuilder, _ here: Here, run: Run?, _ answer: String
    ) throws(Refusal) -> Change {
        guard let plan = planned(by: session, run: run) else { throw .isEnding }
        return Change(plan: plan, from: here.frame, leaves: false, answer: answer)
    }
}
