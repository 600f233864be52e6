import ArgumentParser
import Glibc
import UnknotCore

/// The command line of Unknot: one file a command.
@main
struct Unknot: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unknot",
        abstract: "A hands-free coach for foam rolling, heard and not watched.",
        discussion: """
            Says where to put the roller and how to move, times every roll and hold, beeps when a \
            hold starts and ends, and tells you when to change sides. Where there is no sound it \
            goes on as timed text.

            EXAMPLES:
              unknot list                          the routines
              unknot start upper-calf              a spoken session
              unknot start upper-calf --silent     the same as text, without sound
              unknot show whole-body --side left   what a session holds
              unknot render upper-calf -o calf.wav the same session as a file
              unknot keys                          what the keys do meanwhile
              unknot config                        what is set, and where
            """,
        version: "0.1.0",
        subcommands: [
            ListCommand.self, ShowCommand.self, NewCommand.self, CheckCommand.self,
            SchemaCommand.self,
            StartCommand.self,
            ResumeCommand.self,
            RenderCommand.self, DoctorCommand.self, VoicesCommand.self, KeysCommand.self,
            ConfigCommand.self,
        ])

    /// Starts the program.
    static func main() {
        StandardStream.occupy()
        // Failing writes are reported, whether a reader has gone or a file may not grow.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        do {
            var asked = try command(for: Array(CommandLine.arguments.dropFirst()))
            try asked.run()
        } catch {
            exit(withError: error)
        }
    }

    /// The command that the arguments ask for.
    ///
    /// - Throws: what ArgumentParser throws, and a `ValidationError` with a suggestion for a
    ///   command that does not exist.
    static func command(for arguments: [String]) throws -> any ParsableCommand {
        let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        if let name = arguments.first, !name.hasPrefix("-"), !names.contains(name) {
            let advice =
                Suggestion.nearest(to: name, among: names).map { "Did you mean \"\($0)\"?" }
                ?? "The commands are \(names.joined(separator: ", "))."
            throw ValidationError("There is no command \"\(name)\". \(advice)")
        }
        return try parseAsRoot(arguments)
    }
}
