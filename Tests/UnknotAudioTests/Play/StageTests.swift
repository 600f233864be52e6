import Testing
import UnknotCore

@testable import UnknotAudio

struct StageTests {
    @Test func onlyTheOwnerPulls() throws {
        let stage = Stage(try Sessions.conductor())
        let first = stage.owner
        #expect(stage.pull(as: first) { $0.advance(4_800).advanced } == 4_800)
        let second = stage.handOver()
        #expect(stage.owner == second)
        #expect(stage.pull(as: first) { $0.advance(4_800).advanced } == nil)
        #expect(stage.position == 4_800)
        #expect(stage.pull(as: second) { $0.advance(4_800).start } == 4_800)
    }

    @Test func handingOverAndCommandsRingTheBell() throws {
        let stage = Stage(try Sessions.conductor())
        #expect(stage.bell.hush() == false)
        _ = stage.handOver()
        #expect(stage.bell.hush() == true)
        stage.send(.pause)
        #expect(stage.bell.hush() == true)
        #expect(stage.pull(as: stage.owner) { $0.advance(4_800).advanced } == 0)
    }

    @Test func theClockIsUnknownBeforeTheFirstBlock() throws {
        let stage = Stage(try Sessions.conductor())
        #expect(stage.clockZero == nil)
        stage.clockZero = 0
        #expect(stage.clockZero == 0)
        stage.clockZero = nil
        #expect(stage.clockZero == nil)
    }

    @Test func aBellThatRangBeforeTheWaitEndsItAtOnce() {
        let bell = Bell()
        bell.ring()
        bell.ring()
        #expect(bell.wait(until: .max) == true)
        #expect(bell.wait(until: 0) == false)
    }
}

struct RingTests {
    @Test func whatWasPutFirstIsTakenFirst() {
        let ring = Ring<Int>(capacity: 3)
        #expect(ring.take() == nil)
        var taken: [Int] = []
        for round in 0..<10 {
            #expect(ring.put(2 * round))
            #expect(ring.put(2 * round + 1))
            while let element = ring.take() { taken.append(element) }
        }
        #expect(taken == Array(0..<20))
    }

    @Test func aFullRingTakesNothingAndLosesNothing() {
        let ring = Ring<Int>(capacity: 2)
        #expect(ring.put(1))
        #expect(ring.put(2))
        #expect(ring.put(3) == false)
        #expect(ring.take() == 1)
        #expect(ring.put(4))
        #expect([ring.take(), ring.take(), ring.take()] == [2, 4, nil])
    }

    @Test func aRingLetsGoOfWhatWasTaken() {
        final class Thing: Sendable {}
        let ring = Ring<Thing>(capacity: 1)
        weak var seen: Thing?
        do {
            let thing = Thing()
            seen = thing
            _ = ring.put(thing)
            _ = ring.take()
        }
        #expect(seen == nil)
    }
}

struct MonotonicTests {
    @Test(arguments: [0, 1, 4_800, 48_000, 123_457, 1_440_000, 48_000 * 86_400])
    func framesAndNanosecondsAreEachOthersInverse(frames: Frames) {
        let time = Monotonic.nanoseconds(frames)
        // Rounded down both ways: within a frame, and exact on the tenths that cues stand on.
        #expect((frames - 1...frames).contains(Monotonic.frames(time)))
        if frames.isMultiple(of: SessionFormat.grid) { #expect(Monotonic.frames(time) == frames) }
    }
}
