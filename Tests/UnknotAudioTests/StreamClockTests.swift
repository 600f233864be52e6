import Testing

@testable import UnknotAudio

struct StreamClockTests {
    private static let millisecond: Monotonic.Time = 1_000_000
    private static let period = 1_024

    /// Looks once a period at a stream whose first frame is heard at these milliseconds; tells
    /// whether it lost time, and where the clock has it in the end.
    private func look(_ readings: [Double]) -> (slipped: Bool, zero: Double) {
        var clock = StreamClock(period: Self.period)
        var slipped = false
        for (index, reading) in readings.enumerated() {
            let zero = Monotonic.Time(reading * 1_000_000)
            if clock.look(zero, after: index * Self.period) { slipped = true }
        }
        return (slipped, Double(clock.moment(of: 0) ?? 0) / 1_000_000)
    }

    @Test func withoutALookNothingIsKnown() {
        #expect(StreamClock(period: Self.period).moment(of: 0) == nil)
    }

    /// A crystal that is off by a thousandth: a millisecond each second.
    @Test(arguments: [0.001, -0.001])
    func aDeviceWithAClockOfItsOwnIsFollowed(rate: Double) {
        let seconds = 600.0
        let readings = (0...28_125).map { 50 + 1_000 * rate * seconds * Double($0) / 28_125 }
        let found = look(readings)
        #expect(!found.slipped)
        #expect(abs(found.zero - (readings.last ?? 0)) < 0.001)
    }

    @Test func delaysInStepsOfAPeriodStayOneTime() {
        let found = look((0..<1_000).map { 50 + ($0.isMultiple(of: 2) ? 0 : 21) })
        #expect(!found.slipped)
        #expect(abs(found.zero - 50) < 21)
    }

    @Test func aStandstillDoesNotMoveTheClockBeforeItIsSeen() {
        let steady = Array(repeating: 50.0, count: 100)
        let found = look(steady + [62, 83] + Array(repeating: 250, count: 14))
        #expect(found.slipped)
        #expect(abs(found.zero - 50) < 0.2)
    }

    /// What a server says is wrong for up to a fifth of a second, and then right again.
    @Test(arguments: [250.0, -20.0])
    func readingsThatAreOffForAShortTimeAreNoLoss(off: Double) {
        let wrong = Array(repeating: off, count: 10)
        let found = look([50, 50] + wrong + [50, 50, off, 50] + wrong + [50])
        #expect(!found.slipped)
        #expect(found.zero == 50)
    }

    @Test func whatWasCaughtUpIsBelieved() {
        let found = look([250, 250] + Array(repeating: 50, count: 14))
        #expect(!found.slipped)
        #expect(found.zero == 50)
    }
}
