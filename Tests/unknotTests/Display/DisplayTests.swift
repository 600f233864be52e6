import Foundation
import Glibc
import Testing

/// The display of the real program in pseudo-terminals, compared with windows that are kept.
///
/// A session that waits for its sound stands at its very beginning, and so shows the same always;
/// without a voice its sentences have the same lengths everywhere.
struct DisplayTests {
    private let folder: TemporaryFolder
    private let work: String
    private let place: String

    private static func routine(_ setup: String, _ title: String) -> String {
        """
        unknot: 1
        id: calf
        title: Calf
        lead-in: 0s
        blocks:
          - sides: left, right
            steps:
              - id: centre
                title: \(title)
                setup: \(setup)
                caution: Stop two fingers short of the knee crease.
                do:
                  - hold: 45s
                  - rest: 5s
                  - roll: 12s
        """
    }

    init() throws {
        folder = try TemporaryFolder()
        let title = "First pass, centre of the calf"
        work = try folder.write("work.yaml", Self.routine("Sit.", title).utf8)
        place = try folder.write(
            "place.yaml",
            Self.routine(
                "Sit with legs long. Roller under your {side} calf, just below the thick part.",
                title
            ).utf8)
    }

    /// The first window of a session that waits, in a terminal of a size.
    private func waiting(
        _ words: [String], _ size: (Int, Int), _ variables: [String: String] = [:]
    ) throws -> (TerminalRun, ShownWindow) {
        let run = try TerminalRun(
            "exec \"$0\" \"$@\"",
            ["start"] + words + ["--intro", "off", "--no-remote", "--without-sound", "pause"],
            in: folder, size: size,
            ["TERM": "xterm", "ESPEAK_DATA_PATH": "/nonexistent"].merging(variables) { $1 })
        let window = try run.waitForWindow("a pause") {
            $0.text.contains("PAUSED") && $0.text.contains("! No sound: the session waits")
        }
        #expect(window.unknown == [])
        #expect(!window.hasCursor && !window.runsOver)
        return (run, window)
    }

    @Test(arguments: [(80, 24), (40, 10), (30, 50)])
    func aHoldIsShownAsIsKept(size: (Int, Int)) throws {
        let (_, window) = try waiting([work, "--cues", "tones"], size)
        try StoredWindow.compare(window, "hold-\(size.0)x\(size.1)")
    }

    @Test(arguments: [(80, 24), (40, 10), (30, 50)])
    func gettingIntoPlaceIsShownAsIsKept(size: (Int, Int)) throws {
        let (_, window) = try waiting([place], size)
        try StoredWindow.compare(window, "place-\(size.0)x\(size.1)")
    }

    @Test func withoutColoursAndUnicodeTheSameIsSaid() throws {
        let (_, window) = try waiting(
            [work, "--cues", "tones"], (80, 24), ["LANG": "C", "NO_COLOR": "1"])
        try StoredWindow.compare(window, "hold-80x24-ascii")
    }

    @Test func aWindowOfAnotherSizeIsTheOneThatIsKeptForIt() throws {
        let (run, _) = try waiting([work, "--cues", "tones"], (80, 24))
        for (width, height) in [(40, 10), (30, 50), (80, 24)] {
            run.resize(width, height)
            let window = try run.waitForWindow("\(width) by \(height)") { _ in true }
            try StoredWindow.compare(window, "hold-\(width)x\(height)")
        }
    }

    // MARK: Sessions that go on

    /// A session on a device that takes everything.
    private func session(_ script: String, _ words: [String] = []) throws -> TerminalRun {
        let run = try TerminalRun(
            script, ["start", work, "--cues", "tones", "--intro", "off", "--no-remote"] + words,
            in: folder, alsa: "pcm.!default { type null }\n",
            ["TERM": "xterm", "ESPEAK_DATA_PATH": "/nonexistent"])
        _ = try run.waitForWindow("a hold") { $0.text.contains("HOLD · LEFT SIDE") }
        return run
    }

    /// The seconds left of the segment, as they stand beside its bar.
    private func secondsLeft(_ window: ShownWindow) -> Int? {
        let row = window.lines.first { $0.hasPrefix("  HOLD  ") }
        return row?.split(separator: ":").last.flatMap { Int($0) }
    }

