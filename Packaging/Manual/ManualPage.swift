/// The manual page of the program or of one of its commands.
struct ManualPage: Sendable {
    /// The name that `man` finds it by.
    var name: String
    /// The whole page, in roff.
    var text: String

    /// Every page: the program's own and one for each command.
    ///
    /// They hold no date, so that the same program has the same pages on any day.
    ///
    /// - Parameters:
    ///   - help: the help of the program.
    ///   - version: the program's version.
    /// - Returns: the program's page first.
    static func all(of help: Help, version: String) -> [ManualPage] {
        let program = help.command
        // "unknot help" shows what these pages hold.
        let commands = (program.subcommands ?? []).filter { $0.commandName != "help" }
        let overview = ManualPage(program, commands: commands, version: version)
        return [overview]
            + commands.map { ManualPage($0, of: program.commandName, version: version) }
    }

    /// The page of the program, which names its commands and what holds for all of them.
    private init(_ program: CommandHelp, commands: [CommandHelp], version: String) {
        let discussion = Discussion(program.discussion ?? "")
        var lines = Self.head(program.commandName, program.abstract, version)
        lines += Roff.section("Synopsis")
        lines.append(
            "\(Roff.bold(program.commandName)) \(Roff.italic("command")) [\\fIargument\\fR ...]")
        lines += Roff.section("Description") + Roff.paragraphs(discussion.prose)
        lines += Roff.section("Commands")
        for command in commands {
            let page = "\(program.commandName)-\(command.commandName)"
            lines += Roff.entry("\(Roff.bold(page))(1)", command.abstract ?? "")
        }
        lines += Self.options(program.arguments ?? [])
        lines += discussion.sections
        lines += CommonSections.lines
        lines += Roff.section("See also")
        lines.append(
            commands.map { Roff.bold("\(program.commandName)-\($0.commandName)") + "(1)" }
                .joined(separator: ",\n"))
        self.init(name: program.commandName, text: lines.joined(separator: "\n") + "\n")
    }

    /// The page of a command.
    private init(_ command: CommandHelp, of program: String, version: String) {
        let discussion = Discussion(command.discussion ?? "")
        let arguments = (command.arguments ?? []).filter(\.shouldDisplay)
        let name = "\(program)-\(command.commandName)"
        var lines = Self.head(name, command.abstract, version)
        lines += Roff.section("Synopsis")
        lines.append(
            ([Roff.bold("\(program) \(command.commandName)"), "[\\fIoption\\fR ...]"]
                + arguments.filter { $0.kind == .positional }.map(\.synopsis))
                .joined(separator: " "))
        lines += Roff.section("Description")
        lines += Roff.paragraphs(command.abstract ?? "")
        if !discussion.prose.isEmpty { lines += [".PP"] + Roff.paragraphs(discussion.prose) }
        lines += Self.options(arguments)
        lines += discussion.sections
        lines += Roff.section("See also")
        lines.append("\(Roff.bold(program))(1)")
        self.init(name: name, text: lines.joined(separator: "\n") + "\n")
    }

    private init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    /// The title, and the line that `apropos` finds.
    private static func head(_ name: String, _ abstract: String?, _ version: String) -> [String] {
        var summary = (abstract ?? name)[...]
        if summary.hasSuffix(".") { summary.removeLast() }
        let first = summary.prefix(1).lowercased()
        return [
            ".\\\" Made by make-manual of what \"unknot --help\" says.",
            ".TH \(Roff.text(name.uppercased())) 1 \"\" \"Unknot \(Roff.text(version))\" \"Unknot\"",
            // No hyphens in what may be a command's name.
            ".nh",
        ] + Roff.section("Name") + [
            "\(Roff.text(name)) \\- \(Roff.text(first + summary.dropFirst()))"
        ]
    }

    /// What may stand on the command line: what has no name, then each group of options.
    private static func options(_ arguments: [ArgumentHelp]) -> [String] {
        let shown = arguments.filter(\.shouldDisplay)
        let positional = shown.filter { $0.kind == .positional }
        let named = shown.filter { $0.kind != .positional }
        var titles: [String] = []
        for title in named.compactMap(\.sectionTitle) where !titles.contains(title) {
            titles.append(title)
        }
        var lines: [String] = []
        if !positional.isEmpty {
            lines += Roff.section("Arguments") + positional.flatMap(\.entry)
        }
        if !named.isEmpty {
            lines += Roff.section("Options")
            lines += named.filter { $0.sectionTitle == nil }.flatMap(\.entry)
            for title in titles {
                lines += Roff.subsection(title)
                lines += named.filter { $0.sectionTitle == title }.flatMap(\.entry)
            }
        }
        return lines
    }
}

extension ArgumentHelp {
    /// As it stands in the synopsis.
    fileprivate var synopsis: String {
        let name = Roff.italic(valueName ?? "") + (isRepeating ? " ..." : "")
        return isOptional ? "[\(name)]" : name
    }

    /// Its names, what it does, what it takes.
    fileprivate var entry: [String] {
        var notes: [String] = []
        if let allValues, !allValues.isEmpty {
            notes.append("values: \(allValues.joined(separator: ", "))")
        }
        if let defaultValue { notes.append("default: \(defaultValue)") }
        let parts =
            [abstract, discussion].compactMap { $0 }
            + (notes.isEmpty ? [] : ["(\(notes.joined(separator: "; ")))"])
        return Roff.entry(term, parts.joined(separator: " "))
    }

    private var term: String {
        let value = valueName.map { Roff.italic($0) } ?? ""
        guard kind != .positional else { return value }
        let names = (names ?? []).sorted { $0.text.count < $1.text.count }
            .map { Roff.bold($0.text) }.joined(separator: ", ")
        return kind == .flag ? names : "\(names) \(value)"
    }
}
