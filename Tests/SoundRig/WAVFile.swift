import Foundation

/// The samples of a WAV file with 16 bits, read without the program's own code.
struct WAVFile {
    var sampleRate: Int
    var channels: Int
    /// Interleaved where there are several channels.
    var samples: [Int16]

    init(path: String) throws {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Failure("\(path) cannot be read")
        }
        try self.init(Array(bytes), path)
    }

    private init(_ bytes: [UInt8], _ path: String) throws {
        func number(_ at: Int, _ size: Int) -> Int {
            bytes[at..<at + size].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        func name(_ at: Int) -> String { String(decoding: bytes[at..<at + 4], as: UTF8.self) }

        guard bytes.count >= 12, name(0) == "RIFF", name(8) == "WAVE" else {
            throw Failure("\(path) is no WAV file")
        }
        var format: (rate: Int, channels: Int)?
        var at = 12
        while at + 8 <= bytes.count {
            let (chunk, size, body) = (name(at), number(at + 4, 4), at + 8)
            guard body + size <= bytes.count else { break }
            if chunk == "fmt ", size >= 16 {
                // 1 is plain PCM; 0xFFFE, the extensible header, names the same in its sub-format.
                guard [1, 0xFFFE].contains(number(body, 2)), number(body + 14, 2) == 16 else {
                    throw Failure("\(path) does not hold 16-bit samples")
                }
                format = (number(body + 4, 4), number(body + 2, 2))
            } else if chunk == "data", let format {
                (sampleRate, channels) = format
                samples = pcm16(bytes[body..<body + size])
                return
            }
            at = body + size + size % 2
        }
        throw Failure("\(path) is cut short")
    }
}

/// Little-endian 16-bit samples.
func pcm16(_ bytes: some RandomAccessCollection<UInt8>) -> [Int16] {
    var samples: [Int16] = []
    samples.reserveCapacity(bytes.count / 2)
    var low: UInt8?
    for byte in bytes {
        if let first = low {
            samples.append(Int16(bitPattern: UInt16(first) | UInt16(byte) << 8))
            low = nil
        } else {
            low = byte
        }
    }
    return samples
}
