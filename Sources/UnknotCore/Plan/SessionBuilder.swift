/// Builds everything between the opening and the end: sides, steps, actions, the closing.
struct SessionBuilder {
    private(set) var builder: TimelineBuilder
    private(set) var problems: [Problem] = []

    private let programme: Programme
    private let options: PlanOptions
    private let phrases: Phrases
    private let lengths: CueLengths

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
    private struct Place {
        var block: Int
        var step: Step
        var side: Side?

        func segment(_ kind: Segment.Kind) -> (Frames, Frames) -> Segment {
            { start, end in
                Segment(
                    start: start, end: end, kind: kind, block: block, step: step.id, side: side,
                    title: step.title)
            }
        }
    }

    mutating func build() {
        for section in programme.sections {
            if section.isSecondSide, let side = section.side { change(to: side, section.block) }
            for (index, (step, beats)) in section.steps.enumerated() {
                let place = Place(block: section.block, step: step, side: section.side)
                let move = moveTime(step, isFirst: index == 0, section)
                let isNews = !(section.isSecondSide && section.steps.count == 1)
                setUp(place, beats, move: move, section.isSecondSide, saysTitle: isNews)
                perform(place, beats)
            }
        }
        close()
    }

    /// The silence before a step's first action, which is at least the time to get down or to
    /// change sides where one of those is due.
    private func moveTime(_ step: Step, isFirst: Bool, _ section: Programme.Section) -> Frames {
        let isOpening = builder.segments.isEmpty && isFirst && !section.isSecondSide
        if isOpening, let leadIn = options.leadIn { return leadIn.frames.roundedUpToGrid }
        let due: Duration =
            if isOpening { programme.routine.leadIn } else if isFirst, section.isSecondSide {
                programme.routine.switchTime
            } else {
                .zero
            }
        let frames = Double(max(step.move, due).frames) * options.pace
        return Int(frames.rounded()).roundedUpToGrid
    }

    private var sentencesAreOff: Bool { options.cues == .tones }

    private func utterance(_ text: String) -> Utterance { Utterance(text, rate: options.rate) }

    private func wording(_ wording: Phrases.Wording) -> Phrases.Wording {
        options.cues == .brief ? Phrases.Wording(wording.brief) : wording
    }
}

// MARK: - Between the actions

extension SessionBuilder {
    private mutating func change(to side: Side, _ block: Int) {
        builder.add(.switch, at: builder.firstRoom(forToneFrom: builder.now))
        if !sentencesAreOff {
            let words = wording(phrases.changeSides(side)).full
            builder.say([utterance(words)])
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
                    tone: .count)
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
        var sentences: [String] = []
        if !sentencesAreOff {
            if builder.segments.last?.kind == .hold { sentences.append(phrases.easeOff) }
            if saysTitle || options.cues == .brief {
                sentences.append(phrases.stepTitle(place.step.title, place.side))
            }
            if options.cues == .full {
                sentences.append(place.step.setup.filled(for: place.side))
                if !isSecondSide, let option = place.step.option {
                    sentences.append(option.filled(for: place.side))
                }
                if let caution = place.step.caution {
                    sentences.append(caution.filled(for: place.side))
                }
            }
        }
        if crowds, let announcement = slot.announcement {
            sentences.append(announcement.wording.full)
            slot.announcement = nil
        }
        if !sentences.isEmpty {
            builder.say(sentences.map(utterance))
            builder.closeSpeech(place.segment(.setup))
        }
        if slot.length > 0 { fill(slot, place.segment(.move)) }
    }

    private mutating func close() {
        builder.add(.done, at: builder.firstRoom(forToneFrom: builder.now))
        if !sentencesAreOff { builder.say([utterance(wording(phrases.closing).full)]) }
        builder.closeSpeech { start, end in
            Segment(start: start, end: end, kind: .outro, title: programme.routine.title)
        }
        // The stream ends in silence, so that no device cuts the last word.
        builder.stretch(to: builder.now + SessionFormat.grid * 3)
    }
}

// MARK: - The actions

extension SessionBuilder {
    private mutating func perform(_ place: Place, _ beats: [Beat]) {
        for (index, beat) in beats.enumerated() {
            let previous = index > 0 ? beats[index - 1] : nil
            let next = index + 1 < beats.count ? beats[index + 1] : nil
            if beat.kind == .hold, previous?.kind == .hold {
                problems.append(
                    Problem(
                        at: beat.position, "two holds follow each other",
                        remedy: "put a roll or a rest between them"))
                continue
            }
            fill(
                slot(for: beat, after: previous, before: next, place),
                place.segment(beat.segmentKind))
        }
    }

