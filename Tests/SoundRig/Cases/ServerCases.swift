import Glibc

/// Sound servers that die, freeze, lose their sink, or come late.
let serverCases =
    cases("PulseAudio") { try PulseServer($0) }
    // Its sinks are suspended by the session manager alone, and only while nobody plays.
    + cases("PipeWire", without: ["suspendsItsSink"]) { try PipeWireServer($0) }

/// The same cases for every kind of server.
private func cases(
    _ kind: String, without missing: Set<String> = [],
    _ make: @escaping @Sendable (Workbench) throws -> any SoundServer
) -> [RigCase] {
    let all: [(String, @Sendable (Workbench, any SoundServer) throws -> Void)] = [
        ("isKilled", serverIsKilled),
        ("isKilledAndStartsAgain", serverStartsAgain),
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

/// A session of ticks under way on a server: something has been heard.
private struct Scene {
    let session: ChildProcess
    let plan: SessionPlan
    let capture: Capture

    init(_ workbench: Workbench, _ server: any SoundServer, ticks: Int) throws {
        let arguments = try workbench.ticks(ticks)
        plan = try workbench.plan(arguments)
        capture = try server.capture()
        session = try workbench.unknot(["start"] + arguments, on: server.device)
        try session.waitForCue(at: .seconds(4))
    }
}

extension Workbench {
    /// Measures the first tone in a recording after a moment, and its place on the timeline.
    fileprivate func expectHeard(
        _ session: ChildProcess, _ plan: SessionPlan, _ capture: Capture,
        on server: any SoundServer, after back: Moment
    ) throws {
        let heard = ToneFinder(try tones()).tones(in: capture.samples)
            .compactMap { tone in capture.arrival(of: tone.frame).map { (tone, $0) } }
            .filter { $0.1 > back }
        guard let first = heard.first, let zero = session.sessionZero else {
            throw Failure("nothing was heard after the return")
        }
        note(
            "said to be back: \(session.errors.filter { $0.at > back && $0.tellsReturn }.map { ($0.at - back).readable })"
        )
        let time = (first.1 - zero).inSeconds
        let error =
            plan.tones.map { time - Double($0.frame) / 48_000 }
            .min { abs($0) < abs($1) } ?? .infinity
        note(
            "\(heard.count) tones heard after the return, the first \((error * 1000).rounded()) ms "
                + "off its place")
        check { try expect(abs(error) < 0.15, "the first tone came \(error) s off its place") }
        bound("first cue heard after", first.1 - back, Promise.firstCueHeard + server.warmUp)
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
    let again = try server.startedAgain()
    let back = Moment.now
    let capture = try again.capture()
    try workbench.expectGoodEnd(scene.session, scene.plan)
    workbench.bound("loss seen after", loss.at - killed, Promise.lossSeen)
    try workbench.expectHeard(scene.session, scene.plan, capture, on: server, after: back)
    try workbench.expectGapNamed(scene.session)
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
    try workbench.expectHeard(scene.session, scene.plan, scene.capture, on: server, after: back)
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
    try server.addSink()
    let back = Moment.now
    let capture = try server.capture()
    try workbench.expectGoodEnd(scene.session, scene.plan)
    try workbench.expectHeard(scene.session, scene.plan, capture, on: server, after: back)
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
    try workbench.expectHeard(scene.session, scene.plan, scene.capture, on: server, after: back)
}

@Sendable private func serverStartsLater(_ workbench: Workbench, _ server: any SoundServer) throws {
    server.process.signal(SIGTERM)
    _ = try server.process.waitForExit(.seconds(5))
    let arguments = try workbench.ticks(12)
    let plan = try workbench.plan(arguments)
    let session = try workbench.unknot(["start"] + arguments, on: server.device)
    try session.waitForCue(at: .seconds(4))
    let again = try server.startedAgain()
    let back = Moment.now
    let capture = try again.capture()
    try workbench.expectGoodEnd(session, plan)
    try workbench.expectHeard(session, plan, capture, on: server, after: back)
}

@Sendable private func serverPlaysHolds(
    _ workbench: Workbench, _ server: any SoundServer
) throws {
    let routine = try workbench.shortRoutine(holds: [5, 8])
    try playAndCompare(workbench, server, [routine, "--intro", "off"], holds: [5, 8, 5, 8])
}
