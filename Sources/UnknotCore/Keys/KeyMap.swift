/// Which key asks for what.
public struct KeyMap: Hashable, Sendable {
    /// A change that a user wishes: a key, and what it is to ask for; nil for nothing.
    public struct Change: Hashable, Sendable {
        /// The key.
        public var key: Key
        /// What it asks for, or nil.
        public var request: Request?

        /// Reads a change as it is written: `f9=repeat`, `m=none`.
        ///
        /// - Throws: what is wrong with it, with the word that was probably meant.
        public init(_ text: String) throws(Problem) {
            // The last one separates, so that the key "=" can be named: "==ease".
            guard let separator = text.lastIndex(of: "="), separator != text.startIndex else {
                throw Problem(
                    message: "Write a key and a command, such as f9=repeat, not \(text.quoted).")
            }
            try self.init(
                key: String(text[..<separator]),
                command: String(text[text.index(after: separator)...]))
        }

        /// Reads a change of which key and command are apart.
        ///
        /// - Throws: what is wrong with it, with the word that was probably meant.
        public init(key name: String, command: String) throws(Problem) {
            guard let key = Key(name: name) else {
                let near = Suggestion.nearest(to: name, among: Key.Name.allCases.map(\.rawValue))
                let advice =
                    near.map { "Did you mean \($0.quoted)?" }
                    ?? "\"unknot keys\" shows what a key is called."
                throw Problem(message: "There is no key \(name.quoted). \(advice)")
            }
            self.key = key
            let word = command.lowercased()
            request = Request(rawValue: word)
            guard request == nil, word != Self.nothing else { return }
            throw Problem(
                message: Request.unknown(command, among: Request.words + [Self.nothing]))
        }

        /// The command that takes a key's meaning away.
        static let nothing = "none"
    }

    /// Why a change cannot be read, in a sentence or two.
    public struct Problem: Error, Hashable, Sendable {
        /// The sentences.
        public var message: String
    }

    private var requests: [Key: Request]

    /// The usual map.
    public static let usual = KeyMap(
        requests: KeyZone.usual.reduce(into: [:]) { requests, zone in
            for key in zone.keys { requests[key] = zone.request }
        })

    /// What a key asks for; nil where it does nothing.
    public subscript(key: Key) -> Request? { requests[key] }

    /// The keys that ask for something.
    var keys: [Key: Request] { requests }

    /// The map with changes, of which the last counts where they contradict each other.
    public func changed(by changes: some Sequence<Change>) -> KeyMap {
        var map = self
        for change in changes { map.requests[change.key] = change.request }
        return map
    }
}

extension Request {
    /// All the words, in the order of their importance.
    public static let words = allCases.map(\.rawValue)

    /// What to answer to a word that is no command: the nearest one, or all; one line, whatever the
    /// word holds.
    public static func unknown(_ word: String, among words: [String] = words) -> String {
        let advice =
            Suggestion.nearest(to: word, among: words).map { "Did you mean \($0.quoted)?" }
            ?? "The commands are \(words.joined(separator: ", "))."
        return "There is no command \(word.quoted). \(advice)"
    }
}
