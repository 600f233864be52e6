internal import CLinux
internal import Glibc
internal import UnknotCore

/// Somebody who sends words, one a line, and gets a line for each.
///
/// Words are taken one after the other: the next when the one before has its answer.
final class ControlClient {
    /// What has not been taken from the socket yet is that much at most; who sends more waits.
    private static let mostLines = 64
    /// One look takes so many pieces, whatever is in them, so that nobody keeps the session from
    /// looking up.
    private static let mostPieces = 8
    private static let pieceLength = 1_024
    /// Answers that nobody fetches; who lets more of them pile up has stopped reading.
    private static let mostUnread = 65_536

    private(set) var descriptor: Int32
    /// True where answers have nowhere to go.
    private let isMute: Bool
    private var splitter = LineSplitter()
    private var lines: [LineSplitter.Line] = []
    private var unread: [UInt8] = []
    /// True once everything was sent that ever will be.
    private var hasEnded = false
    /// The request that waits for its answer.
    var awaited: Int?

    init(_ descriptor: Int32, isMute: Bool = false) {
        self.descriptor = descriptor
        self.isMute = isMute
    }

    deinit { drop() }

    /// True where there is a word to be taken now.
    var isReady: Bool { awaited == nil && !lines.isEmpty }

    /// True where nothing is left to be done for it.
    var isGone: Bool {
        descriptor < 0 || hasEnded && awaited == nil && lines.isEmpty && unread.isEmpty
    }

    /// What to wait for: nothing while enough has been sent, and nothing after the end.
    var watched: Watched? {
        guard descriptor >= 0, !hasEnded, lines.count < Self.mostLines else { return nil }
        return Watched(descriptor, wantsToWrite: !unread.isEmpty)
    }

    /// The next word, if it is its turn.
    func next() -> LineSplitter.Line? { isReady ? lines.removeFirst() : nil }

    /// Reads what has arrived, as far as there is room; what that leaves waits for the next look.
    func read() {
        var buffer = [UInt8](repeating: 0, count: Self.pieceLength)
        // Lines that hold nothing count as well, since looking at them takes time all the same.
        var passedOver = 0
        for _ in 0..<Self.mostPieces
        where descriptor >= 0 && !hasEnded && lines.count + passedOver < Self.mostLines {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count > 0 {
                let piece = buffer[..<count]
                let found = splitter.take(piece)
                lines += found
                let ends = piece.count { $0 == UInt8(ascii: "\n") }
                passedOver += max(0, ends - found.count)
            } else if count < 0, errno == EINTR {
                continue
            } else if count < 0, errno == EAGAIN {
                return
            } else {
                // A last word may lack its end; a connection that broke has sent none.
                if count == 0, let line = splitter.finish() { lines.append(line) }
                hasEnded = true
            }
        }
    }

    /// Answers with a line.
    func answer(_ isDone: Bool, _ text: String) {
        guard !isMute else { return }
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        unread += Array("\(isDone ? "ok" : "no") \(line)\n".utf8)
        flush()
    }

    /// Sends what waits, as far as that goes at once.
    func flush() {
        while descriptor >= 0, !unread.isEmpty {
            let sent = unknot_send(descriptor, unread, UInt(unread.count))
            if sent > 0 {
                unread.removeFirst(sent)
            } else if sent == -Int(EINTR) {
                continue
            } else if sent == -Int(EAGAIN), !hasEnded, unread.count <= Self.mostUnread {
                return
            } else {
                drop()
            }
        }
    }

    /// Ends the connection.
    func drop() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }
}
