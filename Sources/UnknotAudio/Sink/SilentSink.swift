public import UnknotCore

/// A sink that hears nothing and still lets time pass as a good device does.
///
/// It is what `--silent` plays to, and with immediate pacing what tests and dry runs play to.
public final class SilentSink: Sink {
    /// How time passes.
    public enum Pacing: Hashable, Sendable {
        /// As the monotonic clock goes.
        case realTime
        /// At once: every block is taken without waiting.
        case immediate
    }

    private let pacing: Pacing
    /// When frame 0 is heard; set when the first wait begins.
    private var start: Monotonic.Time?
    private var position: Frames = 0

    /// Creates a sink whose time starts at its first wait, or at a given moment.
    public init(_ pacing: Pacing, start: Monotonic.Time? = nil) {
        self.pacing = pacing
        self.start = start
    }

    /// Nil: it is told how far to move on, and gets no samples.
    public var period: Frames? { nil }

    /// Waits until the moment of the present position.
    public func wait(_ bell: Bell) -> SinkReadiness {
        guard pacing == .realTime else { return .ready }
        let start = start ?? Monotonic.now
        self.start = start
        let due = start + Monotonic.nanoseconds(position)
        let now = Monotonic.now
        if now >= due { return .ready }
        // A look around every second notices when the program or the machine had been stopped.
        _ = bell.wait(until: min(due, now + 1_000_000_000))
        return .notYet
    }

    /// Counts the samples and drops them.
    public func write(_ samples: UnsafeBufferPointer<Int16>) { position += samples.count }

    /// Moves on; by nothing where time passes without the session: the present moment is then the
    /// present position's.
    public func skip(_ frames: Frames) {
        position += frames
        if frames == 0, start != nil { start = Monotonic.now - Monotonic.nanoseconds(position) }
    }

    /// The moment of the present position, or nil when time does not pass.
    public var nextHeard: Monotonic.Time? {
        start.map { $0 + Monotonic.nanoseconds(position) }
    }

    /// Everything up to the present moment, or up to the position where time does not pass.
    public var heard: Frames {
        guard pacing == .realTime else { return position }
        guard let start else { return 0 }
        return min(position, max(0, Monotonic.frames(Monotonic.now - start)))
    }

    /// None: nothing can break it off.
    public var breaks: Int { 0 }

    /// Waits until the moment of the present position.
    public func finish(_ bell: Bell) -> Bool {
        guard pacing == .realTime, let end = nextHeard else { return true }
        _ = bell.wait(until: min(end, Monotonic.now + 100_000_000))
        return Monotonic.now >= end
    }
}
