internal import UnknotCore

/// Writes a stage's session into a sink, block by block: the one loop of live sessions, rendered
/// files and tests.
public struct Player {
    /// How a run of the loop ended.
    public enum Ending: Hashable, Sendable {
        /// The timeline was played to its end, or the session was stopped.
        case finished
        /// The stage was handed to another player.
        case superseded
    }

    let stage: Stage
    private let generation: Int
    private let clock: () -> Monotonic.Time

    /// Creates a player for the stage's present generation.
    ///
    /// - Parameters:
    ///   - stage: what to play.
    ///   - generation: the stage's owner that this player is.
    ///   - clock: the monotonic clock, or a test's.
    public init(
        _ stage: Stage, as generation: Int,
        clock: @escaping () -> Monotonic.Time = { Monotonic.now }
    ) {
        self.stage = stage
        self.generation = generation
        self.clock = clock
    }

    /// Plays until the end, until the stage is handed over, or until the sink is lost.
    ///
    /// Blocks the calling thread as the sink does. Allocates nothing after its first block.
    ///
    /// - Parameters:
    ///   - sink: where the samples go.
    ///   - joining: true where the session is under way by the monotonic clock: the sink then gets
    ///     silence until it is seen to play, and sound joins at the frame that is due.
    /// - Returns: how it ended.
    /// - Throws: `SinkError` when the sink is lost; the stage stays where it is.
    public func play(on sink: any Sink, joining: Bool = false) throws(SinkError) -> Ending {
        if let period = sink.period {
            let block = UnsafeMutableBufferPointer<Int16>.allocate(capacity: period)
            block.initialize(repeating: 0)
            defer { block.deallocate() }
            return try play(on: sink, block, joining: joining)
        }
        return try skip(on: sink)
    }

    // MARK: With samples

    private func play(
        on sink: any Sink, _ block: UnsafeMutableBufferPointer<Int16>, joining: Bool
    ) throws(SinkError) -> Ending {
        let silence = UnsafeMutableBufferPointer<Int16>.allocate(capacity: block.count)
        silence.initialize(repeating: 0)
        defer { silence.deallocate() }
        var absence = Absence()
        var breaks = sink.breaks
        var written = 0
        /// Whether sound has to be brought to the frame that is due before the session goes on.
        var isJoining = joining
        /// How steadily the sink plays since it began or broke off; nil once it does.
        var steadiness: Steadiness? = Steadiness(period: block.count)
        var streamClock = StreamClock(period: block.count)
        func rejoin() {
            isJoining = true
            steadiness = Steadiness(period: block.count)
            streamClock = StreamClock(period: block.count)
        }
        stage.note(joined: !joining)
        while true {
            guard let readiness = try wait(on: sink, &absence, late: rejoin) else {
                return .superseded
            }
            if sink.breaks != breaks {
                breaks = sink.breaks
                rejoin()
            }
            if isJoining, steadiness != nil {
                // The session does not wait for its sound: until it joins, cues pass as text. They
                // are told a look ahead, so that none is late by the time between two looks.
                let look: Monotonic.Time = 110_000_000
                guard let finished = pass(until: clock() + look) else { return .superseded }
                if finished { return .finished }
            }
            guard readiness == .ready else { continue }
            var heardAt = sink.nextHeard
            if let reading = heardAt {
                let zero = reading - Monotonic.nanoseconds(written)
                if steadiness?.look(heard: sink.heard, zero: zero) == true { steadiness = nil }
                if steadiness == nil {
                    if streamClock.look(zero, after: written) { rejoin() }
                    heardAt = streamClock.moment(of: written) ?? reading
                }
            }
            if isJoining {
                guard steadiness == nil, sink.heard > 0, let heardAt else {
                    try sink.write(UnsafeBufferPointer(silence))
                    written += silence.count
                    continue
                }
                guard let (ahead, finished) = join(at: heardAt) else { return .superseded }
                if finished { return .finished }
                if ahead > 0 {
                    let count = min(ahead, silence.count)
                    try sink.write(UnsafeBufferPointer(rebasing: silence[..<count]))
                    written += count
                    continue
                }
                isJoining = false
                stage.note(joined: true)
            }
            let next = pull(heardAt: heardAt, telling: true) { $0.next(into: block) }
            guard let (pulled, finished) = next else { return .superseded }
            let count = finished ? pulled.passed : block.count
            if count > 0 { try sink.write(UnsafeBufferPointer(rebasing: block[..<count])) }
            written += count
            if finished { return try finish(sink) }
        }
    }

