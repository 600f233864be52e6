import Testing

@testable import UnknotAudio
@testable import UnknotCore

/// Keys as requests, with the keys and the clock played by the test.
struct KeyRemoteTests {
    private final class Keyboard: KeySource {
        var pressed: [Key] = []
        var watched: [Watched] { [] }
        var deadline: Monotonic.Time? { nil }

        func keys() -> [Key] {
            defer { pressed = [] }
            return pressed
        }
    }

    private let keyboard = Keyboard()
    private let status = SessionStatus(
        timeline: Timeline(routine: "a", title: "A", duration: 1, segments: [], cues: []),
        position: 0, isPaused: false)

    @Test func twoKeysOfAZoneHitTogetherAskOnce() {
        var now: Monotonic.Time = 0
        let remote = KeyRemote(keyboard, .usual) { now }
        func asked(_ keys: String, at millisecond: Int64) -> [UserCommand] {
            now = millisecond * 1_000_000
            keyboard.pressed = keys.map { Key($0) }
            return remote.asked(status).map(\.request)
        }
        #expect(asked("c", at: 0) == [.toggle])
        #expect(asked("v", at: 20) == [])
        #expect(asked("df", at: 40) == [.tender])
        #expect(asked("v", at: 170) == [.toggle])
        #expect(asked("v", at: 320) == [.toggle])
    }
}
