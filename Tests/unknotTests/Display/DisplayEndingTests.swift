import Glibc
import Testing

/// The screen as it was in whatever way a session ends or stops, and whose it is meanwhile.
struct DisplayEndingTests {
    private let sessions: DisplayFixture

    init() throws { sessions = try DisplayFixture() }

    private static let stay = "; echo \"ended $?\"; read line"

    private func isAsBefore(_ run: TerminalRun) -> Bool {
        !run.window.isOther && run.window.hasCursor && run.window.runsOver
            && run.window.lines[0] == "before" && run.window.unknown == []
            && run.settings == run.settingsBefore
    }

    @Test(arguments: [
        SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGUSR1, SIGTERM, SIGINT, SIGHUP,
        SIGQUIT,
    ])
    func aSignalLeavesTheScreenAsItWas(signal: Int32) throws {
        let run = try sessions.session(
            "echo before; echo id $$.; exec \"$0\" \"$@\"".asChild + Self.stay)
        #expect(run.window.isOther)
        try run.waitFor("id ")
        kill(try #require(pid_t(try run.waitFor(".\n"))), signal)
        try run.waitFor("ended \(128 + signal)\n")
        #expect(isAsBefore(run), "\(run.window)")
    }

    @Test func aKeyLeavesTheScreenAsItWasAndTheLastLines() throws {
        let run = try sessions.session("echo before; \"$0\" \"$@\"" + Self.stay)
        run.type("q")
        try run.waitFor("ended 0\n")
        #expect(isAsBefore(run), "\(run.window)")
        #expect(run.window.text.contains("unknot: Stopped at 0:0"))
    }

    @Test func controlZGivesTheScreenToTheShellAndForegroundTakesItAgain() throws {
        let again = "; echo stopped; read line; fg"
        let run = try sessions.session(
            "echo before; set -m; \"$0\" \"$@\"" + again + again + Self.stay)
        for _ in 0..<2 {
            run.type("\u{1A}")
            try run.waitFor("stopped\n")
            #expect(isAsBefore(run), "\(run.window)")
            run.forgetWindows()
            run.type("\n")
            // All of the window stands there again, and not what has changed alone.
            let window = try run.waitForWindow("a hold") { $0.text.contains("HOLD · LEFT SIDE") }
            #expect(window.text.contains("Session") && window.text.contains("Next: "))
        }
        run.type("q")
        try run.waitFor("ended 0\n")
        #expect(isAsBefore(run), "\(run.window)")
    }

    @Test func inTheBackgroundTheScreenIsTheShells() throws {
        let run = try TerminalRun(
            """
            echo before; set -m; "$0" "$@" & read line; echo "got $line"; read line; fg\(Self.stay)
            """, ["start", sessions.work, "--cues", "tones", "--intro", "off", "--no-remote"],
            in: sessions.folder,
            alsa: "pcm.!default { type null }\n", ["TERM": "xterm"])
        // The place is kept once the session is under way.
        try run.wait("a session") { sessions.folder.bytes("state/unknot/session.json") != nil }
        run.type("line\n")
        try run.waitFor("got line\n")
        #expect(run.window.frames.isEmpty)
        run.type("\n")
        _ = try run.waitForWindow("a hold") { $0.text.contains("HOLD · LEFT SIDE") }
        run.type("q")
        try run.waitFor("ended 0\n")
        #expect(isAsBefore(run), "\(run.window)")
    }
}

extension String {
    /// A script as one of a shell below, which can be named and ended.
    fileprivate var asChild: String {
        let parts = split(separator: "; ", maxSplits: 1)
        return "\(parts[0]); sh -c '\(parts[1])' \"$0\" \"$@\""
    }
}
