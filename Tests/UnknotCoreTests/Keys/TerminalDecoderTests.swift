import Testing

@testable import UnknotCore

struct TerminalDecoderTests {
    private static let millisecond: Int64 = 1_000_000

    /// The names of the keys in bytes that come at once, and of what is left when nothing follows.
    private func names(_ text: String) -> [String] { names(Array(text.utf8)) }

    private func names(_ bytes: [UInt8]) -> [String] {
        var decoder = TerminalDecoder()
        let keys = decoder.take(bytes, at: 0)
        return (keys + decoder.expire(at: 1_000 * Self.millisecond)).map(\.name)
    }

    @Test(arguments: [
        ("a", "a"), ("Z", "z"), ("?", "?"), (" ", "space"), ("\r", "enter"), ("\n", "enter"),
        ("\t", "tab"), ("\u{7F}", "backspace"), ("\u{8}", "backspace"), ("\u{1B}", "escape"),
        ("é", "é"), ("Ж", "ж"), ("\u{1}", "ctrl-a"), ("\0", "ctrl-space"),
    ])
    func aKeyThatTypesIsItsCharacter(typed: String, name: String) {
        #expect(names(typed) == [name])
    }

    @Test(arguments: [
        ("[A", "up"), ("[B", "down"), ("[C", "right"), ("[D", "left"), ("[H", "home"),
        ("[F", "end"),
        ("OA", "up"), ("OD", "left"), ("OH", "home"), ("[1~", "home"), ("[4~", "end"),
        ("[5~", "page-up"), ("[6~", "page-down"), ("[3~", "delete"), ("[2~", "insert"),
        ("[7~", "home"), ("[8~", "end"), ("OP", "f1"), ("OS", "f4"), ("[15~", "f5"),
        ("[[E", "f5"), ("[24~", "f12"), ("[Z", "tab"), ("OM", "enter"), ("Ok", "+"), ("Op", "0"),
    ])
    func aSequenceIsOneKey(rest: String, name: String) {
        #expect(names("\u{1B}\(rest)") == [name])
    }

    @Test(arguments: [
        ("[57428u", "play"), ("[57429u", "pause"), ("[57430u", "play-pause"), ("[57432u", "stop"),
        ("[57435u", "next-track"), ("[57436u", "previous-track"), ("[57438u", "volume-down"),
        ("[57439u", "volume-up"), ("[57440u", "mute"), ("[97u", "a"), ("[97;2u", "a"),
        ("[47:63;2u", "?"), ("[27u", "escape"), ("[13;1:1u", "enter"), ("[57414u", "enter"),
        ("[1078::59u", ";"), ("[27;2;63~", "?"), ("[32u", "space"), ("[57400u", "1"),
    ])
    func theKittyProtocolIsUnderstood(rest: String, name: String) {
        #expect(names("\u{1B}\(rest)") == [name])
    }

    @Test(arguments: [
        ("[1;2C", "right"), ("[1;5C", "ctrl-right"), ("[1;3D", "alt-left"),
        ("[6;7~", "ctrl-alt-page-down"),
        ("[5^", "ctrl-page-up"), ("[97;5u", "ctrl-a"), ("[97;9u", "super-a"),
        ("[97;33u", "super-a"),
        ("[97;65u", "a"), ("b", "alt-b"),
    ])
    func shiftChangesNothingAndOtherChordsAreKeysOfTheirOwn(rest: String, name: String) {
        #expect(names("\u{1B}\(rest)") == [name])
    }

    @Test(arguments: ["[97;1:2u", "[97;1:3u", "[57430;1:3u"])
    func whatIsHeldOrLetGoIsNoPress(rest: String) {
        #expect(names("\u{1B}\(rest)") == [])
    }

