/// A key of anything that has keys: a keyboard, a pedal, a presenter's remote, a headset.
public enum Key: Hashable, Sendable {
    /// A key that types a visible character; small letters stand for capital ones as well.
    case character(Character)
    /// A key with a name.
    case named(Name)
    /// A key of an input device that has only a number there.
    case code(UInt16)
    /// A key that can give no command, such as `ctrl-right`; the text is for people.
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

    /// The key with a name as people write it: `page-down`, `Page-Down`, `b`, `code-288`; nil if
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

    /// Its name in options, tables and answers.
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
    /// The keys that are held down while another one is pressed.
    struct Modifiers: OptionSet, Hashable, Sendable {
        let rawValue: Int
        static let shift = Modifiers(rawValue: 1)
        static let alt = Modifiers(rawValue: 2)
        static let ctrl = Modifiers(rawValue: 4)
        static let system = Modifiers(rawValue: 8)

        /// All but Shift, which leaves a key the same.
        static let changing: Modifiers = [.alt, .ctrl, .system]
    }

    /// The key with these held down.
    ///
    /// Such combinations are for the terminal, the desktop and other programs and give no command.
    func held(with modifiers: Modifiers) -> Key {
        guard !modifiers.isDisjoint(with: .changing) else { return self }
        let names: [(Modifiers, String)] = [(.ctrl, "ctrl"), (.alt, "alt"), (.system, "super")]
        let held = names.filter { modifiers.contains($0.0) }.map(\.1)
        return .other((held + [name]).joined(separator: "-"))
    }
}
