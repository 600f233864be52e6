import Glibc

/// What a session does and says about the time without sound.
let awayCases = [
    RigCase(name: "withoutSoundItPausesWhenAskedTo", body: pausesWithoutSound),
    RigCase(name: "theSummaryNamesTheGaps", body: summaryNamesGaps),
]

@Sendable private func pausesWithoutSound(_ workbench: Workbench) throws {
    let holds = [5, 8]
    let arguments = [
        try workbench.shortRoutine(holds: holds), "--intro", "off", "--without-sound", "pause",
    ]
    let plan = try workbench.plan(Array(arguments.prefix(3)))
    // Away while something is rolled: no hold has begun, so all of them are to be exact.
    guard let hold = plan.tones.first(where: { $0.name == "hold-start" }) else {
        throw Failure("the plan has no hold")
    }
    let second = Double(hold.frame / 48_000 - 3)
    let card = try FaultCard(workbench, "nodev@\(second)-\(second + 4)")
    let session = try workbench.unknot(["start"] + arguments, on: card.device, card.variables)
    let loss = try session.waitForLoss(after: session.started, .seconds(60))
    let back = try session.waitForReturn(after: loss.at)
    let exit = try session.waitForExit(plan.patience)
    workbench.noteErrors(session)
    try expect(exit.status == 0, "unknot start: \(exit.readable)\(session.lastWords)")

    let cues = session.lines.compactMap(CueLine.init)
    let meanwhile = cues.filter {
        $0.at > loss.at.advanced(by: .milliseconds(100)) && $0.at < back.at
    }
    workbench.check {
        try expect(meanwhile.isEmpty, "while it waited it printed \(meanwhile.map(\.cue))")
    }
    guard let zero = session.sessionZero else { throw Failure("no cue") }
    let late = (exit.at - zero) - .seconds(plan.duration)
    workbench.note("away for \((back.at - loss.at).readable), the end \(late.readable) later")
    workbench.check {
        try expect(
            late >= back.at - loss.at - .milliseconds(500), "it ended only \(late.readable) later")
    }
    let heard = try card.recording().tones(ToneFinder(try workbench.tones())).map(\.tone)
    let lengths = zip(
        heard.filter { $0.name == "hold-start" }, heard.filter { $0.name == "hold-end" }
    ).map { $1.frame - $0.frame }
    workbench.note("holds of \(lengths)")
    try expect(lengths == (holds + holds).map { $0 * 48_000 }, "the holds lasted \(lengths) frames")
}

@Sendable private func summaryNamesGaps(_ workbench: Workbench) throws {
    let arguments = try workbench.ticks(14)
    let plan = try workbench.plan(arguments)
    let card = try FaultCard(workbench, "nodev@5-8")
    let session = try workbench.unknot(["start"] + arguments, on: card.device, card.variables)
    try workbench.expectGoodEnd(session, plan)
    try workbench.expectGapNamed(session)
}
