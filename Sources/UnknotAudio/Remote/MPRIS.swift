internal import CSystemd
internal import Glibc
internal import UnknotCore

/// A session as a media player on the session bus, as the MPRIS specification has it: for the media
/// keys of a desktop, the button of a headset, a phone that is paired, and playerctl.
///
/// Nobody has to be there: without a bus, with one that does not answer and with one that goes
/// away, it is a remote that asks for nothing. It connects and takes its name while the session runs, and
/// does not try again.
///
/// For the thread that runs the session. Made after the last fork of the program.
public final class MPRIS: Remote {
    static let path = "/org/mpris/MediaPlayer2"
    private static let name = "org.mpris.MediaPlayer2.unknot"

    /// The volume that the session was started with, 1 being the usual one.
    let volume: Double
    /// What the session was doing at the last look.
    private(set) var status: SessionStatus?
    /// What others have been told, and would read now.
    private(set) var state: PlayerState?
    /// What has been asked for since the last look.
    private(set) var requests: [UserCommand] = []

    private var shown: ShownPosition?
    private var connection: BusConnection?
    private var tables: [BusTable] = []
    private var isNamed = false
    /// Whether the usual name is taken.
    private var isSecond = false

    /// Starts to connect; does not wait for anything.
    ///
    /// - Parameters:
    ///   - volume: what to show as the volume, 1 being the usual one.
    ///   - environment: looks up an environment variable.
    public init(volume: Double = 1, environment: (String) -> String?) {
        self.volume = volume
        do throws(BusError) {
            let connection = try BusConnection(SessionBus.address(environment))
            try put(on: connection)
            self.connection = connection
        } catch {
            // A session needs no bus; `unknot doctor` tells why there is none.
        }
    }

    /// Whether others find the session by its name.
    var isFound: Bool { isNamed && connection?.isOpen == true }

    // MARK: Remote

    /// The connection, and none without a bus.
    public var watched: [Watched] { connection?.watched ?? [] }

    /// When the bus has taken too long with an answer.
    public var deadline: Monotonic.Time? { connection?.deadline }

    /// Serves the bus, and returns what was asked for over it.
    public func asked(_ status: SessionStatus) -> [Asked] {
        show(status)
        if let connection, !connection.process() { self.connection = nil }
        defer { requests = [] }
        return requests.map { Asked($0) }
    }

    /// Calls are answered as they come: a session says aloud what it cannot do.
    public func answer(_ answer: Answer, to asked: Asked) {}

    /// Tells others what has changed, and where the session is if they cannot know that.
    public func show(_ status: SessionStatus) {
        let now = Monotonic.now
        let isOff = shown?.follow(status, at: now) ?? false
        if shown == nil { shown = ShownPosition(status, at: now) }
        let old = state
        if !isAsBefore(status) { state = PlayerState(status) }
        self.status = status
        guard isNamed, let connection, let state, let old else { return }
        let changes = state.changes(since: old)
        if !changes.isEmpty { tell(changes, on: connection) }
        // A new track is taken to begin at its start, and this one is somewhere in the session.
        if isOff || state.track != old.track { tellPosition(status, on: connection) }
    }

    /// Whether all that is shown besides the position is what it was at the last look.
    private func isAsBefore(_ status: SessionStatus) -> Bool {
        guard let last = self.status else { return false }
        return last.isPaused == status.isPaused && last.segment == status.segment
            && last.timeline == status.timeline
    }

    // MARK: Being asked

    /// Takes a call, or the new value of a property, as a request.
    func ask(_ request: UserCommand) { requests.append(request) }

    /// Tells where the session really is, for those who have shown something else.
    func tellPosition() {
        guard isNamed, let connection, let status else { return }
        tellPosition(status, on: connection)
    }

    // MARK: The bus

    // The bus knows this object by a pointer and reads the tables, so that it goes first.
    deinit { connection = nil }

    /// Puts the player on the bus and asks for its name.
    private func put(on connection: BusConnection) throws(BusError) {
        tables = Self.interfaces()
        for table in tables {
            let result = sd_bus_add_object_vtable(
                connection.bus, nil, Self.path, table.interface, table.rows, pointer)
            try BusError.check(result, "no player on the bus")
        }
        let result = sd_bus_request_name_async(
            connection.bus, nil, Self.name, 0, Self.named, pointer)
        try BusError.check(result, "no name on the bus")
    }

    /// Called with the bus's answer to the request for a name.
    private static var named: sd_bus_message_handler_t {
        { answer, owner, _ in
            MPRIS.at(owner)?.takeName(answer)
            return 0
        }
    }

    /// Has the name, or asks for another one where a session of someone's has it already.
    private func takeName(_ answer: OpaquePointer?) {
        var result: UInt32 = 0
        sd_bus_message_read_basic(answer, CChar(SD_BUS_TYPE_UINT32), &result)
        // The bus's words for the owner of a name, and for a name that another one owns.
        let (isOwner, isTaken): (UInt32, UInt32) = (1, 3)
        isNamed = result == isOwner
        guard result == isTaken, !isSecond, let connection else { return }
        isSecond = true
        sd_bus_request_name_async(
            connection.bus, nil, "\(Self.name).instance\(getpid())", 0, Self.named, pointer)
    }

    private func tell(_ changes: [String], on connection: BusConnection) {
        var names = changes.map { strdup($0) } + [nil]
        defer { for name in names { free(name) } }
        sd_bus_emit_properties_changed_strv(
            connection.bus, Self.path, Self.playerInterface, &names)
    }

    private func tellPosition(_ status: SessionStatus, on connection: BusConnection) {
        var signal: OpaquePointer?
        sd_bus_message_new_signal(
            connection.bus, &signal, Self.path, Self.playerInterface, "Seeked")
        defer { sd_bus_message_unref(signal) }
        let position = BusValue.whole(PlayerState.microseconds(status.position))
        guard position.append(to: signal) >= 0 else { return }
        sd_bus_send(connection.bus, signal, nil)
    }

    private var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    /// The player behind the pointer that sd-bus hands back.
    static func at(_ pointer: UnsafeMutableRawPointer?) -> MPRIS? {
        pointer.map { Unmanaged<MPRIS>.fromOpaque($0).takeUnretainedValue() }
    }
}
