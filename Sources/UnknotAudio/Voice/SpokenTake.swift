internal import UnknotCore

/// What a voice said, as it came: trimmed of silence, at the voice's own rate.
struct SpokenTake: Sendable {
    /// The samples, mono; the first and the last are audible.
    private(set) var samples: [Int16] = []
    /// Their rate, in hertz.
    let sampleRate: Int

    /// The exact length that the clip of this take has.
    var length: Frames { Resample.length(of: samples.count, from: sampleRate) }

    /// Creates a take of samples that are trimmed, or an empty one.
    init(_ samples: [Int16] = [], sampleRate: Int) {
        self.samples = samples
        self.sampleRate = sampleRate
    }

    /// Adds what was said next, without silence around it, after a pause if it is not the first.
    mutating func append(_ trimmed: [Int16], after pause: Frames) {
        guard !trimmed.isEmpty else { return }
        if samples.isEmpty {
            samples = trimmed
        } else {
            let gap = pause * sampleRate / SessionFormat.sampleRate
            samples.append(contentsOf: repeatElement(0, count: gap))
            samples.append(contentsOf: trimmed)
        }
    }

    /// Samples without the silence at both ends, which eSpeak leaves in lengths of its own.
    static func trimmed(_ raw: [Int16]) -> [Int16] {
        let silence = Loudness.silence.magnitude
        guard let first = raw.firstIndex(where: { $0.magnitude > silence }),
            let last = raw.lastIndex(where: { $0.magnitude > silence })
        else { return [] }
        return Array(raw[first...last])
    }

    /// The clip: at 48 kHz, at the common loudness, with its ends faded so that they do not click;
    /// nothing if the resampling fails.
    ///
    /// Pure, and so may run on another thread than the synthesis. Costs half as much as that.
    func clip() -> Clip? {
        // Half the level until the loudness is set, so that no peak between samples is cut off.
        guard var result = Resample.samples(samples, from: sampleRate, gain: 0.5) else {
            return nil
        }
        Loudness.normalise(&result)
        Self.fade(&result)
        return Clip(samples: result)
    }

    /// 3 ms at the start and 8 ms at the end: eSpeak starts and stops in the middle of a wave.
    private static func fade(_ samples: inout [Int16]) {
        let inward = min(144, samples.count / 2)
        let outward = min(384, samples.count / 2)
        for index in 0..<inward {
            samples[index] = scaled(samples[index], by: index + 1, of: inward + 1)
        }
        for index in 0..<outward {
            let place = samples.count - 1 - index
            samples[place] = scaled(samples[place], by: index + 1, of: outward + 1)
        }
        // A cue is heard from its frame on, if only just.
        if samples.first == 0 { samples[0] = 1 }
    }

    /// Rounds away from zero, so that the fade starts with the first sample.
    private static func scaled(_ sample: Int16, by part: Int, of whole: Int) -> Int16 {
        let product = Int(sample) * part
        return Int16((product + (product < 0 ? 1 - whole : whole - 1)) / whole)
    }
}
