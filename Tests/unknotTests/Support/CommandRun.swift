import ArgumentParser
import Synchronization

@testable import unknot

/// A command that ran inside of this process, with a world of its own: what it wrote, how it ended.
struct CommandRun {
    var output: String
    var errors: [String]
    var status: Int32

    /// Runs `unknot` with these words.
    ///
    /// - Parameters:
    ///   - words: the arguments.
    ///   - home: the folder that stands for the user's own configuration.
    init(_ words: [String], home: String = "/nonexistent") {
        let world = World()
        let shell = Shell(
            out: { text in world.written.withLock { $0.output += text } },
            complain: { line in world.written.withLock { $0.errors.append(line) } },
            environment: { $0 == "XDG_CONFIG_HOME" ? home : nil })
        var status: Int32 = 0
        do {
            // Completions are made while the words are understood.
            try Shell.$current.withValue(shell) {
                var command = try Unknot.command(for: words)
                try command.run()
            }
        } catch {
            status = Unknot.exitCode(for: error).rawValue
            // What ArgumentParser itself would print before it ends the process.
            let message = Unknot.message(for: error)
            if !message.isEmpty { shell.complain(message) }
        }
        self.status = status
        (output, errors) = world.written.withLock { ($0.output, $0.errors) }
    }

    private final class World: Sendable {
        let written = Mutex((output: "", errors: [String]()))
    }
}
