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
    /// So the time that is printed beside a cue, with one decimal, is its exact time.
    public static let grid: Frames = 4_800

    /// A position moved forward to the next tenth of a second, if it is not on one.
    public static func roundedUp(_ frame: Frames) -> Frames { (frame + grid - 1) / grid * grid }

    /// A position moved back to the tenth of a second before it, if it is not on one.
    public static func roundedDown(_ frame: Frames) -> Frames { frame / grid * grid }
}

extension Duration {
    /// The nearest whole number of frames at 48 kHz; half a frame is rounded away from zero.
    ///
    /// So a count of frames that became a duration comes back as it was. Parts of a nanosecond are
    /// cut off first.
    public var frames: Frames {
        let (seconds, attoseconds) = components
        let part = Int(attoseconds / 1_000_000_000) * SessionFormat.sampleRate
        let half = part < 0 ? -500_000_000 : 500_000_000
        return Int(seconds) * SessionFormat.sampleRate + (part + half) / 1_000_000_000
    }

    /// The duration of a count of frames at 48 kHz, rounded towards zero to a nanosecond.
    public init(frames: Frames) {
        let rate = SessionFormat.sampleRate
        let (seconds, rest) = frames.quotientAndRemainder(dividingBy: rate)
        self = .seconds(seconds) + .nanoseconds(rest * 1_000_000_000 / rate)
    }
}
