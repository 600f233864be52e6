import ArgumentParser
import Foundation
import Testing
import UnknotAudio
import UnknotCore

@testable import unknot

/// The files that `render` writes beside the sound, and those that it refuses to touch.
struct RenderTests {
    private let folder: TemporaryFolder
    private let short: String

    init() throws {
        folder = try TemporaryFolder()
        short = try folder.write("short.yaml", Samples.short.utf8)
    }

    private func run(_ words: [String]) throws -> Program.Result {
        try Program.run(["render", short] + Samples.quick + words, in: folder)
    }

    private var made: [String] {
        folder.names.filter { !["alsa.conf", "short.yaml"].contains($0) }
    }

    // MARK: The real binary

    @Test func everythingLiesBesideTheFile() throws {
        let words =
            ["-o", folder.file("a.flac"), "--split"]
            + ["srt", "vtt", "lrc", "srt"].flatMap { ["--captions", $0] }
            + ["cue", "ffmetadata"].flatMap { ["--chapters", $0] }
        #expect(try run(words) == Program.Result(status: 0, output: "", errors: ""))
        let names = [
            "a-01-one.flac", "a.cue", "a.ffmetadata", "a.flac", "a.lrc", "a.m3u", "a.srt", "a.vtt",
        ]
        #expect(made == names)
        let sheet = String(decoding: try #require(folder.bytes("a.cue")), as: UTF8.self)
        #expect(
            sheet.hasPrefix(
                """
                REM COMMENT "unknot render short --cues tones --intro off --countdown off"
                TITLE "Short"
                FILE "a.flac" WAVE

                """))
        let before = names.map(folder.bytes)
        let again = try run(words)
        #expect(again.status == 73)
        #expect(
            again.errors
                == "unknot: \(folder.file("a-01-one.flac")) cannot be made: a file stands there, "
                + "which --force would replace.\n")
        #expect(made == names)
        #expect(try run(words + ["--force"]).status == 0)
        #expect(names.map(folder.bytes) == before)
    }

    @Test func aCueSheetIsRefusedIfItCannotNameTheFile() throws {
        let cannot = "cannot name a file with a double quote or a line end in its name."
        let words = ["-o", folder.file("a \"b\".wav"), "--chapters"]
        let result = try run(words + ["cue"])
        #expect(result.status == 64)
        #expect(result.errors.contains(cannot), "\(result.errors)")
        #expect(made == [])
        #expect(try run(words + ["ffmetadata"]).status == 0)
    }

    @Test func twoChannelsAreTwiceOne() throws {
        for (name, words) in [("a.wav", []), ("b.wav", ["--stereo"])] {
            #expect(try run(["-o", folder.file(name)] + words).status == 0)
        }
        // Up to the tags, which lie behind the samples.
        let size = try ["a.wav", "b.wav"].map { name in
            try #require(folder.bytes(name))[40..<44].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        #expect(size[1] == 2 * size[0])
    }

    /// A limit of 16 KiB, and each file is larger.
    @Test(arguments: ["a.flac", "a.ogg", "a.opus", "a.mp3"])
    func aFullDiskLeavesWhatStoodThere(name: String) throws {
        let path = try folder.write(name, "old".utf8)
        let result = try Program.run(
            ["render", short, "-o", path, "--intro", "brief"], in: folder, shell: "ulimit -f 16")
        #expect(result.status == 74)
        #expect(result.errors.contains("unknot: \(path) cannot be written: File too large.\n"))
        #expect(folder.bytes(name) == Data("old".utf8))
        #expect(made == [name])
    }

    // MARK: Slips

    @Test(arguments: [
        (["render", "-o", "a.wav"], "Name a routine (\"unknot list\" shows them), or use --all."),
        (
            ["render", "upper-calf", "--all", "-o", "a"],
            "--all takes no routine, and \"upper-calf\" is one."
        ),
        (
            ["render", "upper-calf", "-o", "a.wav", "--format", "flac"],
            "--format goes with --all; otherwise the ending of -o decides."
        ),
    ])
    func aSlipIsAnswered(words: [String], said: String) {
        let run = CommandRun(words)
        #expect(run.status == 64)
        #expect(run.errors == [said])
    }

    @Test(arguments: ["/", "/dev/null"])
    func whatIsNoFileCannotBecomeOne(path: String) {
        let run = CommandRun(["render", "upper-calf", "-o", path])
        #expect(run.status == 73)
        #expect(
            run.errors == ["\(path) cannot be made: it is a folder or a device; name a file."])
    }

    // MARK: Every routine

    private func renderAll(
        _ program: String, force: Bool = false, into name: String = "all"
    ) -> (error: (any Error)?, output: String) {
        final class Lines: @unchecked Sendable { var text = "" }
        let lines = Lines()
        let shell = Shell(
            out: { lines.text += $0 }, complain: { _ in }, environment: { _ in nil })
        let entries = ["one", "two", "three"].map { Shelf.Entry(id: $0, path: "/\($0).yaml") }
        let output = FolderOutput(
            folder: folder.file(name), format: .flac, force: force, program: program)
        do {
            try output.render(entries, [], Interrupts(), shell)
            return (nil, lines.text)
        } catch {
            return (error, lines.text)
        }
    }

    @Test func everyFileThatWasMadeIsNamed() {
        let (error, output) = renderAll("/bin/true")
        #expect(error == nil)
        let paths = output.split(separator: "\n").map(String.init).sorted()
        #expect(paths == ["one", "three", "two"].map { folder.file("all/\($0).flac") })
    }

    @Test func oneThatFailsGivesTheStatus() {
        let (error, output) = renderAll("/bin/false")
        #expect(error as? ExitCode == ExitCode(1))
        #expect(output == "")
    }

    @Test func aFileThatStandsThereKeepsAllBack() throws {
        try folder.write("all/two.flac", "old".utf8)
        let (error, _) = renderAll("/bin/true")
        #expect((error as? Failure)?.status == .cannotCreate)
        #expect(renderAll("/bin/true", force: true).error == nil)
    }

    @Test func aFolderThatCannotBeMadeIsSaid() throws {
        try folder.write("file", "".utf8)
        let (error, _) = renderAll("/bin/true", into: "file")
        #expect(
            error as? Failure
                == Failure(
                    "The folder \(folder.file("file")) cannot be made: File exists.",
                    status: .cannotCreate))
    }

    // MARK: Words

    @Test func optionsAreWrittenAsTheyWouldBeTyped() throws {
        #expect(try PlanArguments.parse([]).words == [])
        let words = [
            "--hold", "45s", "--length", "full", "--side", "left", "--pace", "1.5", "--lead-in",
            "10s", "--cues", "brief", "--intro", "off", "--countdown", "voice", "--include", "band",
            "--voice", "en-us", "--rate", "170", "--volume", "80",
        ]
        #expect(try PlanArguments.parse(words).words == words)
    }

    @Test(arguments: [
        (0, "[----------------------------------------]   0 %"),
        (50, "[####################--------------------]  50 %"),
        (99, "[#######################################-]  99 %"),
        (120, "[########################################] 100 %"),
    ])
    func theBarShowsTheShare(done: Int, text: String) {
        #expect(ProgressBar.text(done, of: 100) == text)
    }
}
