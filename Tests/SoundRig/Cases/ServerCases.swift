import Glibc

/// Sound servers that die, freeze, lose their sink, or come late.
let serverCases =
    cases("PulseAudio") { try PulseServer($0) }
    // Its sinks are suspended by the session manager alone, and only while nobody plays.
    + cases("PipeWire", without: ["suspendsItsSink"]) { try PipeWireServer($0) }
    + [
        RigCase(name: "PulseAudio_startsAgainWithASlowSink") { workbench in
            try serverStartsAgain(
                workbench, try PulseServer(workbench, standsStillAtFirst: true))
        }
    ]

/// The same cases for every kind of server.
private func cases(
    _ kind: String, without missing: Set<String> = [],
    _ make: @escaping @Sendable (Workbench) throws -> any SoundServer
) -> [RigCase] {
    let all: [(String, @Sendable (Workbench, any SoundServer) throws -> Void)] = [
        ("isKilled", serverIsKilled),
        ("isKilledAndStartsAgain", serverStartsAgain),
        ("isBackInAHold", serverIsBackInAHold),
        ("freezesAndGoesOn", serverFreezes),
        ("isFrozenAtTheStart", serverIsFrozenAtTheStart),
        ("losesItsSink", sinkIsLost),
        ("suspendsItsSink", sinkIsSuspended),
        ("startsLater", serverStartsLater),
        ("playsHoldsToTheSample", serverPlaysHolds),
    ]
    return all.filter { !missing.contains($0.0) }.map { name, body in
        RigCase(name: "\(kind)_\(name)") { try body($0, try make($0)) }
    }
}

@Sendable private func serverIsKilled(_ workbench: Workbench, _ server: any SoundServer) throws {
    let scene = try Scene(workbench, server, ticks: 12)
    let killed = Moment.now
    server.process.signal(SIGKILL)
    let loss = try scene.session.waitForLoss(after: killed)
    workbench.bound("loss seen after", loss.at - killed, Promise.lossSeen)
    try workbench.expectIdle(scene.session, over: .seconds(4), "while there is no server")
    try workbench.expectGoodEnd(scene.session, scene.plan)
}

@Sendable private func serverStartsAgain(_ workbench: Workbench, _ server: any SoundServer) throws {
    let scene = try Scene(workbench, server, ticks: 16)
    let killed = Moment.now
    server.process.signal(SIGKILL)
    let loss = try scene.session.waitForLoss(after: killed)
    pause(.seconds(3))
    let back = try Comeback(workbench) { try server.startedAgain() }
    try workbench.expectGoodEnd(scene.session, scene.plan)
    workbench.bound("loss seen after", loss.at - killed, Promise.lossSeen)
    try workbench.expectHeard(
        scene.session, scene.plan, since: back, withinOfAplay: server.standsStillAtFirst)
    try workbench.expectGapNamed(scene.session)
}

/// Where no cue is due for long, the first thing heard says that sound is back, and where it is.
@Sendable private func serverIsBackInAHold(
    _ workbench: Workbench, _ server: any SoundServer
) throws {
    let arguments = [try workbench.shortRoutine(holds: [20]), "--intro", "off", "--side", "right"]
    let plan = try workbench.plan(arguments)
    let session = try workbench.unknot(["start"] + arguments, on: server.device)
    _ = try session.waitForLine(.seconds(60), "start of a hold") { line in
        CueLine(line)?.cue == "tone  hold-start"
    }
    pause(.seconds(1))
    server.process.signal(SIGKILL)
    pause(.seconds(2))
    let again = try server.startedAgain()
    let back = Moment.now
    let capture = try again.capture()
    let exit = try session.waitForExit(plan.patience)
    workbench.noteErrors(session)
    try expect(exit.status == 0, "unknot start: \(exit.readable)\(session.lastWords)")
    guard let loud = capture.samples.firstIndex(where: { $0.magnitude > 300 }),
        let heard = capture.arrival(of: loud), let zero = session.sessionZero
    else { throw Failure("nothing was heard after the return") }
    workbench.bound("first cue heard after", heard - back, Promise.firstCueHeard)
    let planned = Set(plan.cues.map(\.line))
    let words = session.lines.compactMap(CueLine.init).map(\.cue).filter { !planned.contains($0) }
    workbench.note("it says: \(words)")
    try expect(words.count == 1, "one sentence was to say that sound is back")
    let end = ToneFinder(try workbench.tones()).tones(in: capture.samples)
        .first { $0.name == "hold-end" }
    guard let end, let ended = capture.arrival(of: end.frame),
        let due = plan.tones.first(where: { $0.name == "hold-end" })
    else { throw Failure("the end of the hold was not heard") }
    let error = (ended - zero).inSeconds - Double(due.frame) / 48_000
    workbench.note("the end of the hold was heard \((error * 1000).rounded()) ms off its place")
    try expect(abs(error) < 0.15, "the end of the hold was heard \(error) s off its place")
}

