internal import UnknotCore

/// Keeps a device that takes audio faster than real time to the monotonic clock.
///
/// ALSA's `null` and `file` devices take everything at once; a session paced by them alone would be
/// over before it began. A real device runs ahead of the clock by its buffer and, since no two
/// clocks agree, by a little more as time goes on.
struct Pacer {
    /// How far the writing may be ahead of the clock: the device's buffer and two periods.
    let allowance: Frames

    /// When the first frame was written.
    private var start: Monotonic.Time?
    /// True once the device has been seen to take audio without end.
    private(set) var isUnpaced = false

    /// A device clock may run this much fast; crystals are within 0.02 %.
    private static let drift = 0.001

    init(allowance: Frames) {
        self.allowance = allowance
    }

    /// Tells when the next block may be written.
    ///
    /// - Parameters:
    ///   - written: frames written so far.
    ///   - now: the monotonic clock.
    /// - Returns: the moment, or nil for at once.
    mutating func earliestWrite(after written: Frames, now: Monotonic.Time) -> Monotonic.Time? {
        guard let start else {
            self.start = now
            return nil
        }
        let elapsed = Monotonic.frames(now - start)
        let tolerance = isUnpaced ? 0 : Int(Double(elapsed) * Self.drift)
        let lead = written - elapsed
        guard lead >= allowance + tolerance else { return nil }
        // No real device can be that far ahead within its first second.
        if elapsed < SessionFormat.sampleRate { isUnpaced = true }
        // A nanosecond more, because a frame's moment is rounded down: then it has been reached.
        return start + Monotonic.nanoseconds(written - allowance - tolerance + 1) + 1
    }

    /// When a frame that has been written is due by the clock.
    func due(_ frame: Frames) -> Monotonic.Time? {
        start.map { $0 + Monotonic.nanoseconds(frame) }
    }

    /// Frames that are due by now.
    func elapsed(_ now: Monotonic.Time) -> Frames {
        start.map { max(0, Monotonic.frames(now - $0)) } ?? 0
    }
}
