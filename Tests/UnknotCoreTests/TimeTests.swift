import Testing
import UnknotCore

struct TimeTests {
    @Test func aDurationBecomesFramesOnceAndExactly() {
        #expect(Duration.seconds(30).frames == 1_440_000)
        #expect(Duration.milliseconds(100).frames == SessionFormat.grid)
        #expect(Duration(frames: 1_440_000) == .seconds(30))
    }

    @Test(arguments: [(0, 0, 0), (1, 4_800, 0), (4_800, 4_800, 4_800), (4_801, 9_600, 4_800)])
    func theGridRoundsToTenths(frame: Frames, up: Frames, down: Frames) {
        #expect(frame.roundedUpToGrid == up)
        #expect(frame.roundedDownToGrid == down)
    }
}
