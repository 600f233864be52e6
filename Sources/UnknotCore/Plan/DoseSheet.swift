/// All amounts of a session in one list, each with what else it may be.
///
/// Amounts are whole numbers: times in tenths of a second, and counts. Where a step is done on two
/// sides it stands here once, so that both get the same.
struct DoseSheet {
    /// What an amount counts.
    enum Kind: CaseIterable {
        case hold
        case roll
        case rest
        case reps
        case rounds

        /// True for a number of times, false for a time.
        var isCount: Bool { self == .reps || self == .rounds }
    }

    /// One amount.
    struct Entry {
        var kind: Kind
        /// What the other options alone give it.
        var start: Int
        /// What it may be.
        var range: ClosedRange<Int>
        /// How many tenths of a second it lasts for each one of it; 0 for the rounds of a repeat,
        /// which last as long as what is repeated.
        var tenths: Int
        /// How often it is done: on one side or two; 0 for an action that is not in.
        var sides: Int
        /// The entry that counts the rounds of the repeat in which it stands.
        var rounds: Int?

        /// By how much it is changed: a whole second, or one.
        var unit: Int { kind.isCount ? 1 : 10 }
        var isVariable: Bool { range.lowerBound < range.upperBound }
    }

    /// The amounts, step by step, in the order of the file.
    private(set) var entries: [Entry] = []
    /// The steps in the order in which they are done, each with where its amounts stand.
    private var steps: [(id: String, entries: Range<Int>)] = []

    /// The amounts of a programme that was made with these options.
    init(_ programme: Programme, _ options: PlanOptions) {
        var seen: Set<Int> = []
        for section in programme.sections where seen.insert(section.block).inserted {
            let sides = programme.sections.count { $0.block == section.block }
            for (step, _) in section.steps {
                let first = entries.count
                add(step.actions, sides: sides, inside: nil, options)
                steps.append((step.id, first..<entries.count))
            }
        }
    }

    private mutating func add(
        _ actions: [Action], sides: Int, inside rounds: Int?, _ options: PlanOptions
    ) {
        for action in actions {
            let isIn = !action.isFullOnly || options.length == .full
            let sides = isIn ? sides : 0
            func time(
                _ kind: Kind, _ dose: Dose<Duration>, _ start: Duration, isFixed: Bool
            ) -> Entry {
                let low = dose.range.lowerBound.tenths
                let high = dose.range.upperBound.tenths
                return Entry(
                    kind: kind, start: start.tenths,
                    range: isFixed || !isIn ? start.tenths...start.tenths : low...high,
                    tenths: 1, sides: sides, rounds: rounds)
            }
            func count(_ kind: Kind, _ dose: Dose<Int>, tenths: Int) -> Entry {
                let start = dose.chosen(options.length)
                return Entry(
                    kind: kind, start: start, range: isIn ? dose.range : start...start,
                    tenths: tenths, sides: sides, rounds: rounds)
            }
            switch action.kind {
            case .roll(let dose):
                entries.append(time(.roll, dose, dose.chosen(options.length), isFixed: false))
            case .rest(let dose):
                entries.append(time(.rest, dose, dose.chosen(options.length), isFixed: false))
            case .hold(let dose):
                // A length that was asked for stays.
                entries.append(
                    time(.hold, dose, dose.chosen(options), isFixed: options.hold != nil))
            case .reps(let dose, let every):
                entries.append(count(.reps, dose, tenths: every.tenths))
            case .repeat(let dose, let inner):
                entries.append(count(.rounds, dose, tenths: 0))
                add(inner, sides: sides, inside: entries.count - 1, options)
            }
        }
    }

    /// The least of every amount.
    var shortest: [Int] { entries.map(\.range.lowerBound) }

    /// The most of every amount.
    var longest: [Int] { entries.map(\.range.upperBound) }

    /// How long all timed actions last together, in tenths of a second.
    func work(_ amounts: [Int]) -> Int {
        entries.indices.reduce(0) { $0 + amounts[$1] * weight(of: $1, amounts) }
    }

    /// By how many tenths of a second the session lasts longer for one more of an amount of time.
    func weight(of index: Int, _ amounts: [Int]) -> Int {
        let entry = entries[index]
        return entry.sides * entry.tenths * (entry.rounds.map { amounts[$0] } ?? 1)
    }

    /// The amounts by the steps' ids, as they are kept.
    func byStep(_ amounts: [Int]) -> [String: [Int]] {
        Dictionary(steps.map { ($0.id, Array(amounts[$0.entries])) }) { first, _ in first }
    }
}

extension Duration {
    /// The whole tenths of a second in it.
    fileprivate var tenths: Int { frames / SessionFormat.grid }
}
