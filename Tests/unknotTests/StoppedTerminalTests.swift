import Glibc
import Testing

/// Terminals that take nothing, as after Ctrl-S: they keep no program from its end.
struct StoppedTerminalTests {
    /// Half a second, and what a busy machine adds; what takes longer has hung.
    private static let patience = Duration.seconds(6)

    private let sessions: DisplayFixture

    init() throws { sessions = try DisplayFixture() }

    private var words: [String] {
        [
            "start", sessions.work, "--cues", "tones", "--intro", "off", "--no-remote", "--plain",
            "--silent",
        ]
    }

    /// How long a program takes to end once it is asked for that.
    private func time(_ run: TerminalRun, _ ask: () -> Void) throws -> (Duration, status: Int32) {
        let start = ContinuousClock.now
        ask()
        let status = try run.finish()
        return (ContinuousClock.now - start, status)
    }

    @Test func linesThatWaitKeepNobodyAtTheEnd() throws {
        // Both streams have lines that wait, of which each had a second of its own.
        let run = try TerminalRun(
            "exec \"$0\" \"$@\"", words.filter { $0 != "--plain" }, in: sessions.folder)
        try run.waitUntilRaw()
        try run.waitFor("\n")
        run.type("\u{13} ")
        usleep(300_000)
        let (time, status) = try time(run) { run.type("q") }
        #expect(status == 0)
        #expect(time < Self.patience)
    }

    @Test func aSignalEndsAtOnce() throws {
        let run = try TerminalRun("exec \"$0\" \"$@\"", words, in: sessions.folder)
        try run.waitFor("\n")
        run.type("\u{13}")
        usleep(300_000)
        let (time, status) = try time(run) { kill(run.id, SIGTERM) }
        #expect(status == 143 << 8)
        #expect(time < Self.patience)
    }

    @Test func theListOfKeysEndsAtASignal() throws {
        let run = try TerminalRun("exec \"$0\" \"$@\"", ["keys"], in: sessions.folder)
        try run.waitUntilRaw()
        try run.waitFor("Twice q, or Ctrl-C, ends this.\n")
        run.type("\u{13}bcd")
        usleep(300_000)
        let (time, status) = try time(run) { kill(run.id, SIGTERM) }
        #expect(status == 143 << 8)
        #expect(time < Self.patience)
    }

    @Test func keysThatWaitedAreNamedWhenTheTerminalGoesOn() throws {
        let run = try TerminalRun("exec \"$0\" \"$@\"", ["keys"], in: sessions.folder)
        try run.waitUntilRaw()
        try run.waitFor("Twice q, or Ctrl-C, ends this.\n")
        run.type("\u{13}b")
        usleep(300_000)
        run.type("\u{11}")
        try run.waitFor("b  toggle: pause, or go on\n")
        kill(run.id, SIGTERM)
        #expect(try run.finish() == 143 << 8)
    }

    @Test func aWindowThatTakesNothingIsGivenUp() throws {
        let run = try sessions.session("exec \"$0\" \"$@\"")
        run.type("\u{13} ")
        usleep(300_000)
        let (time, status) = try time(run) { run.type("q") }
        #expect(status == 0)
        #expect(time < Self.patience)
    }
}
