import Foundation

/// A folder of a test's own, gone when the test is over.
final class TemporaryFolder {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appending(path: "unknot-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file in it.
    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file and returns its path.
    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: URL(filePath: file(name)))
        return file(name)
    }

    /// What lies in it.
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    /// The bytes of a file in it, or nil where there is none.
    func bytes(_ name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: file(name)).map(Array.init)
    }
}

/// WAV files of 16 bits, made and read by the bytes.
enum WAV {
    /// A file of interleaved samples.
    static func bytes(_ samples: [Int16], rate: Int, channels: Int = 1) -> [UInt8] {
        func little(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let data = samples.flatMap { little(Int($0), 2) }
        return Array("RIFF".utf8) + little(36 + data.count, 4) + Array("WAVEfmt ".utf8)
            + little(16, 4) + little(1, 2) + little(channels, 2) + little(rate, 4)
            + little(rate * channels * 2, 4) + little(channels * 2, 2) + little(16, 2)
            + Array("data".utf8) + little(data.count, 4) + data
    }

    /// The samples of a mono file at 48 kHz, or nil where it is none or its header is wrong.
    static func samples(_ bytes: [UInt8]) -> [Int16]? {
        func number(_ place: Int, _ count: Int) -> Int {
            (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
        }
        guard bytes.count >= 44, bytes[0..<4].elementsEqual("RIFF".utf8),
            number(4, 4) == bytes.count - 8, number(22, 2) == 1, number(24, 4) == 48_000,
            number(34, 2) == 16
        else { return nil }
        var place = 12
        while place + 8 <= bytes.count {
            let size = number(place + 4, 4)
            if bytes[place..<place + 4].elementsEqual("data".utf8) {
                guard place + 8 + size <= bytes.count else { return nil }
                return stride(from: place + 8, to: place + 8 + size, by: 2).map {
                    Int16(truncatingIfNeeded: number($0, 2))
                }
            }
            place += 8 + size
        }
        return nil
    }
}
