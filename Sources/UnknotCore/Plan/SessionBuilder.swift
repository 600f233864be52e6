/// Builds everything between the opening and the end: sides, steps, actions, the closing.
struct SessionBuilder {
    /// The result so far.
    var timeline: TimelineBuilder
    /// The sentences that do not fit.
    var problems: [Problem] = []
    /// True if a session under way is planned anew: an action that is then too short for what must
    /// be said in it is lengthened, because nobody is there to mend a routine.
    var stretches = false

    /// The tool of the step that was set up last, or nil before the first.
    private var toolInHand: Tool?
    private let agenda: Agenda
    private let language: Language
    private var options: PlanOptions { agenda.options }
    private var lengths: CueLengths { timeline.lengths }
    private static let second = SessionFormat.sampleRate

    init(_ agenda: Agenda, _ language: Language, _ timeline: TimelineBuilder) {
        self.agenda = agenda
        self.language = language
        self.timeline = timeline
    }

    /// A place in the agenda at which building begins.
    struct Start {
        /// The number of the step in `Agenda.steps`; beyond the last one stands the closing.
        var step = 0
        /// The items of that step, if they are not those of the agenda.
        var items: [WorkItem]?
        /// The first item to build, or nil to begin with the step's set-up.
        var item: Int?
        /// True if the other side was at work before: the change is announced.
        var changesSides = false
        /// The least time to get there; nil for what the agenda asks for.
        var due: Duration?
    }

    /// Builds from a place on to the end.
    mutating func build(from start: Start = Start()) {
        for number in agenda.steps.indices.dropFirst(start.step) {
            let isEntered = number == start.step
            let place = agenda.place(ofStep: number)
            let items = (isEntered ? start.items : nil) ?? agenda.items(ofStep: number)
            if agenda.beginsSecondSide(number), !isEntered || start.changesSides,
                let side = place.side
            {
                change(to: side, place)
            }
            if isEntered, let first = start.item {
                perform(items, place, from: first)
                continue
            }
            setUp(number, items, due: isEntered ? start.due : nil, isEntered: isEntered)
            perform(items, place)
        }
        close()
    }

    // MARK: Sentences

    var sentencesAreOff: Bool { options.cues == .tones }

    func utterance(_ text: String) -> Utterance { Utterance(text, rate: options.rate) }

    private func wording(_ wording: Language.Wording) -> Language.Wording {
        options.cues == .brief ? Language.Wording(wording.brief) : wording
    }

    private func segment(
        _ kind: Segment.Kind, _ place: Place, action: Int? = nil
    ) -> Segment {
        let step = agenda.step(at: place)
        return Segment(
            kind: kind, block: place.block, step: step.id, side: place.side, action: action,
            regions: step.regions, title: step.title)
    }

    // MARK: Between the actions

    private mutating func change(to side: Side, _ place: Place) {
        timeline.add(.switch, at: timeline.firstRoom(forToneFrom: timeline.now))
        if !sentencesAreOff {
            timeline.say([(.instruction, utterance(wording(language.changeSides(side)).full))])
        }
        timeline.closeSpeech(
            Segment(
                kind: .switch, block: place.block, side: side, title: language.changeTitle(side)))
    }

