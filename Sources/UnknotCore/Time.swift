/// A count of sample frames at 48 kHz: the only unit of time inside a session.
///
/// Positions count from the session's start; nothing adds up seconds.
public typealias Frames = Int

/// The fixed rate and grid that every session uses.
public enum SessionFormat {
    /// Frames in a second.
    ///
    /// Speech and tones are brought to this rate once, when they are loaded.
    public static let sampleRate: Frames = 48_000

    /// Every segment and cue starts on a multiple of this many frames, a tenth of a second.
    ///
    /// So the time printed beside a cue, which has one decimal, is its exact time.
    public static let grid: Frames = 4_800
}

extension Duration {
    /// The whole number of frames nearest below this duration; negative durations count backwards.
    public var frames: Frames {
        let (seconds, attoseconds) = components
        let perFrame: Int64 = 1_000_000_000_000_000_000 / Int64(SessionFormat.sampleRate)
        return Int(seconds) * SessionFormat.sampleRate + Int(attoseconds / perFrame)
    }

    /// The duration of a count of frames at 48 kHz, exact to the nanosecond.
    public init(frames: Frames) {
        let rate = SessionFormat.sampleRate
        let (seconds, rest) = frames.quotientAndRemainder(dividingBy: rate)
        self = .seconds(seconds) + .nanoseconds(rest * 1_000_000_000 / rate)
    }
}

extension Frames {
    /// This position moved forward to the next tenth of a second, if it is not on one.
    public var roundedUpToGrid: Frames {
        (self + SessionFormat.grid - 1) / SessionFormat.grid * SessionFormat.grid
    }

    /// This position moved back to the tenth of a second before it, if it is not on one.
    public var roundedDownToGrid: Frames {
        self / SessionFormat.grid * SessionFormat.grid
    }
}
