/// All that is done in a session, in order: every action with its dose chosen, on its side.
///
/// One walk over a routine makes it: repeats are written out, and a block's second side follows its
/// first. It knows nothing of speech; `Planner` gives each item its time and its sentences.
public struct Agenda: Sendable {
    /// The routine with nothing applied.
    public let routine: Routine
    /// The options of the session.
    let options: PlanOptions
    /// The actions of the session, in order.
    private(set) var items: [WorkItem] = []
    /// The items of each step on each side, in order; a range is never empty.
    private(set) var steps: [Range<Int>] = []
    /// The amounts that were chosen, in the order of the file.
    private(set) var amounts: [Amount] = []
    /// The tools that are needed, in the order in which they are first used.
    private(set) var tools: [Tool] = []
    /// The indices of the holds that the user made longer.
    private(set) var longerHolds: Set<Int> = []
    /// How long all items last together, in frames.
    private(set) var work: Frames = 0

    /// All timed actions of a session together may not last longer than this.
    static let longestWork: Frames = 12 * 3600 * SessionFormat.sampleRate
    /// A session may not have more timed actions than this.
    static let mostItems = 200_000

    /// Walks over a routine.
    ///
    /// Cost: linear in the number of items.
    ///
    /// - Throws: `PlanFailure`, if an option does not suit the routine or the session would be too
    ///   long.
    init(_ routine: Routine, _ options: PlanOptions) throws(PlanFailure) {
        self.routine = routine
        self.options = options
        try options.check(routine)
        // Steps before the one to begin with are left out.
        var isReached = options.from == nil
        for (number, block) in routine.blocks.enumerated() {
            let sides = block.sides.sides(options.side)
            let (firstItem, firstStep) = (items.count, steps.count)
            for (index, step) in block.steps.enumerated() where options.includes(step) {
                isReached = isReached || step.id == options.from
                guard isReached else { continue }
                let start = items.count
                let place = Place(block: number, step: index, side: sides[0])
                add(step.actions, place, times: sides.count)
                guard items.count > start else {
                    if step.id == options.from { throw .nothingToDo(step: step.id) }
                    continue
                }
                steps.append(start..<items.count)
                let tool = step.tool ?? routine.tool
                if !tools.contains(tool) { tools.append(tool) }
                try checkSize(step)
            }
            for side in sides.dropFirst() { repeatBlock(firstItem, firstStep, on: side) }
            if let step = block.steps.first { try checkSize(step) }
        }
        guard !items.isEmpty else { throw .nothingLeft }
        for index in items.indices { items[index].origin = index }
    }

    private func checkSize(_ step: Step) throws(PlanFailure) {
        guard items.count > Self.mostItems || work > Self.longestWork else { return }
        throw .routine([
            Problem(
                at: step.position, "the session would hold more than 12 hours or 200,000 actions",
                remedy: "shorten its times or counts")
        ])
    }

    /// Adds the actions of a step, of which each amount is chosen once for both sides.
    private mutating func add(
        _ actions: [Action], _ place: Place, times: Int, inside round: WorkItem.Round? = nil
    ) {
        for action in actions where !action.isFullOnly || options.length == .full {
            let number = amounts.count
            let item = WorkItem(action, place, round)
            switch action.kind {
            case .roll(let dose), .rest(let dose), .hold(let dose):
                append(item, Amount(action.kind, dose.frames, times: times, round?.amount))
            case .reps(let dose, let every):
                append(
                    item, Amount(.reps, dose, each: every.frames, times: times, round?.amount))
            case .repeat(let dose, let inner):
                amounts.append(Amount(.rounds, dose, each: 0, times: times, nil))
                amounts[number].choose(options, number)
                addRounds(of: inner, number, place, times: times)
            }
        }
    }

    private mutating func append(_ item: WorkItem, _ amount: Amount) {
        var (item, amount) = (item, amount)
        amount.choose(options, amounts.count)
        amounts.append(amount)
        item.take(amount)
        extend(by: [item])
    }

    private mutating func extend(by more: [WorkItem]) {
        items += more
        work += more.reduce(0) { $0 + $1.length }
    }

    /// Writes out the rounds of a repeat; from the second on its sentences are brief.
    private mutating func addRounds(
        of actions: [Action], _ number: Int, _ place: Place, times: Int
    ) {
        let start = items.count
        let rounds = amounts[number].chosen
        add(actions, place, times: times, inside: .init(amount: number, of: rounds))
        let again = items[start...].map { item in
            var item = item
            item.say = item.brief ?? item.say
            return item
        }
        for _ in 1..<max(1, rounds) { extend(by: again) }
    }

    /// Does a block that was done on its first side on the second one.
    private mutating func repeatBlock(_ firstItem: Int, _ firstStep: Int, on side: Side?) {
        let shift = items.count - firstItem
        steps += steps[firstStep...].map { $0.lowerBound + shift..<$0.upperBound + shift }
        extend(
            by: items[firstItem...].map { item in
                var item = item
                item.place.side = side
                item.place.isSecondSide = true
                return item
            })
    }

    // MARK: Looking things up

    /// The step of a routine at a place.
    func step(at place: Place) -> Step { routine.blocks[place.block].steps[place.step] }

    /// The place at which a step of the agenda is done; the number is an index of `steps`.
    func place(ofStep number: Int) -> Place { items[steps[number].lowerBound].place }

