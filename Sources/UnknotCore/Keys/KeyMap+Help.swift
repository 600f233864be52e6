/// A key map in words, for the ear and for the eye.
extension KeyMap {
    /// The map as one sentence to be heard, in under twenty seconds.
    ///
    /// Rows and the plainest keys are named, two for a command at most, and the user's own keys
    /// before them. A row of which a key has been taken is still a row, but for that key.
    public var sentence: String {
        let parts = Self.spokenOrder.compactMap { request -> String? in
            var names = KeyZone.usual.compactMap { zone in
                zone.isMostly(request, in: self) ? zone.spoken : nil
            }
            // What a user has chosen is what that user looks for.
            let own = ownKeys(for: request).map(\.spokenName)
            names = Array((own + names).prefix(2))
            guard !names.isEmpty else { return nil }
            return "\(names.joined(separator: " or ")) \(request.spoken)"
        }
        guard !parts.isEmpty else { return "No key does anything." }
        let text = parts.joined(separator: ", ")
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }

    /// A row of the table: a command, its keys, what it does.
    public struct Row: Hashable, Sendable {
        /// The command's word.
        public var command: String
        /// Its keys and rows of keys, or `none`.
        public var keys: String
        /// What it does.
        public var summary: String
    }

    /// The table: a row for each command, also for one without a key.
    public var rows: [Row] {
        Request.allCases.map { request in
            var rest = Set(keys.filter { $0.value == request }.keys)
            var names: [String] = []
            for zone in KeyZone.usual where zone.keys.allSatisfy(rest.contains) {
                names += zone.written.map { [$0] } ?? zone.keys.map(\.name)
                rest.subtract(zone.keys)
            }
            names += rest.map(\.name).sorted()
            return Row(
                command: request.rawValue,
                keys: names.isEmpty ? "none" : names.joined(separator: ", "),
                summary: request.summary)
        }
    }

    /// The keys that ask for something else than they usually do.
    private func ownKeys(for request: Request) -> [Key] {
        keys.filter { $0.value == request && KeyMap.usual[$0.key] != request }.keys
            .sorted { $0.name < $1.name }
    }

    private static let spokenOrder: [Request] = [
        .toggle, .pause, .resume, .tender, .hold, .stay, .ease, .repeat, .howLong, .next, .back,
        .skipSide, .stop, .quit,
    ]
}

extension KeyZone {
    /// Whether at least two keys in three ask for something, so that a hand on it is right.
    fileprivate func isMostly(_ request: Request, in map: KeyMap) -> Bool {
        keys.count { map[$0] == request } * 3 >= keys.count * 2
    }
}

extension Request {
    /// What its key does, as the end of a sentence that begins with the key.
    fileprivate var spoken: String {
        switch self {
        case .toggle: "pauses or goes on"
        case .pause: "pauses"
        case .resume: "goes on"
        case .next: "goes to the next step"
        case .back: "goes back"
        case .repeat: "repeats"
        case .tender: "is for a tender spot"
        case .hold: "starts the hold"
        case .stay: "stays longer"
        case .ease: "ends the hold"
        case .skipSide: "skips the side"
        case .howLong: "says the time"
        case .help: "says the keys"
        case .stop: "ends the session"
        case .quit: "quits"
        }
    }
}

extension Key {
    /// What it is called in a sentence that is heard.
    fileprivate var spokenName: String {
        switch self {
        case .character(let character): Self.marks[character] ?? String(character).uppercased()
        case .named(let name):
            name.rawValue.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
                .joined(separator: " ")
        case .code(let code): "key \(code)"
        case .other(let text): text
        }
    }

    private static let marks: [Character: String] = [
        "+": "plus", "-": "minus", "=": "equals", ",": "comma", ".": "full stop", "/": "slash",
        "?": "question mark", ";": "semicolon", "'": "apostrophe", "<": "less than", "*": "star",
        "\\": "backslash", "`": "backquote", "[": "left bracket", "]": "right bracket",
    ]
}