    /// The set-up sentences, then the silence to move, with the first action announced in one or
    /// the other.
    private mutating func setUp(
        _ number: Int, _ items: [WorkItem], due: Duration?, isEntered: Bool
    ) {
        let place = agenda.place(ofStep: number)
        let move = moveTime(number, due: due)
        var slot = Slot(length: move)
        slot.closes = items.first?.opening
        slot.counts = options.countdown != .off && move >= 3 * Self.second
        slot.announcement = items.first.flatMap { announcement($0, isFirst: true) }
        if !sentencesAreOff, move >= 12 * Self.second, slot.counts {
            slot.moments = [
                .init(
                    offset: move - 5 * Self.second, text: language.fiveSeconds, role: .count,
                    tone: .count)
            ]
        }
        if sentencesAreOff {
            // A tone that still sounds, as the end of a hold does, keeps the next one waiting.
            slot.length = timeline.isSounding ? max(move, Self.second) : move
        }
        // A move is silence first of all: a sentence that would crowd it is said with the set-up.
        let spoken = slot.announcement.map { lengths.speech(utterance($0.wording.full)) } ?? 0
        let counting = slot.counts ? 3 * Self.second : 0
        var sentences = sentencesAreOff ? [] : setUpSentences(number, isEntered: isEntered)
        toolInHand = agenda.tool(ofStep: number)
        if move - spoken - counting < 4 * Self.second, let announcement = slot.announcement {
            sentences.append((.announcement, announcement.wording.full))
            slot.announcement = nil
        }
        if !sentences.isEmpty {
            timeline.say(sentences.map { ($0, utterance($1)) })
            timeline.closeSpeech(segment(.setup, place))
        }
        if slot.length > 0 { fill(slot, segment(.move, place)) }
    }

    private func setUpSentences(
        _ number: Int, isEntered: Bool
    ) -> [(role: Cue.Role, text: String)] {
        let place = agenda.place(ofStep: number)
        let step = agenda.step(at: place)
        var sentences: [(role: Cue.Role, text: String)] = []
        if timeline.segments.last?.kind == .hold {
            sentences.append((.instruction, language.easeOff))
        }
        // On the second side of a block with one step nothing but the side is new, which the change
        // of sides has just named.
        let isAlone = agenda.beginsSecondSide(number) && agenda.endsBlock(number)
        if !isAlone || isEntered && stretches || options.cues == .brief {
            sentences.append((.title, language.stepTitle(step.title, place.side)))
        }
        // The set-up names the tool. If it is left out, a hard ball must still not stay where a soft
        // one is meant.
        let tool = agenda.tool(ofStep: number)
        if options.cues == .brief, tool != toolInHand {
            sentences.append((.setup, language.withTool(tool)))
        }
        if options.cues == .full {
            sentences.append((.setup, step.setup.filled(for: place.side)))
            if !place.isSecondSide, let option = step.option {
                sentences.append((.choice, option.filled(for: place.side)))
            }
        }
        // The caution is said in few words too, if only once.
        if let caution = step.caution, options.cues == .full || !place.isSecondSide {
            sentences.append((.caution, caution.filled(for: place.side)))
        }
        return sentences
    }

    /// The silence before a step's first action: the step's own, or the time to get down or to change
    /// sides if that is longer.
    private func moveTime(_ number: Int, due: Duration?) -> Frames {
        let place = agenda.place(ofStep: number)
        let step = agenda.step(at: place)
        let usual: Duration =
            timeline.segments.isEmpty
            ? options.leadIn ?? agenda.routine.leadIn
            : agenda.beginsSecondSide(number) ? agenda.routine.switchTime : .zero
        let frames = Double(max(step.move, due ?? usual).frames) * options.pace
        return SessionFormat.roundedUp(Int(frames.rounded()))
    }

    private mutating func close() {
        timeline.add(.done, at: timeline.firstRoom(forToneFrom: timeline.now))
        if !sentencesAreOff {
            timeline.say([(.instruction, utterance(wording(language.closing).full))])
        }
        timeline.closeSpeech(Segment(kind: .outro, title: agenda.routine.title))
        // The stream ends in silence, so that no device cuts the last word.
        let spare = options.fitted.map { SessionFormat.roundedDown($0.silence.frames) } ?? 0
        timeline.stretch(to: timeline.now + SessionFormat.grid * 3 + spare)
    }

    // MARK: Actions

    private mutating func perform(_ items: [WorkItem], _ place: Place, from first: Int = 0) {
        for (index, item) in items.enumerated().dropFirst(first) {
            let previous = index > 0 ? items[index - 1] : nil
            let next = index + 1 < items.count ? items[index + 1] : nil
            if item.kind == .hold, previous?.kind == .hold {
                problems.append(
                    Problem(
                        at: item.position, "two holds follow each other",
                        remedy: "put a roll or a rest between them"))
                continue
            }
            fill(
                slot(for: item, after: previous, before: next),
                segment(item.segmentKind, place, action: index))
        }
    }

