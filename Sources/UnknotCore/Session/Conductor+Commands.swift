/// Obeying commands, between two blocks.
extension Conductor {
    /// Obeys a command from the next block on, and says whether it changed anything.
    @discardableResult
    public mutating func apply(_ command: Command) -> Bool {
        switch (command, state) {
        case (.pause, .waiting), (.pause, .playing), (.pause, .aside):
            state = .paused
            // What was cut is not taken up in its middle; the return says where things are.
            letGo()
            inserts = []
        case (.resume(let interlude), .paused), (.resume(let interlude), .aside(_, goesOn: false)):
            letGo()
            goBack(to: interlude.restart)
            // What is heard again from its beginning is reported again, too.
            if interlude.restart != nil { firstUntold = nextCue }
            begin(interlude, goesOn: true)
        case (.say(let interlude), .paused), (.say(let interlude), .aside(_, goesOn: false)):
            letGo()
            begin(interlude, goesOn: false)
        case (.insert(let insert), .playing), (.insert(let insert), .waiting),
            (.insert(let insert), .aside(_, goesOn: true)):
            guard insert.cue.frame >= position else { return false }
            let place = inserts.firstIndex { $0.cue.frame > insert.cue.frame } ?? inserts.count
            inserts.insert(insert, at: place)
        case (.equip(let all), _):
            guard all.count == timeline.cues.count else { return false }
            clips = all
        case (.replace(let replacement), .waiting), (.replace(let replacement), .playing),
            (.replace(let replacement), .paused), (.replace(let replacement), .aside):
            return replace(replacement)
        case (.stop, .waiting), (.stop, .playing), (.stop, .paused), (.stop, .aside):
            state = .finished
            letGo()
        case (_, .finished), (.pause, .paused), (.resume, .waiting), (.resume, .playing),
            (.resume, .aside), (.say, .waiting), (.say, .playing), (.say, .aside),
            (.insert, .paused), (.insert, .aside):
            return false
        }
        return true
    }

    /// Takes back frames that were handed out last and that nobody has heard, so that a command is
    /// obeyed at the moment of its coming; no cue may have begun after their first.
    ///
    /// Returns how many were taken back.
    public mutating func takeBack(_ frames: Frames) -> Frames {
        switch state {
        case .playing:
            let taken = min(frames, position)
            position -= taken
            return taken
        case .aside(let offset, let goesOn):
            let taken = min(frames, offset)
            state = .aside(offset - taken, goesOn: goesOn)
            return taken
        case .waiting, .paused, .finished: return 0
        }
    }

    /// Begins to play what sounds while the session stands still.
    mutating func begin(_ interlude: Interlude, goesOn: Bool) {
        self.interlude = interlude
        nextInterludeCue = 0
        state =
            interlude.length > 0
            ? .aside(0, goesOn: goesOn) : goesOn ? .playing : .paused
    }

    private mutating func replace(_ replacement: Replacement) -> Bool {
        guard replacement.from >= position else { return false }
        timeline = replacement.timeline
        clips = replacement.clips
        inserts.removeAll { $0.cue.frame >= replacement.from }
        // What was reported ahead of its sound may be something else now.
        firstUntold = min(
            firstUntold,
            timeline.cues.firstIndex { $0.frame >= replacement.from } ?? timeline.cues.count)
        if let cue = sounding?.cue {
            // It may be cut at the frame from which the plans differ.
            let clip = clips.indices.contains(cue) ? clips[cue] : nil
            if let clip { sounding?.clip = clip } else { sounding = nil }
        }
        if replacement.goesOn, isPaused || isAside {
            letGo()
            state = .playing
        }
        return true
    }

    /// Ends what sounds, softly.
    private mutating func letGo() {
        guard let sounding else { return }
        tail = Sounding(clip: sounding.clip.tail(from: sounding.offset), frame: 0)
        self.sounding = nil
    }

    /// Goes back to a frame, so that what begins from there on begins again.
    mutating func goBack(to frame: Frames?) {
        guard let frame, frame < position else { return }
        position = frame
        while nextCue > 0, timeline.cues[nextCue - 1].frame >= frame { nextCue -= 1 }
    }
}
