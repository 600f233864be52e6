import Foundation
import Glibc
import Testing

@testable import UnknotCore
@testable import unknot

/// Sessions that were broken off, with the real program as text.
struct ResumeTests {
    /// A routine whose first step begins at once, so that there is a place to keep.
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

    private let words = ["start", "quick.yaml", "--silent", "--intro", "off", "--cues", "tones"]

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        _ = try folder.write("quick.yaml", Self.routine.utf8)
        return folder
    }

    private func started(_ folder: TemporaryFolder) throws -> Program {
        let path = folder.file("quick.yaml")
        let program = try Program(
            words.map { $0 == "quick.yaml" ? path : $0 }, in: folder)
        program.waitForLine()
        return program
    }

    @Test func aKilledSessionGoesOnWhereItWas() throws {
        let folder = try folder()
        let first = try started(folder)
        // The place is kept with the first segment of a step, before its first line.
        waitForFile(folder.file("state/unknot/session.json"))
        first.signal(SIGKILL)
        #expect(first.finish().status == 1000 + SIGKILL)
        let second = try Program(["resume", "--silent"], in: folder)
        second.waitForLine()
        second.signal(SIGINT)
        let result = second.finish()
        #expect(result.status == 130)
        // On a busy machine it is killed some seconds later.
        #expect(result.errors.contains("unknot: \"Quick\" was left at 0:0"), "\(result.errors)")
        #expect(result.errors.contains(" of 3:13, just now; going on there."), "\(result.errors)")
        #expect(result.errors.contains("\"unknot resume\" goes on there."))
    }

    @Test func aStartTellsOfTheSessionThatWasLeft() throws {
        let folder = try folder()
        let first = try started(folder)
        first.signal(SIGINT)
        _ = first.finish()
        let second = try started(folder)
        second.signal(SIGINT)
        let errors = second.finish().errors
        #expect(errors.contains("just now; \"unknot resume\" goes on there."), "\(errors)")
    }

    @Test func aSecondSessionSaysThatOneIsRunning() throws {
        let folder = try folder()
        let first = try started(folder)
        let second = try Program.run(
            ["start", folder.file("quick.yaml"), "--silent"], in: folder)
        #expect(second.status == 69)
        #expect(second.errors.hasPrefix("unknot: A session is running already, as process "))
        first.signal(SIGINT)
        #expect(first.finish().status == 130)
    }

    @Test func withoutASessionThereIsNothingToResume() throws {
        let result = try Program.run(["resume"], in: try TemporaryFolder())
        #expect(result.status == 66)
        #expect(
            result.errors
                == "unknot: No session was left before its end. \"unknot start\" begins one.\n")
    }

    @Test func aBrokenPlaceIsNoPlace() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.file("state/unknot"), withIntermediateDirectories: true)
        _ = try folder.write("state/unknot/session.json", "{ \"routine\": 7".utf8)
        #expect(try Program.run(["resume"], in: folder).status == 66)
    }

    @Test func aSessionThatWasLeftInItsOpeningLeavesTheOneBeforeIt() throws {
        let folder = try folder()
        let first = try started(folder)
        waitForFile(folder.file("state/unknot/session.json"))
        first.signal(SIGINT)
        #expect(first.finish().errors.hasSuffix(" \"unknot resume\" goes on there.\n"))
        let kept = try #require(folder.bytes("state/unknot/session.json"))
        // Another one that keeps nothing yet: left, and ended with its closing sentence.
        let words = ["start", "lower-calf", "--silent", "--no-remote"]
        let second = try Program(words, in: folder)
        second.waitForLine()
        second.signal(SIGINT)
        let errors = second.finish().errors
        let end = try #require(errors.split(separator: "\n").last)
        #expect(end.hasPrefix("unknot: Stopped at 0:0") && !end.contains("resume"), "\(errors)")
        let path = folder.file("control")
        #expect(mkfifo(path, 0o600) == 0)
        let third = try Program(words + ["--control", path], in: folder)
        third.waitForLine()
        let writer = open(path, O_WRONLY | O_NONBLOCK)
        defer { close(writer) }
        #expect(write(writer, "stop\n", 5) == 5)
        let result = third.finish()
        #expect(result.status == 0 && result.errors.contains("unknot: Ended at 0:0"))
        // The closing sentence is not what the session was to be.
        #expect(!result.errors.contains(" of 0:"), "\(result.errors)")
        #expect(folder.bytes("state/unknot/session.json") == kept)
    }

    @Test func aResumedSessionThatIsEndedIsForgotten() throws {
        let folder = try folder()
        let first = try started(folder)
        waitForFile(folder.file("state/unknot/session.json"))
        first.signal(SIGINT)
        _ = first.finish()
        let path = folder.file("control")
        #expect(mkfifo(path, 0o600) == 0)
        let second = try Program(["resume", "--silent", "--control", path], in: folder)
        second.waitForLine()
        let writer = open(path, O_WRONLY | O_NONBLOCK)
        defer { close(writer) }
        #expect(write(writer, "stop\n", 5) == 5)
        #expect(second.finish().status == 0)
        #expect(folder.bytes("state/unknot/session.json") == nil)
    }

    @Test func whatIsLeftOutIsNoPartOfTheLengthAtTheEnd() throws {
        let folder = try folder()
        let path = folder.file("control")
        #expect(mkfifo(path, 0o600) == 0)
        let program = try Program(
            words.map { $0 == "quick.yaml" ? folder.file("quick.yaml") : $0 }
                + ["--control", path], in: folder)
        program.waitForLine()
        let writer = open(path, O_WRONLY | O_NONBLOCK)
        defer { close(writer) }
        /// The length as resuming tells it; nil if no place is kept.
        func length() -> String? {
            folder.bytes("state/unknot/session.json")
                .flatMap { try? JSONDecoder().decode(KeptSession.self, from: $0) }
                .map { TimeText.clock($0.bookmark.duration) }
        }
        while length() == nil { usleep(1_000) }
        #expect(write(writer, "next\n", 5) == 5)
        while length() == "3:13" { usleep(1_000) }
        #expect(write(writer, "quit\n", 5) == 5)
        let errors = program.finish().errors
        let end = " of \(try #require(length()))."
        #expect(errors.hasPrefix("unknot: Stopped at 0:0") && errors.contains(end), "\(errors)")
    }

    @Test func theOptionsOfASessionAreThoseOfItsRest() throws {
        let folder = try folder()
        let file = folder.file("state/unknot/session.json")
        func ways() throws -> KeptWays {
            let data = try #require(folder.bytes("state/unknot/session.json"))
            return try #require(try JSONDecoder().decode(KeptSession.self, from: data).ways)
        }
        let path = folder.file("control")
        let first = try Program(
            words.map { $0 == "quick.yaml" ? folder.file("quick.yaml") : $0 } + [
                "--no-mirror", "--without-sound", "pause", "--device", "hw:7", "--key",
                "f9=repeat", "--key", "m=none", "--no-remote", "--control", path,
            ], in: folder)
        first.waitForLine()
        waitForFile(file)
        first.signal(SIGINT)
        _ = first.finish()
        var kept = try ways()
        #expect(kept.mirror == false && kept.remote == false && kept.withoutSound == "pause")
        #expect(kept.device == "hw:7" && kept.control == path && kept.inputs == [])
        #expect(kept.keys == ["f9=repeat", "m=none"])
        // The path is listened at again, and what is given counts instead.
        let second = try Program(
            ["resume", "--silent", "--mirror", "--device", "hw:8", "--key", "f9=help"], in: folder)
        second.waitForLine()
        #expect(access(path, F_OK) == 0)
        second.signal(SIGINT)
        _ = second.finish()
        kept = try ways()
        #expect(kept.mirror == true && kept.remote == false && kept.device == "hw:8")
        #expect(kept.keys == ["m=none", "f9=help"])
        // What cannot be had any more is told, and no reason to end.
        try folder.write("control", "".utf8)
        let third = try Program(["resume", "--silent"], in: folder)
        third.waitForLine()
        third.signal(SIGINT)
        let result = third.finish()
        #expect(result.status == 130)
        #expect(result.errors.contains("Choose another path. The session goes on without it."))
    }

    @Test func aPlaceOfBeforeOptionsWereKeptIsRead() throws {
        let folder = try folder()
        let first = try started(folder)
        waitForFile(folder.file("state/unknot/session.json"))
        first.signal(SIGINT)
        _ = first.finish()
        let data = try #require(folder.bytes("state/unknot/session.json"))
        var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(object.removeValue(forKey: "ways") != nil)
        try folder.write(
            "state/unknot/session.json", try JSONSerialization.data(withJSONObject: object))
        let second = try Program(["resume", "--silent"], in: folder)
        second.waitForLine()
        second.signal(SIGINT)
        #expect(second.finish().status == 130)
    }

    @Test func aPlaceThatWasTamperedWithIsNoPlace() throws {
        let folder = try folder()
        let first = try started(folder)
        first.signal(SIGINT)
        _ = first.finish()
        let path = folder.file("state/unknot/session.json")
        let whole = try String(contentsOfFile: path, encoding: .utf8)
        for (old, new) in [
            ("\"pace\":1", "\"pace\":1e300"), ("\"rate\":155", "\"rate\":0"),
            ("\"volume\":100", "\"volume\":-1"), ("\"time\":", "\"time\":-"),
            ("\"position\":", "\"position\":-1"),
        ] {
            let text = whole.replacing(old, with: new)
            #expect(text != whole, "\(old) in \(whole)")
            _ = try folder.write("state/unknot/session.json", text.utf8)
            let result = try Program.run(["resume", "--silent"], in: folder)
            #expect(result.status == 66, "\(new): \(result.errors)")
            #expect(result.errors.hasPrefix("unknot: No session was left"), "\(new)")
        }
    }

    @Test func aPlaceThatTheRoutineNoLongerHasIsSaidSo() throws {
        let folder = try folder()
        let first = try started(folder)
        // Until the roll is under way.
        waitForText("\"rest\"", folder.file("state/unknot/session.json"))
        first.signal(SIGINT)
        _ = first.finish()
        let changed = Self.routine.replacing("- roll: 1m", with: "- rest: 1m")
        _ = try folder.write("quick.yaml", changed.utf8)
        let result = try Program.run(["resume", "--silent"], in: folder)
        #expect(result.status == 66)
        #expect(result.errors.hasPrefix("unknot: \"Quick\" has changed since it was left"))
    }

    private func waitForText(_ text: String, _ path: String) {
        while (try? String(contentsOfFile: path, encoding: .utf8))?.contains(text) != true {
            usleep(1_000)
        }
    }

    /// Waits for a file, without an end: a test that waits in vain is ended by its runner.
    private func waitForFile(_ path: String) {
        while access(path, F_OK) != 0 { usleep(1_000) }
    }

    @Test func timesAgoAreToldInPlainWords() throws {
        let lengths = CueLengths(speech: { $0.text.count * 2_400 }, tone: { _ in 4_800 })
        let routine = try #require(
            RoutineReader.read(Array(Self.routine.utf8)).get() as Routine?)
        let plan = try LivePlan(routine, PlanOptions(intro: .off), lengths: lengths)
        let bookmark = try #require(plan.bookmark(at: plan.timeline.duration / 2))
        let kept = KeptSession(
            routine: "quick", bookmark: bookmark, voice: nil, volume: 100, time: 0)
        let told = [30, 60, 600, 7_200, 200_000].map {
            kept.summary(now: $0).split(separator: ", ").last.map(String.init)
        }
        #expect(
            told == ["just now", "a minute ago", "10 minutes ago", "2 hours ago", "2 days ago"])
    }
}
