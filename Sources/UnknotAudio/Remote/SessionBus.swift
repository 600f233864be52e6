internal import CSystemd
internal import Glibc

/// The message bus of a user's session, over which desktops, headsets and programs such as
/// playerctl speak to media players.
public enum SessionBus {
    /// Asks whether there is a session bus.
    ///
    /// Blocks the calling thread until it answers, at most for `patience`.
    ///
    /// - Parameters:
    ///   - patience: how long it may take to answer, in nanoseconds.
    ///   - environment: looks up an environment variable.
    /// - Returns: why none can be spoken to, in words that go on after a colon; nil when one
    ///   answers.
    public static func problem(
        patience: Monotonic.Time = 1_000_000_000, environment: (String) -> String?
    ) -> String? {
        let connection: BusConnection
        do throws(BusError) {
            connection = try BusConnection(address(environment))
        } catch {
            return error.description
        }
        let deadline = Monotonic.now + patience
        while connection.process() {
            if connection.isReady { return nil }
            guard connection.wait(until: deadline) else { return "the session bus does not answer" }
        }
        return "the session bus ends the connection"
    }

    /// Where the session bus is, as D-Bus writes addresses.
    ///
    /// Only sockets of this machine count: of the other ways one would look names up in a network,
    /// and another start a program. Both block, and neither is what a desktop has.
    ///
    /// - Parameter environment: looks up an environment variable.
    /// - Returns: the address of one socket or of several.
    /// - Throws: where there is none.
    static func address(_ environment: (String) -> String?) throws(BusError) -> String {
        if let given = environment("DBUS_SESSION_BUS_ADDRESS"), !given.isEmpty {
            let local = given.split(separator: ";").filter { $0.hasPrefix("unix:") }
            guard !local.isEmpty else {
                throw BusError("DBUS_SESSION_BUS_ADDRESS names no socket of this machine")
            }
            return local.joined(separator: ";")
        }
        guard let folder = environment("XDG_RUNTIME_DIR"), !folder.isEmpty else {
            throw BusError(
                "neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR says where the session bus is"
            )
        }
        return "unix:path=\(escaped("\(folder)/bus"))"
    }

    /// A path as it stands in an address.
    private static func escaped(_ path: String) -> String {
        path.utf8.map { byte in
            let isPlain =
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
                || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || "-_/.\\*".utf8.contains(byte)
            if isPlain { return String(Unicode.Scalar(byte)) }
            return (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
        }.joined()
    }
}

/// Why there is no bus, in words that go on after a colon.
struct BusError: Error, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// A result of sd-bus as an error, where it is one.
    static func check(_ result: Int32, _ what: String) throws(BusError) {
        guard result < 0 else { return }
        throw BusError("\(what): \(String(cString: strerror(-result)))")
    }
}
