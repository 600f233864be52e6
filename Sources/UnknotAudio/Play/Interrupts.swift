internal import CLinux

/// The signals that ask the program to end, turned into something that can be polled.
///
/// From its creation on SIGINT, SIGTERM, SIGHUP and SIGQUIT no longer end the process by themselves,
/// so it is made before any thread is started. Those that a parent has set to be ignored stay so.
public final class Interrupts: Sendable {
    /// The descriptor to poll for reading, or -1 where the system gave none.
    public let descriptor: Int32

    /// Starts to keep the signals; they stay blocked for the life of the process.
    public init() {
        descriptor = unknot_signals()
    }

    /// The number of the next signal that has arrived, or nil; does not block.
    public func next() -> Int32? {
        let signal = unknot_next_signal(descriptor)
        return signal > 0 ? signal : nil
    }
}
