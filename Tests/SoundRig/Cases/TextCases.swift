import Glibc

/// Sessions in text: asked for, or because there is nothing to play to.
let textCases = [
    RigCase(name: "silentLinesAreOnTime", body: silentLinesAreOnTime),
    RigCase(name: "withoutADeviceTheSessionGoesOnInText") { workbench in
        try goesOnInText(workbench, .none)
    },
    RigCase(name: "withoutAServerTheSessionGoesOnInText") { workbench in
        try goesOnInText(workbench, .pulse(socket: workbench.path("nobody.sock")))
    },
]

@Sendable private func silentLinesAreOnTime(_ workbench: Workbench) throws {
    // A server that notes who comes: a silent session opens no device and asks no server.
    let path = workbench.path("trap.sock")
    let trap = try UnixSocket(path)
    try trap.listen()
    let routine = try workbench.briefRoutine()
    // A silent session estimates how long sentences are; its opening may name another length.
    let options = [routine, "--intro", "off"]
    let plan = try workbench.plan(options)
    let session = try workbench.unknot(
        ["start", "--silent"] + options, on: .pulse(socket: path),
        ["PULSE_SERVER": "unix:\(path)"])
    let exit = try session.waitForExit(plan.patience)
    try expect(exit.status == 0, "unknot start: \(exit.readable)\(session.lastWords)")
    try expect(session.errors.isEmpty, "unknot start complained\(session.lastWords)")
    try expect(!trap.hasVisitor, "a silent session connected to the sound server")
    try workbench.expectOnTime(session, plan)
}

private func goesOnInText(_ workbench: Workbench, _ device: Device) throws {
    let routine = try workbench.briefRoutine()
    let plan = try workbench.plan([routine])
    let session = try workbench.unknot(["start", routine], on: device)
    let exit = try session.waitForExit(plan.patience)
    try expect(exit.status == 0, "unknot start: \(exit.readable)\(session.lastWords)")
    let reasons = session.errors.map(\.text)
    try expect(reasons.count == 1, "one line was to say why, not \(reasons)")
    workbench.note("it said: \(reasons[0])")
    try workbench.expectOnTime(session, plan)
}