    @Test func theSecondsGoDownOneByOneAndAPauseWritesNothing() throws {
        let run = try session("exec \"$0\" \"$@\"")
        var seconds: [Int] = []
        while Set(seconds).count < 3 {
            let window = try run.waitForWindow("seconds") { secondsLeft($0) != nil }
            seconds.append(try #require(secondsLeft(window)))
        }
        #expect(seconds == seconds.sorted(by: >))
        run.type(" ")
        let paused = try run.waitForWindow("a pause") { $0.text.contains("PAUSED · HOLD") }
        // What is shown next comes of the next key, and of nothing before it.
        run.type("?")
        let help = try run.waitForWindow("anything") { $0.cells != paused.cells }
        #expect(help.text.contains("The space bar or the bottom row pauses or goes on"))
        #expect(secondsLeft(help) == secondsLeft(paused))
    }

    @Test func aSessionThatIsOverLeavesItsSummary() throws {
        let short = try folder.write("short.yaml", Samples.short.utf8)
        let run = try TerminalRun(
            "echo before; \"$0\" \"$@\"; echo \"ended $?\"; read line",
            ["start", short, "--no-remote"] + Samples.quick, in: folder,
            alsa: "pcm.!default { type null }\n", ["TERM": "xterm"])
        try run.waitFor("ended 0\n")
        #expect(run.window.lines[0] == "before")
        #expect(run.window.text.contains("Short: 0:02, all of it."))
        #expect(run.window.hasCursor && run.window.runsOver && !run.window.isOther)
    }

    // MARK: Endings

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
        let run = try session(
            "echo before; echo id $$.; exec \"$0\" \"$@\"".asChild + Self.stay)
        #expect(run.window.isOther)
        try run.waitFor("id ")
        kill(try #require(pid_t(try run.waitFor(".\n"))), signal)
        try run.waitFor("ended \(128 + signal)\n")
        #expect(isAsBefore(run), "\(run.window)")
    }

    @Test func aKeyLeavesTheScreenAsItWasAndTheLastLines() throws {
        let run = try session("echo before; \"$0\" \"$@\"" + Self.stay)
        run.type("q")
        try run.waitFor("ended 0\n")
        #expect(isAsBefore(run), "\(run.window)")
        #expect(run.window.text.contains("unknot: Stopped at 0:0"))
    }

    @Test func controlZGivesTheScreenToTheShellAndForegroundTakesItAgain() throws {
        let again = "; echo stopped; read line; fg"
        let run = try session("echo before; set -m; \"$0\" \"$@\"" + again + again + Self.stay)
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
            """, ["start", work, "--cues", "tones", "--intro", "off", "--no-remote"], in: folder,
            alsa: "pcm.!default { type null }\n", ["TERM": "xterm"])
        // The place is kept once the session is under way.
        try run.wait("a session") { folder.bytes("state/unknot/session.json") != nil }
        run.type("line\n")
        try run.waitFor("got line\n")
        #expect(run.window.frames.isEmpty)
        run.type("\n")
        _ = try run.waitForWindow("a hold") { $0.text.contains("HOLD · LEFT SIDE") }
        run.type("q")
        try run.waitFor("ended 0\n")
        #expect(isAsBefore(run), "\(run.window)")
    }

    // MARK: Lines instead

    @Test(arguments: [["TERM": "dumb"], [:], ["TERM": "xterm", "plain": "yes"]])
    func withoutADisplayThereAreLinesAlone(variables: [String: String]) throws {
        let short = try folder.write("short.yaml", Samples.short.utf8)
        let plain = variables["plain"] == nil ? [] : ["--plain"]
        let run = try TerminalRun(
            "exec \"$0\" \"$@\"", ["start", short, "--no-remote"] + Samples.quick + plain,
            in: folder, alsa: "pcm.!default { type null }\n", variables)
        let shown = try run.waitFor("0:01.0  tone  done\n")
        #expect(shown.contains("0:00.0  tone  go\n"))
        #expect(!shown.contains("\u{1B}"))
        #expect(try run.finish() == 0)
    }

    @Test func complaintsThatGoElsewhereGoThereAtOnce() throws {
        let log = folder.file("log")
        let run = try TerminalRun(
            "exec \"$0\" \"$@\" 2>\"$HOME/log\"",
            ["start", work, "--cues", "tones", "--intro", "off", "--no-remote"], in: folder,
            ["TERM": "xterm"])
        _ = try run.waitForWindow("no sound") { $0.text.contains("! No sound: the session goes") }
        try run.wait("a line") { FileManager.default.contents(atPath: log)?.isEmpty == false }
        let text = FileManager.default.contents(atPath: log).map {
            String(decoding: $0, as: UTF8.self)
        }
        #expect(text?.hasPrefix("unknot: The sound device \"default\" cannot be used") == true)
    }
}

extension String {
    /// A script as one of a shell below, which can be named and ended.
    fileprivate var asChild: String {
        let parts = split(separator: "; ", maxSplits: 1)
        return "\(parts[0]); sh -c '\(parts[1])' \"$0\" \"$@\""
    }
}