    /// Waits for the sink, and looks at the clocks afterwards; nil when the stage is gone.
    private func wait(
        on sink: any Sink, _ absence: inout Absence, late: () -> Void
    ) throws(SinkError) -> SinkReadiness? {
        let before = clock()
        // No sink waits longer than a second without looking around.
        let longest: Monotonic.Time = sink.period == nil ? 1_000_000_000 : 50_000_000
        let readiness = try sink.wait(stage.bell)
        let now = clock()
        guard stage.owner == generation else { return nil }
        stage.note(beat: Monotonic.now, heard: sink.heard)
        let finding = absence.look(
            now: now, latest: before + longest, withSleep: Monotonic.nowWithSleep)
        // Before the first block, and where time does not pass, none can be lost.
        guard stage.clockZero != nil, finding == .none || sink.nextHeard != nil else {
            return readiness
        }
        switch finding {
        case .none: break
        case .short: late()
        case .long(let away):
            late()
            if stage.pull(as: generation, { $0.apply(.pause) }) == true {
                // The clock from before says nothing about the session any more.
                stage.clockZero = nil
                if sink.period == nil { sink.skip(0) }
                stage.note(absence: away)
            }
        }
        return readiness
    }

    /// Works with the conductor, and tells what has begun while the stage is still this player's.
    func pull(
        heardAt: Monotonic.Time?, telling: Bool = false,
        _ body: (inout Conductor) -> Conductor.Block
    ) -> (Conductor.Block, finished: Bool)? {
        stage.pull(as: generation) { conductor in
            let block = body(&conductor)
            if telling { note(block, conductor, heardAt) }
            return (block, conductor.isFinished)
        }
    }

    private func finish(_ sink: any Sink) throws(SinkError) -> Ending {
        while try !sink.finish(stage.bell) {
            stage.note(beat: Monotonic.now, heard: sink.heard)
            guard stage.owner == generation else { return .superseded }
        }
        return .finished
    }

    // MARK: Without samples

    private func skip(on sink: any Sink) throws(SinkError) -> Ending {
        var absence = Absence()
        while true {
            guard let readiness = try wait(on: sink, &absence, late: {}) else {
                return .superseded
            }
            guard readiness == .ready else {
                takeBack(on: sink)
                continue
            }
            let heardAt = sink.nextHeard
            var isPaused = false
            let next = pull(heardAt: heardAt, telling: true) { conductor in
                let block = conductor.advance(conductor.framesToNextCue)
                isPaused = conductor.isPaused
                return block
            }
            guard let (pulled, finished) = next else { return .superseded }
            if isPaused, pulled.passed == 0, !finished {
                // A command ends it and rings.
                _ = stage.bell.wait(until: Monotonic.now + 1_000_000_000)
            }
            sink.skip(pulled.passed)
            if finished { return try finish(sink) }
        }
    }

    /// Takes back what lies in the future when a command waits, so that it is obeyed now.
    private func takeBack(on sink: any Sink) {
        guard stage.hasCommands, let heardAt = sink.nextHeard else { return }
        let ahead = Monotonic.frames(heardAt - clock())
        guard ahead > 0 else { return }
        let taken = stage.pull(as: generation, obeying: false) { $0.takeBack(ahead) }
        if let taken, taken > 0 { sink.skip(-taken) }
    }

    // MARK: Cues

    private func note(
        _ block: Conductor.Block, _ conductor: Conductor, _ heardAt: Monotonic.Time?
    ) {
        if block.advanced > 0, let heardAt {
            stage.clockZero =
                heardAt + Monotonic.nanoseconds(block.offset) - Monotonic.nanoseconds(block.start)
        }
        // While it stands still the clock says nothing about the session any more.
        if block.advanced == 0, !conductor.isFinished { stage.clockZero = nil }
        for cue in block.interludeBegun where conductor.interlude.cues.indices.contains(cue) {
            stage.tell(.interlude(conductor.interlude.cues[cue], due: heardAt ?? Monotonic.now))
        }
        let zero = stage.clockZero ?? Monotonic.now - Monotonic.nanoseconds(block.start)
        announce(block, conductor, zero)
    }

    func announce(
        _ block: Conductor.Block, _ conductor: Conductor, _ zero: Monotonic.Time
    ) {
        for index in block.begun {
            let cue = conductor.timeline.cues[index]
            stage.tell(.cue(cue, due: zero + Monotonic.nanoseconds(cue.frame)))
        }
    }
}
