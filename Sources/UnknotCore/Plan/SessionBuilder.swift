/// Builds everything between the opening and the end: sides, steps, actions, the closing.
struct SessionBuilder {
    var builder: TimelineBuilder
    var problems: [Problem] = []

    let programme: Programme
    let options: PlanOptions
    let phrases: Phrases
    let lengths: CueLengths
    /// True where a session under way is planned anew: an action that is then too short for what
    /// must be said in it is lengthened, because nobody is there to mend a routine.
    var stretches = false
    /// The tool of the last step that was set up; nil before the first one.
    private var toolInHand: Tool?

    init(
        _ programme: Programme, _ options: PlanOptions, _ phrases: Phrases, _ lengths: CueLengths
    ) {
        self.programme = programme
        self.options = options
        self.phrases = phrases
        self.lengths = lengths
        // The opening ends in silence of its own; without one the body brings the first silence.
        let silent =
            options.intro == .off
            ? CueRules.gapBetweenSentences - CueRules.lead : CueRules.gapBetweenSentences
        builder = TimelineBuilder(lengths: lengths, silentBefore: silent)
    }

    /// What belongs to every segment of a step.
    struct Place {
        var block: Int
        var step: Step
        var side: Side?

        func segment(
            _ kind: Segment.Kind, action: Int? = nil
        ) -> (Frames, Frames) -> Segment {
            { start, end in
                Segment(
                    start: start, end: end, kind: kind, block: block, step: step.id, side: side,
                    action: action, title: step.title)
            }
        }
    }

    /// A place in the programme at which building begins.
    struct Entry {
        /// The index of the section; beyond the last one stands the closing.
        var section = 0
        /// The index of the step in it.
        var step = 0
        /// The actions of that step where they are not those of the programme.
        var beats: [Beat]?
        /// The first action to build, or nil to begin with the step's set-up.
        var beat: Int?
        /// True where the other side was at work before: the change is announced.
        var changesSides = false
        /// The time to get there, at least; nil for what the programme asks for.
        var due: Duration?
    }

    /// Builds from a place on to the end.
    mutating func build(from entry: Entry = Entry()) {
        for number in programme.sections.indices.dropFirst(entry.section) {
            let section = programme.sections[number]
            let isEntered = number == entry.section
            if section.isSecondSide, !isEntered || entry.changesSides, let side = section.side {
                change(to: side, section.block)
            }
            for index in section.steps.indices.dropFirst(isEntered ? entry.step : 0) {
                var (step, beats) = section.steps[index]
                let place = Place(block: section.block, step: step, side: section.side)
                let isFirst = isEntered && index == entry.step
                if isFirst { beats = entry.beats ?? beats }
                if isFirst, let beat = entry.beat {
                    perform(place, beats, from: beat)
                    continue
                }
                let move = moveTime(step, index, section, due: isFirst ? entry.due : nil)
                let isNews =
                    !(section.isSecondSide && section.steps.count == 1) || isFirst && stretches
                setUp(place, beats, move: move, section.isSecondSide, saysTitle: isNews)
                perform(place, beats)
            }
        }
        close()
    }

    /// The silence before a step's first action, which is at least the time to get down or to
    /// change sides where one of those is due.
    private func moveTime(
        _ step: Step, _ index: Int, _ section: Programme.Section, due: Duration?
    ) -> Frames {
        let isOpening = builder.segments.isEmpty && index == 0 && !section.isSecondSide
        if isOpening, let leadIn = options.leadIn { return leadIn.frames.roundedUpToGrid }
        let isChange = index == 0 && section.isSecondSide
        let usual: Duration =
            isOpening ? programme.routine.leadIn : isChange ? programme.routine.switchTime : .zero
        let frames = Double(max(step.move, due ?? usual).frames) * options.pace
        return Int(frames.rounded()).roundedUpToGrid
    }

    var sentencesAreOff: Bool { options.cues == .tones }

    func utterance(_ text: String) -> Utterance { Utterance(text, rate: options.rate) }