    /// Goes on with a hold that is under way and has got another length.
    ///
    /// - Parameters:
    ///   - items: the items of its step, with the new length.
    ///   - index: the hold's index in them.
    ///   - news: the words that tell of it at once.
    ///   - cut: the first frame at which something new may sound.
    mutating func extendHold(
        _ items: [WorkItem], at index: Int, saying news: String, from cut: Frames
    ) {
        let hold = items[index]
        let next = index + 1 < items.count ? items[index + 1] : nil
        var slot = slot(for: hold, after: nil, before: next)
        slot.say = nil
        if sentencesAreOff {
            timeline.add(.resume, at: timeline.firstRoom(forToneFrom: cut))
        } else {
            slot.say = .init(
                wording: .init(news), position: nil, name: "the news", role: .answer)
        }
        let said = Set(timeline.cues.filter { $0.frame >= timeline.now }.compactMap(\.text))
        slot.moments.removeAll { moment in moment.text.map(said.contains) ?? false }
        fill(slot, from: cut, segment(.hold, hold.place, action: index))
    }

    private func slot(
        for item: WorkItem, after previous: WorkItem?, before next: WorkItem?
    ) -> Slot {
        var slot = Slot(length: item.length)
        // A hold's end tone opens what follows it.
        slot.opens = previous?.kind == .hold ? nil : item.opening
        slot.closes = item.kind == .hold ? .holdEnd : next?.opening
        slot.announcement = next.flatMap { announcement($0, isFirst: false) }
        let speaks = !sentencesAreOff
        switch item.kind {
        case .hold:
            slot.announcement = nil
            if item.isSudden, speaks {
                let words = language.hold(Duration(frames: item.length), nil, false).brief
                slot.say = Slot.Speech(
                    wording: .init(words), position: item.position, name: "the hold's length",
                    role: .announcement)
            }
            slot.counts = options.countdown != .off
            slot.soundBudget = Int(Double(slot.length) * CueRules.soundShareOfHold)
            slot.moments = holdMoments(item.length)
        case .roll:
            guard speaks else { break }
            slot.say = instruction(item)
            slot.moments = rollMoments(item.length)
            if slot.say != nil, item.length >= 30 * Self.second {
                slot.note = (.announcement, language.lasts(Duration(frames: item.length)))
            } else if slot.say == nil, previous?.kind == .hold {
                slot.note = (.instruction, language.easeOff)
            }
        case .rest:
            slot.counts =
                options.countdown != .off && next != nil && item.length >= 4 * Self.second
            if speaks { slot.say = instruction(item) ?? restSentence(item) }
        case .reps(let count, let every):
            if speaks { slot.say = instruction(item) }
            slot.moments = (1..<max(count, 1)).map { number in
                .init(
                    offset: every * number,
                    text: speaks ? language.repetition(number + 1, number + 1 == count) : nil,
                    role: .count, tone: .go)
            }
        }
        return slot
    }

    /// The author's sentence at the start of an action.
    private func instruction(_ item: WorkItem) -> Slot.Speech? {
        guard let say = item.say?.filled(for: item.place.side) else { return nil }
        let brief = item.brief?.filled(for: item.place.side)
        return Slot.Speech(
            wording: wording(Language.Wording(say, brief: brief)),
            position: item.say?.position ?? item.position, name: "\"say\"")
    }

    /// The coach's own "Rest", unless the rest is too short for it.
    private func restSentence(_ item: WorkItem) -> Slot.Speech? {
        let wording = wording(language.rest(Duration(frames: item.length)))
        guard lengths.speech(utterance(wording.brief)) <= (item.length - Self.second) / 2 else {
            return nil
        }
        return Slot.Speech(wording: wording, position: item.position, name: "the rest")
    }

