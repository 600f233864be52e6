/// The opening of a session: its length, its tools, who should not do it, when to stop.
struct Opening {
    private let programme: Programme
    private let options: PlanOptions
    private let phrases: Phrases

    /// Spoken lengths are rounded up to this where nobody asked for another one.
    private static let step = Duration.seconds(5).frames

    init(_ programme: Programme, _ options: PlanOptions, _ phrases: Phrases) {
        self.programme = programme
        self.options = options
        self.phrases = phrases
    }

    private var sentences: [(role: Cue.Role, utterance: Utterance)] {
        let texts: [(Cue.Role, String)] =
            switch options.intro {
            case .off: []
            case .brief: [(.caution, phrases.stopRule)]
            case .full:
                [(.setup, phrases.tools(programme.tools))]
                    + (phrases.screening + [phrases.stopRule]).map { (.caution, $0) }
                    + phrases.guidance.map { (.instruction, $0) }
            }
        return texts.map { ($0, Utterance($1, rate: options.rate)) }
    }

    /// Asks for the length of every sentence but the first, which waits for the total.
    func measure(_ lengths: CueLengths) {
        for sentence in sentences { _ = lengths.speech(sentence.utterance) }
    }

    /// What it takes at least, before the first sentence is known.
    func least(_ lengths: CueLengths) -> Frames {
        guard options.intro != .off else { return 0 }
        return sentences.reduce(0) {
            $0 + lengths.speech($1.utterance) + CueRules.gapBetweenSentences
        }
    }

    /// How long the opening of a session of this length speaks; 0 where there is none.
    func length(naming total: Frames, _ lengths: CueLengths) -> Frames {
        options.intro == .off ? 0 : spoken(naming: total, lengths).now
    }

    /// The length that a session with this body has, rounded up, so that it can be said.
    func total(before body: Frames, _ lengths: CueLengths) -> Frames {
        // The other sentences fit in no less, so no shorter total is tried: each would be a sentence
        // to measure that nobody hears.
        var total = (body + least(lengths)) / Self.step * Self.step + Self.step
        while length(naming: total, lengths) + body > total { total += Self.step }
        return total
    }

    /// The intro's segment and cues, from frame 0 on, for a body of this length.
    func build(before body: Frames, _ lengths: CueLengths) -> TimelineBuilder {
        guard options.intro != .off else { return TimelineBuilder(lengths: lengths) }
        if let total = options.fitted?.total?.frames {
            var builder = spoken(naming: total, lengths)
            if builder.now + body <= total {
                builder.stretch(to: total - body)
                return builder
            }
        }
        let total = total(before: body, lengths)
        var builder = spoken(naming: total, lengths)
        builder.stretch(to: total - body)
        return builder
    }

    private func spoken(naming total: Frames, _ lengths: CueLengths) -> TimelineBuilder {
        var builder = TimelineBuilder(
            lengths: lengths, silentBefore: CueRules.gapBetweenSentences - CueRules.lead)
        let first = phrases.opening(programme.routine.title, Duration(frames: total))
        builder.say([(.title, Utterance(first, rate: options.rate))] + sentences)
        builder.closeSpeech { start, end in
            Segment(start: start, end: end, kind: .intro, title: programme.routine.title)
        }
        return builder
    }
}
