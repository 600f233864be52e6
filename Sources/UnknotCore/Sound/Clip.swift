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
}
