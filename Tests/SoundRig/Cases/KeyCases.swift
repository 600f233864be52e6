import Glibc

/// Keys of a terminal, whatever the sound does meanwhile.
let keyCases = [
    RigCase(name: "qEndsASession") { try qEnds($0, frozen: nil) },
    RigCase(name: "qEndsASessionOnAFrozenServer") { workbench in
        for delay in [Duration.milliseconds(20), .milliseconds(450), .seconds(4)] {
            try qEnds(workbench, frozen: delay)
        }
    },
    RigCase(name: "aStoppedTerminalKeepsNobody") { workbench in
        let session = ["start"] + (try workbench.ticks(30))
        for words in [session, session + ["--plain"]] {
            try endsStopped(workbench, words, 0) { terminal, _ in try terminal.type("q") }
            try endsStopped(workbench, words, 143) { _, program in program.signal(SIGTERM) }
        }
        try endsStopped(workbench, ["keys"], 143) { _, program in program.signal(SIGTERM) }
    },
]

/// A terminal that takes nothing more, as after Ctrl-S, while lines wait for it.
private func endsStopped(
    _ workbench: Workbench, _ words: [String], _ status: Int,
    _ ask: (Terminal, ChildProcess) throws -> Void
) throws {
    let terminal = try Terminal()
    // The shell becomes the program, which has the terminal for all that it prints.
    let program = try workbench.start(
        "sh", ["-c", "exec \"$0\" \"$@\" >/dev/tty 2>&1", workbench.subject.program] + words,
        ["TERM": "xterm"], terminal: terminal)
    pause(.seconds(2))
    try expect(!terminal.readsLines, "the terminal still waits for whole lines")
    // A pause, and for the list of keys a key: both have something to print.
    try terminal.type("\u{13} ")
    pause(.seconds(1))
    try expect(program.exit == nil, "it ended by itself")
    let asked = Moment.now
    try ask(terminal, program)
    let exit = try program.waitForExit(.seconds(10))
    try expect(exit.status == status, "\(words[0]): \(exit.readable)")
    let how = words.last == "--plain" ? "lines" : words[0]
    workbench.bound("\(how), ended with \(status): gone after", exit.at - asked, Promise.gone)
}

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
