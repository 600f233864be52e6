import Glibc

/// A session bus of a case's own, and playerctl as what a person has in hand on it.
struct MessageBus {
    let process: ChildProcess
    /// Where programs find the bus.
    let variables: [String: String]
    private let workbench: Workbench

    init(_ workbench: Workbench) throws {
        self.workbench = workbench
        // Not where programs look without being told.
        let socket = workbench.path("run/session-bus")
        variables = ["DBUS_SESSION_BUS_ADDRESS": "unix:path=\(socket)"]
        process = try workbench.start(
            "setpriv",
            [
                "--pdeathsig", "KILL", "dbus-daemon", "--session", "--nofork", "--nopidfile",
                "--address=unix:path=\(socket)",
            ])
        try waitForSocket(socket, of: process)
    }

    /// Starts a session on the bus and waits until it is found there.
    func session(_ arguments: [String], on device: Device = .none) throws -> ChildProcess {
        let session = try workbench.unknot(["start"] + arguments, on: device, variables)
        try waitUntil(.seconds(5), "player on the bus") {
            try ask(["--list-all"], player: nil).lines.contains("unknot")
        }
        return session
    }

    /// What playerctl prints for a command, without the newline; must succeed.
    @discardableResult
    func playerctl(_ words: String...) throws -> String {
        let answer = try ask(words, player: "unknot")
        try expect(
            answer.status == 0,
            "playerctl \(words.joined(separator: " ")): status \(answer.status ?? -1): "
                + answer.errors)
        return answer.lines.joined(separator: "\n")
    }

    /// Waits until playerctl prints something for a command; how long that took.
    @discardableResult
    func wait(for wanted: String, _ words: String...) throws -> Duration {
        let start = Moment.now
        try waitUntil(.seconds(5), "\"\(wanted)\" of playerctl \(words.joined(separator: " "))") {
            try ask(words, player: "unknot").lines == [wanted]
        }
        return Moment.now - start
    }

    /// What playerctl says to a command that may fail.
    func ask(
        _ words: [String], player: String?
    ) throws -> (status: Int?, lines: [String], errors: String) {
        let child = try workbench.start(
            "playerctl", (player.map { ["-p", $0] } ?? []) + words, variables)
        let exit = try child.waitForExit(.seconds(10))
        return (exit.status, child.lines.map(\.text), child.lastWords)
    }
}

/// Waits until something holds that has to be asked for.
func waitUntil(_ limit: Duration, _ what: String, where holds: () throws -> Bool) throws {
    let deadline = Moment.now.advanced(by: limit)
    while try !holds() {
        guard Moment.now < deadline else { throw Failure("no \(what) after \(limit.readable)") }
        pause(.milliseconds(20))
    }
}
