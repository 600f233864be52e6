internal import CLinux
internal import CSystemd
internal import Glibc

/// A connection to a message bus that never blocks: what has to wait, waits in `poll`.
///
/// For one thread. It is made after the last fork of the program, because sd-bus refuses to serve a
/// copy of the process; its descriptor closes when a program is started. Everything that was added
/// to it goes with it.
final class BusConnection {
    /// sd-bus's own object, for what is added to it and sent over it.
    let bus: OpaquePointer
    private(set) var isOpen = true

    /// The most messages that are taken in at a time, so that a program that sends without end
    /// keeps nobody else from their turn.
    private static let mostAtOnce = 32

    /// Starts to connect: the rest happens in `process`.
    ///
    /// - Parameter address: where the bus is, as D-Bus writes it.
    /// - Throws: where nobody listens.
    init(_ address: String) throws(BusError) {
        var made: OpaquePointer?
        try BusError.check(sd_bus_new(&made), "no connection to a bus")
        guard let bus = made else { throw BusError("no connection to a bus") }
        self.bus = bus
        try BusError.check(sd_bus_set_address(bus, address), "not the address of a bus")
        try BusError.check(sd_bus_set_bus_client(bus, 1), "no connection to a bus")
        // A bus that goes away is no reason for a session to end, and no call carries descriptors.
        try BusError.check(sd_bus_set_exit_on_disconnect(bus, 0), "no connection to a bus")
        try BusError.check(sd_bus_negotiate_fds(bus, 0), "no connection to a bus")
        try BusError.check(sd_bus_start(bus), "the session bus cannot be reached")
    }

    // What has not been sent is dropped: sending it might block.
    deinit { sd_bus_close_unref(bus) }

    /// Whether the bus has answered and knows this program.
    var isReady: Bool { sd_bus_is_ready(bus) > 0 }

    /// What to wait for before there is something to process; empty once the bus has gone.
    var watched: [Watched] {
        guard isOpen else { return [] }
        let events = max(0, sd_bus_get_events(bus))
        let wantsToWrite = events & POLLOUT != 0
        return [Watched(sd_bus_get_fd(bus), wantsToWrite: wantsToWrite)]
    }

    /// When there is something to process though nothing has arrived, or nil.
    var deadline: Monotonic.Time? {
        // sd-bus counts in microseconds of the same clock; its last number means never, and one
        // that has passed means now.
        var microseconds = UInt64.max
        guard isOpen, sd_bus_get_timeout(bus, &microseconds) >= 0, microseconds < UInt64.max
        else { return nil }
        let latest = UInt64(Int64.max) / 1_000
        return max(Monotonic.now, Int64(min(microseconds, latest)) * 1_000)
    }

    /// Takes in what has arrived, calls whoever it is for, and sends what can be sent.
    ///
    /// - Returns: false once the bus has gone; nothing happens from then on.
    @discardableResult
    func process() -> Bool {
        for _ in 0..<Self.mostAtOnce where isOpen {
            let result = sd_bus_process(bus, nil)
            if result < 0 || sd_bus_is_open(bus) <= 0 {
                isOpen = false
                sd_bus_close(bus)
            }
            if result <= 0 { break }
        }
        return isOpen
    }

    /// Waits until there is something to process; blocks the calling thread.
    ///
    /// - Parameter moment: when to wait no longer, on the monotonic clock.
    /// - Returns: false once that moment has passed.
    func wait(until moment: Monotonic.Time) -> Bool {
        let watched = watched
        let left = min(moment, deadline ?? moment) - Monotonic.now
        let milliseconds = Int32(clamping: (max(0, left) + 999_999) / 1_000_000)
        _ = unknot_wait_for(
            watched.map(\.descriptor), watched.map { $0.wantsToWrite ? 1 : 0 },
            Int32(watched.count), milliseconds)
        return Monotonic.now < moment
    }
}
