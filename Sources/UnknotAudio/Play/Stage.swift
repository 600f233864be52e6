internal import Glibc
internal import Synchronization
public import UnknotCore

/// A conductor that is handed from one player to the next, and what the outside may know of it.
///
/// One player at a time pulls it: the one with the present generation. A player that is stuck in a
/// device is given up by handing over; should it ever return, it finds its generation gone. Pulling
/// takes no lock: the new owner waits only while a pull, which never blocks, is under way.
///
/// Safe from any thread, as each member says.
public final class Stage: @unchecked Sendable {
    private var conductor: Conductor
    private let generation = Atomic<Int>(0)
    /// How many players are inside a pull, those whose generation is gone included.
    private let pulling = Atomic<Int>(0)
    private let commands = Ring<Conductor.Input>(capacity: 64)
    /// What is to be sent when there is room again; belongs to the thread that sends.
    private var unsent: [Conductor.Input] = []

    private let frame = Atomic<Int>(0)
    private let zero = Atomic<Int64>(Int64.min)
    private let beat = Atomic<Int64>(0)
    private let sounded = Atomic<Int>(0)
    private let away = Atomic<Int64>(0)
    private let joined = Atomic<Bool>(false)
    private let still = Atomic<Bool>(false)

    /// The timeline as it was at the start; plans that replace it are known to who sends them.
    public let timeline: Timeline
    /// Rings when a command waits or the stage was handed over; the player listens to it.
    public let bell = Bell()
    /// Cues that have begun, for whoever shows them.
    let notices: Ring<Notice>
    /// Rings when something happened that is worth a look from outside.
    public let news = Bell()

    /// Something that happened on the stage, for whoever shows the session.
    enum Notice {
        /// A cue of the timeline begins to be heard at a moment.
        case cue(Cue, due: Monotonic.Time)
        /// A cue that is heard while the session stands still.
        case interlude(Cue, due: Monotonic.Time)
        /// A plan was taken, or came too late.
        case replaced(Bool)
    }

    /// Creates a stage with a conductor that nobody has pulled.
    public init(_ conductor: Conductor) {
        self.conductor = conductor
        timeline = conductor.timeline
        notices = Ring(capacity: conductor.timeline.cues.count + 64)
    }

    // MARK: Handing over

    /// The generation of the player that may pull.
    public var owner: Int { generation.load(ordering: .sequentiallyConsistent) }

    /// Takes the stage away from its player and returns the next player's generation.
    ///
    /// Waits, for microseconds, while a pull is under way.
    public func handOver() -> Int {
        let next = generation.add(1, ordering: .sequentiallyConsistent).newValue
        while pulling.load(ordering: .sequentiallyConsistent) > 0 { sched_yield() }
        bell.ring()
        return next
    }

    /// Lets the owner work with the conductor; nil when the generation is gone.
    ///
    /// Waiting commands are obeyed first. For one player thread at a time; takes no lock.
    ///
    /// - Parameters:
    ///   - player: the generation of the caller.
    ///   - obeys: false to leave waiting commands for the next time.
    ///   - body: what is done.
    /// - Returns: what the body returned, or nil.
    func pull<Result>(
        as player: Int, obeying obeys: Bool = true, _ body: (inout Conductor) -> Result
    ) -> Result? {
        pulling.add(1, ordering: .sequentiallyConsistent)
        defer { pulling.subtract(1, ordering: .sequentiallyConsistent) }
        guard owner == player else { return nil }
        while obeys, let command = commands.take() {
            let isDone = conductor.apply(command)
            if case .replace = command { tell(.replaced(isDone)) }
        }
        let result = body(&conductor)
        frame.store(conductor.position, ordering: .relaxed)
        let isStill = conductor.isPaused || conductor.isInInterlude
        if still.exchange(isStill, ordering: .relaxed) != isStill { news.ring() }
        return result
    }

    /// Tells whoever shows the session, from within a pull.
    func tell(_ notice: Notice) {
        _ = notices.put(notice)
        news.ring()
    }

