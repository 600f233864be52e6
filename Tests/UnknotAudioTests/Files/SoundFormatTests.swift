import Foundation
import Testing
import UnknotCore

@testable import UnknotAudio

/// Every format is written and read back with libsndfile.
struct SoundFormatTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A second and a half of a session, from its first sound on.
    private static let samples = Result {
        let samples = try Sessions.samples()
        let first = samples.firstIndex { $0 != 0 } ?? 0
        return Array(samples[first..<first + 72_001])
    }

    @Test(arguments: [
        ("a.wav", SoundFormat.wav), ("a.FLAC", .flac), ("b/a.b.ogg", .ogg), ("a.opus", .opus),
        ("a.Mp3", .mp3), ("a", nil), ("a.wma", nil), ("a.wav/b", nil), ("wav", nil), ("", nil),
    ])
    func theEndingChoosesTheFormat(path: String, format: SoundFormat?) {
        #expect(SoundFormat(path: path) == format)
    }

    @Test func theEndingsAreListedAsInASentence() {
        #expect(SoundFormat.endings == ".wav, .flac, .ogg, .opus or .mp3")
    }

    private func render(
        _ name: String, _ format: SoundFormat, channels: Int = 1, title: String = "Upper calf"
    ) throws {
        let samples = try Self.samples.get()
        let file = FileSink.File(
            path: folder.file(name), format: format, channels: channels,
            tags: SoundTags(title: title, album: "Unknot", comment: "made --by a test"))
        let sink = try FileSink(file, length: samples.count)
        for start in stride(from: 0, to: samples.count, by: 4_096) {
            try samples[start..<min(start + 4_096, samples.count)].withUnsafeBufferPointer {
                try sink.write($0)
            }
        }
        _ = try sink.finish(Bell())
    }

    @Test(arguments: SoundFormat.allCases, [1, 2])
    func aSessionIsReadBackAsItWas(format: SoundFormat, channels: Int) throws {
        try render("a", format, channels: channels)
        let wanted = try Self.samples.get()
        let read = try SoundFile.read(folder.file("a"), longest: 600)
        #expect(read.rate == SessionFormat.sampleRate)
        switch format {
        case .wav, .flac: #expect(read.samples == wanted)
        case .ogg, .opus: #expect(read.samples.count == wanted.count)
        // MP3 has frames of 1,152 samples and a lead-in of its own.
        case .mp3: #expect(abs(read.samples.count - wanted.count) < 3 * 1_152)
        }
        // Within a decibel of the loudness, whatever an encoder does to the samples.
        let level = try #require(Loudness.level(read.samples))
        let original = try #require(Loudness.level(wanted))
        #expect((0.89...1.12).contains(level / original))
    }

    @Test(arguments: SoundFormat.allCases)
    func twoFilesAreTheSameBytesAndSayWhatTheyAre(format: SoundFormat) throws {
        try render("a", format)
        try render("b", format)
        let bytes = try #require(folder.bytes("a"))
        #expect(bytes == folder.bytes("b"))
        for text in ["Upper calf", "Unknot", "made --by a test"] {
            #expect(Data(bytes).firstRange(of: Data(text.utf8)) != nil, "no \"\(text)\"")
        }
    }

    /// Streams with one number could not be strung together.
    @Test(arguments: [SoundFormat.ogg, .opus])
    func streamsWithOtherTagsHaveOtherNumbers(format: SoundFormat) throws {
        try render("a", format)
        try render("b", format, title: "Lower calf")
        let serials = ["a", "b"].map { folder.bytes($0).map { Array($0[14..<18]) } }
        #expect(serials[0] != serials[1])
    }

    @Test func aWAVFileBeginsWithItsSamplesAndEndsWithItsTags() throws {
        try render("a", .wav)
        let bytes = try #require(folder.bytes("a"))
        let samples = try Self.samples.get()
        #expect(Array(bytes[36..<40]) == Array("data".utf8))
        let tags = 44 + 2 * samples.count
        #expect(Array(bytes[tags..<tags + 4]) == Array("LIST".utf8))
        #expect(WAV.samples(bytes) == samples)
    }

    /// Silence is not written, yet it is there, in the middle of a file and at its end.
    @Test(arguments: [SoundFormat.wav, .flac])
    func longSilenceTakesNoPlaceAndIsThere(format: SoundFormat) throws {
        let sink = try FileSink(path: folder.file("a.\(format.rawValue)"))
        var wanted: [Int16] = []
        for block in 0..<300 {
            let sample: Int16 = block == 0 || block == 150 ? 7 : 0
            let samples = [Int16](repeating: sample, count: 4_000)
            try samples.withUnsafeBufferPointer { try sink.write($0) }
            wanted += samples
        }
        _ = try sink.finish(Bell())
        let path = folder.file("a.\(format.rawValue)")
        #expect(try SoundFile.read(path, longest: 60).samples == wanted)
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_blocks * 512 < 400_000)
        if format == .wav { #expect(status.st_size > 2_400_000) }
    }

    /// The bound is four gibibytes; the test draws it lower.
    @Test(arguments: [(1_999, "RIFF"), (2_000, "RF64")])
    func aLargeWAVFileIsRF64(length: Int, name: String) throws {
        let path = try folder.write("a.wav", [])
        let descriptor = open(path, O_RDWR)
        defer { close(descriptor) }
        let writer = try SoundFileWriter(
            descriptor: descriptor, format: .wav, channels: 1, length: length,
            tags: SoundTags(title: "A", album: "B", comment: "C"), rf64From: 4_000)
        let samples = (0..<length).map { Int16($0) }
        try samples.withUnsafeBufferPointer { try writer.write($0) }
        try writer.close()
        #expect(folder.bytes("a.wav")?.prefix(4) == ArraySlice(name.utf8))
        #expect(try SoundFile.read(path, longest: 1).samples == samples)
    }
}