    private func slot(
        for beat: Beat, after previous: Beat?, before next: Beat?, _ place: Place
    ) -> Slot {
        var slot = Slot(length: beat.length.frames)
        // A hold's end tone opens what follows it.
        slot.opens = previous?.kind == .hold ? nil : beat.opening
        slot.closes = beat.kind == .hold ? .holdEnd : next?.opening
        slot.announcement = next.flatMap { announcement($0, place, isFirst: false) }
        let speaks = !sentencesAreOff
        switch beat.kind {
        case .hold:
            slot.announcement = nil
            slot.counts = options.countdown != .off
            slot.soundBudget = Int(Double(slot.length) * CueRules.soundShareOfHold)
            slot.moments = holdMoments(beat.length)
        case .roll:
            if speaks { slot.say = instruction(beat, place) }
            if speaks { slot.moments = rollMoments(beat.length) }
            if speaks, slot.say != nil, beat.length >= .seconds(30) {
                slot.note = phrases.lasts(beat.length)
            } else if speaks, slot.say == nil, previous?.kind == .hold {
                slot.note = phrases.easeOff
            }
        case .rest:
            slot.counts = options.countdown != .off && next != nil && beat.length >= .seconds(4)
            if speaks {
                let own = wording(phrases.rest(beat.length))
                slot.say = instruction(beat, place) ?? optional(own, beat)
            }
        case .reps(let count, let every):
            if speaks { slot.say = instruction(beat, place) }
            slot.moments = (1..<max(count, 1)).map { number in
                .init(
                    offset: every.frames * number,
                    text: speaks ? phrases.repetition(number + 1, number + 1 == count) : nil,
                    tone: .go)
            }
        }
        return slot
    }

    /// What the author says at the start of an action.
    private func instruction(_ beat: Beat, _ place: Place) -> Slot.Speech? {
        guard let say = beat.say?.filled(for: place.side) else { return nil }
        let brief = beat.brief?.filled(for: place.side)
        return Slot.Speech(
            wording: wording(Phrases.Wording(say, brief: brief)),
            position: beat.say?.position ?? beat.position, name: "\"say\"")
    }

    private func optional(_ wording: Phrases.Wording, _ beat: Beat) -> Slot.Speech? {
        // The coach's own "Rest" is left out where the rest is too short for it.
        let room = beat.length.frames - SessionFormat.sampleRate
        guard lengths.speech(utterance(wording.brief)) <= room / 2 else { return nil }
        return Slot.Speech(wording: wording, position: beat.position, name: "the rest")
    }

    /// What must be said before an action starts: a hold's length, a number of repetitions.
    private func announcement(_ beat: Beat, _ place: Place, isFirst: Bool) -> Slot.Speech? {
        guard !sentencesAreOff else { return nil }
        let words: Phrases.Wording
        switch beat.kind {
        case .hold: words = phrases.hold(beat.length, beat.say?.filled(for: place.side), isFirst)
        case .reps(let count, _): words = phrases.repetitions(count)
        case .roll, .rest: return nil
        }
        return Slot.Speech(
            wording: wording(words), position: beat.position,
            name: "the announcement of this \(beat.segmentKind.rawValue)")
    }

    private func holdMoments(_ length: Duration) -> [Slot.Moment] {
        guard length >= .seconds(30) else { return [] }
        let speaks = !sentencesAreOff
        let half = (length.frames / 2).roundedDownToGrid
        var moments = [
            Slot.Moment(offset: half, text: speaks ? phrases.halfWay : nil, tone: .half)
        ]
        if speaks, length >= .seconds(60) {
            moments.append(
                .init(
                    offset: (length - .seconds(10)).frames, text: phrases.tenSeconds, tone: .count))
        }
        if options.cues == .full, length >= .seconds(90) {
            moments.append(
                .init(offset: Duration.seconds(22).frames, text: phrases.breathe, tone: .count))
        }
        return moments
    }

    private func rollMoments(_ length: Duration) -> [Slot.Moment] {
        guard length >= .seconds(60) else { return [] }
        let half = (length.frames / 2).roundedDownToGrid
        var moments = [
            Slot.Moment(offset: half, text: phrases.halfWay, tone: .half),
            .init(offset: (length - .seconds(10)).frames, text: phrases.tenSeconds, tone: .count),
        ]
        if options.cues == .full, length >= .seconds(120) {
            moments.append(
                .init(
                    offset: (length.frames / 4).roundedDownToGrid, text: phrases.newSpot,
                    tone: .half))
        }
        return moments
    }
}

// MARK: - Filling a slot

