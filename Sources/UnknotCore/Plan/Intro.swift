/// The opening of a session: its length, its tools, who should not do it, when to stop.
struct Intro {
    private let title: String
    private let options: PlanOptions
    private let language: Language
    /// Everything but the first sentence, which waits for the total.
    private let sentences: [(role: Cue.Role, utterance: Utterance)]

    /// Spoken lengths are rounded up to this if nobody asked for another one.
    private static let step = Duration.seconds(5).frames

    init(_ agenda: Agenda, _ language: Language) {
        title = agenda.routine.title
        options = agenda.options
        self.language = language
        let texts: [(Cue.Role, String)] =
            switch agenda.options.intro {
            case .off: []
            case .brief: [(.caution, language.stopRule)]
            case .full:
                [(.setup, language.tools(agenda.tools))]
                    + (language.screening + [language.stopRule]).map { (.caution, $0) }
                    + language.guidance.map { (.instruction, $0) }
            }
        sentences = texts.map { ($0, Utterance($1, rate: agenda.options.rate)) }
    }

    /// Asks for the length of every sentence but the first.
    func measure(_ lengths: CueLengths) {
        for sentence in sentences { _ = lengths.speech(sentence.utterance) }
    }

    /// The least time that it takes, in frames, before the first sentence is known.
    func least(_ lengths: CueLengths) -> Frames {
        sentences.reduce(0) { $0 + lengths.speech($1.utterance) + CueRules.gapBetweenSentences }
    }

    /// How long the opening of a session of this length speaks, in frames; 0 if there is none.
    func length(naming total: Frames, _ lengths: CueLengths) -> Frames {
        options.intro == .off ? 0 : spoken(naming: total, lengths).now
    }

    /// The length of a session with this body, rounded up so that it can be said, in frames.
    func total(before body: Frames, _ lengths: CueLengths) -> Frames {
        // The other sentences fit in no less, so no shorter total is tried: each would be a sentence
        // to measure that nobody hears.
        var total = (body + least(lengths)) / Self.step * Self.step + Self.step
        while length(naming: total, lengths) + body > total { total += Self.step }
        return total
    }

    /// The opening's segment and cues, from frame 0 on, for a body of this length.
    func built(before body: Frames, _ lengths: CueLengths) -> TimelineBuilder {
        guard options.intro != .off else {
            return TimelineBuilder(lengths: lengths, isStart: true)
        }
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
        var builder = TimelineBuilder(lengths: lengths, isStart: true)
        let first = language.opening(title, Duration(frames: total))
        builder.say([(.title, Utterance(first, rate: options.rate))] + sentences)
        builder.closeOpening(title)
        return builder
    }
}