    /// The sentence that must come before an action: a hold's length, a number of repetitions.
    private func announcement(_ item: WorkItem, isFirst: Bool) -> Slot.Speech? {
        guard !sentencesAreOff else { return nil }
        let words: Language.Wording
        switch item.kind {
        case .hold:
            words = language.hold(
                Duration(frames: item.length), item.say?.filled(for: item.place.side), isFirst)
        case .reps(let count, _): words = language.repetitions(count)
        case .roll, .rest: return nil
        }
        return Slot.Speech(
            wording: wording(words), position: item.position,
            name: "the announcement of this \(item.segmentKind.rawValue)", role: .announcement)
    }

    private func holdMoments(_ length: Frames) -> [Slot.Moment] {
        guard length >= 30 * Self.second else { return [] }
        let speaks = !sentencesAreOff
        var moments = [
            Slot.Moment(
                offset: SessionFormat.roundedDown(length / 2),
                text: speaks ? language.halfWay : nil,
                tone: .half)
        ]
        if speaks, length >= 60 * Self.second { moments.append(tenSeconds(before: length)) }
        if options.cues == .full, length >= 90 * Self.second {
            moments.append(
                .init(offset: 22 * Self.second, text: language.breathe, tone: .count))
        }
        return moments
    }

    private func rollMoments(_ length: Frames) -> [Slot.Moment] {
        guard length >= 60 * Self.second else { return [] }
        var moments = [
            Slot.Moment(
                offset: SessionFormat.roundedDown(length / 2), text: language.halfWay, tone: .half),
            tenSeconds(before: length),
        ]
        if options.cues == .full, length >= 120 * Self.second {
            moments.append(
                .init(
                    offset: SessionFormat.roundedDown(length / 4), text: language.newSpot,
                    tone: .half))
        }
        return moments
    }

    private func tenSeconds(before end: Frames) -> Slot.Moment {
        .init(
            offset: end - 10 * Self.second, text: language.tenSeconds, role: .count, tone: .count)
    }

    // MARK: Filling a slot

    /// Places a slot's tones and sentences, and closes its segment.
    ///
    /// - Parameters:
    ///   - slot: what there is to place.
    ///   - cut: in a segment that is under way, the first frame at which something may start; nil
    ///     for a segment that begins.
    ///   - segment: the segment, without its ends.
    private mutating func fill(_ slot: Slot, from cut: Frames? = nil, _ segment: Segment) {
        let before = stretches ? timeline : nil
        let start = timeline.now
        let end = start + slot.length
        if cut == nil, let tone = slot.opens { timeline.add(tone, at: start) }
        var sound = timeline.cues.reversed().prefix { $0.frame >= start }
            .reduce(0) { $0 + $1.length }
        let from = cut ?? start
        let countdown = countdown(slot, from: from, end, sound)
        sound += countdown.reduce(0) { $0 + $1.length }
        let limit =
            countdown.first.map { first in
                first.frame
                    - (first.tone == nil ? CueRules.gapBetweenSentences : CueRules.guardBeforeTone)
            } ?? (end - CueRules.guardBeforeTone)
        let first = timeline.firstRoom(forSpeechFrom: from)
        if let placed = slot.placement(in: first..<max(first, limit), rate: options.rate, lengths) {
            add(slot, placed, start, from: from, limit, budget: slot.soundBudget.map { $0 - sound })
        } else if let before, slot.length < Self.longestStretch {
            timeline = before
            var longer = slot
            longer.length += Self.second
            return fill(longer, from: cut, segment)
        } else {
            report(slot, room: max(0, limit - first))
        }
        for cue in countdown { timeline.add(cue) }
        timeline.close(segment, at: end)
        if slot.closes == .holdEnd { timeline.add(.holdEnd, at: end) }
    }

    /// An action that is longer than this has room for any sentence.
    private static let longestStretch = 60 * second

