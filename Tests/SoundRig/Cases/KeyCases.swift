import Glibc

/// Keys of a terminal, whatever the sound does meanwhile.
let keyCases = [
    RigCase(name: "qEndsASession") { try qEnds($0, frozen: nil) },
    RigCase(name: "qEndsASessionOnAFrozenServer") { workbench in
        for delay in [Duration.milliseconds(20), .milliseconds(450), .seconds(4)] {
            try qEnds(workbench, frozen: delay)
        }
    },
]

private func qEnds(_ workbench: Workbench, frozen delay: Duration?) throws {
    let arguments = try workbench.ticks(30)
    let server = try PulseServer(workbench)
    defer { server.process.signal(SIGKILL) }
    let terminal = try Terminal()
    // The terminal belongs to a shell that outlives the program: a terminal that loses its
    // session's leader is reset, and would look as before whatever the program left behind.
    let script = "stty -g; \"$0\" \"$@\"; status=$?; stty -g; exit $status"
    let configuration = try workbench.write("alsa.conf", server.device.configuration)
    let session = try workbench.start(
        "sh", ["-c", script, workbench.subject.program, "start"] + arguments,
        ["ALSA_CONFIG_PATH": configuration], terminal: terminal)
    try session.waitForCue(at: .seconds(4))
    try expect(!terminal.readsLines, "the terminal still waits for whole lines")
    if let delay {
        server.process.signal(SIGSTOP)
        pause(delay)
    }
    let typed = Moment.now
    try terminal.type("q")
    let exit = try session.waitForExit(.seconds(10))
    let moment = delay.map { "\($0.readable) into the trouble" } ?? "with sound"
    workbench.noteErrors(session)
    try expect(exit.status == 0, "\(moment): \(exit.readable)\(session.lastWords)")
    workbench.bound("q \(moment): gone after", exit.at - typed, Promise.gone)
    let settings = session.lines.map(\.text).filter { $0.contains(":") && !$0.contains(" ") }
    try expect(
        settings.count == 2 && settings[0] == settings[1],
        "\(moment): the terminal's settings were, and are: \(settings)")
}
