import Foundation
import Glibc
import Testing

/// Sessions in a pseudo-terminal: the keys, and the terminal as it was in whatever way they end.
struct TerminalTests {
    private static let routine = """
        unknot: 1
        id: quick
        title: Quick
        lead-in: 0s
        blocks:
          - sides: right, left
            steps:
              - id: calf
                title: Calf
                setup: Sit down.
                do:
                  - roll: 1m
                  - hold: 30s
        """

    private let folder: TemporaryFolder
    private let words: [String]

    init() throws {
        folder = try TemporaryFolder()
        let path = try folder.write("quick.yaml", Self.routine.utf8)
        words = ["start", path, "--silent", "--intro", "off", "--no-remote"]
    }

    /// The number of the process that a script has named.
    private func named(_ run: TerminalRun) throws -> pid_t {
        try run.waitFor("id ")
        return try #require(pid_t(try run.waitFor(".\n")))
    }

    /// A session that shows its first line, and whose keys come one by one.
    private func session(_ script: String, _ options: [String] = []) throws -> TerminalRun {
        let run = try TerminalRun(script, words + options, in: folder)
        try run.waitUntilRaw()
        return run
    }

    /// Stands after the program, so that the terminal outlives it.
    private static let stay = "; echo \"ended $?\"; read line"

    // MARK: Keys

    @Test func keysAskForWhatTheMapSays() throws {
        let run = try session(
            "\"$0\" \"$@\"" + Self.stay, ["--key", "f9=repeat", "--key", "m=none"])
        try run.waitFor("say  Sit down.")
        run.type(" ")
        try run.waitFor("tone  pause\n")
        // A key without a meaning, one that is held, and a chord.
        run.type("m[\u{1B}[1;5C")
        run.type("?")
        let before = try run.waitFor("say  The space bar or ")
        #expect(!before.contains("tone"))
        #expect(try run.waitFor("Q quits.\n").contains("F9 or the top row repeats"))
        run.type("\u{1B}[20~")
        try run.waitFor("say  Calf. Right side. Sit down.")
        // The same request at once is the rest of a blow.
        usleep(150_000)
        run.type("\u{1B}")
        try run.waitFor("tone  resume\n")
        run.type("q")
        try run.waitFor("ended 0\n")
        #expect(run.settings == run.settingsBefore)
    }

    // MARK: Endings

    @Test(arguments: [
        SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGUSR1, SIGTERM, SIGINT, SIGHUP,
        SIGQUIT,
    ])
    func aSignalLeavesTheTerminalAsItWas(signal: Int32) throws {
        let run = try session("sh -c 'echo id $$.; exec \"$0\" \"$@\"' \"$0\" \"$@\"" + Self.stay)
        #expect(run.settings != run.settingsBefore)
        kill(try named(run), signal)
        try run.waitFor("ended \(128 + signal)\n")
        #expect(run.settings == run.settingsBefore)
    }

    @Test func controlCEndsTheSession() throws {
        let run = try session("trap : INT; \"$0\" \"$@\"" + Self.stay)
        run.type("\u{3}")
        try run.waitFor("ended 130\n")
        #expect(run.settings == run.settingsBefore)
    }

    // MARK: Jobs

    @Test func controlZGivesTheTerminalToTheShellAndBackToTheSession() throws {
        let again = "; echo stopped; read line; fg"
        let run = try session("set -m; \"$0\" \"$@\"" + again + again + Self.stay)
        for _ in 0..<2 {
            run.type("\u{1A}")
            try run.waitFor("stopped\n")
            #expect(run.settings == run.settingsBefore)
            run.type("\n")
            try run.waitUntilRaw()
        }
        run.type(" ")
        try run.waitFor("tone  pause\n")
        run.type("q")
        try run.waitFor("ended 0\n")
        #expect(run.settings == run.settingsBefore)
    }

    @Test func inTheBackgroundTheKeysAreTheShellsUntilItIsBroughtToTheFront() throws {
        let run = try TerminalRun(
            "set -m; \"$0\" \"$@\" & read line; echo \"got $line\"; fg" + Self.stay, words,
            in: folder)
        try run.waitFor("say  Sit down.")
        #expect(run.settings == run.settingsBefore)
        // The key of a session, were it one's.
        run.type("q\n")
        try run.waitFor("got q\n")
        try run.waitUntilRaw()
        run.type("q")
        try run.waitFor("ended 0\n")
        #expect(run.settings == run.settingsBefore)
    }

    @Test func aSessionWhoseTerminalGoesEndsAndKeepsItsPlace() throws {
        let run = try session("exec \"$0\" \"$@\"")
        try run.waitFor("say  Sit down.")
        run.hangUp()
        #expect(try run.finish() == 129 << 8)
        #expect(folder.bytes("state/unknot/session.json") != nil)
    }

    @Test(arguments: ["dumb", "xterm"])
    func aSessionThatOutlivesItsTerminalGoesOnAndDoesNotSpin(terminal: String) throws {
        // What nohup does.
        let run = try TerminalRun(
            "trap '' HUP; exec \"$0\" \"$@\"", words.filter { $0 != "--silent" }, in: folder,
            alsa: "pcm.!default { type null }\n", ["TERM": terminal])
        try run.waitUntilRaw()
        try run.waitFor(terminal == "dumb" ? "say  Sit down." : "SET UP")
        run.hangUp()
        usleep(200_000)
        let before = try #require(Self.processorTime(run.id))
        usleep(1_000_000)
        let spent = try #require(Self.processorTime(run.id)) - before
        #expect(spent < 50, "\(spent) hundredths of a second")
        kill(run.id, SIGTERM)
        let status = try run.finish()
        #expect(status == 143 << 8)
    }

    /// The processor time that a process has taken, in hundredths of a second.
    private static func processorTime(_ id: pid_t) -> Int? {
        let text = FileManager.default.contents(atPath: "/proc/\(id)/stat")
            .map { String(decoding: $0, as: UTF8.self) }
        let fields = text?.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 13, let user = Int(fields[11]), let system = Int(fields[12]) else {
            return nil
        }
        return user + system
    }
}