    /// Adds the sentences of a slot, and the optional ones in the room that is left.
    private mutating func add(
        _ slot: Slot, _ placed: Slot.Placement, _ start: Frames, from: Frames, _ limit: Frames,
        budget: Frames?
    ) {
        if let say = placed.say, let role = slot.say?.role {
            timeline.add(say.utterance, role, at: say.start)
        }
        let latest = placed.announcement.map { $0.start - CueRules.gapBetweenSentences } ?? limit
        if let (role, note) = slot.note {
            addIfFree(note, role, at: timeline.firstRoom(forSpeechFrom: from), latest)
        }
        addMoments(slot.moments, start, from: from, latest, budget: budget ?? .max)
        if let announcement = placed.announcement {
            timeline.add(announcement.utterance, .announcement, at: announcement.start)
        }
    }

    private mutating func addIfFree(
        _ text: String, _ role: Cue.Role, at frame: Frames, _ latest: Frames,
        fallback: Tone? = nil
    ) {
        let utterance = utterance(text)
        guard timeline.firstRoom(forSpeechFrom: frame) == frame,
            frame + lengths.speech(utterance) <= latest
        else { return }
        timeline.add(utterance, role, at: frame, fallback: fallback)
    }

    /// The optional cues at moments of their own, each if it meets nothing else.
    private mutating func addMoments(
        _ moments: [Slot.Moment], _ start: Frames, from: Frames, _ latest: Frames, budget: Frames
    ) {
        var budget = budget
        for moment in moments.sorted(by: { $0.offset < $1.offset }) {
            let frame = start + moment.offset
            guard frame >= from else { continue }
            let length =
                moment.text.map { lengths.speech(utterance($0)) } ?? lengths.tone(moment.tone)
            guard length <= budget else { continue }
            let before = timeline.cues.count
            if let text = moment.text {
                addIfFree(text, moment.role, at: frame, latest, fallback: moment.tone)
            } else if timeline.firstRoom(forToneFrom: frame) == frame, frame + length <= latest {
                timeline.add(moment.tone, at: frame)
            }
            if timeline.cues.count > before { budget -= length }
        }
    }

    /// Three, two, one before the end: as words if they fit, else as tones.
    private func countdown(
        _ slot: Slot, from: Frames, _ end: Frames, _ sound: Frames
    ) -> [Cue] {
        guard slot.counts else { return [] }
        let start = end - 3 * Self.second
        let budget = (slot.soundBudget ?? .max) - sound
        if options.countdown == .voice, start >= timeline.firstRoom(forSpeechFrom: from) {
            let words = language.countdown.map(utterance).enumerated().map { index, word in
                Cue(
                    word, .count, at: start + index * Self.second,
                    length: lengths.speech(word), fallback: .count)
            }
            let longest = words.map(\.length).max() ?? 0
            if longest <= Self.second - CueRules.guardBeforeTone,
                words.reduce(0, { $0 + $1.length }) <= budget
            {
                return words
            }
        }
        let length = lengths.tone(.count)
        guard length * 3 <= budget, start >= timeline.firstRoom(forToneFrom: from) else {
            return []
        }
        return (0..<3).map { Cue(.count, at: start + $0 * Self.second, length: length) }
    }

    private mutating func report(_ slot: Slot, room: Frames) {
        let needed = slot.shortestSpeech(lengths, rate: options.rate)
        let names = [slot.say?.name, slot.announcement?.name].compactMap { $0 }
        problems.append(
            Problem(
                at: (slot.say ?? slot.announcement)?.position,
                """
                \(names.joined(separator: " and ")) takes \(Self.seconds(needed)) even when \
                short and fast, and has room for \(Self.seconds(room))
                """,
                remedy: "shorten the sentence, give a \"brief\" wording, or allow more time"))
    }

    /// `6.6 s`, rounded up, so that a report never says that just enough is too little.
    private static func seconds(_ frames: Frames) -> String {
        TimeText.tenths(SessionFormat.roundedUp(frames)) + " s"
    }
}

extension WorkItem {
    /// The tone that starts it, or nil for a rest.
    fileprivate var opening: Tone? {
        switch kind {
        case .roll, .reps: .go
        case .hold: .holdStart
        case .rest: nil
        }
    }
}
