public import UnknotCore

/// A way to ask a running session for something: a terminal's keys, a pedal, a socket, the media
/// keys of a desktop.
///
/// All members are called on the thread that runs the session, and none of them may block.
public protocol Remote: AnyObject {
    /// The descriptors to wait for; they may be others at the next call.
    var watched: [Watched] { get }
    /// When it wants to be asked though nothing has arrived, or nil.
    var deadline: Monotonic.Time? { get }

    /// What was asked for since the last call, in order.
    ///
    /// Called whenever a descriptor is ready, the deadline has passed or the session looked around
    /// for another reason; `status` is as of now.
    func asked(_ status: SessionStatus) -> [Asked]

    /// Tells how a request was answered, at once and in the order of the requests.
    func answer(_ answer: Answer, to asked: Asked)

    /// Tells what the session is doing, whenever that is something else than before: another
    /// segment, a pause, a change of plan.
    func show(_ status: SessionStatus)
}

/// A descriptor to wait for.
public struct Watched: Hashable, Sendable {
    /// The descriptor; -1 stands for none.
    public var descriptor: Int32
    /// True where room for writing is waited for as well.
    public var wantsToWrite: Bool

    /// Creates one that is waited for until it can be read, and written to if wanted.
    public init(_ descriptor: Int32, wantsToWrite: Bool = false) {
        self.descriptor = descriptor
        self.wantsToWrite = wantsToWrite
    }
}

/// A request, and whose it is.
public struct Asked: Hashable, Sendable {
    /// What is asked for.
    public var request: UserCommand
    /// A number of the remote's own, to find who asked.
    public var token: Int

    /// Creates a request.
    public init(_ request: UserCommand, token: Int = 0) {
        self.request = request
        self.token = token
    }
}

/// How a session answers a request.
public struct Answer: Hashable, Sendable {
    /// False where it cannot be done now.
    public var isDone: Bool
    /// What was done, or why it was not, in a sentence on one line.
    public var text: String

    /// Creates an answer.
    public init(_ text: String, isDone: Bool = true) {
        self.isDone = isDone
        self.text = text
    }
}

/// What a session is doing at a moment.
public struct SessionStatus: Hashable, Sendable {
    /// The plan as it is now, with all that was changed while it ran.
    public var timeline: Timeline
    /// The session frame that is heard.
    public var position: Frames
    /// True while nothing advances because someone asked for that or nobody was there.
    public var isPaused: Bool
    /// True while nothing advances, also where that is for an answer.
    public var isStill: Bool

    /// The segment that is heard, or nil after the end.
    public var segment: Segment? {
        timeline.segmentIndex(at: position).map { timeline.segments[$0] }
    }

    /// Creates a status; unless it is told otherwise, time stands still in a pause alone.
    public init(
        timeline: Timeline, position: Frames, isPaused: Bool, isStill: Bool? = nil
    ) {
        self.timeline = timeline
        self.position = position
        self.isPaused = isPaused
        self.isStill = isStill ?? isPaused
    }
}
