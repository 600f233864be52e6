/// The key codes of Linux's input devices.
///
/// A code names a place on the keyboard, so the rows stay in place with any layout.
enum EvdevCode {
    /// The key of a code.
    static func key(_ code: UInt16) -> Key { table[code] ?? .code(code) }

    private static let table: [UInt16: Key] = {
        var keys: [UInt16: Key] = [:]
        for (code, name) in names { keys[code] = .named(name) }
        for (first, row) in rows {
            for (index, typed) in row.enumerated() { keys[first + UInt16(index)] = Key(typed) }
        }
        return keys
    }()

    /// Keys that type, by the code of the first in each row.
    private static let rows: [(UInt16, String)] = [
        (2, "1234567890-="), (16, "qwertyuiop[]"), (30, "asdfghjkl;'`"), (43, "\\zxcvbnm,./"),
        (86, "<"),
        // The number block.
        (55, "*"), (71, "789-456+1230."), (98, "/"), (117, "="), (121, ","),
    ]

    private static let names: [UInt16: Key.Name] = [
        1: .escape, 14: .backspace, 15: .tab, 28: .enter, 57: .space, 59: .f1, 60: .f2, 61: .f3,
        62: .f4, 63: .f5, 64: .f6, 65: .f7, 66: .f8, 67: .f9, 68: .f10, 87: .f11, 88: .f12,
        96: .enter, 102: .home, 103: .up, 104: .pageUp, 105: .left, 106: .right, 107: .end,
        108: .down, 109: .pageDown, 110: .insert, 111: .delete, 113: .mute, 114: .volumeDown,
        115: .volumeUp, 119: .pause, 128: .stop, 163: .nextTrack, 164: .playPause,
        165: .previousTrack, 166: .stop, 200: .play, 201: .pause, 207: .play,
        // A headset's button (KEY_MEDIA), a remote's OK, its next and previous.
        226: .playPause, 352: .enter, 407: .nextTrack, 412: .previousTrack,
    ]

    /// The codes of modifiers.
    static let modifiers: [UInt16: Key.Modifiers] = [
        42: .shift, 54: .shift, 29: .ctrl, 97: .ctrl, 56: .alt, 100: .alt, 125: .system,
        126: .system,
    ]
}