    /// True while commands wait to be obeyed.
    var hasCommands: Bool { !commands.isEmpty }

    /// Asks the player to obey a command between two blocks; for one thread at a time.
    ///
    /// None is lost: while nobody pulls, those that find no room wait for `forward`.
    public func send(_ command: Conductor.Input) {
        unsent.append(command)
        forward()
    }

    /// Passes on what waits, as far as there is room; true when nothing is left.
    ///
    /// For the thread that sends.
    @discardableResult
    func forward() -> Bool {
        guard let first = unsent.firstIndex(where: { !commands.put($0) }) else {
            if !unsent.isEmpty { bell.ring() }
            unsent = []
            return true
        }
        if first > 0 { bell.ring() }
        unsent.removeFirst(first)
        return false
    }

    // MARK: What the outside may know

    /// The session frame up to which blocks were handed out.
    public var position: Frames { frame.load(ordering: .relaxed) }

    /// True while nothing advances: in a pause, and while something is said meanwhile.
    public var isStandingStill: Bool { still.load(ordering: .relaxed) }

    /// When session frame 0 was heard, or would have been; nil before the first block.
    ///
    /// It slides with a device's clock and tells at any moment which frame is due.
    public var clockZero: Monotonic.Time? {
        get {
            let value = zero.load(ordering: .relaxed)
            return value == Int64.min ? nil : value
        }
        set { zero.store(newValue ?? Int64.min, ordering: .relaxed) }
    }

    /// When the player last looked around; one that is stuck in a call stops doing so.
    public var lastBeat: Monotonic.Time { beat.load(ordering: .relaxed) }

    /// The frames that the present sink is known to have played.
    public var heard: Frames { sounded.load(ordering: .relaxed) }

    /// How long the program did not run, once, after the player has paused for it; else nil.
    func takeAbsence() -> Monotonic.Time? {
        let time = away.exchange(0, ordering: .relaxed)
        return time > 0 ? time : nil
    }

    /// True while the present player's session is heard; false while it brings its sink along.
    public var isJoined: Bool { joined.load(ordering: .relaxed) }

    func note(joined isJoined: Bool) {
        guard joined.exchange(isJoined, ordering: .relaxed) != isJoined else { return }
        news.ring()
    }

    func note(absence: Monotonic.Time) {
        away.store(absence, ordering: .relaxed)
        news.ring()
    }

    func note(beat now: Monotonic.Time, heard: Frames) {
        beat.store(now, ordering: .relaxed)
        sounded.store(heard, ordering: .relaxed)
    }
}

/// A queue of fixed size from one thread to another, without locks or allocation.
final class Ring<Element>: @unchecked Sendable {
    private let slots: UnsafeMutableBufferPointer<Element?>
    private let head = Atomic<Int>(0)
    private let tail = Atomic<Int>(0)

    init(capacity: Int) {
        slots = .allocate(capacity: max(1, capacity))
        slots.initialize(repeating: nil)
    }

    deinit {
        slots.deinitialize()
        slots.deallocate()
    }

    /// True when nothing waits in it.
    var isEmpty: Bool {
        head.load(ordering: .relaxed) == tail.load(ordering: .acquiring)
    }

    /// Adds an element, for one thread; false, and the element is lost, when the ring is full.
    func put(_ element: Element) -> Bool {
        let end = tail.load(ordering: .relaxed)
        guard end - head.load(ordering: .acquiring) < slots.count else { return false }
        slots[end % slots.count] = element
        tail.store(end + 1, ordering: .releasing)
        return true
    }

    /// Takes the oldest element, for one thread, or nil when there is none.
    func take() -> Element? {
        let start = head.load(ordering: .relaxed)
        guard start < tail.load(ordering: .acquiring) else { return nil }
        let element = slots[start % slots.count]
        slots[start % slots.count] = nil
        head.store(start + 1, ordering: .releasing)
        return element
    }
}
