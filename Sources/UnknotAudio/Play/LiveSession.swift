internal import Glibc
public import UnknotCore

/// A session in real time: sound where there is some, text on time where there is none.
///
/// The calling thread looks after it: it starts players, sees when one is stuck, tries the device
/// again, and reports each cue at the moment at which it is heard. Players run on threads that it
/// never waits for without a deadline.
public final class LiveSession {
    /// Where the session is to be heard.
    public enum Output: Hashable, Sendable {
        /// Nowhere: text alone, and no device is opened.
        case text
        /// On an ALSA device.
        case device(String)
    }

    /// What happens in a session, told on the calling thread at the moment at which it happens.
    public enum Event: Hashable, Sendable {
        /// A cue of the timeline begins to be heard; the number is its index.
        case cue(Int)
        /// There is no sound, or no longer; the cues go on as text.
        case soundLost(SinkError)
        /// Sound has come back.
        case soundReturned
    }

    /// How a session ended.
    public enum Ending: Hashable, Sendable {
        /// At the end of its timeline.
        case finished
        /// By a signal with this number.
        case interrupted(Int32)
    }

    private let stage: Stage
    private let output: Output
    private let interrupts: Interrupts
    private let report: (Event) -> Void

    private var device: PlayerThread?
    private var text: PlayerThread?
    private var abandoned: [PlayerThread] = []
    private var isLost = false
    private var nextTry: Monotonic.Time?
    private var pause = LiveSession.firstPause
    private var pending: [Stage.Notice] = []

    /// Opening may take this long before the session starts without it.
    private static let patience: Monotonic.Time = 3_000_000_000
    /// A player that has not looked around for this long is stuck in a call.
    private static let longestBeat: Monotonic.Time = 300_000_000
    private static let tick: Monotonic.Time = 200_000_000
    private static let firstPause: Monotonic.Time = 250_000_000
    private static let longestPause: Monotonic.Time = 1_000_000_000
    /// With this many threads stuck in a frozen server, another try would only be stuck too.
    private static let mostAbandoned = 2

    /// Creates a session that has not started.
    ///
    /// - Parameters:
    ///   - conductor: what to play.
    ///   - output: where.
    ///   - interrupts: the signals that end it.
    ///   - report: called on the thread that calls `run`.
    public init(
        _ conductor: Conductor, on output: Output, interrupts: Interrupts,
        report: @escaping (Event) -> Void
    ) {
        stage = Stage(conductor)
        self.output = output
        self.interrupts = interrupts
        self.report = report
    }

    /// How far the session has been heard.
    public var position: Frames {
        guard let zero = stage.clockZero else { return 0 }
        return min(stage.position, max(0, Monotonic.frames(Monotonic.now - zero)))
    }

    /// Plays the session to its end; blocks the calling thread for as long.
    public func run() -> Ending {
        switch output {
        case .text: startText()
        case .device: openDevice()
        }
        while true {
            wait(until: nextLook())
            if let signal = interrupts.next() {
                leave()
                return .interrupted(signal)
            }
            stage.news.hush()
            takeNotices()
            tellDue()
            if isFinished {
                waitForClose(by: Monotonic.now + 500_000_000)
                return .finished
            }
            lookAfterDevice()
        }
    }

    private var isFinished: Bool {
        guard pending.isEmpty else { return false }
        return device?.state == .finished || text?.state == .finished
    }

    // MARK: Time

    private func nextLook() -> Monotonic.Time {
        let now = Monotonic.now
        var next = now + 10_000_000_000
        if let due = pending.first?.due { next = min(next, due) }
        if let nextTry, isAbleToTry { next = min(next, nextTry) }
        if let device {
            switch device.state {
            case .opening: next = min(next, device.started + Self.patience)
            case .playing: next = min(next, now + Self.tick)
            case .finished, .superseded, .lost: break
            }
        }
        return next
    }

    private func wait(until deadline: Monotonic.Time) {
        let left = max(0, deadline - Monotonic.now)
        var entries = [
            pollfd(fd: stage.news.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: interrupts.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        _ = poll(&entries, nfds_t(entries.count), Int32(clamping: (left + 999_999) / 1_000_000))
    }

    private func takeNotices() {
        while let notice = stage.notices.take() {
            let place = pending.lastIndex { $0.due <= notice.due }.map { $0 + 1 } ?? 0
            pending.insert(notice, at: place)
        }
    }

    private func tellDue() {
        let now = Monotonic.now
        while let first = pending.first, first.due <= now {
            pending.removeFirst()
            report(.cue(first.cue))
        }
    }

    // MARK: Players

    private func startText() {
        let zero = stage.clockZero
        let position = stage.position
        text = PlayerThread(stage) { () throws(SinkError) in
            let start = zero.map { $0 + Monotonic.nanoseconds(position) }
            return (SilentSink(.realTime, start: start), "text")
        }
    }

    private func openDevice() {
        guard case .device(let name) = output else { return }
        nextTry = nil
        device = PlayerThread(stage) { () throws(SinkError) in
            let sink = try ALSASink(device: name)
            return (sink, sink.summary)
        }
    }

    private func lookAfterDevice() {
        let now = Monotonic.now
        abandoned.removeAll(where: \.isClosed)
        if let nextTry, now >= nextTry, isAbleToTry { openDevice() }
        guard let device, case .device(let name) = output else { return }
        switch device.state {
        case .opening:
            guard now - device.started >= Self.patience, device.giveUp() else { return }
            lose(device, .device(name: name, reason: "it does not answer"))
        case .playing:
            if isLost {
                isLost = false
                pause = Self.firstPause
                text = nil
                report(.soundReturned)
            }
            guard now - stage.lastBeat > Self.longestBeat else { return }
            lose(device, .device(name: name, reason: "it has stopped answering"))
        case .lost(let error): lose(device, error)
        case .finished, .superseded: break
        }
    }

    /// Goes on as text and lets the device be tried again after a pause.
    private func lose(_ device: PlayerThread, _ error: SinkError) {
        if !device.isClosed { abandoned.append(device) }
        self.device = nil
        nextTry = Monotonic.now + pause
        pause = min(pause * 2, Self.longestPause)
        if text == nil {
            isLost = true
            // The stage is taken first, so that a stuck player that comes back finds it gone.
            _ = stage.handOver()
            startText()
            report(.soundLost(error))
        }
    }

    private var isAbleToTry: Bool { abandoned.count < Self.mostAbandoned }

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
