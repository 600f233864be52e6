import Testing

@testable import unknot

struct CheckTests {
    @Test func aLanguageWithoutATableIsPlannedWithAWarning() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "kurz.yaml",
            Samples.short.replacing("title: Short", with: "language: de-AT\ntitle: Short").utf8)
        let warning = "The coach does not speak de-AT yet, so its own sentences are in English."
        let check = CommandRun(["check", file])
        #expect(check.status == 0)
        #expect(check.output.hasSuffix("  \(warning)\n"))
        let show = CommandRun(["show", file])
        #expect(show.status == 0)
        #expect(show.errors == ["short: \(warning)"])
        // The usual language needs no word, in whatever country.
        for tag in ["en", "en-GB", "EN-us"] {
            _ = try folder.write(
                "kurz.yaml",
                Samples.short.replacing("title: Short", with: "language: \(tag)\ntitle: Short").utf8
            )
            #expect(CommandRun(["show", file]).errors == [])
        }
    }

    @Test(arguments: ["german please", "d", "en_GB", "1", "e-n", "en--GB"])
    func aLanguageIsATag(text: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            "kurz.yaml",
            Samples.short.replacing("title: Short", with: "language: \(text)\ntitle: Short").utf8)
        let check = CommandRun(["check", file])
        #expect(check.status == 65)
        #expect(
            check.output.contains(
                "\"language\" wants a language tag such as en or pt-BR, not \"\(text)\"; "
                    + "write for example language: en"))
    }

    @Test func theBuiltInRoutinesAreSoundWithTheRealVoice() {
        let ids = [
            "upper-calf", "lower-calf", "whole-body", "calf-programme", "ball-legs", "ball-back",
        ]
        let run = CommandRun(["check"] + ids)
        let lines = run.output.split(separator: "\n").filter { !$0.hasPrefix("  ") }
        #expect(lines.count == ids.count)
        for (id, line) in zip(ids, lines) {
            #expect(line.contains("/\(id).yaml: sound, "), "\(line)")
        }
        #expect(run.errors == [])
        #expect(run.status == 0)
    }

    @Test func everyProblemOfEveryFileIsReported() throws {
        let folder = try TemporaryFolder()
        let first = try folder.write(
            "a.yaml",
            Samples.short.replacing("title: Short", with: "titel: Short")
                .replacing("roll: 1s", with: "roll: soon").utf8)
        let second = try folder.write(
            "b.yaml",
            Samples.short.replacing(
                "say: Go.",
                with: "say: There is far more to say here than a single second can ever hold."
            )
            .utf8)
        let sound = try folder.write("c.yaml", Samples.short.utf8)
        let run = CommandRun(["check", first, sound, second])
        let lines = run.output.split(separator: "\n").map(String.init)
        try #require(lines.count == 17)
        #expect(
            lines.prefix(7) == [
                "\(first):3:1: unknown key \"titel\"; did you mean \"title\"?",
                "    3 | titel: Short",
                "      | ^",
                "\(first):12:19: \"roll\" wants a time from 1s to 10m, not \"soon\"; write for example roll: 12s",
                "   12 |           - roll: soon",
                "      |                   ^",
                "\(first): 2 problems",
            ])
        #expect(lines[7].hasPrefix("\(sound): sound, 1:"))
        #expect(lines[8] == "  Short")
        #expect(lines[9].hasSuffix("                    session"))
        #expect(lines[10].hasPrefix("  --length short        1:"))
        try #require(run.output.contains("\(second):13:18: \"say\" takes "))
        #expect(
            run.output.hasSuffix(
                """
                ; shorten the sentence, give a "brief" wording, or allow more time
                   13 |             say: There is far more to say here than a single second can…
                      |                  ^
                \(second): 1 problem

                """))
        #expect(run.errors == [])
        #expect(run.status == 65)
    }

    /// A file that is no routine, what is said to it, and the status.
    struct Bad: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var bytes: [UInt8]
        var said: String

        init(_ name: String, _ text: String, _ said: String) {
            self.init(name, Array(text.utf8), said)
        }

        init(_ name: String, _ bytes: [UInt8], _ said: String) {
            testDescription = name
            self.bytes = bytes
            self.said = said
        }

        static func short(_ old: String, _ new: String) -> String {
            Samples.short.replacing(old, with: new)
        }

        static let all = [
            Bad("an empty file", "", #": the file is empty; begin it with "unknot: 1""#),
            Bad(
                "binary", [0x7F, 0x45, 0x4C, 0x46, 0, 1, 2],
                ":1:5: the file is not text: it holds a NUL byte; save it as UTF-8 text"),
            Bad(
                "Latin-1", [0x69, 0x64, 0x3A, 0x20, 0xE9, 0x0A],
                ":1:5: the file is not UTF-8 text; save it as UTF-8"),
            Bad(
                "300 KiB", Samples.short + String(repeating: "# more\n", count: 43_886),
                ": the file has more than 262144 bytes, the most that a routine may have; "
                    + "make several files of it"
            ),
            Bad(
                "an alias bomb",
                short("title: One", "title: &a [&b [*a, *a], *b, *b]"),
                #":9:16: "&a" is an anchor, which this format does not have; write the value itself, or put quotes around a text that begins with &"#
            ),
            Bad(
                "deep nesting", String(repeating: "[", count: 10_000),
                ":1:17: lists and maps stand more than 16 deep in each other here; "
                    + "take some of them away, or put quotes around a text"),
            Bad(
                "an unknown key", short("setup:", "setpu: Sit.\n        setup:"),
                #":10:9: unknown key "setpu"; did you mean "setup"?"#),
        ]
    }

    @Test(arguments: Bad.all)
    func aBadFileIsRefusedWithItsPlaceAndTheRemedy(file: Bad) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("bad.yaml", file.bytes)
        #expect(CommandRun(["check", path]).output.hasPrefix(path + file.said + "\n"))
        #expect(CommandRun(["check", path]).status == 65)
        for command in ["show", "start"] {
            // `start` reads the file before it touches anything else.
            let run = CommandRun([command, path])
            #expect(run.output == "")
            #expect(run.status == 65, "\(command)")
            let first = run.errors.first?.split(separator: "\nunknot: ").first
            #expect(first.map(String.init) == path + file.said, "\(command)")
        }
    }

    @Test func theWorstStatusOfSeveralFilesIsTheirStatus() throws {
        let folder = try TemporaryFolder()
        let bad = try folder.write("bad.yaml", "".utf8)
        #expect(CommandRun(["check", "upper-clf", bad]).status == 65)
        #expect(CommandRun(["check", bad, "upper-clf"]).status == 65)
        #expect(CommandRun(["check", "upper-clf"]).status == 66)
    }
}
