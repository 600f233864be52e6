import Foundation
import Testing
import UnknotAudio
import UnknotCore

/// A file appears whole, or the one that stood there stays.
struct FileSinkTests {
    private func write(_ samples: [Int16], to sink: FileSink) throws {
        try samples.withUnsafeBufferPointer { try sink.write($0) }
    }

    @Test func theFileHoldsTheConductorsSamples() throws {
        let folder = try TemporaryFolder()
        let conductor = try Sessions.conductor()
        let stage = Stage(conductor)
        let sink = try FileSink(path: folder.file("a.wav"))
        #expect(try Player(stage, as: stage.owner).play(on: sink) == .finished)
        let bytes = try #require(folder.bytes("a.wav"))
        #expect(try Sessions.difference(#require(WAV.samples(bytes)), Sessions.samples()) == nil)
        #expect(sink.heard == stage.timeline.duration)
        #expect(folder.names == ["a.wav"])
    }

    @Test func whatStoodThereStaysUntilTheNewFileIsWhole() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a.wav", [1, 2, 3])
        let sink = try FileSink(path: path)
        try write([5, 6, 7], to: sink)
        #expect(folder.bytes("a.wav") == [1, 2, 3])
        _ = try sink.finish(Bell())
        #expect(folder.bytes("a.wav").flatMap(WAV.samples) == [5, 6, 7])
        #expect(folder.names == ["a.wav"])
    }

    @Test func aDroppedSinkLeavesNothing() throws {
        let folder = try TemporaryFolder()
        try folder.write("old.wav", [1, 2, 3])
        for name in ["old.wav", "new.wav"] {
            let sink = try FileSink(path: folder.file(name))
            try write(Array(repeating: 9, count: 100_000), to: sink)
        }
        #expect(folder.names == ["old.wav"])
        #expect(folder.bytes("old.wav") == [1, 2, 3])
    }

    @Test func whereNoFileCanBeMadeIsSaidAtOnce() throws {
        let folder = try TemporaryFolder()
        func reason(_ path: String) -> String? {
            do {
                _ = try FileSink(path: path)
                return nil
            } catch {
                guard case .cannotCreate(path, let reason) = error else { return nil }
                return reason
            }
        }
        #expect(reason(folder.path) == "it is a folder")
        #expect(reason("/dev/full") == "it is not a plain file")
        #expect(reason(folder.file("none/a.wav")) == "No such file or directory")
        try folder.write("file", [])
        #expect(reason(folder.file("file/a.wav")) == "Not a directory")
        #expect(reason("") == "it names no file")
        #expect(folder.names == ["file"])
    }
}
