/// What `unknot --experimental-dump-help` prints: the help of every command, as data.
struct Help: Decodable, Sendable {
    /// The program, with its commands inside.
    var command: CommandHelp
}

/// The help of a command.
struct CommandHelp: Decodable, Sendable {
    /// What is typed to run it.
    var commandName: String
    /// What it does, in a sentence.
    var abstract: String?
    /// What it does, in paragraphs; then sections such as examples.
    var discussion: String?
    /// The commands inside it.
    var subcommands: [CommandHelp]?
    /// Its arguments, options and flags.
    var arguments: [ArgumentHelp]?
}

/// The help of an argument, an option or a flag.
struct ArgumentHelp: Decodable, Sendable {
    /// What it looks like on the command line.
    enum Kind: String, Decodable, Sendable {
        case positional
        case option
        case flag
    }

    /// One of its names.
    struct Name: Decodable, Sendable {
        /// What it begins with.
        enum Kind: String, Decodable, Sendable {
            case long
            case short
            case longWithSingleDash
        }

        var kind: Kind
        var name: String

        /// As it is typed.
        var text: String { (kind == .long ? "--" : "-") + name }
    }

    var kind: Kind
    var shouldDisplay: Bool
    /// The heading that it stands under, where it has one.
    var sectionTitle: String?
    var isOptional: Bool
    var isRepeating: Bool
    var names: [Name]?
    /// What stands for its value.
    var valueName: String?
    /// The value that holds where none is given.
    var defaultValue: String?
    /// The values that it takes, where they are few.
    var allValues: [String]?
    var abstract: String?
    var discussion: String?
}
