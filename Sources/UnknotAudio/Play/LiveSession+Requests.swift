internal import UnknotCore

/// Doing what people ask for.
extension LiveSession {
    /// Why a session is paused.
    enum Hold {
        /// Someone asked for it.
        case person
        /// There is no sound, and it waits for that.
        case sound
    }

    /// A change of plan on its way to the player.
    struct PendingChange {
        var edit: LivePlan.Edit
        var change: LivePlan.Change
        /// What it brings clips for.
        var stretch: ClipStretch?
        /// How often it has come too late.
        var tries: Int
    }

    /// Does what was asked for since the last look; true when the session is over.
    func obeyRemotes() -> Bool {
        guard !options.remotes.isEmpty else { return false }
        for (index, remote) in options.remotes.enumerated() {
            waiting += remote.asked(status).map { (index, $0) }
        }
        // Who wants to leave waits for nothing.
        if waiting.contains(where: { $0.asked.request == .quit }) { return true }
        // One change of plan at a time: the next is planned on what that one leaves.
        while let (index, asked) = waiting.first, pending == nil || !asked.request.changesPlan {
            waiting.removeFirst()
            options.remotes[index].answer(obey(asked.request), to: asked)
        }
        return false
    }

    private func obey(_ request: UserCommand) -> Answer {
        switch request {
        case .toggle: held == nil ? pauseAsAsked() : resumeAsAsked()
        case .pause: pauseAsAsked()
        case .resume: resumeAsAsked()
        case .next: edit(.next)
        case .back: edit(.back)
        case .hold: edit(.hold)
        case .stay: edit(stay)
        case .ease: edit(.ease)
        case .skipSide: edit(.skipSide)
        case .tender: edit(isInHold ? stay : .hold)
        case .repeat: say(.instruction)
        case .howLong: say(.howLong)
        case .help: say(.words(options.help))
        case .stop: stop()
        case .quit: Answer("The session ends")
        }
    }

    // MARK: Pauses

    private func pauseAsAsked() -> Answer {
        let isNew = held == nil
        held = .person
        if isNew { stage.send(.pause) }
        if var tone = announcer?.pauseTone {
            tone.clips = clips(tone.cues)
            stage.send(.say(tone))
        }
        let place = TimeText.clock(position)
        return isNew ? Answer("Paused at \(place)") : Answer("Paused already", isDone: false)
    }

    private func resumeAsAsked() -> Answer {
        guard held != nil else {
            _ = say(.howLong)
            return Answer("The session is going on", isDone: false)
        }
        resume()
        return Answer("Going on at \(TimeText.clock(stage.position))")
    }

    // MARK: Answers

    private func say(_ question: Announcer.Question) -> Answer {
        guard held != nil, let announcer else { return edit(.say(question)) }
        var interlude = announcer.interlude(question, at: stage.position)
        interlude.clips = clips(interlude.cues)
        stage.send(.say(interlude))
        return Answer(interlude.cues.first?.text ?? "")
    }

    // MARK: Changes of plan

    private var stay: LivePlan.Edit { .stay(.seconds(15), isMirrored: options.mirrors) }

    private var isInHold: Bool {
        timeline.segmentIndex(at: soonest(0)).map { timeline.segments[$0].kind == .hold } ?? false
    }

    /// The first frame that can still be planned anew: what a device holds already, and the time
    /// to plan and to hand it over, lie before it.
    private func soonest(_ tries: Int) -> Frames {
        if stage.isStandingStill { return stage.position }
        let handedOut = text == nil ? stage.position : position
        return handedOut + Self.margin * (tries + 1)
    }

    private static let margin = SessionFormat.sampleRate * 3 / 20
    private static let mostTries = 5

    func edit(_ edit: LivePlan.Edit, tries: Int = 0) -> Answer {
        guard let plan else { return Answer("This session cannot be changed", isDone: false) }
        do throws(LivePlan.Refusal) {
            if held != nil, !edit.leaves { throw .isPaused }
            let from = soonest(tries)
            let change = try plan.change(edit, at: from)
            let stretch = equipped.map { _ in ClipStretch(around: change.from) }
            let clips = clips(of: change.plan.timeline, within: stretch)
            pending = PendingChange(edit: edit, change: change, stretch: stretch, tries: tries)
            // A user who has paused since the first try stays paused.
            let goesOn = change.leaves && (tries == 0 || held == nil)
            if goesOn { held = nil }
            stage.send(
                .replace(
                    Replacement(
                        timeline: change.plan.timeline, clips: clips, from: change.from,
                        goesOn: goesOn)))
            return Answer(change.answer)
        } catch {
            if case .say = edit { return Answer("The session is about to end", isDone: false) }
            _ = say(.refusal(error))
            return Answer(Announcer(plan).words(.refusal(error), at: position), isDone: false)
        }
    }

    private func stop() -> Answer {
        // The closing, also where it is about to begin, is not begun again.
        let soon = soonest(0) + SessionFormat.sampleRate
        let index = timeline.segmentIndex(at: soon) ?? timeline.segments.indices.last
        if plan != nil, let index, timeline.segments[index].kind == .outro {
            if held != nil { resume() }
            return Answer("Ending already", isDone: false)
        }
        let place = (position: position, duration: duration)
        let answer = edit(.stop)
        if answer.isDone { stoppedAt = stoppedAt ?? place }
        return answer
    }

    /// Sees whether a change of plan came in time; if not, it is planned again for a later frame.
    func settle(_ isDone: Bool) {
        guard let settled = pending else { return }
        pending = nil
        if isDone {
            plan = settled.change.plan
            timeline = settled.change.plan.timeline
            equipped = settled.stretch
        } else if settled.tries < Self.mostTries {
            _ = edit(settled.edit, tries: settled.tries + 1)
        } else {
            _ = say(.refusal(.isEnding))
        }
    }
}

extension UserCommand {
    /// True for what asks for another plan, or speaks of the plan.
    fileprivate var changesPlan: Bool {
        switch self {
        case .toggle, .pause, .resume, .quit: false
        case .next, .back, .repeat, .tender, .hold, .stay, .ease, .skipSide, .howLong, .help, .stop:
            true
        }
    }
}

extension LivePlan.Edit {
    /// True for what people may ask for in a pause, because it takes them out of it.
    fileprivate var leaves: Bool {
        switch self {
        case .next, .back, .skipSide, .stop: true
        case .hold, .stay, .ease, .say: false
        }
    }
}
