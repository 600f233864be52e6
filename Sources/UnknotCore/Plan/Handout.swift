/// A session as a plan on paper: what is needed, and step by step what to do, for how long.
///
/// It is made of what will be heard, so that its times are those of the session.
public struct Handout {
    /// Steps that are done on one side and then on the other, or once.
    public struct Part {
        /// The sides in their order, each with the time that it takes; a part without sides has one
        /// entry without a side.
        public var sides: [(side: Side?, length: Frames)]
        /// The steps.
        public var items: [Item]
        /// True where the sentences name the first side, so that they are read the other way round
        /// on the second.
        public var namesSides: Bool
    }

    /// A step.
    public struct Item {
        /// The step's number in the session, counted from 1.
        public var number: Int
        /// What it is called.
        public var title: String
        /// What it works with where that is not the routine's tool, in words.
        public var tool: String?
        /// How to get into position, on the first side.
        public var setup: String
        /// A choice.
        public var option: String?
        /// What to keep clear of.
        public var caution: String?
        /// What to do there.
        public var works: [Work]
        /// The time that it takes on each side of its part, set-up included.
        public var lengths: [Frames]
    }

    /// Something to do, once or several times over.
    public struct Work {
        /// How often.
        public var rounds: Int
        /// What, in order.
        public var actions: [Act]
    }

    /// A timed action.
    public struct Act {
        /// What the body does: roll, hold, rest or reps.
        public var kind: Segment.Kind
        /// For how long.
        public var length: Duration
        /// How many repetitions, one every so often; nil for anything else.
        public var repetitions: (count: Int, every: Duration)?
        /// What is said with it.
        public var words: String?
    }

    /// The routine's title.
    public var title: String
    /// Where the content comes from, or nil.
    public var source: String?
    /// What to have at hand, in a sentence.
    public var tools: String
    /// The time of the whole session.
    public var duration: Frames
    /// What is done, in order.
    public var parts: [Part] = []

    /// Writes down a plan.
    public init(_ plan: LivePlan) {
        let programme = plan.programme
        title = programme.routine.title
        source = programme.routine.source
        tools = plan.phrases.tools(programme.tools)
        duration = plan.timeline.duration
        var number = 0
        for section in programme.sections where !section.isSecondSide {
            let sides = programme.sections.filter { $0.block == section.block }.map(\.side)
            let segments = plan.timeline.segments.filter { $0.block == section.block }
            func length(_ side: Side?, step: String? = nil) -> Frames {
                segments.filter { $0.side == side && (step == nil || $0.step == step) }
                    .reduce(0) { $0 + $1.length }
            }
            let items = section.steps.map { step, beats in
                number += 1
                return Item(
                    number: number, title: step.title,
                    tool: step.tool.flatMap {
                        $0 == programme.routine.tool ? nil : $0.englishName ?? "your hands"
                    },
                    setup: step.setup.filled(for: section.side),
                    option: step.option?.filled(for: section.side),
                    caution: step.caution?.filled(for: section.side),
                    works: Work.all(of: beats, side: section.side),
                    lengths: sides.map { length($0, step: step.id) })
            }
            let sentences = section.steps.flatMap { step, beats in
                [step.setup, step.option, step.caution] + beats.map(\.say)
            }
            parts.append(
                Part(
                    sides: sides.map { ($0, length($0)) }, items: items,
                    namesSides: sides.count > 1
                        && sentences.contains {
                            $0.map { $0.filled(for: .left) != $0.text } ?? false
                        }))
        }
    }
}

extension Handout.Work {
    /// What is done, with what a repeat wrote out put together again.
    fileprivate static func all(of beats: [Beat], side: Side?) -> [Handout.Work] {
        var works: [Handout.Work] = []
        var rest = beats[...]
        while !rest.isEmpty {
            let (size, rounds) = repetition(at: rest)
            works.append(
                Handout.Work(
                    rounds: rounds, actions: rest.prefix(size).map { Handout.Act($0, side) }))
            rest = rest.dropFirst(size * rounds)
        }
        return works
    }

    /// How many actions come again and again from here on, and how often.
    private static func repetition(at beats: ArraySlice<Beat>) -> (size: Int, rounds: Int) {
        for size in 1...max(1, beats.count / 2) {
            var rounds = 1
            while beats.count >= size * (rounds + 1),
                zip(beats.prefix(size), beats.dropFirst(size * rounds)).allSatisfy({ $0.isLike($1) }
                )
            {
                rounds += 1
            }
            if rounds > 1 { return (size, rounds) }
        }
        return (1, 1)
    }
}

extension Handout.Act {
    fileprivate init(_ beat: Beat, _ side: Side?) {
        kind = beat.segmentKind
        length = beat.length
        words = beat.say?.filled(for: side)
        if case .reps(let count, let every) = beat.kind { repetitions = (count, every) }
    }
}

extension Beat {
    /// True for the same action of a file, done for as long.
    fileprivate func isLike(_ other: Beat) -> Bool {
        position != nil && position == other.position && kind == other.kind
            && length == other.length
    }
}
