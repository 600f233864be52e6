import FuzzKit

@testable import UnknotCore

/// Fits a session that could be planned into less and into more time than it takes.
func checkFitting(
    of timeline: Timeline, _ routine: Routine, _ options: PlanOptions, _ lengths: CueLengths
) {
    for share in [3, 5] {
        let time = Duration(frames: timeline.duration * share / 4)
        do throws(PlanFailure) {
            let outcome = try Fitting(lengths: lengths).fit(routine, options, to: time)
            let fitted = try Planner(lengths: lengths).plan(routine, outcome.options)
            demand(fitted.duration <= time.frames, "\(fitted.duration) is over \(time.frames)")
            demand(fitted.duration == outcome.duration, "another length than told")
            let broken = CueRules.violations(of: fitted)
            demand(broken.isEmpty, broken.joined(separator: "; "))
            if options.side == .both { checkSides(of: fitted) }
            Tally.count("sessions fitted")
        } catch {
            switch error {
            case .tooShort(let refused, let shortest):
                demand(refused == time, "\(refused) was not asked for")
                demand(shortest > time, "\(shortest) is the shortest, and \(time) is too short")
                Tally.count("times refused")
            case .routine(let problems):
                check(problems)
                Tally.count("routines refused when fitted")
            default: fatalError("\(error) of a session that could be planned")
            }
        }
    }
}

/// Both sides of each block do the same for as long.
private func checkSides(of timeline: Timeline) {
    func work(_ side: Side) -> [Int: [Frames]] {
        Dictionary(
            grouping: timeline.segments.filter { $0.side == side && $0.action != nil },
            by: { $0.block ?? 0 }
        ).mapValues { $0.map(\.length) }
    }
    demand(work(.right) == work(.left), "the sides differ")
}
