/// A routine planned in every way that changes what is said when.
///
/// A sentence that does not fit is found here and not on the floor.
public struct Rehearsal {
    /// A session that the routine makes.
    public struct Session {
        /// Which doses it takes.
        public var length: PlanOptions.Length
        /// The steps that it has though they are off by default.
        public var include: [String]
        /// What is heard when.
        public var timeline: Timeline

        /// How long a side is at work, set-up and change included; nil where it has no part.
        public func duration(of side: Side) -> Frames? {
            let lengths = timeline.segments.filter { $0.side == side }.map(\.length)
            return lengths.isEmpty ? nil : lengths.reduce(0, +)
        }
    }

    /// What is wrong, in the order of the file; each place once.
    public private(set) var problems: [Problem] = []
    /// The sessions of each length as they usually are, from short to full.
    ///
    /// Where steps are offered, the same with all of them follow. Never empty where there are no
    /// problems: in full length, with all that is offered, every step is done.
    public private(set) var sessions: [Session] = []

    private var reported: Set<String> = []

    /// Plans a routine.
    ///
    /// - Parameters:
    ///   - routine: the routine.
    ///   - lengths: how long sentences and tones sound.
    public init(_ routine: Routine, lengths: CueLengths) {
        let planner = Planner(lengths: lengths)
        // What the usual session says of a problem is told, and what others say of the same is not.
        _ = plan(routine, PlanOptions(), planner)
        let extra = routine.blocks.flatMap(\.steps).filter(\.isOffered).map(\.id)
        let includes = extra.isEmpty ? [[]] : [[], extra]
        for include in includes {
            for length in PlanOptions.Length.allCases {
                let options = PlanOptions(length: length, include: include)
                guard let timeline = plan(routine, options, planner) else { continue }
                sessions.append(Session(length: length, include: include, timeline: timeline))
            }
        }
        for hurries in [false, true] {
            for include in includes {
                for cues in [PlanOptions.Cues.full, .brief] {
                    for length in [PlanOptions.Length.standard, .short, .full] {
                        var options = PlanOptions(
                            length: length, cues: cues, intro: .off, include: include)
                        if hurries {
                            // The least time to move, and the countdown that takes the most room.
                            options.pace = PlanOptions.paces.lowerBound
                            options.countdown = .voice
                        }
                        _ = plan(routine, options, planner)
                    }
                }
            }
        }
        let start = SourcePosition(line: 0, column: 0)
        problems.sort { ($0.position ?? start) < ($1.position ?? start) }
    }

    /// One plan; nil, and what is new of its problems, where there is none.
    private mutating func plan(
        _ routine: Routine, _ options: PlanOptions, _ planner: Planner
    ) -> Timeline? {
        do throws(PlanFailure) {
            return try planner.plan(routine, options)
        } catch {
            // An option that leaves nothing to do is no fault of the routine.
            guard case .routine(let found) = error else { return nil }
            for problem in found {
                // One place goes wrong in many plans, by some tenths more or less.
                let place = problem.position.map { "\($0.line):\($0.column)" } ?? problem.message
                guard reported.insert(place).inserted else { continue }
                var problem = problem
                let words = Self.words(options)
                if !words.isEmpty { problem.message += ", with \(words)" }
                problems.append(problem)
            }
            return nil
        }
    }

    /// The options of a plan as they would be typed.
    private static func words(_ options: PlanOptions) -> String {
        var words: [String] = []
        if options.length != .standard { words.append("--length \(options.length.rawValue)") }
        if options.cues != .full { words.append("--cues \(options.cues.rawValue)") }
        words += options.include.map { "--include \($0)" }
        if options.pace != 1 { words.append("--pace \(options.pace)") }
        if options.countdown != .tones { words.append("--countdown \(options.countdown.rawValue)") }
        return words.joined(separator: " ")
    }
}
