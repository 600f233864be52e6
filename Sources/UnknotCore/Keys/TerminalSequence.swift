/// The keys of the sequences that begin with Escape.
enum TerminalSequence {
    /// Whether bytes that begin with `ESC [` or `ESC O` are a whole sequence.
    static func isComplete(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 2, let last = bytes.last else { return false }
        if bytes[1] == UInt8(ascii: "O") { return true }
        // The Linux console's first function keys: ESC [ [ A.
        if bytes[2] == UInt8(ascii: "[") { return bytes.count == 4 }
        return (0x40...0x7E).contains(last)
    }

    /// The key of a whole sequence; nil for a key that is held or let go, and for anything else.
    static func key(_ bytes: [UInt8]) -> Key? {
        guard let last = bytes.last else { return nil }
        let final = Character(Unicode.Scalar(last))
        if bytes[1] == UInt8(ascii: "O") {
            return keypad[final] ?? letters[final].map(Key.named) ?? unknown(bytes)
        }
        if bytes[2] == UInt8(ascii: "[") {
            return console[final].map(Key.named) ?? unknown(bytes)
        }
        guard let numbers = Numbers(bytes[2...].dropLast()) else { return unknown(bytes) }
        // Held (2) and let go (3).
        guard numbers.event == 1 else { return nil }
        let key: Key? =
            switch final {
            case "~" where numbers.first == 27: numbers[2].flatMap(character)
            case "~": tilde[numbers.first].map(Key.named)
            case "u": character(of: numbers)
            // rxvt marks Ctrl, Shift and both in this way.
            case "^", "@": tilde[numbers.first].map { Key.named($0).held(with: .ctrl) }
            default: letters[final].map(Key.named)
            }
        return key?.held(with: numbers.modifiers) ?? unknown(bytes)
    }

    private static func unknown(_ bytes: [UInt8]) -> Key {
        .other("escape-\(String(decoding: bytes.dropFirst(), as: UTF8.self))")
    }

    /// The numbers between `ESC [` and the final letter: `1;5`, `97:65;2:1`.
    private struct Numbers {
        private var fields: [[Int?]]

        init?(_ bytes: ArraySlice<UInt8>) {
            fields = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
                .map { field in
                    field.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
                        .map { Int(String(decoding: $0, as: UTF8.self)) }
                }
            let isKnown = bytes.allSatisfy { (0x30...0x3B).contains($0) }
            guard isKnown else { return nil }
        }

        var first: Int { self[0] ?? 1 }

        subscript(_ field: Int, part: Int = 0) -> Int? {
            guard field < fields.count, part < fields[field].count else { return nil }
            return fields[field][part]
        }

        /// The keys held down; a protocol that counts locks as well says so in higher bits.
        var modifiers: Key.Modifiers {
            let bits = max(0, (self[1] ?? 1) &- 1)
            var modifiers = Key.Modifiers(rawValue: bits & 0xF)
            if bits & 0x30 != 0 { modifiers.insert(.system) }
            return modifiers
        }

        /// 1 for a press, 2 while it is held, 3 when it is let go.
        var event: Int { self[1, 1] ?? 1 }
    }

    /// The key of `ESC [ code : shifted : place ; … u`.
    private static func character(of numbers: Numbers) -> Key? {
        let shifted = numbers.modifiers.contains(.shift) ? numbers[0, 1] : nil
        guard let code = shifted ?? numbers[0] else { return nil }
        // With another alphabet, the key at that place on a Latin keyboard counts.
        if code > 0x7F, !(57_344...63_743).contains(code), let place = numbers[0, 2] {
            return character(place)
        }
        return character(code)
    }

    /// The key that types a character or has a code in the kitty protocol.
    static func character(_ code: Int) -> Key? {
        switch code {
        case 9: .named(.tab)
        case 10, 13: .named(.enter)
        case 27: .named(.escape)
        case 8, 127: .named(.backspace)
        case 57_344...63_743: kitty[code]
        case 32...0x10_FFFF:
            UInt32(exactly: code).flatMap(Unicode.Scalar.init).map { Key(Character($0)) }
        default: nil
        }
    }

    // MARK: Tables

    private static let letters: [Character: Key.Name] = [
        "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end, "P": .f1, "Q": .f2,
        "R": .f3, "S": .f4, "Z": .tab,
    ]

    private static let console: [Character: Key.Name] = [
        "A": .f1, "B": .f2, "C": .f3, "D": .f4, "E": .f5,
    ]

    private static let tilde: [Int: Key.Name] = [
        1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
        11: .f1, 12: .f2, 13: .f3, 14: .f4, 15: .f5, 17: .f6, 18: .f7, 19: .f8, 20: .f9, 21: .f10,
        23: .f11, 24: .f12,
    ]

    /// The number block in its application mode.
    private static let keypad: [Character: Key] = {
        var keys: [Character: Key] = ["M": .named(.enter), "I": .named(.tab), "X": Key("=")]
        for (letter, typed) in zip("jklmnopqrstuvwxy", "*+,-./0123456789") {
            keys[letter] = Key(typed)
        }
        return keys
    }()

    /// The kitty protocol's numbers for keys that type nothing.
    private static let kitty: [Int: Key] = {
        var keys: [Int: Key] = [
            57_414: .named(.enter), 57_417: .named(.left), 57_418: .named(.right),
            57_419: .named(.up), 57_420: .named(.down), 57_421: .named(.pageUp),
            57_422: .named(.pageDown), 57_423: .named(.home), 57_424: .named(.end),
            57_425: .named(.insert), 57_426: .named(.delete), 57_428: .named(.play),
            57_429: .named(.pause), 57_430: .named(.playPause), 57_432: .named(.stop),
            57_435: .named(.nextTrack), 57_436: .named(.previousTrack),
            57_438: .named(.volumeDown), 57_439: .named(.volumeUp), 57_440: .named(.mute),
        ]
        for (index, typed) in "0123456789./*-+".enumerated() { keys[57_399 + index] = Key(typed) }
        keys[57_415] = Key("=")
        keys[57_416] = Key(",")
        return keys
    }()
}
