internal import UnknotCore

/// Tells whether a stream plays steadily, from when what is written would be heard.
///
/// A sink may take a buffer full and then stand still for a second before it plays, as PulseAudio's
/// null sink does; until a tenth of a second has gone by without such a jump, nobody can say when a
/// sample is heard. A value without a clock.
struct Steadiness {
    /// Delays that drivers report move by their period; so much is no jump.
    let tolerance: Monotonic.Time
    private static let window: Frames = SessionFormat.sampleRate / 10

    /// Creates one for a sink that is written to in periods of this many frames.
    init(period: Frames) {
        tolerance = max(25_000_000, Monotonic.nanoseconds(period))
    }

    private var start: (heard: Frames, zero: Monotonic.Time)?

    /// Looks at the stream before a write.
    ///
    /// - Parameters:
    ///   - heard: the frames that are known to have been heard.
    ///   - zero: when the stream's first sample would have been heard, by what is reported now.
    /// - Returns: true once a tenth of a second has been heard without a jump.
    mutating func look(heard: Frames, zero: Monotonic.Time) -> Bool {
        guard let start, abs(zero - start.zero) < tolerance else {
            self.start = (heard, zero)
            return false
        }
        return heard - start.heard >= Self.window
    }
}
