import Foundation
import Testing
import UnknotAudio
import UnknotCore

@testable import unknot

/// The picture in the README, and windows in bytes.
struct PictureTests {
    private static let title = "Unknot in a terminal: hold, right side, 23 seconds left"
    private static let file = StoredWindow.folder.appending(path: "display.svg")

    /// A terminal's window once it has the bytes of a grid.
    private func shown(_ grid: ScreenGrid) -> ShownWindow {
        var window = ShownWindow(width: grid.size.width, height: grid.size.height)
        window.show(ScreenUpdate.bytes(from: nil, to: grid, hasColours: true))
        return window
    }

    /// A hold of a built-in routine, 23 s before its end, drawn without the program around it.
    private func drawn() throws -> ShownWindow {
        let root = StoredText.tests.deletingLastPathComponent()
        let file = root.appending(path: "Sources/unknot/Routines/upper-calf.yaml")
        let routine = try RoutineReader.read(Array(try Data(contentsOf: file))).get()
        let timeline = try Planner(lengths: SoundBook(voice: nil).lengths)
            .plan(routine, PlanOptions(intro: .off))
        let hold = try #require(timeline.segments.first { $0.kind == .hold })
        let scene = SessionScene(
            timeline, position: hold.end - 23 * SessionFormat.sampleRate,
            hint: Language.english.window.hint(.usual))
        return shown(
            SessionScreen(scene, size: ScreenSize(width: 80, height: 24), isUnicode: true).grid)
    }

    @Test func thePictureInTheReadmeIsWhatTheDisplayDraws() throws {
        let picture = WindowPicture.svg(try drawn(), describing: Self.title)
        if StoredText.isRecording {
            let taken = WindowPicture.svg(try taken(), describing: Self.title)
            #expect(taken == picture)
            try StoredText.compare(taken, Self.file)
        }
        try StoredText.compare(picture, Self.file)
    }

    /// The same moment of the real program; it takes a minute and a quarter to come there.
    private func taken() throws -> ShownWindow {
        let folder = try TemporaryFolder()
        let run = try TerminalRun(
            "exec \"$0\" \"$@\"", ["start", "upper-calf", "--intro", "off", "--no-remote"],
            in: folder, alsa: "pcm.!default { type null }\n",
            ["TERM": "xterm", "ESPEAK_DATA_PATH": "/nonexistent"])
        for step in ["SET UP · RIGHT", "GET INTO PLACE · RIGHT", "ROLL · RIGHT", "HOLD · RIGHT"] {
            _ = try run.waitForWindow(step) { $0.text.contains(step) }
        }
        return try run.waitForWindow("23 s") { $0.text.contains("0:23") }
    }

    // MARK: Bytes

    /// Chance that falls the same way in every run.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    @Test(arguments: 1...20)
    func aTerminalThatGetsTheChangesShowsTheLastWindow(seed: UInt64) throws {
        var dice = Dice(state: seed)
        let size = ScreenSize(width: .random(in: 1...40, using: &dice), height: 6)
        let texts = ["Roll", "ふくらはぎ", "e\u{301}", "0:30", "██░░", "      ", "中a中"]
        var window = ShownWindow(width: size.width, height: size.height)
        var last: ScreenGrid?
        for _ in 0..<40 {
            var grid = last ?? ScreenGrid(size)
            for _ in 0..<Int.random(in: 0...4, using: &dice) {
                grid.put(
                    ScreenText(texts.randomElement(using: &dice) ?? "", isUnicode: true),
                    row: .random(in: -1...6, using: &dice),
                    column: .random(in: -3...40, using: &dice),
                    ScreenStyle(
                        ScreenStyle.Meaning.allCases.randomElement(using: &dice) ?? .plain,
                        isFilled: .random(using: &dice)))
            }
            window.show(ScreenUpdate.bytes(from: last, to: grid, hasColours: true))
            // Written at once, the last window is the same.
            #expect(window.cells == shown(grid).cells)
            #expect(window.lines == grid.lines)
            #expect(window.unknown == [])
            last = grid
        }
    }
}
