/// One loudness for every sentence and tone, so that no tone startles and no sentence is lost.
public enum Loudness {
    /// The level that samples are brought to, as a share of the full scale: -20 dBFS.
    ///
    /// eSpeak speaks at -17 to -23 dBFS with peaks 14 to 20 dB above that (158 sentences, six
    /// voices), so at this level hardly a peak needs limiting.
    public static let target = 0.1

    /// The highest peak that comes out, as a share of the full scale: -1 dBFS.
    public static let peak = 0.8913

    /// The level above which peaks are bent: -3 dBFS.
    private static let knee = 0.7079

    /// Samples up to this size are silence: a thousandth of the full scale, -60 dBFS.
    public static let silence: Int16 = 32

    /// The level of samples at 48 kHz, as a share of the full scale; nil if they are silence.
    ///
    /// It is the root of the mean power over windows of 20 ms. Windows more than 25 dB below the
    /// loudest do not count, so pauses in a sentence do not make it quieter.
    public static func level(_ samples: [Int16]) -> Double? {
        guard let powers = powers(samples), let loudest = powers.map(\.mean).max() else {
            return nil
        }
        let audible = powers.filter { $0.mean >= loudest * gate }
        let total = audible.reduce(0) { $0 + $1.mean * Double($1.count) }
        let count = audible.reduce(0) { $0 + $1.count }
        return (total / Double(count)).squareRoot() / fullScale
    }

    /// Samples at 48 kHz brought to the target, as by `normalise`.
    public static func normalised(_ samples: [Int16]) -> [Int16] {
        var result = samples
        normalise(&result)
        return result
    }

    /// Brings samples at 48 kHz to the target.
    ///
    /// Samples above the knee are bent softly towards the highest peak, so nothing clips; silence
    /// stays as it is. The cost is about 4 ns a sample.
    public static func normalise(_ samples: inout [Int16]) {
        guard let level = level(samples) else { return }
        let gain = Float(target / level)
        let knee = Float(knee * fullScale)
        let room = Float(peak * fullScale) - knee
        // Adding this makes the nearest whole number the low bits of a Float; a conversion costs
        // four times as much. Loops count by hand because tests run them without optimisation.
        let rounder: Float = 12_582_912
        samples.withUnsafeMutableBufferPointer { samples in
            var index = 0
            while index < samples.count {
                var value = Float(samples[index]) * gain
                let size = value < 0 ? -value : value
                if size > knee {
                    let over = (size - knee) / room
                    let bent = knee + room * over / (1 + over)
                    value = value < 0 ? -bent : bent
                }
                samples[index] = Int16(truncatingIfNeeded: (value + rounder).bitPattern)
                index += 1
            }
        }
    }

    private static let fullScale = 32_768.0
    /// 25 dB as a ratio of powers.
    private static let gate = 0.003162
    private static let window = SessionFormat.sampleRate / 50

    /// The mean power of each window and its count of samples; nil if all of them are silence.
    private static func powers(_ samples: [Int16]) -> [(mean: Double, count: Int)]? {
        var powers: [(mean: Double, count: Int)] = []
        powers.reserveCapacity(samples.count / window + 1)
        var isAudible = false
        samples.withUnsafeBufferPointer { samples in
            var start = 0
            while start < samples.count {
                let end = min(start + window, samples.count)
                var sum: Int64 = 0
                var index = start
                while index < end {
                    let sample = samples[index]
                    sum &+= Int64(Int32(sample) &* Int32(sample))
                    if sample > silence || sample < -silence { isAudible = true }
                    index += 1
                }
                powers.append((Double(sum) / Double(end - start), end - start))
                start = end
            }
        }
        return isAudible ? powers : nil
    }
}
