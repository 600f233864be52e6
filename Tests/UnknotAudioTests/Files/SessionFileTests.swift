import Foundation
import Testing
import UnknotCore

@testable import UnknotAudio

/// The files of a session appear together or not at all.
struct SessionFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func file(_ name: String, replaces: Bool = true) -> FileSink.File {
        FileSink.File(
            path: folder.file(name), format: .wav,
            tags: SoundTags(title: name, album: "Album", comment: "Comment"), replaces: replaces)
    }

    private func part(_ name: String, _ frames: Range<Frames>) -> FileSink.Part {
        FileSink.Part(file: file(name, replaces: false), frames: frames)
    }

    private func text(_ name: String) -> FileSink.TextFile {
        FileSink.TextFile(path: folder.file(name), text: "Words.\n")
    }

    /// Writes a ramp in blocks of 100 frames.
    private func write(_ count: Int, to sink: FileSink) throws {
        let samples = (0..<count).map { Int16(truncatingIfNeeded: $0) }
        for start in stride(from: 0, to: count, by: 100) {
            try samples[start..<min(start + 100, count)].withUnsafeBufferPointer {
                try sink.write($0)
            }
        }
    }

    @Test func partsHoldTheirStretchesToTheSample() throws {
        let bounds = [0, 250, 251, 300, 1_000]
        let parts = zip(bounds, bounds.dropFirst()).enumerated().map {
            part("part-\($0.offset).wav", $0.element.0..<$0.element.1)
        }
        let sink = try FileSink(file("a.wav"), length: 1_000, parts: parts)
        try write(1_000, to: sink)
        _ = try sink.finish(Bell())
        let whole = try #require(folder.bytes("a.wav").flatMap(WAV.samples))
        #expect(whole == (0..<1_000).map { Int16($0) })
        let pieces = (0..<4).map { folder.bytes("part-\($0).wav").flatMap(WAV.samples) ?? [] }
        #expect(pieces.map(\.count) == [250, 1, 49, 700])
        #expect(pieces.flatMap { $0 } == whole)
    }

    @Test func nothingAppearsBeforeEverythingIsComplete() throws {
        let sink = try FileSink(
            file("a.wav"), length: 300, parts: [part("one.wav", 0..<100)],
            texts: [text("a.srt")])
        try write(300, to: sink)
        #expect(folder.names == [])
        _ = try sink.finish(Bell())
        #expect(folder.names == ["a.srt", "a.wav", "one.wav"])
        #expect(folder.bytes("a.srt") == Array("Words.\n".utf8))
    }

    @Test func aDroppedSessionLeavesNoneOfItsFiles() throws {
        do {
            let sink = try FileSink(
                file("a.wav"), length: 300, parts: [part("one.wav", 0..<100)],
                texts: [text("a.srt")])
            try write(200, to: sink)
        }
        #expect(folder.names == [])
    }

    @Test(arguments: ["one.wav", "a.srt"])
    func whatWasNotNamedReplacesNothing(name: String) throws {
        try folder.write(name, [1, 2, 3])
        let path = folder.file(name)
        let reason = "a file stands there, which --force would replace"
        #expect(throws: SinkError.cannotCreate(path: path, reason: reason)) {
            try FileSink(
                file("a.wav"), length: 300, parts: [part("one.wav", 0..<100)],
                texts: [text("a.srt")])
        }
        #expect(folder.names == [name])
        #expect(folder.bytes(name) == [1, 2, 3])
    }

    /// Somebody else takes a name while the session is written.
    @Test func aNameThatWasTakenMeanwhileIsLeftAlone() throws {
        try folder.write("a.wav", [7])
        let sink = try FileSink(file("a.wav"), length: 300, texts: [text("a.srt")])
        try write(300, to: sink)
        try folder.write("a.srt", [1, 2, 3])
        #expect(throws: SinkError.self) { _ = try sink.finish(Bell()) }
        #expect(folder.bytes("a.srt") == [1, 2, 3])
        #expect(folder.bytes("a.wav") == [7])
        #expect(folder.names == ["a.srt", "a.wav"])
    }

    @Test func progressIsToldBeforeEveryBlock() throws {
        let stage = Stage(try Sessions.conductor())
        let duration = stage.timeline.duration
        var told: [Frames] = []
        let sink = try FileSink(file("a.wav"), length: duration) { told.append($0) }
        _ = try Player(stage, as: stage.owner).play(on: sink)
        #expect(told == Array(stride(from: 0, to: duration, by: 4_096)))
    }

    /// A descriptor that cannot be written to: what the system says reaches the user through
    /// every encoder.
    @Test(arguments: SoundFormat.allCases)
    func theSystemsReasonPassesThroughEveryEncoder(format: SoundFormat) throws {
        let descriptor = open("/dev/full", O_RDWR)
        defer { close(descriptor) }
        var reason: String?
        do throws(SoundFile.Failure) {
            let writer = try SoundFileWriter(
                descriptor: descriptor, format: format, channels: 1, length: 96_000,
                tags: SoundTags(title: "A", album: "B", comment: "C"))
            let block = (0..<4_096).map { Int16(truncatingIfNeeded: $0 * 7_919) }
            for _ in 0..<24 {
                try block.withUnsafeBufferPointer { bytes throws(SoundFile.Failure) in
                    try writer.write(bytes)
                }
            }
            try writer.close()
        } catch {
            reason = error.reason
        }
        #expect(reason == "No space left on device")
    }
}
