internal import CLinux
internal import Glibc
internal import UnknotCore

/// Requests as words, one a line, from other programs: voice recognisers, scripts, home automation.
///
/// Each is answered by one line: `ok` and what was done, or `no` and why not. Nobody at the other
/// end can keep the session waiting: who does not read is dropped, who sends too much waits.
public final class ControlPort: Remote {
    /// Why a path cannot be used.
    public enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
        /// Something stands there that may not be replaced.
        case taken(String, by: String)
        /// A fifo that other users may write to.
        case shared(String)
        /// What the system says.
        case failed(String, reason: String)

        /// What is wrong and what to do, in a sentence or two.
        public var description: String {
            switch self {
            case .taken(let path, let other):
                "\(path) cannot take commands: \(other) stands there. Choose another path."
            case .shared(let path):
                """
                \(path) cannot take commands: other users may write to that fifo, and so control \
                the session. Make it yours alone with "chmod 600 \(path)".
                """
            case .failed(let path, let reason): "\(path) cannot take commands: \(reason)."
            }
        }
    }

    /// The word that asks where the session is.
    static let status = "status"
    /// The words that are understood.
    private static let words = UserCommand.words + [status]
    private static let mostClients = 8
    /// One look takes so many words of a client, so that nobody keeps the others waiting.
    private static let mostWords = 16

    private let place: ControlPlace
    private var clients: [ControlClient] = []
    private var lastToken = 0
    /// Until when nobody is let in, because the process has no descriptor left for it.
    private var rests: Monotonic.Time?

    /// Listens at a path.
    ///
    /// A socket is made there for its owner alone, or the fifo is read that stands there and
    /// is its owner's alone too. A socket
    /// that nobody listens at any more is replaced.
    ///
    /// - Throws: `Problem`.
    public init(path: String) throws(Problem) {
        place = try ControlPlace(path)
        if place.kind == .fifo { clients = [ControlClient(place.descriptor, isMute: true)] }
    }

    deinit { close() }

    /// Answers what is still open, ends all connections and removes the socket.
    public func close() {
        for client in clients {
            if client.awaited != nil { client.answer(false, "The session has ended.") }
            client.drop()
        }
        place.close()
    }

    /// The descriptors to wait for.
    public var watched: [Watched] {
        let listens = place.kind == .socket && rests == nil
        return (listens ? [Watched(place.descriptor)] : []) + clients.compactMap(\.watched)
    }

    /// When it wants to be looked at though nothing has arrived, or nil.
    public var deadline: Monotonic.Time? {
        clients.contains(where: \.isReady) ? Monotonic.now : rests
    }

    /// What was asked for since the last call.
    public func asked(_ status: SessionStatus) -> [Asked] {
        if place.kind == .socket { welcome() }
        var asked: [Asked] = []
        for client in clients {
            client.read()
            for _ in 0..<Self.mostWords {
                guard let line = client.next() else { break }
                if let request = answer(line, of: client, status) {
                    asked.append(Asked(request, token: client.awaited ?? 0))
                }
            }
            client.flush()
        }
        clients.removeAll(where: \.isGone)
        return asked
    }

    /// Answers who asked with a line.
    public func answer(_ answer: Answer, to asked: Asked) {
        guard let client = clients.first(where: { $0.awaited == asked.token }) else { return }
        client.awaited = nil
        client.answer(answer.isDone, answer.text)
    }

    /// Nothing: who wants to know asks for `status`.
    public func show(_ status: SessionStatus) {}

    private func welcome() {
        if let rests, Monotonic.now < rests { return }
        rests = nil
        while true {
            let descriptor = unknot_accept(place.descriptor)
            if descriptor == -EINTR || descriptor == -ECONNABORTED { continue }
            guard descriptor >= 0 else {
                // Who waits to be let in would be a reason to look again at once.
                if descriptor != -EAGAIN { rests = Monotonic.now + 1_000_000_000 }
                return
            }
            let client = ControlClient(descriptor)
            if clients.count < Self.mostClients {
                clients.append(client)
            } else {
                client.answer(false, "\(Self.mostClients) programs are connected already.")
            }
        }
    }

    /// Answers a line at once where that can be done here; the request that it is otherwise.
    private func answer(
        _ line: LineSplitter.Line, of client: ControlClient, _ status: SessionStatus
    ) -> UserCommand? {
        guard case .text(let text) = line else {
            client.answer(false, "A line has at most \(LineSplitter.longest) bytes.")
            return nil
        }
        let word = text.lowercased()
        if word == Self.status {
            client.answer(true, status.line)
            return nil
        }
        guard let request = UserCommand(rawValue: word) else {
            client.answer(false, UserCommand.unknown(text, among: Self.words))
            return nil
        }
        if request == .quit {
            // The session is over before it could answer that.
            client.answer(true, "The session ends.")
        } else {
            lastToken += 1
            client.awaited = lastToken
        }
        return request
    }
}
