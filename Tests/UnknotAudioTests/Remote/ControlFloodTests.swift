import Testing

@testable import UnknotAudio
@testable import UnknotCore

/// Senders that never stop: one look at them is bounded, whatever they send.
struct ControlFloodTests {
    private static let status = SessionStatus(
        timeline: Timeline(routine: "a", title: "A", duration: 1, segments: [], cues: []),
        position: 0, isPaused: false)

    private let folder: TemporaryFolder
    private let port: ControlPort
    private let talker: Talker

    init() throws {
        folder = try TemporaryFolder()
        port = try ControlPort(path: folder.file("control"))
        talker = try Talker(folder.file("control"))
    }

    /// How many looks it takes until a word is taken.
    private func looks() -> Int {
        (1...1_000).first { _ in !port.asked(Self.status).isEmpty } ?? .max
    }

    @Test func emptyLinesAreTakenInPieces() {
        let flood = [UInt8](repeating: 0x0A, count: 60_000) + Array("pause\n".utf8)
        #expect(talker.send(flood) == flood.count)
        // A piece holds over 64 of them, and so a look ends with it.
        #expect(looks() == 59)
        #expect(talker.answers() == "")
    }

    @Test func aLineWithoutEndIsTakenInPieces() {
        let flood = [UInt8](repeating: 0x78, count: 60_000) + Array("\npause\n".utf8)
        #expect(talker.send(flood) == flood.count)
        #expect(looks() == 8)
        #expect(talker.answers() == "no A line has at most 256 bytes.\n")
    }
}
