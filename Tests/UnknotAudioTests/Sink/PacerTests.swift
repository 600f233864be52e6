import Testing
import UnknotCore

@testable import UnknotAudio

/// The pacer in virtual time: periods of 1,024 frames, an allowance of six of them.
struct PacerTests {
    private static let period = 1_024
    private static let allowance = 6 * 1_024

    /// Plays a session on a device and returns when each period was written.
    private func play(
        _ pacer: inout Pacer, periods: Int, speed: (Monotonic.Time) -> Double
    ) -> [Monotonic.Time] {
        var now: Monotonic.Time = 1_000_000_000
        let start = now
        var times: [Monotonic.Time] = []
        var written = 0
        while times.count < periods {
            if let due = pacer.earliestWrite(after: written, now: now) {
                #expect(due > now)
                now = due
                continue
            }
            // The device has room once it has played all but four periods.
            let played = Double(Monotonic.frames(now - start)) * speed(now - start)
            if Double(written) - played > Double(3 * Self.period) {
                now += 1_000_000
                continue
            }
            written += Self.period
            times.append(now - start)
        }
        return times
    }

    @Test func aDeviceThatTakesEverythingIsKeptToTheClock() {
        var pacer = Pacer(allowance: Self.allowance)
        let times = play(&pacer, periods: 10_000) { _ in 1e9 }
        #expect(pacer.isUnpaced)
        for (index, time) in times.enumerated() {
            let ahead = index * Self.period - Monotonic.frames(time)
            #expect(ahead <= Self.allowance)
            // And not behind it either: the session takes its time and no longer.
            #expect(ahead > Self.allowance - 3 * Self.period || time == 0)
        }
    }

    @Test(arguments: [0.9998, 1.0, 1.0002])
    func aRealDeviceIsNotHeldBack(speed: Double) {
        var pacer = Pacer(allowance: Self.allowance)
        var held = 0
        var written = 0
        for tick in 1...200_000 {
            // The device plays at its own speed, with its four periods full.
            let now = Monotonic.Time(Double(tick) * 21_333_333)
            if pacer.earliestWrite(after: written, now: now) != nil { held += 1 }
            written = Int(Double(tick * Self.period) * speed) + 4 * Self.period
        }
        #expect(held == 0)
        #expect(!pacer.isUnpaced)
    }

    @Test func aLeadThatBuildsUpLateIsHeldButDoesNotMakeADeviceUnpaced() {
        var pacer = Pacer(allowance: Self.allowance)
        let first = pacer.earliestWrite(after: 0, now: 0)
        #expect(first == nil)
        let minute: Monotonic.Time = 60_000_000_000
        let due = pacer.earliestWrite(after: 61 * 48_000, now: minute)
        #expect(due.map { $0 > minute } == true)
        #expect(!pacer.isUnpaced)
    }

    @Test func theClockStartsWithTheFirstWrite() {
        var pacer = Pacer(allowance: Self.allowance)
        #expect(pacer.due(48_000) == nil)
        #expect(pacer.elapsed(1) == 0)
        let first = pacer.earliestWrite(after: 0, now: 7_000_000_000)
        #expect(first == nil)
        #expect(pacer.due(48_000) == 8_000_000_000)
        #expect(pacer.elapsed(7_500_000_000) == 24_000)
        #expect(pacer.elapsed(6_000_000_000) == 0)
    }
}
