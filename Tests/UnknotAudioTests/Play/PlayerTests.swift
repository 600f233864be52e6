import Testing
import UnknotCore

@testable import UnknotAudio

/// The player's own loop, in virtual time.
struct PlayerTests {
    private let lost = SinkError.device(name: "d", reason: "unplugged")

    @Test func asTextEveryCueIsTakenInItsOrder() throws {
        let stage = Stage(try Sessions.conductor())
        let sink = SilentSink(.immediate)
        #expect(try Player(stage, as: stage.owner).play(on: sink) == .finished)
        #expect(stage.position == stage.timeline.duration)
        #expect(sink.heard == stage.timeline.duration)
        var cues: [Cue] = []
        while let cue = stage.nextCue()?.cue { cues.append(cue) }
        #expect(cues == stage.timeline.cues)
    }

    @Test func aSinkGetsTheConductorsSamplesAndNoMore() throws {
        let conductor = try Sessions.conductor()
        let stage = Stage(conductor)
        let sink = ScriptedSink()
        #expect(try Player(stage, as: stage.owner).play(on: sink) == .finished)
        #expect(try Sessions.difference(sink.samples, Sessions.samples()) == nil)
        #expect(sink.samples.count == stage.timeline.duration)
        #expect(sink.isFinished)
    }

    @Test func aCueIsDueWhenItsFrameIsHeard() throws {
        let stage = Stage(try Sessions.conductor())
        let sink = ScriptedSink()
        sink.zero = 5_000_000_000
        _ = try Player(stage, as: stage.owner).play(on: sink)
        #expect(stage.clockZero == 5_000_000_000)
        while let (cue, due) = stage.nextCue() {
            #expect(due == 5_000_000_000 + Monotonic.nanoseconds(cue.frame))
        }
    }

    @Test func aPauseIsSilenceAndTheSessionGoesOnAtTheFrame() throws {
        let conductor = try Sessions.conductor()
        let stage = Stage(conductor)
        let sink = ScriptedSink()
        sink.onWait = { wait in
            if wait == 11 { stage.send(.pause) }
            if wait == 31 { stage.send(.resume(Interlude())) }
        }
        #expect(try Player(stage, as: stage.owner).play(on: sink) == .finished)
        let whole = try Sessions.samples()
        #expect(Sessions.difference(sink.samples[..<9_600], whole[..<9_600]) == nil)
        #expect(sink.samples[9_600..<28_800].allSatisfy { $0 == 0 })
        #expect(Sessions.difference(sink.samples[28_800...], whole[9_600...]) == nil)
    }

    @Test func stoppingEndsTheSink() throws {
        let stage = Stage(try Sessions.conductor())
        let sink = ScriptedSink()
        sink.onWait = { if $0 == 3 { stage.send(.stop) } }
        #expect(try Player(stage, as: stage.owner).play(on: sink) == .finished)
        #expect(sink.samples.count == 1_920)
        #expect(sink.isFinished)
    }

    @Test func aSupersededPlayerPullsNothing() throws {
        let stage = Stage(try Sessions.conductor())
        let old = Player(stage, as: stage.owner)
        _ = stage.handOver()
        let sink = ScriptedSink()
        #expect(try old.play(on: sink) == .superseded)
        #expect(try old.play(on: SilentSink(.immediate)) == .superseded)
        #expect(sink.samples.isEmpty)
        #expect(!sink.isFinished)
        #expect(stage.position == 0)
    }

    @Test func aPlayerThatLosesTheStageStopsAtOnce() throws {
        let stage = Stage(try Sessions.conductor())
        let sink = ScriptedSink()
        sink.onWait = { if $0 == 6 { _ = stage.handOver() } }
        #expect(try Player(stage, as: stage.owner).play(on: sink) == .superseded)
        #expect(sink.samples.count == 5 * 960)
        #expect(stage.position == 5 * 960)
    }

