/// A session as a plan on paper: the tools, and step by step what to do, for how long.
///
/// It is made of the plan that will be heard, so its times are those of the session.
public struct Handout {
    /// Steps that are done on one side and then on the other, or once.
    public struct Part {
        /// The sides in their order, each with its time in frames; a part without sides has one
        /// entry without a side.
        public var sides: [(side: Side?, length: Frames)]
        /// The steps.
        public var items: [Item]
        /// True if the sentences name the first side, so that they are read the other way round on
        /// the second.
        public var namesSides: Bool
    }

    /// A step.
    public struct Item {
        /// The step's number in the session, counted from 1.
        public var number: Int
        /// The step's title.
        public var title: String
        /// The step's tool in words, if it is not the routine's.
        public var tool: String?
        /// How to get into position, on the first side.
        public var setup: String
        /// A choice.
        public var option: String?
        /// The warning of the step.
        public var caution: String?
        /// The actions.
        public var works: [Work]
        /// The time on each side of its part, set-up included, in frames.
        public var lengths: [Frames]
    }

    /// Something to do, once or several times over.
    public struct Work {
        /// How often.
        public var rounds: Int
        /// The actions, in order.
        public var actions: [Act]
    }

    /// A timed action.
    public struct Act {
        /// Its kind: roll, hold, rest or reps.
        public var kind: Segment.Kind
        /// How long it lasts.
        public var length: Duration
        /// How many repetitions, one every so often; nil for anything else.
        public var repetitions: (count: Int, every: Duration)?
        /// The author's sentence.
        public var words: String?
    }

    /// The routine's title.
    public var title: String
    /// The document that the content comes from, or nil.
    public var source: String?
    /// The tools, in a sentence.
    public var tools: String
    /// The time of the whole session, in frames.
    public var duration: Frames
    /// The parts, in order.
    public var parts: [Part] = []

    /// Writes down a plan.
    public init(_ plan: LivePlan) {
        let agenda = plan.agenda
        title = agenda.routine.title
        source = agenda.routine.source
        tools = plan.planner.language.tools(agenda.tools)
        duration = plan.timeline.duration
        for number in agenda.steps.indices {
            let place = agenda.place(ofStep: number)
            guard !place.isSecondSide else { continue }
            let sides = agenda.sides(ofBlock: place.block)
            func length(_ side: Side?, step: String? = nil) -> Frames {
                plan.timeline.segments.filter {
                    $0.block == place.block && $0.side == side && (step == nil || $0.step == step)
                }.reduce(0) { $0 + $1.length }
            }
            if number == 0 || agenda.place(ofStep: number - 1).block != place.block {
                parts.append(
                    Part(sides: sides.map { ($0, length($0)) }, items: [], namesSides: false))
            }
            let step = agenda.step(at: place)
            let items = agenda.items(ofStep: number)
            let sentences = [step.setup, step.option, step.caution] + items.map(\.say)
            let namesSides = sides.count > 1 && sentences.contains { $0?.namesSide ?? false }
            let part = parts.count - 1
            parts[part].namesSides = parts[part].namesSides || namesSides
            parts[part].items.append(
                Item(
                    number: parts.reduce(1) { $0 + $1.items.count }, title: step.title,
                    tool: step.tool.flatMap {
                        $0 == agenda.routine.tool ? nil : plan.planner.language.tool($0)
                    },
                    setup: step.setup.filled(for: place.side),
                    option: step.option?.filled(for: place.side),
                    caution: step.caution?.filled(for: place.side),
                    works: Self.works(of: items),
                    lengths: sides.map { length($0, step: step.id) }))
        }
    }

    /// The actions of a step, each repeat as one work.
    private static func works(of items: [WorkItem]) -> [Work] {
        var works: [Work] = []
        var rest = items[...]
        while let first = rest.first {
            let same = rest.prefix { $0.round == first.round && first.round != nil }
            let rounds = same.isEmpty ? 1 : first.round?.of ?? 1
            let once = same.isEmpty ? rest.prefix(1) : same.prefix(same.count / rounds)
            works.append(Work(rounds: rounds, actions: once.map(Act.init)))
            rest = rest.dropFirst(max(1, once.count * rounds))
        }
        return works
    }
}

extension Handout.Act {
    fileprivate init(_ item: WorkItem) {
        kind = item.segmentKind
        length = Duration(frames: item.length)
        words = item.say?.filled(for: item.place.side)
        if case .reps(let count, let every) = item.kind {
            repetitions = (count, Duration(frames: every))
        }
    }
}

extension Sentence {
    /// True if it holds `{side}` or `{other}`.
    fileprivate var namesSide: Bool { filled(for: .left) != text }
}
