import Glibc

/// The bounds that need minutes: many gaps, and load.
let boundCases = [
    RigCase(
        name: "twentyGapsDoNotMoveTheEnd", limit: .seconds(1_000), body: twentyGaps),
    RigCase(name: "loadOnEveryCoreChangesNothing", limit: .seconds(3_000), alone: true) {
        try load($0, try PulseServer($0), "PulseAudio")
    },
    RigCase(name: "PipeWire_loadOnEveryCoreChangesNothing", limit: .seconds(3_000), alone: true) {
        try load($0, try PipeWireServer($0), "PipeWire")
    },
]

@Sendable private func twentyGaps(_ workbench: Workbench) throws {
    let length = workbench.subject.isLong ? 600 : 90
    let arguments = try workbench.ticks(length)
    let plan = try workbench.plan(arguments)
    // Between the ticks, so that they can be heard on both sides of a gap.
    let step = Double(length) / 21
    let times = (1...20).map { (Double($0) * step).rounded(.down) + 3.5 }
    let kinds = ["xrun", "susp", "stall"]
    let timetable = zip(times, (0...).lazy.map { kinds[$0 % 3] }).map { time, kind in
        kind == "stall" ? "stall@\(time)-\(time + 0.2)" : "\(kind)@\(time)"
    }.joined(separator: ",")
    let card = try FaultCard(workbench, timetable)
    let session = try workbench.unknot(["start"] + arguments, on: card.device, card.variables)
    try workbench.expectGoodEnd(session, plan)
    let recording = try card.recording()
    let heard = recording.tones(ToneFinder(try workbench.tones()))
    guard let first = heard.first, let last = heard.last else { throw Failure("nothing heard") }
    try expect(last.tone.name == "done", "the last tone heard is \(last.tone.name)")
    let planned = Double((plan.tones.last?.frame ?? 0) - plan.tones[0].frame) / 48_000
    let error = (last.at - first.at).inSeconds - planned
    workbench.note(
        "\(recording.gaps.count) gaps, \(heard.count) of \(plan.tones.count) tones heard")
    try expect(recording.gaps.count >= 20, "only \(recording.gaps.count) gaps were made")
    workbench.bound("the end is off by", .seconds(abs(error)), .milliseconds(20))
    let errors = heard.map { _, at in
        let time = (at - first.at).inSeconds
        return plan.tones.map { time - Double($0.frame - plan.tones[0].frame) / 48_000 }
            .min { abs($0) < abs($1) } ?? .infinity
    }
    let steps = zip(errors, errors.dropFirst()).map { (($1 - $0) * 10_000).rounded() / 10 }
    workbench.note("each gap moved what follows by \(steps.filter { $0 != 0 }) ms")
    let worst = errors.map(\.magnitude).max() ?? 0
    workbench.note("the worst tone is \((worst * 10_000).rounded() / 10) ms off")
}

private func load(
    _ workbench: Workbench, _ server: any SoundServer, _ kind: String
) throws {
    let minutes = workbench.subject.isLong ? 40 : 2
    let arguments = try workbench.ticks(minutes * 60)
    let plan = try workbench.plan(arguments)
    let finder = ToneFinder(try workbench.tones())
    let capture = try server.capture()
    for _ in 0..<sysconf(Int32(_SC_NPROCESSORS_ONLN)) {
        _ = try workbench.start("sh", ["-c", "while :; do :; done"])
    }
    let session = try workbench.unknot(["start"] + arguments, on: server.device)
    let exit = try session.waitForExit(plan.patience)
    workbench.noteErrors(session)
    try expect(exit.status == 0, "unknot start: \(exit.readable)\(session.lastWords)")
    try expect(session.errors.isEmpty, "there was trouble\(session.lastWords)")
    let heard = finder.tones(in: try capture.finish())
    try expect(heard.count == plan.tones.count, "\(heard.count) of \(plan.tones.count) tones heard")
    let errors = zip(heard, plan.tones).map {
        ($0.frame - heard[0].frame) - ($1.frame - plan.tones[0].frame)
    }
    workbench.figure(
        "\(kind), \(minutes) minutes, loaded: a tone is off its place by", "frames",
        errors.map { Double($0.magnitude) })
    workbench.note("\(heard.count) tones in \(minutes) minutes")
    let jumps = zip(errors, errors.dropFirst()).filter { $0 != $1 }.map { $1 - $0 }
    workbench.figure(
        "\(kind), \(minutes) minutes, loaded: underruns", "", [Double(jumps.count)])
    try expect(jumps.isEmpty, "there were \(jumps.count) gaps, of \(jumps) frames")
}