extension SessionBuilder {
    /// Places a slot's tones and sentences, and closes its segment.
    private mutating func fill(_ slot: Slot, _ segment: (Frames, Frames) -> Segment) {
        let start = builder.now
        let end = start + slot.length
        if let tone = slot.opens { builder.add(tone, at: start) }
        var sound = slot.opens.map(lengths.tone) ?? 0
        let countdown = countdown(slot, from: builder.firstRoom(forToneFrom: start), end, sound)
        sound += countdown.reduce(0) { $0 + $1.length }
        let limit =
            countdown.first.map { first in
                first.frame
                    - (first.tone == nil ? CueRules.gapBetweenSentences : CueRules.guardBeforeTone)
            } ?? (end - CueRules.guardBeforeTone)
        let first = builder.firstRoom(forSpeechFrom: start)
        if let placed = slot.placement(in: first..<max(first, limit), rate: options.rate, lengths) {
            if let say = placed.say { builder.add(say.utterance, at: say.start) }
            let latest =
                placed.announcement.map { $0.start - CueRules.gapBetweenSentences } ?? limit
            if let note = slot.note {
                addIfFree(note, at: builder.firstRoom(forSpeechFrom: start), latest, fallback: nil)
            }
            addMoments(slot, start, latest, budget: slot.soundBudget.map { $0 - sound })
            if let announcement = placed.announcement {
                builder.add(announcement.utterance, at: announcement.start)
            }
        } else {
            report(slot, room: max(0, limit - first))
        }
        for cue in countdown { builder.add(cue) }
        builder.close(at: end, segment)
        if slot.closes == .holdEnd { builder.add(.holdEnd, at: end) }
    }

    private mutating func addIfFree(
        _ text: String, at frame: Frames, _ latest: Frames, fallback: Tone?
    ) {
        let utterance = utterance(text)
        guard builder.firstRoom(forSpeechFrom: frame) == frame,
            frame + lengths.speech(utterance) <= latest
        else { return }
        builder.add(utterance, at: frame, fallback: fallback)
    }

    /// The optional cues at moments of their own, each where it meets nothing else.
    private mutating func addMoments(
        _ slot: Slot, _ start: Frames, _ latest: Frames, budget: Frames?
    ) {
        var budget = budget ?? .max
        for moment in slot.moments.sorted(by: { $0.offset < $1.offset }) {
            let frame = start + moment.offset
            let length =
                moment.text.map { lengths.speech(utterance($0)) } ?? lengths.tone(moment.tone)
            guard length <= budget else { continue }
            if let text = moment.text {
                let before = builder.cues.count
                addIfFree(text, at: frame, latest, fallback: moment.tone)
                if builder.cues.count > before { budget -= length }
            } else if builder.firstRoom(forToneFrom: frame) == frame, frame + length <= latest {
                builder.add(moment.tone, at: frame)
                budget -= length
            }
        }
    }

    /// Three, two, one before the end, as words where they fit and tones where not.
    private func countdown(
        _ slot: Slot, from free: Frames, _ end: Frames, _ sound: Frames
    ) -> [Cue] {
        guard slot.counts else { return [] }
        let second = SessionFormat.sampleRate
        let budget = (slot.soundBudget ?? .max) - sound
        if options.countdown == .voice {
            let words = phrases.countdown.map(utterance).enumerated().map { index, word in
                Cue(
                    frame: end - (3 - index) * second, length: lengths.speech(word),
                    content: .speech(word, fallback: .count))
            }
            let longest = words.map(\.length).max() ?? 0
            let total = words.reduce(0) { $0 + $1.length }
            if longest <= second - CueRules.guardBeforeTone, total <= budget,
                let first = words.first, first.frame >= free
            {
                return words
            }
        }
        let length = lengths.tone(.count)
        guard length * 3 <= budget, end - 3 * second >= free else { return [] }
        return [3, 2, 1].map {
            Cue(frame: end - $0 * second, length: length, content: .tone(.count))
        }
    }

    private mutating func report(_ slot: Slot, room: Frames) {
        let needed = slot.shortestSpeech(lengths, rate: options.rate)
        let speech = slot.say ?? slot.announcement
        let names = [slot.say?.name, slot.announcement?.name].compactMap { $0 }
        problems.append(
            Problem(
                at: speech?.position,
                """
                \(names.joined(separator: " and ")) takes \(Self.seconds(needed)) even when \
                short and fast, and has room for \(Self.seconds(room))
                """,
                remedy: "shorten the sentence, give a \"brief\" wording, or allow more time"))
    }

    /// `6.6 s`, rounded up, so that a report never says that just enough is too little.
    private static func seconds(_ frames: Frames) -> String {
        let tenths = (frames + SessionFormat.grid - 1) / SessionFormat.grid
        return "\(tenths / 10).\(tenths % 10) s"
    }
}

extension Beat {
    /// The tone that starts it, or nil for a rest.
    fileprivate var opening: Tone? {
        switch kind {
        case .roll, .reps: .go
        case .hold: .holdStart
        case .rest: nil
        }
    }
}
