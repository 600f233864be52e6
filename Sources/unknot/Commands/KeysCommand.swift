import ArgumentParser
import Glibc
import UnknotAudio
import UnknotCore

/// `unknot keys`: what the keys do, and what a pressed key is.
struct KeysCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Show what the keys do, and what a pressed key is.",
        discussion: """
            Shows the commands with their keys. In a terminal it then names each key that is \
            pressed, and what it does, until q is pressed twice or Ctrl-C. --input does that for a \
            pedal or a remote; its names are those that --key takes.

            EXAMPLES:
              unknot keys
              unknot keys --input /dev/input/event3
              unknot keys --key f9=repeat --key m=none
              unknot start upper-calf --key code-288=toggle --input /dev/input/event3
            """)

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "What a key does, such as f9=repeat or m=none; may be given again.",
            valueName: "key=command"),
        transform: { try ControlArguments.change($0) })
    var key: [KeyMap.Change] = []

    @Option(
        help: ArgumentHelp(
            "An input device whose keys are shown, such as /dev/input/event3; may be given again.",
            valueName: "device"),
        completion: .file())
    var input: [String] = []

    func run(in shell: Shell) throws {
        let map = SettingsFile.told(shell).keys(and: key)
        let complaints = LinePrinter(STDERR_FILENO)
        let inputs = try ControlArguments.open(input) { complaints.line("unknot: \($0)") }
        let rows = map.rows().map { [$0.command, $0.summary, $0.keys] }
        // Whoever reads slowly gets all of it; a signal ends that, as it is not kept yet.
        try shell.out(Table.text(rows, header: ["command", "what it does", "keys"]))
        let interrupts = Interrupts()
        let terminal = TerminalKeys(STDIN_FILENO)
        defer { terminal?.restore() }
        let sources: [any KeySource] = (terminal.map { [$0] } ?? []) + inputs
        guard !sources.isEmpty else { return }
        let printer = LinePrinter(STDOUT_FILENO)
        printer.line("\nPress keys to see what they are. Twice q, or Ctrl-C, ends this.")
        try show(sources, map, interrupts, printer)
        printer.close(by: Monotonic.now + 500_000_000)
    }

    /// Names the keys that are pressed, until `q` comes twice in a row.
    private func show(
        _ sources: [any KeySource], _ map: KeyMap, _ interrupts: Interrupts,
        _ printer: LinePrinter
    ) throws {
        var last: Key?
        while true {
            Self.wait(for: sources, interrupts, isWaiting: printer.isWaiting)
            if let signal = interrupts.next() { throw ExitCode(128 + signal) }
            printer.flush()
            for key in sources.flatMap({ $0.keys() }) {
                let effect = Language.english.keys.effect
                let use = map[key].map { "\($0.rawValue): \(effect($0).inList)" } ?? "nothing"
                printer.line("\(key.name)  \(use)")
                if key == Key("q"), last == key { return }
                last = key
            }
            if let problem = printer.problem {
                throw Failure(
                    "Standard output cannot be written: \(problem).", status: .cannotWrite)
            }
            // A terminal that has gone presses no more keys.
            if sources.allSatisfy({ $0.deadline == nil && $0.watched.allSatisfy(\.isNone) }) {
                return
            }
        }
    }

    /// Waits for keys and signals, and not long where lines wait for their reader.
    private static func wait(
        for sources: [any KeySource], _ interrupts: Interrupts, isWaiting: Bool
    ) {
        var entries = ([interrupts.descriptor] + sources.flatMap(\.watched).map(\.descriptor))
            .map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let retry = isWaiting ? Monotonic.now + 50_000_000 : nil
        let deadline = (sources.map(\.deadline) + [retry]).compactMap { $0 }.min()
        let left = deadline.map { max(0, $0 - Monotonic.now + 999_999) / 1_000_000 }
        _ = poll(&entries, nfds_t(entries.count), left.map { Int32(clamping: $0) } ?? -1)
    }
}

extension Watched {
    /// True where there is nothing to wait for.
    fileprivate var isNone: Bool { descriptor < 0 }
}
