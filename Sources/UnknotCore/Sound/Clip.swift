/// The samples of a sentence or a tone: mono, 16 bits, 48 kHz.
public struct Clip: Hashable, Sendable {
    /// The samples; the first one is audible, so that a cue's frame is its onset.
    public var samples: [Int16]

    /// Creates a clip from samples at 48 kHz.
    public init(samples: [Int16]) {
        self.samples = samples
    }

    /// The clip's length.
    public var length: Frames { samples.count }

    /// The clip's beginning, faded out over its last 10 ms.
    ///
    /// - Parameter length: how much of the clip is kept.
    /// - Returns: the beginning, or the whole clip if it is no longer than that.
    public func cut(to length: Frames) -> Clip {
        guard length < samples.count else { return self }
        var kept = Array(samples.prefix(length))
        Self.fade(&kept)
        return Clip(samples: kept)
    }

    /// The fading tail of a clip that is interrupted at a frame: 10 ms.
    public func tail(from frame: Frames) -> Clip {
        var rest = Array(samples.dropFirst(frame).prefix(Self.release))
        Self.fade(&rest)
        return Clip(samples: rest)
    }

    /// Short enough to be heard as silence at once, and long enough not to click.
    private static let release: Frames = 480

    private static func fade(_ samples: inout [Int16]) {
        let count = min(release, samples.count)
        for index in 0..<count {
            let place = samples.count - count + index
            samples[place] = Int16(Int(samples[place]) * (count - index) / (count + 1))
        }
    }
}
