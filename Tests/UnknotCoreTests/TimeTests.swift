import Testing
import UnknotCore

struct TimeTests {
    @Test func aDurationBecomesFramesOnceAndExactly() {
        #expect(Duration.seconds(30).frames == 1_440_000)
        #expect(Duration.milliseconds(100).frames == SessionFormat.grid)
        #expect(Duration(frames: 1_440_000) == .seconds(30))
    }

    @Test func everyCountOfFramesComesBackFromItsDuration() {
        let counts = -SessionFormat.sampleRate...2 * SessionFormat.sampleRate
        #expect(counts.filter { Duration(frames: $0).frames != $0 }.isEmpty)
    }

    @Test func aDurationBetweenTwoFramesBecomesTheNearerOne() {
        #expect(Duration.nanoseconds(10_416).frames == 0)
        #expect(Duration.nanoseconds(10_417).frames == 1)
        #expect(Duration.nanoseconds(-10_417).frames == -1)
        #expect((Duration.seconds(1) - .nanoseconds(1)).frames == 48_000)
    }

    @Test(arguments: [(0, 0, 0), (1, 4_800, 0), (4_800, 4_800, 4_800), (4_801, 9_600, 4_800)])
    func theGridRoundsToTenths(frame: Frames, up: Frames, down: Frames) {
        #expect(SessionFormat.roundedUp(frame) == up)
        #expect(SessionFormat.roundedDown(frame) == down)
    }
}
