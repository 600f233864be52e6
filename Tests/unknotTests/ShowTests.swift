import Foundation
import Testing

@testable import unknot

struct ShowTests {
    private func show(_ words: [String]) throws -> CommandRun {
        let folder = try TemporaryFolder()
        let path = try folder.write("short.yaml", Samples.short.utf8)
        return CommandRun(["show", path] + words)
    }

    @Test func aSessionIsToldMinuteByMinute() throws {
        let run = try show(Samples.quick + ["--timeline"])
        #expect(run.errors == [])
        #expect(run.status == 0)
        #expect(
            run.output == """
                Short, 0:02

                One
                    0:00  roll    1 s
                End
                    0:01  outro   1.2 s

                """)
    }

    @Test func aPlanToHandOutIsReadFromTopToBottom() throws {
        let run = try show(Samples.quick)
        #expect(run.errors == [])
        #expect(run.status == 0)
        let parts = run.output.components(separatedBy: "\n\n")
        try #require(parts.count == 8)
        #expect(
            parts[0] == """
                Short
                2 s in all, from the opening to the end.
                You will need a foam roller.
                """)
        for (part, heading) in zip(
            [1, 2, 5, 6, 7],
            [
                "Do not do this session if:", "Ask your doctor or physiotherapist first if:",
                "Stop when:", "Keep off:", "How much:",
            ])
        {
            #expect(parts[part].hasPrefix("\(heading)\n  - "), "\(heading)")
        }
        #expect(parts[3] == "Step 1: 1 s")
        #expect(
            parts[4] == """
                1. One
                   Position  Sit.
                   Roll 1 s  Go.
                """)
        #expect(run.output.hasSuffix(".\n"))
    }

    @Test func twoFormsOfOneThingAreOneTooMany() throws {
        #expect(try show(["--json", "--timeline"]).status == 64)
    }

    @Test func jsonHasEveryFieldAndNullsForWhatIsMissing() throws {
        let run = try show(["--intro", "off", "--countdown", "off", "--json"])
        #expect(run.status == 0)
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "routine", "title", "duration", "sampleRate", "segments", "cues",
            ])
        #expect(object["routine"] as? String == "short")
        #expect(object["sampleRate"] as? Int == 48_000)
        let segments = try #require(object["segments"] as? [[String: Any]])
        #expect(segments.map { $0["kind"] as? String } == ["setup", "roll", "outro"])
        for segment in segments {
            #expect(
                Set(segment.keys) == [
                    "start", "end", "kind", "block", "step", "side", "regions", "title",
                ])
            #expect(segment["regions"] as? [String] == [])
            #expect(segment["side"] is NSNull)
        }
        #expect(segments[0]["block"] as? Int == 0)
        #expect(segments[0]["step"] as? String == "one")
        #expect(segments[2]["block"] is NSNull)
        #expect(segments[2]["step"] is NSNull)
        #expect(segments[2]["end"] as? Double == object["duration"] as? Double)

        let cues = try #require(object["cues"] as? [[String: Any]])
        for cue in cues {
            let at = try #require(cue["at"] as? Double)
            let frame = try #require(cue["frame"] as? Int)
            #expect((at * 48_000).rounded() == Double(frame))
            let isTone = cue["kind"] as? String == "tone"
            #expect(
                Set(cue.keys) == [
                    "at", "frame", "length", "kind", "role", isTone ? "tone" : "text",
                ])
        }
        #expect(cues.compactMap { $0["tone"] as? String } == ["go", "done"])
        #expect(cues.first?["text"] as? String == "One.")
    }

    @Test func theFirstLinesNameTheSessionItsLengthAndItsSource() throws {
        let run = try Program.run(
            ["show", "upper-calf", "--side", "left", "--timeline"], in: try TemporaryFolder())
        #expect(run.status == 0)
        let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        try #require(lines.count > 8)
        #expect(lines[0].hasPrefix("Upper calf, three passes, "))
        #expect(lines[1] == "Source: 000_d897d1c14f008cd5.txt")
        #expect(lines[2] == "")
        #expect(lines[3] == "Opening")
        #expect(lines[4].hasPrefix("    0:00  intro "))
        #expect(lines[4].contains("Upper calf, three passes. This session takes "))
        #expect(lines[5] == "First pass, centre of the calf, left")
        #expect(!run.output.contains(", right\n"))
    }
}