@Sendable private func serverFreezes(_ workbench: Workbench, _ server: any SoundServer) throws {
    let scene = try Scene(workbench, server, ticks: 16)
    let stopped = Moment.now
    server.process.signal(SIGSTOP)
    pause(.seconds(4))
    server.process.signal(SIGCONT)
    let back = Moment.now
    try workbench.expectGoodEnd(scene.session, scene.plan)
    workbench.check {
        let loss = try scene.session.waitForLoss(after: stopped)
        workbench.bound("loss seen after", loss.at - stopped, Promise.lossSeen)
    }
    try workbench.expectHeard(scene.session, scene.plan, scene.capture, after: back)
}

@Sendable private func serverIsFrozenAtTheStart(
    _ workbench: Workbench, _ server: any SoundServer
) throws {
    server.process.signal(SIGSTOP)
    let arguments = try workbench.ticks(6)
    let plan = try workbench.plan(arguments)
    let session = try workbench.unknot(["start"] + arguments, on: server.device)
    let loss = try session.waitForLoss(after: session.started, .seconds(6))
    workbench.bound("in text after", loss.at - session.started, .seconds(3.3))
    try workbench.expectIdle(session, over: .seconds(3), "while the server is frozen")
    try workbench.expectGoodEnd(session, plan)
}

@Sendable private func sinkIsLost(_ workbench: Workbench, _ server: any SoundServer) throws {
    let scene = try Scene(workbench, server, ticks: 16)
    let lost = Moment.now
    try server.removeSink()
    let loss = try scene.session.waitForLoss(after: lost)
    workbench.bound("loss seen after", loss.at - lost, Promise.lossSeen)
    try workbench.expectIdle(scene.session, over: .seconds(2), "while there is no sink")
    let back = try Comeback(workbench) {
        try server.addSink()
        return server
    }
    try workbench.expectGoodEnd(scene.session, scene.plan)
    try workbench.expectHeard(scene.session, scene.plan, since: back)
}

@Sendable private func sinkIsSuspended(_ workbench: Workbench, _ server: any SoundServer) throws {
    let scene = try Scene(workbench, server, ticks: 14)
    let lost = Moment.now
    try server.suspendSink(true)
    pause(.seconds(2))
    try server.suspendSink(false)
    let back = Moment.now
    try workbench.expectGoodEnd(scene.session, scene.plan)
    workbench.check {
        let loss = try scene.session.waitForLoss(after: lost)
        workbench.bound("loss seen after", loss.at - lost, Promise.lossSeen)
    }
    try workbench.expectHeard(scene.session, scene.plan, scene.capture, after: back)
}

@Sendable private func serverStartsLater(_ workbench: Workbench, _ server: any SoundServer) throws {
    server.process.signal(SIGTERM)
    _ = try server.process.waitForExit(.seconds(5))
    let arguments = try workbench.ticks(12)
    let plan = try workbench.plan(arguments)
    let session = try workbench.unknot(["start"] + arguments, on: server.device)
    try session.waitForCue(at: .seconds(4))
    let back = try Comeback(workbench) { try server.startedAgain() }
    try workbench.expectGoodEnd(session, plan)
    try workbench.expectHeard(session, plan, since: back)
}

@Sendable private func serverPlaysHolds(
    _ workbench: Workbench, _ server: any SoundServer
) throws {
    let routine = try workbench.shortRoutine(holds: [5, 8])
    try playAndCompare(workbench, server, [routine, "--intro", "off"], holds: [5, 8, 5, 8])
}
