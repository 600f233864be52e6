internal import UnknotCore

/// A take in half the memory: without loss, and quickly taken apart again.
///
/// Speech is smooth: a sample is close to where the two before it lead. Only the differences are
/// kept, in blocks of 32, each with as many bits a difference as its largest one needs.
struct PackedTake: Sendable {
    /// The exact length that the clip has.
    let length: Frames
    private let count: Int
    private let sampleRate: Int
    private let words: [UInt64]

    private static let block = 32
    /// The bits that tell how many bits each difference of a block has: 0 to 18.
    private static let header = 5

    /// Packs a take; costs time linear in its length.
    init(_ take: SpokenTake) {
        length = take.length
        count = take.samples.count
        sampleRate = take.sampleRate
        var writer = BitWriter()
        var (last, slope) = (0, 0)
        var differences = [UInt64](repeating: 0, count: Self.block)
        for start in stride(from: 0, to: count, by: Self.block) {
            let size = min(Self.block, count - start)
            var all: UInt64 = 0
            for index in 0..<size {
                let sample = Int(take.samples[start + index])
                let difference = sample - last - slope
                // The sign goes to the lowest bit, so that small ones have few bits.
                let folded = UInt64(bitPattern: Int64(difference << 1 ^ difference >> 63))
                differences[index] = folded
                all |= folded
                (last, slope) = (sample, sample - last)
            }
            let bits = 64 - all.leadingZeroBitCount
            writer.put(UInt64(bits), bits: Self.header)
            for index in 0..<size { writer.put(differences[index], bits: bits) }
        }
        words = writer.finished()
    }

    /// The bytes that it takes.
    var size: Int { words.count * 8 }

    /// The take as it was.
    func unpacked() -> SpokenTake {
        var reader = BitReader(words)
        var samples: [Int16] = []
        samples.reserveCapacity(count)
        var (last, slope) = (0, 0)
        while samples.count < count {
            let bits = Int(reader.take(Self.header))
            for _ in 0..<min(Self.block, count - samples.count) {
                let folded = Int(reader.take(bits))
                let sample = last + slope + (folded >> 1 ^ -(folded & 1))
                samples.append(Int16(truncatingIfNeeded: sample))
                (last, slope) = (sample, sample - last)
            }
        }
        return SpokenTake(samples, sampleRate: sampleRate)
    }
}

/// Bits, the first ones lowest in each word.
private struct BitWriter {
    private var words: [UInt64] = []
    private var word: UInt64 = 0
    private var filled = 0

    mutating func put(_ value: UInt64, bits: Int) {
        word |= value << UInt64(filled)
        filled += bits
        guard filled >= 64 else { return }
        words.append(word)
        filled -= 64
        // What did not fit; a shift by the whole width gives 0.
        word = value >> UInt64(bits - filled)
    }

    func finished() -> [UInt64] {
        let all = filled > 0 ? words + [word] : words
        // Without the room that an array keeps to grow.
        return Array(unsafeUninitializedCapacity: all.count) { buffer, count in
            _ = buffer.initialize(from: all)
            count = all.count
        }
    }
}

private struct BitReader {
    private let words: [UInt64]
    private var place = 0

    init(_ words: [UInt64]) { self.words = words }

    mutating func take(_ bits: Int) -> UInt64 {
        guard bits > 0 else { return 0 }
        let (index, offset) = place.quotientAndRemainder(dividingBy: 64)
        place += bits
        var value = words[index] >> UInt64(offset)
        if offset + bits > 64 { value |= words[index + 1] << UInt64(64 - offset) }
        return value & (1 << UInt64(bits) - 1)
    }
}
