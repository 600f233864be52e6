import CSystemd
import Glibc
import Testing

@testable import UnknotAudio

/// A message bus with one guest and no daemon: it gives the guest its name, keeps what it sends,
/// and calls it as any program would.
///
/// Everything happens in the thread of the test, in `turn`.
final class TestBus {
    let address: String
    /// What the guest has asked to be called, in order.
    private(set) var namesAsked: [String] = []
    /// The signals that the guest has sent: the member, a space, and the values.
    private(set) var signals: [String] = []
    /// Names that belong to others already.
    var takenNames: Set<String> = []

    private let listener: Int32
    private var bus: OpaquePointer?
    /// The values, or `error ` and its name, that the last call was answered with.
    private var answer: String?

    init(_ folder: TemporaryFolder) throws {
        let path = folder.file("bus")
        address = "unix:path=\(path)"
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        listener = socket(AF_UNIX, kind, 0)
        let bound = withUnsafePointer(to: &name) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0 && listen(listener, 1) == 0, "\(path)")
    }

    deinit {
        leave()
        close(listener)
    }

    /// Ends the connection, as a bus does that is stopped.
    func leave() {
        if let bus { sd_bus_close_unref(bus) }
        bus = nil
    }

    /// Lets the guest in if it waits, and does what there is to do.
    func turn() throws {
        if bus == nil { try welcome() }
        guard let bus else { return }
        while sd_bus_process(bus, nil) > 0 {}
    }

    /// Calls a member of the guest's.
    ///
    /// - Parameters:
    ///   - member: the interface and the member, with a full stop between them.
    ///   - arguments: what to hand over.
    ///   - wait: lets the guest do its part once; called until there is an answer.
    /// - Returns: the answer's values, or `error ` and its name.
    /// - Throws: where there is no answer.
    func call(
        _ member: String, _ arguments: [BusValue] = [], _ wait: () throws -> Void
    ) throws -> String {
        let dot = try #require(member.lastIndex(of: "."))
        var call: OpaquePointer?
        sd_bus_message_new_method_call(
            bus, &call, "org.mpris.MediaPlayer2.unknot", MPRIS.path, String(member[..<dot]),
            String(member[dot...].dropFirst()))
        defer { sd_bus_message_unref(call) }
        for argument in arguments { #expect(argument.append(to: call) >= 0) }
        answer = nil
        let owner = Unmanaged.passUnretained(self).toOpaque()
        let sent = sd_bus_call_async(
            bus, nil, call,
            { message, owner, _ in
                TestBus.at(owner)?.answer =
                    sd_bus_message_get_error(message).map {
                        "error \(String(cString: $0.pointee.name))"
                    }
                    ?? TestBus.values(of: message)
                return 0
            }, owner, 60_000_000)
        try #require(sent >= 0)
        let deadline = Monotonic.now + 60_000_000_000
        while answer == nil, Monotonic.now < deadline {
            try wait()
            try turn()
        }
        return try #require(answer)
    }

    private func welcome() throws {
        let guest = accept(listener, nil, nil)
        guard guest >= 0 else { return }
        try #require(sd_bus_new(&bus) >= 0)
        sd_bus_set_fd(bus, guest, guest)
        sd_bus_set_server(bus, 1, sd_id128_t())
        let owner = Unmanaged.passUnretained(self).toOpaque()
        sd_bus_add_filter(
            bus, nil, { message, owner, _ in TestBus.at(owner)?.take(message) ?? 0 }, owner)
        try #require(sd_bus_start(bus) >= 0)
    }

    /// Takes in what the guest sends; 1 where that is done with.
    private func take(_ message: OpaquePointer?) -> Int32 {
        let member = sd_bus_message_get_member(message).map { String(cString: $0) } ?? ""
        if sd_bus_message_is_signal(message, nil, nil) > 0 {
            signals.append("\(member) \(Self.values(of: message))")
            return 1
        }
        guard sd_bus_message_is_method_call(message, "org.freedesktop.DBus", nil) > 0 else {
            return 0
        }
        var reply: OpaquePointer?
        sd_bus_message_new_method_return(message, &reply)
        defer { sd_bus_message_unref(reply) }
        switch member {
        case "Hello": _ = BusValue.text(":1.1").append(to: reply)
        case "RequestName":
            var name: UnsafePointer<CChar>?
            sd_bus_message_read_basic(message, CChar(SD_BUS_TYPE_STRING), &name)
            namesAsked.append(name.map { String(cString: $0) } ?? "")
            var result: UInt32 = takenNames.contains(namesAsked.last ?? "") ? 3 : 1
            sd_bus_message_append_basic(reply, CChar(SD_BUS_TYPE_UINT32), &result)
        default: break
        }
        sd_bus_send(bus, reply, nil)
        return 1
    }

    private static func at(_ pointer: UnsafeMutableRawPointer?) -> TestBus? {
        pointer.map { Unmanaged<TestBus>.fromOpaque($0).takeUnretainedValue() }
    }

    // MARK: Reading

    /// The values of a message, each with its type before it where it stands in a variant:
    /// `"text" 1 [d:1.0]`.
    private static func values(of message: OpaquePointer?) -> String {
        var values: [String] = []
        while let value = next(in: message) { values.append(value) }
        return values.joined(separator: " ")
    }

    private static func next(in message: OpaquePointer?) -> String? {
        var type: CChar = 0
        var contents: UnsafePointer<CChar>?
        guard sd_bus_message_peek_type(message, &type, &contents) > 0 else { return nil }
        switch Character(Unicode.Scalar(UInt8(bitPattern: type))) {
        case "s", "o", "g":
            var text: UnsafePointer<CChar>?
            sd_bus_message_read_basic(message, type, &text)
            return text.map { "\"\(String(cString: $0))\"" }
        case "b":
            var flag: Int32 = 0
            sd_bus_message_read_basic(message, type, &flag)
            return "\(flag == 1)"
        case "d":
            var number = 0.0
            sd_bus_message_read_basic(message, type, &number)
            return "\(number)"
        case "x":
            var number: Int64 = 0
            sd_bus_message_read_basic(message, type, &number)
            return "\(number)"
        case let container:
            let kind = contents.map { String(cString: $0) } ?? ""
            sd_bus_message_enter_container(message, type, contents)
            let inside = values(of: message)
            sd_bus_message_exit_container(message)
            return switch container {
            case "v": "\(kind):\(inside)"
            case "e": "\(inside);"
            default: "[\(inside)]"
            }
        }
    }
}
