import UnknotCore

extension Group {
    /// Expanding a routine into a timeline, without speech.
    static let planning = Group("planning", "planning 100, 1,000, 2,000 and 10,000 steps") {
        place, effort, report in
        let sizes = [100, 1_000, 2_000, 10_000]
        let routines = try sizes.map { try Self.plain(steps: $0) }
        // Short sentences and tones of one length: no voice is asked, and 10,000 steps stay under
        // the twelve hours that a session may last.
        let planner = Planner(lengths: CueLengths(speech: { _ in 14_400 }, tone: { _ in 4_800 }))
        var times = sizes.map { _ in [Double]() }
        for run in 0...effort.runs {
            for (index, routine) in routines.enumerated() {
                let start = Clock.now
                let timeline = try planner.plan(routine, PlanOptions(side: .right))
                let time = (Clock.now - start) * 1000
                guard timeline.segments.count > sizes[index] else { throw Failure("a short plan") }
                if run > 0 { times[index].append(time) }
            }
        }
        let goals: [Double?] = [nil, nil, 100, 500]
        for (index, size) in sizes.enumerated() {
            let figure = Figure("planning \(size) steps, without speech", "ms", times[index])
            report(goals[index].map { figure.atMost($0) } ?? figure)
        }
        let perStep = zip(sizes, times).map { size, times in
            Figure("", "", times).median / Double(size)
        }
        let growth = (perStep.last ?? 0) / (perStep.first ?? 1)
        report(
            Figure("  cost of a step among 10,000 to one among 100", "x", [growth])
                .atMost(1.5, as: "linear: <= 1.5 x"))
    }

    /// A routine of so many steps of a roll and a hold; made in code, as the reader refuses files
    /// of that size.
    private static func plain(steps: Int) throws -> Routine {
        let steps = (1...steps).map { number in
            Step(
                id: "step-\(number)", title: "Step \(number)",
                setup: Sentence("Roller under your {side} calf, place \(number)."),
                move: .seconds(2),
                actions: [
                    Action(.roll(Dose(.seconds(2))), say: Sentence("Roll slowly, step \(number).")),
                    Action(.hold(Dose(.seconds(2)))),
                ])
        }
        return Routine(
            id: "measured", title: "Measured",
            blocks: [Block(sides: .oneThenOther(first: .right), steps: steps)])
    }
}
