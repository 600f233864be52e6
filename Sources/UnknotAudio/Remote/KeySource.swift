public import UnknotCore

/// Where keys come from: a terminal, an input device.
///
/// All members are called on one thread, and none of them may block.
public protocol KeySource: AnyObject {
    /// The descriptors to wait for; they may be others at the next call.
    var watched: [Watched] { get }
    /// When it wants to be looked at though nothing has arrived, or nil.
    var deadline: Monotonic.Time? { get }

    /// The keys that were pressed since the last call.
    func keys() -> [Key]
}

/// Keys as a way to give a session commands.
///
/// A blow on several keys with one command gives it once; see `RowDebouncer`.
public final class KeyRemote: Remote {
    private let source: any KeySource
    private let map: KeyMap
    private let now: () -> Monotonic.Time
    private var rows = RowDebouncer()

    /// Creates the remote of a source.
    public convenience init(_ source: any KeySource, _ map: KeyMap) {
        self.init(source, map) { Monotonic.now }
    }

    /// Creates the remote of a source, by another clock.
    init(_ source: any KeySource, _ map: KeyMap, now: @escaping () -> Monotonic.Time) {
        self.source = source
        self.map = map
        self.now = now
    }

    /// The descriptors to wait for.
    public var watched: [Watched] { source.watched }

    /// When it wants to be looked at though nothing has arrived, or nil.
    public var deadline: Monotonic.Time? { source.deadline }

    /// What was asked for since the last call.
    public func asked(_ status: SessionStatus) -> [Asked] {
        let requests = source.keys().compactMap { map[$0] }
        guard !requests.isEmpty else { return [] }
        let now = now()
        return requests.filter { rows.isMeant($0, at: now) }.map { Asked($0) }
    }

    /// Nothing: the answer is heard.
    public func answer(_ answer: Answer, to asked: Asked) {}

    /// Nothing: what the session does is heard.
    public func show(_ status: SessionStatus) {}
}
