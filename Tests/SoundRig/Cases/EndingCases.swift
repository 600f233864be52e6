import Glibc

/// A session that is told to end, ends.
let endingCases = [
    RigCase(name: "controlCEndsAtOnce") { workbench in
        try endsAtOnce(workbench, SIGINT, status: 130)
    },
    RigCase(name: "terminationEndsAtOnce") { workbench in
        try endsAtOnce(workbench, SIGTERM, status: 143)
    },
]

private func endsAtOnce(_ workbench: Workbench, _ signal: Int32, status: Int) throws {
    let routine = try workbench.briefRoutine()
    let server = try PulseServer(workbench)
    for (how, options, device) in [
        ("with sound", [], server.device), ("silent", ["--silent"], Device.none),
    ] {
        let session = try workbench.unknot(["start", routine] + options, on: device)
        // In the midst of things: something has been said and something is still being said.
        _ = try session.waitForLine(.seconds(30), "cue after the first second") { line in
            CueLine(line).map { $0.stamp > .seconds(1) } ?? false
        }
        let sent = Moment.now
        session.signal(signal)
        let exit = try session.waitForExit(.seconds(10))
        let took = exit.at - sent
        try expect(exit.status == status, "\(how): \(exit.readable)\(session.lastWords)")
        try expect(took <= .milliseconds(200), "\(how): gone after \(took.readable)")
        let summary = (session.lines.filter { CueLine($0) == nil } + session.errors).map(\.text)
        try expect(summary.count == 1, "\(how): one line of summary, not \(summary)")
        workbench.note("\(how): gone after \(took.readable); \(summary[0])")
    }
}
