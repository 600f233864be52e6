import Glibc
import Testing

/// The other end of a control socket, as a script would use it.
final class Talker {
    private(set) var descriptor: Int32

    /// Connects to a path.
    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(code == 0, "\(path): \(String(cString: strerror(errno)))")
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    deinit { end() }

    /// Sends bytes; how many were taken.
    @discardableResult
    func send(_ bytes: some Collection<UInt8>) -> Int {
        Glibc.send(descriptor, Array(bytes), bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// What has been answered since the last call; nil once the connection has ended.
    func answers() -> String? {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count > 0 {
                all += buffer[..<count]
            } else {
                let isOpen = count < 0 && errno == EAGAIN
                return all.isEmpty && !isOpen ? nil : String(decoding: all, as: UTF8.self)
            }
        }
    }

    /// Says that nothing more is sent.
    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Ends the connection.
    func end() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }
}