    @Test func piecesOfAnySizeGiveTheSameKeys() {
        let bytes = Array("a\u{1B}[6~\u{1B}OPéZ\u{1B}[57430;1u\u{1B}[1;5Cq".utf8)
        let whole = ["a", "page-down", "f1", "é", "z", "play-pause", "ctrl-right", "q"]
        #expect(names(bytes) == whole)
        for size in 1...7 {
            var decoder = TerminalDecoder()
            var keys: [Key] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                let piece = bytes[start..<min(start + size, bytes.count)]
                keys += decoder.take(piece, at: Int64(start) * Self.millisecond)
            }
            #expect(keys.map(\.name) == whole)
            #expect(decoder.deadline == nil)
        }
    }

    @Test func anEscapeIsAKeyOnceNothingHasFollowed() {
        var decoder = TerminalDecoder()
        #expect(decoder.take([0x1B], at: 100 * Self.millisecond) == [])
        #expect(decoder.deadline == 100 * Self.millisecond + TerminalDecoder.patience)
        #expect(decoder.expire(at: 149 * Self.millisecond) == [])
        // A look that finds nothing puts nothing off.
        #expect(decoder.take([], at: 149 * Self.millisecond) == [])
        #expect(decoder.expire(at: 150 * Self.millisecond) == [.named(.escape)])
        #expect(decoder.deadline == nil)
        #expect(decoder.expire(at: 999 * Self.millisecond) == [])
        // The letter of a later moment does not belong to it.
        _ = decoder.take([0x1B], at: 1_000 * Self.millisecond)
        let keys = decoder.take(Array("[".utf8), at: 1_060 * Self.millisecond)
        #expect(keys == [.named(.escape), Key("[")])
        // Nor does another Escape.
        #expect(names("\u{1B}\u{1B}") == ["escape", "escape"])
        #expect(names("\u{1B}\u{1B}[A") == ["escape", "up"])
    }

    @Test func aSequenceThatStaysAwayIsPassedOver() {
        var decoder = TerminalDecoder()
        #expect(decoder.take(Array("\u{1B}[1;".utf8), at: 0) == [])
        #expect(decoder.take(Array("5".utf8), at: 90 * Self.millisecond) == [])
        #expect(decoder.take(Array("b".utf8), at: 900 * Self.millisecond) == [Key("b")])
    }

    @Test(arguments: [
        "[999~", "[1;1R", "[?1;2c", "[<0;3;4M", "[E", "Oz", "[99999999999999999999u", "[u", "[;;u",
        "[1114112u", "[55296u",
    ])
    func noPartOfAnUnknownSequenceActsAsALetter(rest: String) {
        var decoder = TerminalDecoder()
        for key in decoder.take(Array("\u{1B}\(rest)".utf8), at: 0) {
            #expect(KeyMap.usual[key] == nil, "\(rest): \(key)")
        }
        #expect(decoder.deadline == nil)
        #expect(decoder.take(Array("x".utf8), at: 1) == [Key("x")])
    }

    @Test func anEndlessSequenceIsPassedOverAsAWhole() {
        let long = "\u{1B}[" + String(repeating: "1;", count: 10_000) + "A"
        #expect(names(long + "z") == ["z"])
        var decoder = TerminalDecoder()
        _ = decoder.take(Array(long.dropLast().utf8), at: 0)
        #expect(decoder.take(Array("Az".utf8), at: 1) == [Key("z")])
    }

    @Test func junkGivesNoKeysAndSpoilsNoneThatFollow() {
        for junk: [UInt8] in [
            [0xFF], [0xC3], [0xE2, 0x82], [0xF5, 0x80], [0xC0, 0xAF], [0xC2, 0x9B],
        ] {
            #expect(names(junk + Array("b".utf8)) == ["b"], "\(junk)")
        }
        var dice = Dice(seed: 7)
        for _ in 0..<2_000 {
            var decoder = TerminalDecoder()
            let junk = (0..<40).map { _ in UInt8.random(in: 0...255, using: &dice) }
            for key in decoder.take(junk, at: 0) { #expect(!key.name.isEmpty) }
            _ = decoder.expire(at: .max)
            #expect(decoder.take(Array(" ".utf8), at: .max) == [.named(.space)])
        }
    }

    @Test func whatATerminalRepeatsIsNoPress() {
        var filter = AutoRepeatFilter()
        let moments: [Int64] = [0, 250, 283, 316, 349, 600]
        let presses = moments.filter { filter.isPress(Key("b"), at: $0 * Self.millisecond) }
        #expect(presses == [0, 250, 600])
        let taps = [Key("n"), Key("m"), Key("n")].filter { filter.isPress($0, at: 601_000_000) }
        #expect(taps.count == 3)
    }
}
