/// The commands that keys give.
public struct KeyMap: Hashable, Sendable {
    /// A change that the user wants: a key and its new command; nil for none.
    public struct Change: Hashable, Sendable {
        /// The key.
        public var key: Key
        /// Its command, or nil.
        public var command: UserCommand?

        /// Reads a change as it is written: `f9=repeat`, `m=none`.
        ///
        /// - Throws: the problem with it, with the word that was probably meant.
        public init(_ text: String) throws(Problem) {
            // The last one separates, so that the key "=" can be named: "==ease".
            guard let separator = text.lastIndex(of: "="), separator != text.startIndex else {
                throw .noPair(text)
            }
            try self.init(
                key: String(text[..<separator]),
                command: String(text[text.index(after: separator)...]))
        }

        /// Reads a change from a key and a command.
        ///
        /// - Throws: the problem with it, with the word that was probably meant.
        public init(key name: String, command: String) throws(Problem) {
            guard let key = Key(name: name) else { throw .unknownKey(name) }
            self.key = key
            let word = command.lowercased()
            self.command = UserCommand(rawValue: word)
            guard self.command == nil, word != Self.nothing else { return }
            throw .unknownCommand(command)
        }

        /// The command that takes a key's meaning away.
        static let nothing = "none"
    }

    /// A mistake in a change.
    public enum Problem: Error, Hashable, Sendable {
        /// A text without a key and a command.
        case noPair(String)
        /// A key that does not exist.
        case unknownKey(String)
        /// A command that does not exist.
        case unknownCommand(String)

        /// The mistake, without a full stop: `there is no key "f99"`.
        public var what: String {
            switch self {
            case .noPair(let text):
                "write a key and a command, such as f9=repeat, not \(text.quoted)"
            case .unknownKey(let name): "there is no key \(name.quoted)"
            case .unknownCommand(let word): "there is no command \(word.quoted)"
            }
        }

        /// The words to write instead, without a full stop, or nil if the mistake says it.
        public var remedy: String? {
            switch self {
            case .noPair: nil
            case .unknownKey(let name):
                Suggestion.nearest(to: name, among: Key.Name.allCases.map(\.rawValue))
                    .map { "did you mean \($0.quoted)?" }
                    ?? "\"unknot keys\" shows what a key is called"
            case .unknownCommand(let word):
                UserCommand.advice(on: word, among: UserCommand.words + [Change.nothing])
            }
        }

        /// The mistake and the remedy as sentences.
        public var message: String {
            what.asSentence + (remedy.map { " \($0.asSentence)" } ?? "")
        }
    }

    private var commands: [Key: UserCommand]

    /// The usual map.
    public static let usual = KeyMap(
        commands: KeyBinding.usual.reduce(into: [:]) { commands, binding in
            for key in binding.keys { commands[key] = binding.command }
        })

    /// The command that a key gives; nil if it does nothing.
    public subscript(key: Key) -> UserCommand? { commands[key] }

    /// The map with changes; the last one of a key counts.
    public func changed(by changes: some Sequence<Change>) -> KeyMap {
        var map = self
        for change in changes { map.commands[change.key] = change.command }
        return map
    }
}

extension UserCommand {
    /// All the words, in the order of their importance.
    public static let words = allCases.map(\.rawValue)

    /// The answer to a word that is no command, with the nearest command or all of them; one line,
    /// whatever the word holds.
    public static func unknown(_ word: String, among words: [String] = words) -> String {
        "There is no command \(word.quoted). \(advice(on: word, among: words).asSentence)"
    }

    fileprivate static func advice(on word: String, among words: [String]) -> String {
        Suggestion.nearest(to: word, among: words).map { "did you mean \($0.quoted)?" }
            ?? "the commands are \(words.joined(separator: ", "))"
    }
}

extension String {
    /// The words with a capital and a full stop, if they do not end with another sign.
    fileprivate var asSentence: String {
        capitalised + (hasSuffix("?") ? "" : ".")
    }
}

// MARK: - In words

extension KeyMap {
    /// The map as one sentence to be heard, in under twenty seconds.
    ///
    /// It names the rows and the plainest keys, two for a command at most, and the user's own keys
    /// before them. A row that has lost a few of its keys is still named.
    public func sentence(in language: Language = .english) -> String {
        let words = language.keys
        return words.sentence(
            Self.spokenOrder.compactMap { command in
                let names = KeyBinding.usual.compactMap { binding in
                    isMostly(command, binding) ? words.group(binding.group).spoken : nil
                }
                let keys = (ownKeys(for: command).map(words.key) + names).prefix(2)
                return keys.isEmpty ? nil : (Array(keys), words.effect(command).inSentence)
            })
    }

    /// A row of the table of commands.
    public struct Row: Hashable, Sendable {
        /// The command's word.
        public var command: String
        /// Its keys and rows of keys, or a word for none.
        public var keys: String
        /// Its effect.
        public var summary: String
    }

    /// The table: a row for each command, also for one without a key.
    public func rows(in language: Language = .english) -> [Row] {
        UserCommand.allCases.map { command in
            var rest = Set(commands.filter { $0.value == command }.keys)
            var names: [String] = []
            for binding in KeyBinding.usual where binding.keys.allSatisfy(rest.contains) {
                let name = language.keys.group(binding.group).inTable
                names += name.map { [$0] } ?? binding.keys.map(\.name)
                rest.subtract(binding.keys)
            }
            names += rest.map(\.name).sorted()
            return Row(
                command: command.rawValue,
                keys: names.isEmpty ? language.keys.none : names.joined(separator: ", "),
                summary: language.keys.effect(command).inList)
        }
    }

    /// The keys that give another command than usual.
    private func ownKeys(for command: UserCommand) -> [Key] {
        commands.filter { $0.value == command && KeyMap.usual[$0.key] != command }.keys
            .sorted { $0.name < $1.name }
    }

    /// True if at least two of three keys give a command, so that a hand on them is right.
    private func isMostly(_ command: UserCommand, _ binding: KeyBinding) -> Bool {
        binding.keys.count { self[$0] == command } * 3 >= binding.keys.count * 2
    }

    private static let spokenOrder: [UserCommand] = [
        .toggle, .pause, .resume, .tender, .hold, .stay, .ease, .repeat, .howLong, .next, .back,
        .skipSide, .stop, .quit,
    ]
}
