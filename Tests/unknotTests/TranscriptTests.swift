import Foundation
import Testing
import UnknotCore

/// Every word of the built-in routines, kept in `Tests/Transcripts` for people to review.
struct TranscriptTests {
    private static let transcripts = StoredText.tests.appending(path: "Transcripts")
    private static let routines = StoredText.tests.deletingLastPathComponent()
        .appending(path: "Sources/unknot/Routines")

    /// The names of the files in a folder, without their ending.
    private static func names(in folder: URL, ending: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
    }

    @Test func everyRoutineHasATranscript() throws {
        #expect(
            try Self.names(in: Self.transcripts, ending: ".txt")
                == Self.names(in: Self.routines, ending: ".yaml"))
    }

    /// The usual session, the one with everything in it, and the one of few words.
    @Test(arguments: try names(in: routines, ending: ".yaml"))
    func theTranscriptIsWhatTheCoachSays(id: String) throws {
        let file = Self.routines.appending(path: "\(id).yaml")
        let routine = try RoutineReader.read(Array(Data(contentsOf: file))).get()
        let offered = routine.blocks.flatMap(\.steps).filter(\.isOffered)
        let whole = ["--length", "full"] + offered.flatMap { ["--include", $0.id] }
        let sections = try [[], whole, ["--cues", "brief"]].map { options in
            let words = ["show", id, "--timeline"] + options
            // Without a voice lengths are estimated, and so the same on every machine.
            let result = try Program.run(
                words, in: try TemporaryFolder(), ["ESPEAK_DATA_PATH": "/nonexistent"])
            #expect(result.status == 0, "\(result.errors)")
            return "$ unknot \(words.joined(separator: " "))\n\n\(result.output)"
        }
        try StoredText.compare(
            sections.joined(separator: "\n\n"), Self.transcripts.appending(path: "\(id).txt"))
    }
}
