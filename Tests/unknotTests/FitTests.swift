import Foundation
import Glibc
import Testing

@testable import UnknotCore
@testable import unknot

/// `--fit`: sessions for the time one has, as one asks for them.
struct FitTests {
    private static let routine = """
        unknot: 1
        id: fit
        title: Fit
        lead-in: 0s
        switch: 0s
        blocks:
          - sides: right, left
            steps:
              - id: one
                title: One
                setup: Sit.
                do:
                  - roll: 10s
                  - hold: 30s
                    range: 20s..60s
              - id: two
                title: Two
                optional: true
                setup: Sit.
                do:
                  - roll: 30s
        """

    private let quiet = ["--cues", "tones", "--intro", "off", "--countdown", "off"]

    private func run(_ command: String, _ words: [String]) throws -> CommandRun {
        let folder = try TemporaryFolder()
        let path = try folder.write("fit.yaml", Self.routine.utf8)
        return CommandRun([command, path] + words)
    }

    @Test func whatWasChangedStandsUnderTheTitle() throws {
        let run = try shown(["--fit", "2m30s", "--timeline"])
        #expect(run.errors == [])
        #expect(
            run.output.hasPrefix(
                "Fit, 2:30\nFitted to 2:30: holds 33 s instead of 30 s.\n\n"), "\(run.output)")
        let short = try shown(["--fit", "100s", "--timeline"])
        #expect(
            short.output.hasPrefix(
                "Fit, 1:40\nFitted to 1:40: holds 38 s instead of 30 s; left out: two.\n\n"),
            "\(short.output)")
    }

    private func shown(_ words: [String]) throws -> CommandRun { try run("show", words + quiet) }

    @Test func programsReadThePlanAndPeopleTheLineBesideIt() throws {
        let run = try shown(["--fit", "100s", "--json"])
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(object["duration"] as? Double == 100)
        #expect(
            run.errors == ["Fitted to 1:40: holds 38 s instead of 30 s; left out: two."])
    }

    @Test func aSessionThatStartsSaysItToo() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("fit.yaml", Self.routine.utf8)
        let program = try Program(
            ["start", path, "--silent", "--fit", "100s"] + quiet, in: folder)
        program.waitForLine()
        program.signal(SIGINT)
        let result = program.finish()
        #expect(
            result.errors.contains(
                "unknot: Fitted to 1:40: holds 38 s instead of 30 s; left out: two."),
            "\(result.errors)")
    }

    @Test func aFileIsAsLongAsItWasToBe() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("fit.yaml", Self.routine.utf8)
        let file = folder.file("fit.wav")
        let run = CommandRun(["render", path, "--fit", "100s", "-o", file] + quiet)
        #expect(run.status == 0)
        #expect(
            run.errors == ["Fitted to 1:40: holds 38 s instead of 30 s; left out: two."])
        let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
        #expect((9_600_000..<9_602_000).contains(try #require(size)))
    }

    @Test func aTimeThatIsTooShortIsAnsweredWithTheShortest() throws {
        for command in ["show", "start"] {
            let run = try run(command, ["--fit", "1m"] + quiet)
            #expect(run.status == 64)
            #expect(run.errors == ["fit cannot be done in 1m; the shortest is 1m3s."])
            #expect(run.output == "")
        }
    }

    @Test(arguments: [
        ("0", "--fit takes a time such as 10m, not 0s."),
        (
            "", "The value '' is invalid for '--fit <time>': write a time as 45s, 1m30s or 90"
        ),
        ("10 min", "The value '10 min' is invalid for '--fit <time>': did you mean 10m?"),
        (
            "-5m",
            "The value '-5m' is invalid for '--fit <time>': write a time as 45s, 1m30s or 90"
        ),
    ])
    func whatIsNoTimeIsRefused(word: String, answer: String) {
        let run = CommandRun(["show", "upper-calf", "--fit", word])
        #expect(run.status == 64)
        #expect(run.errors.first?.hasPrefix(answer) == true, "\(run.errors)")
    }

    @Test func aTimeLongerThanAnySessionGivesTheLongestOne() throws {
        for time in ["9h", "999999h"] {
            let run = try shown(["--fit", time, "--timeline"])
            #expect(
                run.output.contains(
                    "\nFitted to 3:24, the longest that its ranges allow: "
                        + "holds 60 s instead of 30 s.\n"), "\(run.output)")
        }
    }

    @Test func aSessionThatWasFittedGoesOnAsItWas() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("fit.yaml", Self.routine.utf8)
        let first = try Program(
            ["start", path, "--silent", "--fit", "100s"] + quiet, in: folder)
        first.waitForLine()
        while access(folder.file("state/unknot/session.json"), F_OK) != 0 { usleep(1_000) }
        first.signal(SIGINT)
        _ = first.finish()
        let file = URL(filePath: folder.file("state/unknot/session.json"))
        let kept = try JSONDecoder().decode(KeptSession.self, from: Data(contentsOf: file))
        #expect(kept.bookmark.options.fitted?.leftOut == ["two"])
        #expect(kept.bookmark.duration == 100 * SessionFormat.sampleRate)
    }
}
