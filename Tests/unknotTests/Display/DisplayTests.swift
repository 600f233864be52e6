import Foundation
import Glibc
import Testing

/// The display of the real program in pseudo-terminals, compared with windows that are kept.
///
/// A session that waits for its sound stands at its very beginning, and so shows the same always;
/// without a voice its sentences have the same lengths everywhere.
struct DisplayTests {
    private let sessions: DisplayFixture

    init() throws { sessions = try DisplayFixture() }

    /// The first window of a session that waits, in a terminal of a size.
    private func waiting(
        _ words: [String], _ size: (Int, Int), _ variables: [String: String] = [:]
    ) throws -> (TerminalRun, ShownWindow) {
        let run = try TerminalRun(
            "exec \"$0\" \"$@\"",
            ["start"] + words + ["--intro", "off", "--no-remote", "--without-sound", "pause"],
            in: sessions.folder, size: size,
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
        let (_, window) = try waiting([sessions.work, "--cues", "tones"], size)
        try StoredWindow.compare(window, "hold-\(size.0)x\(size.1)")
    }

    @Test(arguments: [(80, 24), (40, 10), (30, 50)])
    func gettingIntoPlaceIsShownAsIsKept(size: (Int, Int)) throws {
        let (_, window) = try waiting([sessions.place], size)
        try StoredWindow.compare(window, "place-\(size.0)x\(size.1)")
    }

    @Test func withoutColoursAndUnicodeTheSameIsSaid() throws {
        let (_, window) = try waiting(
            [sessions.work, "--cues", "tones"], (80, 24), ["LANG": "C", "NO_COLOR": "1"])
        try StoredWindow.compare(window, "hold-80x24-ascii")
    }

    @Test func aWindowOfAnotherSizeIsTheOneThatIsKeptForIt() throws {
        let (run, _) = try waiting([sessions.work, "--cues", "tones"], (80, 24))
        for (width, height) in [(40, 10), (30, 50), (80, 24)] {
            run.resize(width, height)
            let window = try run.waitForWindow("\(width) by \(height)") { _ in true }
            try StoredWindow.compare(window, "hold-\(width)x\(height)")
        }
    }

    // MARK: Sessions that go on

    /// The seconds left of the segment, as they stand beside its bar.
    private func secondsLeft(_ window: ShownWindow) -> Int? {
        let row = window.lines.first { $0.hasPrefix("  HOLD  ") }
        return row?.split(separator: ":").last.flatMap { Int($0) }
    }

    @Test func theSecondsGoDownOneByOneAndAPauseWritesNothing() throws {
        let run = try sessions.session("exec \"$0\" \"$@\"")
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
        let short = try sessions.folder.write("short.yaml", Samples.short.utf8)
        let run = try TerminalRun(
            "echo before; \"$0\" \"$@\"; echo \"ended $?\"; read line",
            ["start", short, "--no-remote"] + Samples.quick, in: sessions.folder,
            alsa: "pcm.!default { type null }\n", ["TERM": "xterm"])
        try run.waitFor("ended 0\n")
        #expect(run.window.lines[0] == "before")
        #expect(run.window.text.contains("Short: 0:02, all of it."))
        #expect(run.window.hasCursor && run.window.runsOver && !run.window.isOther)
    }

    // MARK: Lines instead

    @Test(arguments: [["TERM": "dumb"], [:], ["TERM": "xterm", "plain": "yes"]])
    func withoutADisplayThereAreLinesAlone(variables: [String: String]) throws {
        let short = try sessions.folder.write("short.yaml", Samples.short.utf8)
        let plain = variables["plain"] == nil ? [] : ["--plain"]
        let run = try TerminalRun(
            "exec \"$0\" \"$@\"", ["start", short, "--no-remote"] + Samples.quick + plain,
            in: sessions.folder, alsa: "pcm.!default { type null }\n", variables)
        let shown = try run.waitFor("0:01.0  tone  done\n")
        #expect(shown.contains("0:00.0  tone  go\n"))
        #expect(!shown.contains("\u{1B}"))
        #expect(try run.finish() == 0)
    }

    @Test func complaintsThatGoElsewhereGoThereAtOnce() throws {
        let log = sessions.folder.file("log")
        let run = try TerminalRun(
            "exec \"$0\" \"$@\" 2>\"$HOME/log\"",
            ["start", sessions.work, "--cues", "tones", "--intro", "off", "--no-remote"],
            in: sessions.folder,
            ["TERM": "xterm"])
        _ = try run.waitForWindow("no sound") { $0.text.contains("! No sound: the session goes") }
        try run.wait("a line") { FileManager.default.contents(atPath: log)?.isEmpty == false }
        let text = FileManager.default.contents(atPath: log).map {
            String(decoding: $0, as: UTF8.self)
        }
        #expect(text?.hasPrefix("unknot: The sound device \"default\" cannot be used") == true)
    }
}
