public import UnknotCore

/// The plainest sound file there is: a header of 44 bytes, then the samples.
public enum WaveFile {
    /// The bytes of a WAV file that holds a clip: PCM, mono, 16 bits, 48 kHz.
    public static func bytes(of clip: Clip) -> [UInt8] {
        let sampleBytes = 2
        let rate = SessionFormat.sampleRate
        let size = clip.length * sampleBytes
        return Array("RIFF".utf8) + little(UInt32(36 + size)) + Array("WAVEfmt ".utf8)
            + little(UInt32(16))  // the size of what describes the format
            + little(UInt16(1))  // PCM
            + little(UInt16(1))  // channels
            + little(UInt32(rate)) + little(UInt32(rate * sampleBytes))
            + little(UInt16(sampleBytes)) + little(UInt16(8 * sampleBytes))
            + Array("data".utf8) + little(UInt32(size)) + clip.samples.flatMap(little)
    }

    /// The bytes of a number, the lowest first.
    private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
}
