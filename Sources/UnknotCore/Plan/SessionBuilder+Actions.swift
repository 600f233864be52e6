/// The actions of a step: what is said and sounded in each.
extension SessionBuilder {
    mutating func perform(_ place: Place, _ beats: [Beat], from first: Int = 0) {
        for (index, beat) in beats.enumerated().dropFirst(first) {
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
                place.segment(beat.segmentKind, action: index))
        }
    }

    /// Goes on with a hold that is under way and has got another length.
    ///
    /// - Parameters:
    ///   - place: whose action it is.
    ///   - beats: the actions of the step, with the new length.
    ///   - index: the hold's index in them.
    ///   - news: what is said of it at once.
    ///   - cut: the first frame at which something new may sound.
    mutating func goOn(
        _ place: Place, _ beats: [Beat], at index: Int, saying news: String, from cut: Frames
    ) {
        let next = index + 1 < beats.count ? beats[index + 1] : nil
        var slot = slot(for: beats[index], after: nil, before: next, place)
        slot.say = nil
        if sentencesAreOff {
            builder.add(.resume, at: builder.firstRoom(forToneFrom: cut))
        } else {
            let words = Phrases.Wording(news)
            slot.say = .init(wording: words, position: nil, name: "the news", role: .answer)
        }
        let said = Set(builder.cues.filter { $0.frame >= builder.now }.compactMap(\.text))
        slot.moments.removeAll { moment in moment.text.map(said.contains) ?? false }
        fill(slot, from: cut, place.segment(beats[index].segmentKind, action: index))
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
            if beat.isSudden, speaks {
                let words = phrases.hold(beat.length, nil, false).brief
                slot.say = Slot.Speech(
                    wording: .init(words), position: beat.position, name: "the hold's length",
                    role: .announcement)
            }
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
                    role: .count, tone: .go)
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
    func announcement(_ beat: Beat, _ place: Place, isFirst: Bool) -> Slot.Speech? {
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

extension Beat {
    /// The tone that starts it, or nil for a rest.
    var opening: Tone? {
        switch kind {
        case .roll, .reps: .go
        case .hold: .holdStart
        case .rest: nil
        }
    }
}
