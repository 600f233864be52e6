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

    private let stage: Stage
    private let generation: Int

    /// Creates a player for the stage's present generation.
    public init(_ stage: Stage, as generation: Int) {
        self.stage = stage
        self.generation = generation
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
        var isJoining = joining
        while true {
            let readiness = try sink.wait(stage.bell)
            stage.note(beat: Monotonic.now, heard: sink.heard)
            guard stage.owner == generation else { return .superseded }
            guard readiness == .ready else { continue }
            if isJoining {
                guard sink.heard > 0, let due = sink.nextHeard else {
                    try sink.write(UnsafeBufferPointer(silence))
                    continue
                }
                isJoining = false
                guard let ahead = catchUp(to: due) else { return .superseded }
                if ahead > 0 {
                    try sink.write(
                        UnsafeBufferPointer(rebasing: silence[..<min(ahead, silence.count)]))
                    continue
                }
            }
            let heardAt = sink.nextHeard
            var finished = false
            let pulled = stage.pull(as: generation) { conductor in
                let pulled = conductor.next(into: block)
                finished = conductor.isFinished
                return pulled
            }
            guard let pulled else { return .superseded }
            note(pulled, heardAt)
            let count = finished ? pulled.advanced : block.count
            if count > 0 {
                try sink.write(UnsafeBufferPointer(rebasing: block[..<count]))
            }
            if finished {
                try sink.finish(stage.bell)
                return .finished
            }
        }
    }

    /// Moves the session on to the frame that is due at a moment, so that sound joins it there.
    ///
    /// Returns by how many frames the session is ahead of the moment, or nil when superseded.
    private func catchUp(to due: Monotonic.Time) -> Frames? {
        guard let zero = stage.clockZero else { return 0 }
        let target = Monotonic.frames(due - zero)
        var ahead = 0
        let skipped = stage.pull(as: generation) { conductor in
            ahead = max(0, conductor.position - target)
            return conductor.skip(max(0, target - conductor.position))
        }
        guard let skipped else { return nil }
        announce(skipped, zero)
        return ahead
    }

    // MARK: Without samples

    private func skip(on sink: any Sink) throws(SinkError) -> Ending {
        while true {
            let readiness = try sink.wait(stage.bell)
            stage.note(beat: Monotonic.now, heard: sink.heard)
            guard stage.owner == generation else { return .superseded }
            guard readiness == .ready else { continue }
            let heardAt = sink.nextHeard
            var finished = false
            let pulled = stage.pull(as: generation) { conductor in
                let pulled = conductor.skip(conductor.framesToNextCue)
                finished = conductor.isFinished
                return pulled
            }
            guard let pulled else { return .superseded }
            note(pulled, heardAt)
            sink.skip(pulled.advanced)
            if finished {
                try sink.finish(stage.bell)
                return .finished
            }
        }
    }

    // MARK: Cues

    private func note(_ block: Conductor.Block, _ heardAt: Monotonic.Time?) {
        if block.advanced > 0, let heardAt {
            stage.clockZero = heardAt - Monotonic.nanoseconds(block.start)
        }
        announce(block, stage.clockZero ?? Monotonic.now - Monotonic.nanoseconds(block.start))
    }

    private func announce(_ block: Conductor.Block, _ zero: Monotonic.Time) {
        guard !block.begun.isEmpty else { return }
        for cue in block.begun {
            let due = zero + Monotonic.nanoseconds(stage.timeline.cues[cue].frame)
            _ = stage.notices.put(Stage.Notice(cue: cue, due: due))
        }
        stage.news.ring()
    }
}
