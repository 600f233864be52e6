import Testing

@testable import UnknotAudio

struct SteadinessTests {
    private static let millisecond: Monotonic.Time = 1_000_000

    /// Looks at a stream of which so many milliseconds were heard, with its zero beside each.
    private func looks(_ stream: [(heard: Int, zero: Int64)]) -> [Bool] {
        var steadiness = Steadiness(period: 1_024)
        return stream.map {
            steadiness.look(heard: $0.heard * 48, zero: $0.zero * Self.millisecond)
        }
    }

    @Test func aStreamIsSteadyAfterATenthOfASecond() {
        #expect(
            looks([(0, 50), (21, 50), (42, 51), (64, 49), (85, 50), (106, 50)])
                == [false, false, false, false, false, true])
    }

    @Test func aBufferFullTakenAtOnceIsNotSteady() {
        #expect(looks([(0, 80), (0, 80), (0, 80), (0, 80)]).allSatisfy { !$0 })
    }

    @Test func aStandstillStartsTheWindowAnew() {
        #expect(
            looks([(0, 80), (1, 80), (85, 1_080), (150, 1_080), (186, 1_080)])
                == [false, false, false, false, true])
    }
}
