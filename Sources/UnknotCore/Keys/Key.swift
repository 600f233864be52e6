/// A key that somebody pressed, on whatever has keys: a keyboard, a pedal, a presenter's remote, a
/// headset.
public enum Key: Hashable, Sendable {
    /// A key that types something visible; small letters stand for capital ones as well.
    case character(Character)
    /// A key with a name.
    case named(Name)
    /// A key of an input device that has only a number there.
    case code(UInt16)
    /// Something that no command can be given to, such as `ctrl-right`; the text is for people.
    case other(String)

    /// The keys that have names.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        case space, enter, tab, escape, backspace, delete, insert
        case left, right, up, down, home, end
        case pageUp = "page-up"
        case pageDown = "page-down"
        case f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12
        case playPause = "play-pause"
        case play, pause, stop
        case nextTrack = "next-track"
        case previousTrack = "previous-track"
        case volumeUp = "volume-up"
        case volumeDown = "volume-down"
        case mute
    }

    /// The key that types a character.
    public init(_ character: Character) {
        if character == " " {
            self = .named(.space)
        } else {
            // Some capital letters have two small ones; those stay as they are.
            let small = character.lowercased()
            self = .character(small.count == 1 ? small.first ?? character : character)
        }
    }

    /// The key with a name as people write it: `page-down`, `Page-Down`, `b`, `code-288`; nil where
    /// there is none.
    public init?(name: String) {
        let small = name.lowercased()
        if name.count == 1, let character = name.first, !character.isNewline {
            self = Key(character)
        } else if let known = Name(rawValue: Self.aliases[small] ?? small) {
            self = .named(known)
        } else if small.hasPrefix("code-"), let code = UInt16(small.dropFirst(5)) {
            self = EvdevCode.key(code)
        } else {
            return nil
        }
    }

    /// What it is called in options, tables and answers.
    public var name: String {
        switch self {
        case .character(let character): String(character)
        case .named(let name): name.rawValue
        case .code(let code): "code-\(code)"
        case .other(let text): text
        }
    }

    /// Other words for keys that have a name.
    private static let aliases = [
        "esc": "escape", "return": "enter", "del": "delete", "ins": "insert", "pgup": "page-up",
        "pgdn": "page-down", "pgdown": "page-down", "next": "next-track",
        "previous": "previous-track",
    ]
}

extension Key {
    /// Ctrl, Alt and the like, which make another thing of a key.
    struct Chord: OptionSet, Hashable, Sendable {
        let rawValue: Int
        static let shift = Chord(rawValue: 1)
        static let alt = Chord(rawValue: 2)
        static let ctrl = Chord(rawValue: 4)
        static let system = Chord(rawValue: 8)

        /// All but Shift, which leaves a key what it is.
        static let changing: Chord = [.alt, .ctrl, .system]
    }

    /// The key as it is with these held down.
    ///
    /// Chords are for the terminal, the desktop and other programs, so that they do nothing here.
    func held(with chord: Chord) -> Key {
        guard !chord.isDisjoint(with: .changing) else { return self }
        let names: [(Chord, String)] = [(.ctrl, "ctrl"), (.alt, "alt"), (.system, "super")]
        let held = names.filter { chord.contains($0.0) }.map(\.1)
        return .other((held + [name]).joined(separator: "-"))
    }
}
