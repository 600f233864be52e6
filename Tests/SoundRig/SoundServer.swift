import Glibc

/// A sound server of a case's own, with one sink that nobody hears and that can be listened to.
protocol SoundServer: Sendable {
    /// The server, for signals.
    var process: ChildProcess { get }
    /// What a program has to open to be heard here.
    var device: Device { get }
    /// Whether the sink plays nothing for a while after a stream has started.
    var standsStillAtFirst: Bool { get }
    /// Starts to record what the sink plays; returns when the recording runs.
    func capture() throws -> Capture
    /// Starts the server again, in the same place, after it has ended.
    func startedAgain() throws -> Self
    /// Takes the sink away, as when a headset is pulled.
    func removeSink() throws
    /// Puts the sink back.
    func addSink() throws
    /// Suspends the sink or lets it go on.
    func suspendSink(_ suspended: Bool) throws
}

/// Waits until a server accepts connections on a Unix socket.
func waitForSocket(_ path: String, of server: ChildProcess) throws {
    let limit = Duration.seconds(10)
    let deadline = Moment.now.advanced(by: limit)
    while Moment.now < deadline {
        guard server.exit == nil else { break }
        let attempt = try UnixSocket(path)
        if attempt.connect() { return }
        // Nothing announces a socket that does not exist yet, so it is asked for again and again.
        poll(nil, 0, 10)
    }
    throw Failure("\(server.name) does not answer after \(limit.readable)\(server.lastWords)")
}

/// A socket in the file system, closed with its owner.
struct UnixSocket: ~Copyable {
    let descriptor: Int32
    private let address: sockaddr_un

    init(_ path: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { room in
            // One byte stays zero: the path's end.
            guard path.utf8.count < room.count else { return false }
            room.copyBytes(from: path.utf8)
            return true
        }
        guard fits else { throw Failure("too long for a socket's path: \(path)") }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure.system("socket") }
        self.address = address
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Whether a server accepted the connection.
    func connect() -> Bool {
        withAddress { Glibc.connect(descriptor, $0, $1) == 0 }
    }

    /// Lets clients connect; nobody answers them.
    func listen() throws {
        guard withAddress({ bind(descriptor, $0, $1) == 0 }), Glibc.listen(descriptor, 8) == 0
        else { throw Failure.system("a listening socket") }
    }

    /// Whether a client has connected since `listen()`.
    var hasVisitor: Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, 0) > 0
    }

    private func withAddress<Result>(
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        withUnsafeBytes(of: address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { addresses in
                guard let first = addresses.baseAddress else { fatalError("an address has bytes") }
                return body(first, socklen_t(bytes.count))
            }
        }
    }
}
