internal import CLinux
internal import Glibc

/// Wakes a thread that waits in `poll`: ring it from anywhere, hear it where its descriptor is
/// polled.
///
/// Safe from any thread; ringing never blocks and allocates nothing.
public final class Bell: Sendable {
    /// The descriptor to poll for reading.
    public let descriptor: Int32

    /// Creates a silent bell; without descriptors left in the process it never wakes anybody.
    public init() {
        descriptor = unknot_eventfd()
    }

    deinit { close(descriptor) }

    /// Wakes whoever polls the descriptor, now or at its next poll.
    public func ring() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, MemoryLayout<UInt64>.size)
    }

    /// Makes it silent again, and says whether it had rung.
    @discardableResult
    public func hush() -> Bool {
        var count: UInt64 = 0
        return read(descriptor, &count, MemoryLayout<UInt64>.size) > 0
    }

    /// Waits until it rings or until a moment of the monotonic clock; true when it rang.
    ///
    /// Blocks the calling thread. The bell is silent again afterwards.
    public func wait(until deadline: Monotonic.Time) -> Bool {
        while true {
            let left = max(0, deadline - Monotonic.now)
            // Rounded up, so that the wait is never over a little before its time.
            let milliseconds = Int32(clamping: (left + 999_999) / 1_000_000)
            let ready = unknot_wait(descriptor, milliseconds)
            if ready > 0 { return hush() }
            if ready == 0 { return false }
            if errno != EINTR { return false }
        }
    }
}
