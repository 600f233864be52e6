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

/// Keys as a way to ask a session for something.
public final class KeyRemote: Remote {
    private let source: any KeySource
    private let map: KeyMap

    /// Creates the remote of a source.
    public init(_ source: any KeySource, _ map: KeyMap) {
        self.source = source
        self.map = map
    }

    /// The descriptors to wait for.
    public var watched: [Watched] { source.watched }

    /// When it wants to be looked at though nothing has arrived, or nil.
    public var deadline: Monotonic.Time? { source.deadline }

    /// What was asked for since the last call.
    public func asked(_ status: SessionStatus) -> [Asked] {
        source.keys().compactMap { map[$0] }.map { Asked($0) }
    }

    /// Nothing: the answer is heard.
    public func answer(_ answer: Answer, to asked: Asked) {}

    /// Nothing: what the session does is heard.
    public func show(_ status: SessionStatus) {}
}
