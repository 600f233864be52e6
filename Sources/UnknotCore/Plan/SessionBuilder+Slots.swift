/// Filling a slot: where its tones and sentences go.
extension SessionBuilder {
    /// Places a slot's tones and sentences, and closes its segment.
    ///
    /// - Parameters:
    ///   - slot: what there is to place.
    ///   - cut: in a segment that is under way, the first frame at which something may start; nil
    ///     for a segment that begins.
    ///   - segment: makes the segment from its ends.
    mutating func fill(
        _ slot: Slot, from cut: Frames? = nil, _ segment: (Frames, Frames) -> Segment
    ) {
        let before = stretches ? builder : nil
        let start = builder.now
        let end = start + slot.length
        if cut == nil, let tone = slot.opens { builder.add(tone, at: start) }
        var sound = builder.cues.reversed().prefix { $0.frame >= start }
            .reduce(0) { $0 + $1.length }
        let cut = cut ?? start
        let countdown = countdown(slot, from: builder.firstRoom(forToneFrom: cut), end, sound)
        sound += countdown.reduce(0) { $0 + $1.length }
        let limit =
            countdown.first.map { first in
                first.frame
                    - (first.tone == nil ? CueRules.gapBetweenSentences : CueRules.guardBeforeTone)
            } ?? (end - CueRules.guardBeforeTone)
        let first = builder.firstRoom(forSpeechFrom: cut)
        if let placed = slot.placement(in: first..<max(first, limit), rate: options.rate, lengths) {
            if let say = placed.say {
                builder.add(say.utterance, slot.say?.role ?? .instruction, at: say.start)
            }
            let latest =
                placed.announcement.map { $0.start - CueRules.gapBetweenSentences } ?? limit
            if let note = slot.note {
                addIfFree(
                    note, .announcement, at: builder.firstRoom(forSpeechFrom: cut), latest)
            }
            addMoments(slot, start, from: cut, latest, budget: slot.soundBudget.map { $0 - sound })
            if let announcement = placed.announcement {
                builder.add(announcement.utterance, .announcement, at: announcement.start)
            }
        } else if let before, slot.length < Self.longestStretch {
            builder = before
            var longer = slot
            longer.length += SessionFormat.sampleRate
            return fill(longer, from: cut == start ? nil : cut, segment)
        } else {
            report(slot, room: max(0, limit - first))
        }
        for cue in countdown { builder.add(cue) }
        builder.close(at: end, segment)
        if slot.closes == .holdEnd { builder.add(.holdEnd, at: end) }
    }

    /// An action that is longer than this has room for any sentence.
    private static var longestStretch: Frames { 60 * SessionFormat.sampleRate }

    private mutating func addIfFree(
        _ text: String, _ role: Cue.Role, at frame: Frames, _ latest: Frames,
        fallback: Tone? = nil
    ) {
        let utterance = utterance(text)
        guard builder.firstRoom(forSpeechFrom: frame) == frame,
            frame + lengths.speech(utterance) <= latest
        else { return }
        builder.add(utterance, role, at: frame, fallback: fallback)
    }

    /// The optional cues at moments of their own, each where it meets nothing else.
    private mutating func addMoments(
        _ slot: Slot, _ start: Frames, from cut: Frames, _ latest: Frames, budget: Frames?
    ) {
        var budget = budget ?? .max
        for moment in slot.moments.sorted(by: { $0.offset < $1.offset }) {
            let frame = start + moment.offset
            guard frame >= cut else { continue }
            let length =
                moment.text.map { lengths.speech(utterance($0)) } ?? lengths.tone(moment.tone)
            guard length <= budget else { continue }
            if let text = moment.text {
                let before = builder.cues.count
                addIfFree(text, moment.role, at: frame, latest, fallback: moment.tone)
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
                    word, .count, at: end - (3 - index) * second, length: lengths.speech(word),
                    fallback: .count)
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
            Cue(.count, at: end - $0 * second, length: length)
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