    func wording(_ wording: Phrases.Wording) -> Phrases.Wording {
        options.cues == .brief ? Phrases.Wording(wording.brief) : wording
    }
}

// MARK: - Between the actions

extension SessionBuilder {
    private mutating func change(to side: Side, _ block: Int) {
        builder.add(.switch, at: builder.firstRoom(forToneFrom: builder.now))
        if !sentencesAreOff {
            let words = wording(phrases.changeSides(side)).full
            builder.say([(.instruction, utterance(words))])
        }
        builder.closeSpeech { start, end in
            Segment(
                start: start, end: end, kind: .switch, block: block, side: side,
                title: phrases.changeTitle(side))
        }
    }

    /// The set-up sentences, then the silence to move, with the first action announced in one or
    /// the other.
    private mutating func setUp(
        _ place: Place, _ beats: [Beat], move: Frames, _ isSecondSide: Bool, saysTitle: Bool
    ) {
        var slot = Slot(length: move)
        slot.closes = beats.first?.opening
        slot.counts = options.countdown != .off && move >= Duration.seconds(3).frames
        slot.announcement = beats.first.flatMap { announcement($0, place, isFirst: true) }
        if !sentencesAreOff, move >= Duration.seconds(12).frames, slot.counts {
            slot.moments = [
                .init(
                    offset: move - Duration.seconds(5).frames, text: phrases.fiveSeconds,
                    role: .count, tone: .count)
            ]
        }
        // A tone that still sounds, as the end of a hold does, keeps the next one waiting.
        if sentencesAreOff, builder.isSounding {
            slot.length = max(move, SessionFormat.sampleRate)
        }
        // A move is silence first of all: what would crowd it is said with the set-up.
        let spoken = slot.announcement.map { lengths.speech(utterance($0.wording.full)) } ?? 0
        let counting = slot.counts ? Duration.seconds(3).frames : 0
        let crowds = move - spoken - counting < Duration.seconds(4).frames
        let tool = place.step.tool ?? programme.routine.tool
        var sentences: [(Cue.Role, String)] = []
        if !sentencesAreOff {
            if builder.segments.last?.kind == .hold {
                sentences.append((.instruction, phrases.easeOff))
            }
            if saysTitle || options.cues == .brief {
                sentences.append((.title, phrases.stepTitle(place.step.title, place.side)))
            }
            // The set-up names the tool. Where it is left out, a hard ball must still not stay where
            // a soft one is meant.
            if options.cues == .brief, tool != toolInHand {
                sentences.append((.setup, phrases.withTool(tool)))
            }
            if options.cues == .full {
                sentences.append((.setup, place.step.setup.filled(for: place.side)))
                if !isSecondSide, let option = place.step.option {
                    sentences.append((.choice, option.filled(for: place.side)))
                }
            }
            // What to keep clear of is said in few words too, if only once.
            if let caution = place.step.caution, options.cues == .full || !isSecondSide {
                sentences.append((.caution, caution.filled(for: place.side)))
            }
        }
        toolInHand = tool
        if crowds, let announcement = slot.announcement {
            sentences.append((.announcement, announcement.wording.full))
            slot.announcement = nil
        }
        if !sentences.isEmpty {
            builder.say(sentences.map { ($0, utterance($1)) })
            builder.closeSpeech(place.segment(.setup))
        }
        if slot.length > 0 { fill(slot, place.segment(.move)) }
    }

    mutating func close() {
        builder.add(.done, at: builder.firstRoom(forToneFrom: builder.now))
        if !sentencesAreOff {
            builder.say([(.instruction, utterance(wording(phrases.closing).full))])
        }
        builder.closeSpeech { start, end in
            Segment(start: start, end: end, kind: .outro, title: programme.routine.title)
        }
        // The stream ends in silence, so that no device cuts the last word.
        let spare = options.fitted?.silence.frames.roundedDownToGrid ?? 0
        builder.stretch(to: builder.now + SessionFormat.grid * 3 + spare)
    }
}
