import Testing

@testable import UnknotCore

struct EvdevDecoderTests {
    /// The bytes of one event, as the kernel writes it.
    private func event(_ type: UInt16, _ code: UInt16, _ value: Int32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0xAA, count: EvdevDecoder.recordLength - 8)
        withUnsafeBytes(of: type) { bytes += $0 }
        withUnsafeBytes(of: code) { bytes += $0 }
        withUnsafeBytes(of: value) { bytes += $0 }
        return bytes
    }

    /// A key that is pressed and let go, with the ends of the reports.
    private func tap(_ code: UInt16) -> [UInt8] {
        event(4, 4, 458_784) + event(1, code, 1) + event(0, 0, 0) + event(1, code, 0)
            + event(0, 0, 0)
    }

    private func names(_ bytes: [UInt8]) -> [String] {
        var decoder = EvdevDecoder()
        return decoder.take(bytes).map(\.name)
    }

    @Test(arguments: [
        (57, "space"), (48, "b"), (52, "."), (28, "enter"), (1, "escape"), (63, "f5"), (88, "f12"),
        (104, "page-up"), (109, "page-down"), (105, "left"), (106, "right"), (115, "volume-up"),
        (114, "volume-down"), (113, "mute"), (164, "play-pause"), (200, "play"), (201, "pause"),
        (207, "play"), (163, "next-track"), (165, "previous-track"), (166, "stop"),
        (226, "play-pause"), (30, "a"), (40, "'"), (44, "z"), (53, "/"), (16, "q"), (25, "p"),
        (2, "1"), (11, "0"), (12, "-"), (13, "="), (78, "+"), (74, "-"), (96, "enter"),
        (288, "code-288"),
    ])
    func aPressIsOneKey(code: UInt16, name: String) {
        #expect(names(tap(code)) == [name])
    }

    @Test func whatIsHeldIsPressedOnce() {
        let held = event(1, 57, 1) + event(1, 57, 2) + event(1, 57, 2) + event(1, 57, 0)
        #expect(names(held + tap(48)) == ["space", "b"])
    }

    @Test func shiftLeavesKeysAsTheyAreAndChordsDoNothing() {
        #expect(
            names(event(1, 42, 1) + tap(63) + tap(53) + event(1, 42, 0) + tap(53)) == [
                "f5", "?", "/",
            ])
        let keys = names(event(1, 29, 1) + tap(46) + event(1, 29, 0) + tap(46))
        #expect(keys == ["ctrl-c", "c"])
    }

    @Test func eventsThatWereLostAreNotGuessedAt() {
        let lost =
            event(1, 29, 1) + event(0, 3, 0) + event(1, 57, 1) + event(0, 0, 0) + tap(48)
        #expect(names(lost) == ["b"])
    }

    @Test func piecesOfAnySizeGiveTheSameKeys() {
        let bytes = tap(57) + tap(109) + tap(164)
        for size in [1, 7, 23, 24, 25, 100] {
            var decoder = EvdevDecoder()
            var keys: [String] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                keys += decoder.take(bytes[start..<min(start + size, bytes.count)]).map(\.name)
            }
            #expect(keys == ["space", "page-down", "play-pause"])
        }
    }

    @Test func whatIsNoKeyIsNothing() {
        // A mouse moves, a dial turns, a switch opens.
        #expect(names(event(2, 0, 5) + event(2, 8, 1) + event(5, 2, 1) + event(3, 0, 100)) == [])
    }
}
