internal import CLinux
internal import Glibc

/// The path at which words are taken: a socket that is made there, or a fifo that stands there.
final class ControlPlace {
    /// What stands at the path.
    enum Kind {
        /// A socket of this program, listening.
        case socket
        /// Somebody's fifo.
        case fifo
    }

    /// The descriptor that listens, or reads the fifo.
    let descriptor: Int32
    let kind: Kind
    private let path: String
    private var isOpen = true
    private var identity: (device: UInt64, number: UInt64)?

    /// Listens at a path.
    ///
    /// - Throws: `ControlPort.Problem` where something else stands there, or it cannot be made.
    init(_ path: String) throws(ControlPort.Problem) {
        let (descriptor, kind) = try Self.open(path)
        self.path = path
        self.descriptor = descriptor
        self.kind = kind
        var found = stat()
        if kind == .socket, lstat(path, &found) == 0 {
            identity = (UInt64(found.st_dev), UInt64(found.st_ino))
        }
    }

    deinit { close() }

    /// Stops listening, and removes the socket where it is still this one; the fifo's descriptor
    /// belongs to who reads it.
    func close() {
        guard isOpen else { return }
        isOpen = false
        var found = stat()
        if let identity, lstat(path, &found) == 0,
            identity == (UInt64(found.st_dev), UInt64(found.st_ino))
        {
            unlink(path)
        }
        if kind == .socket { Glibc.close(descriptor) }
    }

    private static func open(_ path: String) throws(ControlPort.Problem) -> (Int32, Kind) {
        var found = stat()
        if lstat(path, &found) == 0 {
            switch found.st_mode & S_IFMT {
            case S_IFIFO: return (try openFifo(path), .fifo)
            case S_IFSOCK: try removeStale(path, found)
            default: throw .taken(path, by: "something else than a socket or a fifo")
            }
        } else if errno != ENOENT {
            throw .failed(path, reason: reason(errno))
        }
        let socket = unknot_listen(path)
        guard socket >= 0 else { throw .failed(path, reason: reason(-socket)) }
        return (socket, .socket)
    }

    /// Opens a fifo that is the user's, and that nobody else may write to.
    private static func openFifo(_ path: String) throws(ControlPort.Problem) -> Int32 {
        // Open for writing as well, so that it does not end when a writer does.
        let fifo = Glibc.open(path, O_RDWR | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC)
        guard fifo >= 0 else { throw .failed(path, reason: reason(errno)) }
        // What was opened counts: something else may stand at the path by now.
        var found = stat()
        let problem: ControlPort.Problem? =
            if fstat(fifo, &found) != 0 {
                .failed(path, reason: reason(errno))
            } else if found.st_mode & S_IFMT != S_IFIFO {
                .taken(path, by: "something else than a socket or a fifo")
            } else if found.st_uid != geteuid() {
                .taken(path, by: "another user's fifo")
            } else if found.st_mode & (S_IWGRP | S_IWOTH) != 0 {
                .shared(path)
            } else {
                nil
            }
        guard let problem else { return fifo }
        Glibc.close(fifo)
        throw problem
    }

    /// Removes a socket that a session has left behind which could not do so itself.
    private static func removeStale(_ path: String, _ found: stat) throws(ControlPort.Problem) {
        guard found.st_uid == geteuid() else { throw .taken(path, by: "another user's socket") }
        let answer = unknot_is_listened_to(path)
        guard answer != 1 else {
            throw .taken(path, by: "a socket that a running program listens at")
        }
        guard answer == 0, unlink(path) == 0 else {
            throw .failed(path, reason: reason(answer == 0 ? errno : -answer))
        }
    }

    private static func reason(_ error: Int32) -> String {
        error == ENAMETOOLONG
            ? "a socket's path has at most 107 bytes" : String(cString: strerror(error))
    }
}
