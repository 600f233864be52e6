internal import UnknotCore

/// Tells when the frames of a steady stream are heard, from readings that jump.
///
/// A device that stands still tells of it a little at a time: within a period, frames seem to be
/// heard later and later. A session that took each reading for the truth would have moved its clock
/// by then, and would come back late by as much. No device's own clock is off by more than a
/// thousandth, so the estimate follows no faster than twice that. A value without a clock.
struct StreamClock {
    /// A stream that is off by this much has lost time, or has caught up; drivers that report their
    /// delay in steps of a period stay below it.
    private let tolerance: Monotonic.Time
    /// A reading that is off has to last so long before it is believed.
    ///
    /// A player that was kept off its core sees one only; on a busy machine a sound server's answer
    /// can be wrong until it is asked again, a tenth of a second later.
    private static let patience: Frames = SessionFormat.sampleRate / 4
    /// So many frames go by for each by which the estimate may move.
    private static let inertia: Monotonic.Time = 500

    /// When the stream's first frame was heard, or would have been.
    private var zero: Monotonic.Time?
    private var looked: Frames = 0
    /// What had been written when the readings began to be off; nil while they are not.
    private var doubtedSince: Frames?

    /// Creates one for a sink that is written to in periods of this many frames.
    init(period: Frames) {
        tolerance = max(40_000_000, 2 * Monotonic.nanoseconds(period))
    }

    /// Looks at when the stream's first frame was heard by a reading, after so many were written.
    ///
    /// True when the stream has lost time, and sound has to be joined anew.
    mutating func look(_ reading: Monotonic.Time, after written: Frames) -> Bool {
        guard let before = zero else {
            zero = reading
            looked = written
            return false
        }
        let off = reading - before
        guard abs(off) > tolerance else {
            doubtedSince = nil
            let most = Monotonic.nanoseconds(written - looked) / Self.inertia
            zero = before + min(max(off, -most), most)
            looked = written
            return false
        }
        guard let since = doubtedSince else {
            doubtedSince = written
            return false
        }
        guard written - since >= Self.patience else { return false }
        if off > 0 { return true }
        // What it had been late by has been caught up.
        zero = reading
        looked = written
        doubtedSince = nil
        return false
    }

    /// When a frame is heard, or nil before the first look.
    func moment(of frame: Frames) -> Monotonic.Time? {
        zero.map { $0 + Monotonic.nanoseconds(frame) }
    }
}