    @Test func afterALostSinkTheNextOneGoesOn() throws {
        let conductor = try Sessions.conductor()
        let stage = Stage(conductor)
        let first = ScriptedSink()
        first.onWait = { (wait: Int) throws(SinkError) in
            if wait == 101 { throw SinkError.device(name: "d", reason: "unplugged") }
        }
        #expect(throws: lost) { try Player(stage, as: stage.owner).play(on: first) }
        #expect(stage.position == 100 * 960)
        let second = ScriptedSink()
        #expect(try Player(stage, as: stage.handOver()).play(on: second) == .finished)
        #expect(try Sessions.difference(first.samples + second.samples, Sessions.samples()) == nil)
    }

    /// A device that opens three seconds into the session: it gets silence until it is seen to
    /// play, and then the samples that are due.
    @Test func soundJoinsASessionAtTheFrameThatIsDue() throws {
        let conductor = try Sessions.conductor()
        let stage = Stage(conductor)
        stage.clockZero = 1_000_000_000
        let sink = ScriptedSink()
        sink.zero = 4_000_000_000
        sink.reported = 0
        sink.onWait = { [unowned sink] in if $0 == 5 { sink.reported = nil } }
        #expect(
            try Player(stage, as: stage.owner, clock: { sink.now }).play(on: sink, joining: true)
                == .finished)
        let whole = try Sessions.samples()
        let due = 3 * SessionFormat.sampleRate
        #expect(sink.samples[..<3_840].allSatisfy { $0 == 0 })
        // A clip that has begun stays silent; what begins from here on is where it belongs.
        let next = try #require(stage.timeline.cues.first { $0.frame >= due + 14_400 }?.frame)
        #expect(Sessions.difference(sink.samples[(next - due)...], whole[next...]) == nil)
        #expect(sink.samples.count == whole.count - due)
    }

    /// As text the session runs ahead to its next cue; a device that opens then joins at once, with
    /// what is due, and a cue that was told in advance is heard all the same.
    @Test func soundThatIsEarlyJoinsAtOnce() throws {
        let conductor = try Sessions.conductor()
        let stage = Stage(conductor)
        let ahead = try #require(stage.pull(as: stage.owner) { $0.advance(480_000).advanced })
        stage.clockZero = 0
        let sink = ScriptedSink()
        let start = ahead - 48_000
        sink.zero = Monotonic.nanoseconds(start)
        var joined: Frames?
        sink.onWait = { [unowned sink] _ in
            if joined == nil, stage.isJoined { joined = sink.samples.count }
        }
        #expect(
            try Player(stage, as: stage.owner, clock: { sink.now }).play(on: sink, joining: true)
                == .finished)
        #expect(try #require(joined) <= 9_600)
        let whole = try Sessions.samples()
        let next = try #require(stage.timeline.cues.first { $0.frame >= start + 9_600 }?.frame)
        #expect(Sessions.difference(sink.samples[(next - start)...], whole[next...]) == nil)
    }

    /// A stream that breaks off begins again with silence, and the session keeps its time.
    @Test func afterABreakSoundJoinsWhereItIsDue() throws {
        let conductor = try Sessions.conductor()
        let stage = Stage(conductor)
        let sink = ScriptedSink()
        sink.zero = 0
        sink.onWait = { [unowned sink] wait in
            guard wait == 101 else { return }
            sink.breaks = 1
            // The device took a fifth of a second to come back.
            sink.zero = 200_000_000
        }
        #expect(try Player(stage, as: stage.owner, clock: { sink.now }).play(on: sink) == .finished)
        let whole = try Sessions.samples()
        let broken = 100 * 960
        #expect(Sessions.difference(sink.samples[..<broken], whole[..<broken]) == nil)
        let next = try #require(stage.timeline.cues.first { $0.frame >= broken + 38_400 }?.frame)
        #expect(Sessions.difference(sink.samples[(next - 9_600)...], whole[next...]) == nil)
    }
}

extension Stage {
    /// The next cue that has begun, and when it is heard.
    fileprivate func nextCue() -> (cue: Cue, due: Monotonic.Time)? {
        guard case .cue(let cue, let due)? = notices.take() else { return nil }
        return (cue, due)
    }
}
