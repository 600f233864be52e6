import Glibc

/// A tone found in a recording.
struct HeardTone: Equatable, Sendable {
    var name: String
    /// The recording's frame that holds the tone's first sample.
    var frame: Int
    /// The normalised correlation there: 1 is the very same shape at any volume.
    var likeness: Float
}

/// Finds known tones in a recording, each to the sample.
///
/// A tone follows a moment of quiet, so only the rises out of quiet are looked at. Around each,
/// every tone is laid over the recording at every offset; where the normalised correlation peaks
/// lies its first sample. That neither needs a bit-exact recording nor knows what was planned.
struct ToneFinder: Sendable {
    /// What counts as quiet: below -54 dB of full scale, for this many samples.
    private static let threshold: Float = 64
    private static let quiet = 240
    /// How many of a tone's samples are enough to see whether it is worth a closer look.
    private static let glance = 1024

    private let tones: [(name: String, samples: [Float])]
    /// Below this likeness a shape is another one.
    private let alike: Float

    init(_ tones: [String: [Int16]], alike: Float = 0.95) {
        self.alike = alike
        // The longest first: where a short tone is the beginning of a longer one and both fit as
        // well, the longer one was heard.
        self.tones = tones.map { ($0.key, $0.value.map(Float.init)) }
            .sorted { ($1.1.count, $0.0) < ($0.1.count, $1.0) }
    }

    /// All tones in the recording, in order.
    ///
    /// The work is done at the lowest priority: a session that another case is measuring must not
    /// be late because of it. A thread cannot be raised again, so it has one of its own.
    func tones(in recording: [Int16]) -> [HeardTone] {
        let found = Watched<[HeardTone]?>(nil)
        detachThread {
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19)
            let tones = search(recording)
            found.update { $0 = tones }
        }
        return found.wait(.seconds(600), for: \.self) ?? []
    }

    private func search(_ recording: [Int16]) -> [HeardTone] {
        // Quiet on both sides lets every offset be tried without looking at the ends.
        let margin = (tones.map(\.samples.count).max() ?? 0) + Self.glance
        let silence = [Float](repeating: 0, count: margin)
        let samples = silence + recording.map(Float.init) + silence

        var heard: [HeardTone] = []
        var end = 0
        for rise in rises(in: samples, from: margin, to: margin + recording.count)
        where rise >= end {
            guard let tone = tone(in: samples, near: rise) else { continue }
            end = tone.frame + (tones.first { $0.name == tone.name }?.samples.count ?? 0)
            var found = tone
            found.frame -= margin
            heard.append(found)
        }
        return heard
    }

    /// The first loud samples after quiet.
    private func rises(in samples: [Float], from start: Int, to end: Int) -> [Int] {
        var found: [Int] = []
        var quiet = Self.quiet
        for index in start..<end {
            if samples[index].magnitude < Self.threshold {
                quiet += 1
            } else {
                if quiet >= Self.quiet { found.append(index) }
                quiet = 0
            }
        }
        return found
    }

    /// The tone that starts near this rise, if one does.
    private func tone(in samples: [Float], near rise: Int) -> HeardTone? {
        var best: HeardTone?
        for (name, shape) in tones {
            // The attack may stay under the threshold for 10 ms.
            let begin = peak(of: shape.prefix(Self.glance), in: samples, at: rise - 480...rise + 48)
            guard begin.likeness > 0.7 else { continue }
            let found = peak(of: shape[...], in: samples, at: begin.frame - 64...begin.frame + 64)
            if found.likeness > max(alike, (best?.likeness ?? 0) + 0.001) {
                best = HeardTone(name: name, frame: found.frame, likeness: found.likeness)
            }
        }
        return best
    }

    /// Where in the range the shape fits best.
    private func peak(
        of shape: ArraySlice<Float>, in samples: [Float], at range: ClosedRange<Int>
    ) -> (frame: Int, likeness: Float) {
        var best = (frame: range.lowerBound, likeness: -Float.infinity)
        let energy = dot(shape, shape)
        for frame in range {
            let window = samples[frame..<frame + shape.count]
            let loudness = dot(window, window)
            guard loudness > 0, energy > 0 else { continue }
            let likeness = dot(shape, window) / (energy * loudness).squareRoot()
            if likeness > best.likeness { best = (frame, likeness) }
        }
        return best
    }
}

/// The sum of the products, eight at a time: this is where all the time goes.
private func dot(_ left: ArraySlice<Float>, _ right: ArraySlice<Float>) -> Float {
    left.withUnsafeBytes { left in
        right.withUnsafeBytes { right in
            let width = MemoryLayout<SIMD8<Float>>.size
            let whole = left.count / width * width
            var sums = SIMD8<Float>()
            for at in stride(from: 0, to: whole, by: width) {
                sums +=
                    left.loadUnaligned(fromByteOffset: at, as: SIMD8<Float>.self)
                    * right.loadUnaligned(fromByteOffset: at, as: SIMD8<Float>.self)
            }
            var sum = sums.sum()
            for at in stride(from: whole, to: left.count, by: MemoryLayout<Float>.size) {
                sum +=
                    left.loadUnaligned(fromByteOffset: at, as: Float.self)
                    * right.loadUnaligned(fromByteOffset: at, as: Float.self)
            }
            return sum
        }
    }
}
