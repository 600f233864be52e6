internal import UnknotCore

/// Looking after the sound device: opening, losing, trying again.
extension LiveSession {
    /// Opening may take this long before the session starts without it.
    private static let patience: Monotonic.Time = 3_000_000_000
    /// A player that has not looked around for this long is stuck in a call.
    private static let longestBeat: Monotonic.Time = 300_000_000
    /// Pauses between tries are short, so that sound comes back soon after the device does.
    ///
    /// Where a try costs much they are longer, in proportion: tries are to take about a hundredth
    /// of a core.
    private static let shortestPause: Monotonic.Time = 100_000_000
    private static let longestPause: Monotonic.Time = 350_000_000
    private static let pausePerCost: Monotonic.Time = 80
    /// Sound that is lost again within this time has not really been back; the next try waits
    /// longer, so that a bad device does not come and go all the time.
    private static let trial: Monotonic.Time = 5_000_000_000
    private static let firstTrialPause: Monotonic.Time = 500_000_000
    private static let longestTrialPause: Monotonic.Time = 8_000_000_000
    /// With this many threads stuck in a frozen server, another try would only be stuck too.
    private static let mostAbandoned = 2

    /// When the device wants to be looked at next, or nil.
    func nextDeviceLook(_ now: Monotonic.Time) -> Monotonic.Time? {
        if let nextTry, isAbleToTry { return nextTry }
        guard let device else { return nil }
        return switch device.state {
        case .opening: device.started + Self.patience
        case .playing: max(stage.lastBeat, watchingSince) + Self.longestBeat + 1_000_000
        case .finished, .superseded, .lost: nil
        }
    }

    /// Lets time pass without sound, from where the session stands.
    func startText() {
        let zero = stage.clockZero
        let position = stage.position
        text = PlayerThread(stage) { () throws(SinkError) in
            let start = zero.map { $0 + Monotonic.nanoseconds(position) }
            return SilentSink(.realTime, start: start)
        }
    }

    /// Opens the device on a thread of its own.
    func openDevice() {
        guard case .device(let name) = options.output else { return }
        nextTry = nil
        processorBeforeTry = Monotonic.processor
        device = PlayerThread(stage) { () throws(SinkError) in
            try ALSASink(device: name)
        }
    }

    /// Sees what has become of the device, and does what that asks for.
    func lookAfterDevice() {
        let now = Monotonic.now
        abandoned.removeAll(where: \.isClosed)
        if let nextTry, now >= nextTry, isAbleToTry { openDevice() }
        guard let device, case .device(let name) = options.output else { return }
        switch device.state {
        case .opening:
            guard now - device.started >= Self.patience, device.giveUp() else { return }
            lose(device, .device(name: name, reason: "it does not answer"))
        case .playing:
            // Sound is back when it is heard, not when the device has opened.
            if gap != nil, stage.isJoined { soundReturned() }
            guard now - max(stage.lastBeat, watchingSince) > Self.longestBeat else { return }
            lose(device, .device(name: name, reason: "it has stopped answering"))
        case .lost(let error): lose(device, error)
        case .finished, .superseded: break
        }
    }

    /// Goes on as text, or waits, and lets the device be tried again after a pause.
    private func lose(_ device: PlayerThread, _ error: SinkError) {
        if !device.isClosed { abandoned.append(device) }
        self.device = nil
        let now = Monotonic.now
        var pause = Self.shortestPause
        if gap == nil {
            let isFlapping = returned.map { now - $0 < Self.trial } ?? false
            trialPause =
                isFlapping
                ? min(max(trialPause * 2, Self.firstTrialPause), Self.longestTrialPause) : 0
        } else {
            let cost = Monotonic.processor - processorBeforeTry
            pause = min(max(pause, cost * Self.pausePerCost), Self.longestPause)
        }
        nextTry = now + max(pause, trialPause)
        guard gap == nil else {
            // A device that opened and failed again has taken the stage from the text.
            if device.hasTakenStage {
                _ = stage.handOver()
                startText()
            }
            return
        }
        gap = Gap(start: position, end: nil, reason: error)
        // The stage is taken first, so that a stuck player that comes back finds it gone.
        _ = stage.handOver()
        if options.withoutSound == .pause, held == nil {
            stage.send(.pause)
            held = .sound
        }
        startText()
        report(.soundLost(error))
    }

    private func soundReturned() {
        guard var gap else { return }
        returned = Monotonic.now
        text = nil
        gap.end = position
        gaps.append(gap)
        self.gap = nil
        report(.soundReturned)
        switch held {
        case .sound: resume()
        case .person: break
        case nil: if pending == nil { _ = edit(.say(.soundIsBack)) }
        }
    }

    /// The gaps so far, the last of them without an end while there is no sound.
    var allGaps: [Gap] { gaps + (gap.map { [$0] } ?? []) }

    private var isAbleToTry: Bool { abandoned.count < Self.mostAbandoned }
}
