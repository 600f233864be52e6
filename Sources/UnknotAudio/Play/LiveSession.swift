internal import CLinux
internal import Glibc
public import UnknotCore

/// A session in real time: sound where there is some, text on time where there is none.
///
/// The calling thread looks after it: it starts players, sees when one is stuck, tries the device
/// again, brings people back after a stop, and reports each cue at the moment at which it is heard.
/// Players run on threads that it never waits for without a deadline.
public final class LiveSession {
    let stage: Stage
    let options: Options
    private let listener: (Event) -> Bool
    private var isHeeded = true
    let book: SoundBook
    private let interrupts: Interrupts

    /// What is heard when, with all that was changed; `plan` is what changes it.
    var timeline: Timeline
    var plan: LivePlan?
    /// Why the session is paused, as far as it is told from here; nil while it goes on.
    var held: Hold?
    /// A change of plan that the player has not taken yet.
    var pending: PendingChange?
    /// Requests that wait for that, and the remotes that they came from.
    var waiting: [(remote: Int, asked: Asked)] = []
    /// Where the session was when someone asked for its end, and how long it was to be until then.
    var stoppedAt: (position: Frames, duration: Frames)?
    /// What was shown last.
    var shown: Shown?
    /// What the player has clips for; nil where it needs none.
    var equipped: ClipStretch?
    /// When the position was last handed to who keeps it.
    var keptAt: Monotonic.Time = 0
    /// The segment that was under way then.
    var keptSegment: Int?

    var device: PlayerThread?
    var text: PlayerThread?
    var abandoned: [PlayerThread] = []
    var nextTry: Monotonic.Time?
    /// The processor time used before the device was last tried.
    var processorBeforeTry: Monotonic.Time = 0
    /// The least pause between tries; above 0 for a device that comes and goes.
    var trialPause: Monotonic.Time = 0
    /// When sound was last heard again.
    var returned: Monotonic.Time?
    /// The gap in the sound that is open, and those that are over.
    var gap: Gap?
    var gaps: [Gap] = []

    /// Since when this thread has looked after the session without having been away itself.
    var watchingSince = Monotonic.now
    /// Cues that have begun and are still to be told.
    private var untold: [(cue: Cue, due: Monotonic.Time, isInInterlude: Bool)] = []

    /// Creates a session that has not started.
    ///
    /// - Parameters:
    ///   - timeline: what to play.
    ///   - plan: what changes the timeline when people ask for it; nil for one that stays.
    ///   - book: what it sounds like; the one whose lengths the timeline was planned with.
    ///   - options: where and how.
    ///   - interrupts: the signals that end it.
    ///   - report: called on the thread that calls `run`; the session ends when it returns false.
    public init(
        _ timeline: Timeline, plan: LivePlan? = nil, book: SoundBook, options: Options,
        interrupts: Interrupts, report: @escaping (Event) -> Bool
    ) {
        // The first clips are enough to start with; others are made while those sound.
        equipped = options.output == .text ? nil : .first
        let clips = equipped.map { book.clips(for: timeline.cues, within: $0.frames) }
        stage = Stage(Conductor(timeline, clips: clips ?? []))
        self.book = book
        self.options = options
        self.interrupts = interrupts
        listener = report
        self.timeline = timeline
        self.plan = plan
    }

    /// How far the session has been heard.
    public var position: Frames {
        guard let zero = stage.clockZero else { return stage.position }
        return min(stage.position, max(0, Monotonic.frames(Monotonic.now - zero)))
    }

    /// Plays the session to its end; blocks the calling thread for as long.
    public func run() -> Outcome {
        switch options.output {
        case .text: startText()
        case .device: openDevice()
        }
        while true {
            let look = nextLook()
            wait(until: look)
            // Who was stopped together with the players cannot tell which of them is stuck.
            if Monotonic.now - look > 100_000_000 { watchingSince = Monotonic.now }
            if let signal = interrupts.next() {
                let outcome = self.outcome(.interrupted(signal), at: position)
                keepPosition(atOnce: true)
                leave()
                return outcome
            }
            // First, so that what waits for a change of plan is done as soon as that is settled.
            stage.news.hush()
            takeNotices()
            if obeyRemotes() || !isHeeded {
                let outcome = self.outcome(.stopped, at: position)
                keepPosition(atOnce: true)
                leave()
                return outcome
            }
            setClips()
            tellDue()
            if isFinished {
                waitForClose(by: Monotonic.now + 500_000_000)
                return stoppedAt.map { outcome(.closed, at: $0.position) }
                    ?? outcome(.finished, at: timeline.duration)
            }
            showStatus()
            keepPosition()
            if let away = stage.takeAbsence() { comeBack(after: away) }
            lookAfterDevice()
        }
    }

