import Foundation
import Glibc
import Testing

/// The real binary: its statuses, its streams, its sessions on devices that need no sound card.
struct ProgramTests {
    private let folder: TemporaryFolder
    private let short: String

    init() throws {
        folder = try TemporaryFolder()
        short = try folder.write("short.yaml", Samples.short.utf8)
    }

    /// The lines of a short session.
    private static let lines = "0:00.0  tone  go\n0:01.0  tone  done\n"

    private func run(
        _ words: [String], alsa: String = "# No device.\n", output: Program.Output = .kept,
        _ variables: [String: String] = [:], shell: String? = nil
    ) throws -> Program.Result {
        try Program.run(words, in: folder, alsa: alsa, output: output, variables, shell: shell)
    }

    // MARK: Statuses

    @Test func theStatusTellsWhatWentWrong() throws {
        #expect(try run(["list"]).status == 0)
        let usage = try run(["show", short, "--rate", "5000"])
        #expect(usage.status == 64)
        #expect(
            usage.errors.hasPrefix("Error: --rate takes 80 to 300 words a minute, not 5000.\n"))
        let bad = try folder.write("bad.yaml", "".utf8)
        #expect(
            try run(["show", bad])
                == Program.Result(
                    status: 65, output: "",
                    errors: "unknot: \(bad): the file is empty; begin it with \"unknot: 1\"\n"))
        #expect(
            try run(["start", "upper-clf"])
                == Program.Result(
                    status: 66, output: "",
                    errors:
                        "unknot: There is no routine \"upper-clf\". Did you mean \"upper-calf\"?\n"
                ))
    }

    @Test func withoutAVoiceRenderingIsRefusedAndStartingGoesOn() throws {
        let lost = ["ESPEAK_DATA_PATH": "/nonexistent"]
        let render = try run(["render", short, "-o", folder.file("a.wav")], lost)
        #expect(render.status == 69)
        #expect(render.errors.hasPrefix("unknot: ESPEAK_DATA_PATH names /nonexistent, which holds"))
        #expect(folder.bytes("a.wav") == nil)
        let start = try run(["start", short] + Samples.quick, lost)
        #expect(start.status == 0)
        #expect(start.output == Self.lines)
        #expect(start.errors.contains("Until then tones and text take the voice's place."))
    }

    // MARK: Sessions

    @Test func aSilentSessionPrintsItsCuesAndNothingElse() throws {
        let result = try run(["start", short, "--silent"] + Samples.quick)
        #expect(result == Program.Result(status: 0, output: Self.lines, errors: ""))
    }

    @Test(arguments: ["default", "nowhere", ""])
    func withoutADeviceTheSessionGoesOnAsTextAndOneLineSaysWhy(device: String) throws {
        let result = try run(["start", short, "--device", device] + Samples.quick)
        #expect(
            result
                == Program.Result(
                    status: 0, output: Self.lines,
                    errors:
                        "unknot: The sound device \"\(device)\" cannot be used: No such file or "
                        + "directory. The session goes on in text, and the device is tried again; "
                        + "\"unknot doctor\" shows what works.\n"))
    }

    @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
    func aSignalEndsASessionWithASummary(signal: Int32, status: Int32) throws {
        let program = try Program(["start", "upper-calf", "--silent"], in: folder)
        program.waitForLine()
        program.signal(signal)
        let result = program.finish()
        #expect(result.status == status)
        #expect(result.errors.hasPrefix("unknot: Stopped at 0:0"))
        #expect(result.errors.hasSuffix(" of 9:10.\n"))
        #expect(result.output.hasPrefix("0:00.3  say  Upper calf, three passes. "))
    }

    @Test func theSamplesOfASessionAreThoseOfItsRender() throws {
        let words = [short] + Samples.quick
        let render = try run(["render", "-o", folder.file("a.wav")] + words)
        #expect(render == Program.Result(status: 0, output: "", errors: ""))
        let played = folder.file("played.raw")
        let start = try run(
            ["start"] + words,
            alsa: """
                pcm.!default { type file file "\(played)" format "raw" slave.pcm { type null } }

                """)
        #expect(start == Program.Result(status: 0, output: Self.lines, errors: ""))
        let file = try #require(folder.bytes("a.wav"))
        // The samples follow a header of 44 bytes, which ends with their length; then come tags.
        let length = file[40..<44].reversed().reduce(0) { $0 << 8 | Int($1) }
        let rendered = file.dropFirst(44).prefix(length)
        let stereo = try #require(folder.bytes("played.raw"))
        // The device got two channels alike, and maybe silence after the end.
        let pairs = Array(stereo)
        let left = stride(from: 0, to: pairs.count - 3, by: 4).flatMap { pairs[$0..<$0 + 2] }
        let right = stride(from: 0, to: pairs.count - 3, by: 4).flatMap { pairs[$0 + 2..<$0 + 4] }
        #expect(left == right)
        #expect(rendered.count > 48_000 * 2)
        #expect(left.starts(with: rendered))
        #expect(left.dropFirst(rendered.count).allSatisfy { $0 == 0 })
    }

    @Test func aDeviceThatTakesEverythingAtOnceStillTakesTheSessionsTime() throws {
        let before = ContinuousClock.now
        let result = try run(
            ["start", short] + Samples.quick, alsa: "pcm.!default { type null }\n")
        #expect(result == Program.Result(status: 0, output: Self.lines, errors: ""))
        #expect(ContinuousClock.now - before >= .milliseconds(2_000))
    }

    // MARK: Standard output

    @Test(arguments: [
        ["list"], ["show", "upper-calf"], ["show", "upper-calf", "--json"], ["voices"],
    ])
    func aClosedOutputIsAnError(words: [String]) throws {
        #expect(
            try run(words, output: .closed)
                == Program.Result(
                    status: 74, output: "",
                    errors: "unknot: Standard output cannot be written: it is closed. Send it to a "
                        + "terminal or a file.\n"))
        #expect(
            try run(words, output: .unread)
                == Program.Result(
                    status: 74, output: "",
                    errors: "unknot: Standard output cannot be written: its reader has gone. Send "
                        + "it to a terminal or a file.\n"))
    }

    @Test func aSilentSessionWithoutAnOutputEndsAtOnce() throws {
        for (output, reason) in [
            (Program.Output.closed, "it is closed"), (.unread, "its reader has gone"),
        ] {
            #expect(
                try run(["start", "upper-calf", "--silent"], output: output)
                    == Program.Result(
                        status: 74, output: "",
                        errors: "unknot: Standard output cannot be written: \(reason). Nothing is "
                            + "left to hear or read, so the session ends.\n"))
        }
    }

    @Test func aSessionThatIsHeardNeedsNoOutput() throws {
        let result = try run(
            ["start", short] + Samples.quick, alsa: "pcm.!default { type null }\n",
            output: .closed)
        #expect(
            result
                == Program.Result(
                    status: 0, output: "",
                    errors: "unknot: Standard output cannot be written: it is closed. The sound "
                        + "goes on.\n"))
    }

    @Test func aFullDiskIsAnError() throws {
        let result = try run(["list"], shell: "exec >/dev/full")
        #expect(
            result
                == Program.Result(
                    status: 74, output: "",
                    errors: "unknot: Standard output cannot be written: No space left on device. "
                        + "Send it to a terminal or a file.\n"))
    }

    // MARK: Files

    @Test func aRenderThatCannotBeMadeSaysSoAndLeavesNothing() throws {
        try folder.write("folder.wav/file", "".utf8)
        for (path, reason) in [
            (folder.file("none/a.wav"), "No such file or directory"),
            (folder.file("folder.wav"), "it is a folder"),
            (folder.file("short.yaml/a.wav"), "Not a directory"),
        ] {
            let result = try run(["render", short, "-o", path] + Samples.quick)
            #expect(result.status == 73)
            #expect(result.errors == "unknot: \(path) cannot be made: \(reason).\n")
        }
        #expect(folder.names == ["alsa.conf", "folder.wav", "short.yaml"])
    }

    @Test func aRenderThatCannotBeFinishedLeavesWhatStoodThere() throws {
        let path = try folder.write("a.wav", "old".utf8)
        // A limit of 32 KiB, a fifth of a second.
        let result = try run(["render", short, "-o", path] + Samples.quick, shell: "ulimit -f 32")
        #expect(result.status == 74)
        #expect(result.errors.contains("unknot: \(path) cannot be written: "))
        #expect(folder.bytes("a.wav") == Data("old".utf8))
        #expect(folder.names == ["a.wav", "alsa.conf", "short.yaml"])
    }

    @Test func twoRendersAreTheSameBytes() throws {
        for name in ["a.wav", "b.wav"] {
            let result = try run(["render", short, "--intro", "off", "-o", folder.file(name)])
            #expect(result == Program.Result(status: 0, output: "", errors: ""))
        }
        let first = try #require(folder.bytes("a.wav"))
        #expect(first == folder.bytes("b.wav"))
    }

    @Test func theDoctorSaysWhatIsMissing() throws {
        let result = try run(["doctor"])
        #expect(result.status == 69)
        #expect(result.output.contains("tones     ok\n"))
        #expect(result.output.contains("voice     ok       en-gb\n"))
        #expect(
            result.output.contains(
                "bus       missing  no media keys, headset buttons or playerctl: the session bus "
                    + "cannot be reached: No such file or directory\n"))
        #expect(result.output.contains("sound     missing  The sound device \"default\" cannot be"))
    }
}