    /// The tool that a step of the agenda is done with.
    func tool(ofStep number: Int) -> Tool {
        step(at: place(ofStep: number)).tool ?? routine.tool
    }

    /// The items of a step of the agenda.
    func items(ofStep number: Int) -> [WorkItem] { Array(items[steps[number]]) }

    /// The sides on which the block of a place is done.
    func sides(ofBlock block: Int) -> [Side?] { routine.blocks[block].sides.sides(options.side) }

    /// True if a step begins the second side of its block.
    func beginsSecondSide(_ number: Int) -> Bool {
        let place = place(ofStep: number)
        guard place.isSecondSide else { return false }
        guard number > 0 else { return true }
        let before = self.place(ofStep: number - 1)
        return before.block != place.block || !before.isSecondSide
    }

    /// True if a step is the last one of its block.
    func endsBlock(_ number: Int) -> Bool {
        number + 1 == steps.count
            || place(ofStep: number + 1).block != place(ofStep: number).block
    }

    // MARK: Holds that change

    /// Makes a hold longer, up to the longest that it may become.
    ///
    /// - Parameters:
    ///   - origin: the hold's index in `items`.
    ///   - added: by how many frames.
    /// - Returns: true if it is longer now.
    @discardableResult
    mutating func lengthen(_ origin: Int, by added: Frames) -> Bool {
        let hold = items[origin]
        let length = min(hold.length + added, hold.longest)
        guard length > hold.length else { return false }
        items[origin].length = length
        longerHolds.insert(origin)
        return true
    }

    /// The index of the same item on the other side, if that comes later; nil if there is none.
    func twin(of origin: Int) -> Int? {
        let place = items[origin].place
        guard !place.isSecondSide, sides(ofBlock: place.block).count == 2 else { return nil }
        return origin + items.count { $0.place.block == place.block } / 2
    }

}

/// The place of a work item: a step of the routine, on a side.
struct Place: Hashable, Sendable {
    /// The block's index in the routine.
    var block: Int
    /// The step's index in the block.
    var step: Int
    /// The side at work, or nil if sides play no part.
    var side: Side?
    /// True on the second side of a block.
    var isSecondSide = false
}

/// A timed action of a session with its dose chosen.
struct WorkItem: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case roll
        case hold
        case rest
        /// So many repetitions, one every so many frames.
        case reps(Int, every: Frames)
    }

    /// The repeat that an item was written out from.
    struct Round: Hashable, Sendable {
        /// The amount that counts its rounds.
        var amount: Int
        /// How many rounds there are.
        var of: Int
    }

    var place: Place
    var kind: Kind
    /// How long it lasts, in frames.
    var length: Frames = 0
    /// The longest that a hold may become: the end of the author's range, or 90 s without one, which
    /// is the longest that is taught.
    var longest: Frames = 90 * SessionFormat.sampleRate
    /// How much of a hold was over before the session was interrupted; together with `length`, which
    /// follows, it may not become longer than `longest`.
    var held: Frames = 0
    /// Its index in the agenda, or nil for a hold that the user asked for.
    var origin: Int?
    /// True for a hold that starts without having been announced.
    var isSudden = false
    var round: Round?
    var say: Sentence?
    var brief: Sentence?
    /// Its place in the routine's file.
    var position: SourcePosition?

    /// The kind of segment that it becomes.
    var segmentKind: Segment.Kind {
        switch kind {
        case .roll: .roll
        case .hold: .hold
        case .rest: .rest
        case .reps: .reps
        }
    }

    /// A hold that the author did not foresee.
    init(holdFor length: Frames, at place: Place) {
        self.place = place
        self.length = length
        kind = .hold
        longest = max(length, longest)
    }

    fileprivate init(_ action: Action, _ place: Place, _ round: Round?) {
        self.place = place
        self.round = round
        say = action.say
        brief = action.brief
        position = action.position
        switch action.kind {
        case .roll: kind = .roll
        case .rest, .repeat: kind = .rest
        case .reps(_, let every): kind = .reps(0, every: every.frames)
        case .hold(let dose):
            kind = .hold
            if dose.isVariable { longest = dose.range.upperBound.frames }
        }
    }

    /// Takes the amount that was chosen for it.
    fileprivate mutating func take(_ amount: Amount) {
        length = amount.chosen * amount.each
        if case .reps(_, let every) = kind { kind = .reps(amount.chosen, every: every) }
    }

    /// Keeps the last part of it, at least 5 s of it, and whole repetitions.
    ///
    /// - Parameter left: how much is left, in frames.
    mutating func shorten(to left: Frames) {
        let left = SessionFormat.roundedUp(left)
        let least = 5 * SessionFormat.sampleRate
        switch kind {
        case .hold:
            held = min(held + max(0, length - left), FormatLimits.hold.upperBound.frames)
            length = min(length, max(left, least))
        case .roll, .rest: length = min(length, max(left, least))
        case .reps(let count, let every):
            let number = min(max((left + every - 1) / max(every, 1), 1), count)
            kind = .reps(number, every: every)
            length = every * number
        }
    }
}

extension SidePlan {
    /// The sides that are done, in order, if a user wants both or one.
    func sides(_ wanted: Side) -> [Side?] {
        switch self {
        case .oneThenOther(let first): wanted == .both ? [first, first.other] : [wanted]
        case .both: [.both]
        case .none: [nil]
        }
    }
}
