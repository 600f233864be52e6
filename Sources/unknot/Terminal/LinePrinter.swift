import Glibc
import UnknotAudio

/// Prints lines at their moment without ever keeping a session waiting.
///
/// A reader that has stopped, or a terminal that is held, gets its lines later; one that is gone
/// is said once, as `problem`.
final class LinePrinter {
    private let descriptor: Int32
    private var waiting: [UInt8] = []
    /// Why nothing can be printed any more, in the system's words; nil while all is well.
    private(set) var problem: String?

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Prints a line now, or as soon as the reader takes it.
    func line(_ text: String) {
        guard problem == nil else { return }
        waiting += Array((text + "\n").utf8)
        flush()
    }

    /// Prints what waits, as far as that goes without blocking.
    func flush() {
        while !waiting.isEmpty, problem == nil {
            var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard poll(&entry, 1, 0) > 0 else { return }
            // A pipe that is ready takes this much at once.
            let count = Glibc.write(descriptor, waiting, min(waiting.count, Int(PIPE_BUF)))
            if count > 0 {
                waiting.removeFirst(count)
            } else if errno == EAGAIN || errno == EINTR {
                return
            } else {
                problem = StandardStream.reason
                waiting = []
            }
        }
    }

    /// Waits up to a second for a slow reader at the end.
    func close() {
        let deadline = Monotonic.now + 1_000_000_000
        flush()
        while !waiting.isEmpty, problem == nil, Monotonic.now < deadline {
            var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            _ = poll(&entry, 1, 50)
            flush()
        }
    }
}
