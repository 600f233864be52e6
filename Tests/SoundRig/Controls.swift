import Glibc

/// The other end of a session's `--control`: words out, a line back for each.
final class Controls {
    private let descriptor: Int32
    private var rest: [UInt8] = []

    /// Connects to a socket, which may take a moment to appear.
    init(_ path: String, _ session: ChildProcess) throws {
        try waitForSocket(path, of: session)
        let socket = try UnixSocket(path)
        try expect(socket.connect(), "\(path) does not answer")
        descriptor = dup(socket.descriptor)
    }

    deinit { close(descriptor) }

    /// Sends a word and waits for its answer.
    func ask(_ word: String) throws -> String {
        let bytes = Array("\(word)\n".utf8)
        try expect(write(descriptor, bytes, bytes.count) == bytes.count, "\(word) cannot be sent")
        while true {
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: rest[..<end], as: UTF8.self)
                rest.removeSubrange(...end)
                return line
            }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { throw Failure("\(word) was not answered") }
            rest += buffer[..<count]
        }
    }
}
