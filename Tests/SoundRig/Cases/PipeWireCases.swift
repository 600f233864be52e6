import Glibc

/// A PipeWire daemon that accepts every stream and plays none: nothing reports an error.
let pipeWireCases = [
    RigCase(name: "PipeWire_withoutASink") { try goesOnInText($0, .manager) },
    RigCase(name: "PipeWire_withoutASessionManager") { try goesOnInText($0, .daemon) },
    RigCase(name: "endsWhilePipeWireHasNoSink") { try endsAtOnce($0, .manager) },
    RigCase(name: "endsWhilePipeWireHasNoSessionManager") { try endsAtOnce($0, .daemon) },
]

private func goesOnInText(_ workbench: Workbench, _ extent: PipeWireServer.Extent) throws {
    let server = try PipeWireServer(workbench, upTo: extent)
    let arguments = try workbench.ticks(10)
    let plan = try workbench.plan(arguments)
    let session = try workbench.unknot(["start"] + arguments, on: server.device)
    let loss = try session.waitForLoss(after: session.started, .seconds(6))
    workbench.bound("in text after", loss.at - session.started, .seconds(3.3))
    try workbench.expectIdle(session, over: .seconds(4), "while there is nowhere to play")
    try workbench.expectGoodEnd(session, plan)
}

private func endsAtOnce(_ workbench: Workbench, _ extent: PipeWireServer.Extent) throws {
    let server = try PipeWireServer(workbench, upTo: extent)
    let arguments = try workbench.ticks(30)
    for (signal, status, delay) in [
        (SIGINT, 130, Duration.milliseconds(700)), (SIGTERM, 143, .seconds(2)),
        (SIGINT, 130, .seconds(5)),
    ] {
        let session = try workbench.unknot(["start"] + arguments, on: server.device)
        pause(delay)
        try workbench.expectGone(session, signal, status, "\(delay.readable) after the start")
    }
}
