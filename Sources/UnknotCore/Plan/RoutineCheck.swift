/// Plans a routine in every way that changes which sentence is said when.
///
/// So a sentence that does not fit is found by its author, and not by a listener on the floor.
public struct RoutineCheck {
    /// A session that the routine makes.
    public struct Session {
        /// Its length, and the steps that it has though they are off by default.
        public var options: PlanOptions
        /// Its segments and cues.
        public var timeline: Timeline

        /// How long a side is at work, set-up and change included, in frames; nil if it has no part.
        public func duration(of side: Side) -> Frames? {
            let lengths = timeline.segments.filter { $0.side == side }.map(\.length)
            return lengths.isEmpty ? nil : lengths.reduce(0, +)
        }
    }

    /// A problem, and the options with which it was found first.
    public struct Finding: Hashable, Sendable {
        /// The problem.
        public var problem: Problem
        /// The options of the plan.
        public var options: PlanOptions
    }

    /// The problems in the order of the file, each place once.
    public private(set) var findings: [Finding] = []
    /// The sessions of each length as they usually are, from short to full.
    ///
    /// If steps are offered, the same with all of them follow. Never empty if nothing was found: in
    /// full length, with all that is offered, every step is done.
    public private(set) var sessions: [Session] = []

    private let planner: Planner

    /// Plans a routine some twenty times.
    ///
    /// - Parameters:
    ///   - routine: the routine.
    ///   - lengths: how long sentences and tones sound.
    public init(_ routine: Routine, lengths: CueLengths) {
        planner = Planner(lengths: lengths)
        // A problem of the usual session is told as such, and not again with other options.
        _ = plan(routine, PlanOptions())
        let extra = routine.blocks.flatMap(\.steps).filter(\.isOffered).map(\.id)
        let includes = extra.isEmpty ? [[]] : [[], extra]
        for include in includes {
            for length in PlanOptions.Length.allCases {
                let options = PlanOptions(length: length, include: include)
                guard let timeline = plan(routine, options) else { continue }
                sessions.append(Session(options: options, timeline: timeline))
            }
        }
        for hurries in [false, true] {
            for include in includes {
                for cues in [PlanOptions.Cues.full, .brief] {
                    // A problem of the usual length is told as that.
                    let lengths = PlanOptions.Length.allCases.filter { $0 != .standard }
                    for length in [.standard] + lengths {
                        var options = PlanOptions(
                            length: length, cues: cues, intro: .off, include: include)
                        if hurries {
                            // The least time to move, and the countdown that takes the most room.
                            options.pace = PlanOptions.paces.lowerBound
                            options.countdown = .voice
                        }
                        _ = plan(routine, options)
                    }
                }
            }
        }
        let start = SourcePosition(line: 0, column: 0)
        findings.sort { ($0.problem.position ?? start) < ($1.problem.position ?? start) }
    }

    /// One plan; nil if there is none, with what is new of its problems.
    private mutating func plan(_ routine: Routine, _ options: PlanOptions) -> Timeline? {
        do throws(PlanFailure) {
            return try planner.plan(routine, options)
        } catch {
            // An option that leaves nothing to do is no fault of the routine.
            guard case .routine(let problems) = error else { return nil }
            for problem in problems
            where !findings.contains(where: { Self.isSame($0.problem, problem) }) {
                findings.append(Finding(problem: problem, options: options))
            }
            return nil
        }
    }

    /// One place goes wrong in many plans, by some tenths more or less.
    private static func isSame(_ one: Problem, _ other: Problem) -> Bool {
        one.position == other.position && (one.position != nil || one.message == other.message)
    }
}