    private var isFinished: Bool {
        guard untold.isEmpty else { return false }
        return device?.state == .finished || text?.state == .finished
    }

    // MARK: Time

    private func nextLook() -> Monotonic.Time {
        let now = Monotonic.now
        var next = now + (equipped == .first ? 5_000_000 : 10_000_000_000)
        if !stage.forward() { next = now + 20_000_000 }
        if let due = untold.first?.due { next = min(next, due) }
        if let change = nextStatus(now) { next = min(next, change) }
        if let look = nextDeviceLook(now) { next = min(next, look) }
        for remote in options.remotes {
            if let deadline = remote.deadline { next = min(next, deadline) }
        }
        return next
    }

    private func wait(until deadline: Monotonic.Time) {
        let left = max(0, deadline - Monotonic.now)
        let milliseconds = Int32(clamping: (left + 999_999) / 1_000_000)
        let watched =
            [Watched(stage.news.descriptor), Watched(interrupts.descriptor)]
            + options.remotes.flatMap(\.watched)
        _ = unknot_wait_for(
            watched.map(\.descriptor), watched.map { $0.wantsToWrite ? 1 : 0 },
            Int32(watched.count), milliseconds)
    }

    // MARK: Telling what is heard

    /// Tells an event to whoever shows the session.
    func report(_ event: Event) {
        if !listener(event) { isHeeded = false }
    }

    private func takeNotices() {
        while let notice = stage.notices.take() {
            switch notice {
            case .cue(let cue, let due): queue(cue, due, isInInterlude: false)
            case .interlude(let cue, let due): queue(cue, due, isInInterlude: true)
            case .replaced(let isDone): settle(isDone)
            }
        }
    }

    private func queue(_ cue: Cue, _ due: Monotonic.Time, isInInterlude: Bool) {
        let place = untold.lastIndex { $0.due <= due }.map { $0 + 1 } ?? 0
        untold.insert((cue, due, isInInterlude), at: place)
    }

    private func tellDue() {
        let now = Monotonic.now
        while let (told, due, isInInterlude) = untold.first, due <= now {
            untold.removeFirst()
            var cue = told
            // The session stands still meanwhile, and so does the time beside the line.
            if isInInterlude { cue.frame = stage.position }
            // A tick that comes late says something wrong.
            guard cue.tone != .count || now - due < 300_000_000 else { continue }
            report(.cue(cue))
        }
    }

    // MARK: Bringing people back

    /// Says where things are after nobody heard anything, counts in, and goes on.
    private func comeBack(after away: Monotonic.Time) {
        report(.wasStopped(seconds: Int(away / 1_000_000_000)))
        // Who had paused before is not put back to work.
        if held == nil { resume() }
    }

    /// Speaks of the session as it is planned now; nil for a session that stays as it is.
    var announcer: Announcer? { plan.map(Announcer.init) }

    /// Ends a pause with an interlude.
    func resume() {
        held = nil
        var interlude = announcer?.resumption(at: stage.position) ?? Interlude()
        interlude.clips = clips(interlude.cues)
        if let restart = interlude.restart { setClips(around: restart) }
        stage.send(.resume(interlude))
    }

    // MARK: The end

    /// Takes the stage away and gives the players a moment to close their devices.
    private func leave() {
        _ = stage.handOver()
        waitForClose(by: Monotonic.now + 100_000_000)
    }

    private func waitForClose(by deadline: Monotonic.Time) {
        while let device, !device.isClosed, Monotonic.now < deadline {
            _ = stage.news.wait(until: deadline)
        }
    }
}
