import Glibc
import UnknotAudio

/// Prints lines at their moment without ever keeping a session waiting.
///
/// A reader that has stopped, or a terminal that is held, gets its lines later; one that is gone
/// is said once, as `problem`.
final class LinePrinter {
    private let descriptor: Int32
    private let isOwn: Bool
    private var waiting: [UInt8] = []
    /// Why nothing can be printed any more, in the system's words; nil while all is well.
    private(set) var problem: String?

    init(_ descriptor: Int32) {
        // A terminal may have room for a part of a line, and keeps who writes the whole of it
        // waiting; opened anew it takes that part, and nobody else learns not to wait.
        let own =
            isatty(descriptor) == 1
            ? open("/proc/self/fd/\(descriptor)", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
            : -1
        isOwn = own >= 0
        self.descriptor = isOwn ? own : descriptor
    }

    deinit {
        if isOwn { Glibc.close(descriptor) }
    }

    /// True where lines wait for their reader.
    var isWaiting: Bool { !waiting.isEmpty && problem == nil }

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

    /// Waits for a slow reader at the end, until a deadline.
    func close(by deadline: Monotonic.Time) {
        flush()
        while !waiting.isEmpty, problem == nil, Monotonic.now < deadline {
            var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            let left = (deadline - Monotonic.now + 999_999) / 1_000_000
            _ = poll(&entry, 1, Int32(clamping: max(0, min(left, 50))))
            flush()
        }
    }
}
