import Foundation
import Testing

@testable import unknot

struct ShowTests {
    private func show(_ words: [String]) throws -> CommandRun {
        let folder = try TemporaryFolder()
        let path = try folder.write("short.yaml", Samples.short.utf8)
        return CommandRun(["show", path] + words)
    }

    @Test func aPlanIsReadFromTopToBottom() throws {
        let run = try show(Samples.quick)
        #expect(run.errors == [])
        #expect(run.status == 0)
        let plan = run.output.components(separatedBy: "\n\n")
        try #require(plan.count == 3)
        #expect(plan[0] == "Short, 0:02")
        #expect(
            plan[1] == """
                One
                    0:00  roll    1 s
                End
                    0:01  outro   1.2 s
                """)
        for heading in [
            "Do not do this session with:", "Ask your doctor or physiotherapist first with:",
            "Stop when:", "Keep off:", "How much:",
        ] {
            #expect(plan[2].contains("\(heading)\n  - "), "\(heading)")
        }
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
                Set(segment.keys) == ["start", "end", "kind", "block", "step", "side", "title"])
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
                Set(cue.keys) == ["at", "frame", "length", "kind", isTone ? "tone" : "text"])
        }
        #expect(cues.compactMap { $0["tone"] as? String } == ["go", "done"])
        #expect(cues.first?["text"] as? String == "One.")
    }

    @Test func theFirstLinesNameTheSessionItsLengthAndItsSource() throws {
        let run = try Program.run(
            ["show", "upper-calf", "--side", "left"], in: try TemporaryFolder())
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
