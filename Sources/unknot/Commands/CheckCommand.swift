import ArgumentParser
import UnknotAudio
import UnknotCore

/// `unknot check` tells whether a routine is sound.
struct CheckCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Tell whether routines are sound, with every problem.",
        discussion: """
            A routine is read, and planned in every length and wording with every step it \
            offers, so that a sentence that does not fit is found here and not on the floor. \
            Each problem is a line, FILE:LINE:COLUMN, what is wrong, and what to do; then the \
            line of the file, with a caret under the place. A sound routine is answered with \
            what a session would last, in all and on each side.

            EXAMPLES:
              unknot check my-routine.yaml
              unknot check upper-calf whole-body
            """)

    @Argument(help: ArgumentHelp("Routine ids or files.", valueName: "file"), completion: .routine)
    var files: [String]

    @Option(help: "The voice that the sentences are measured with.", completion: .voice)
    var voice: String?

    func run(in shell: Shell) throws {
        let book = try SoundBook.opening(
            voice: SettingsFile.told(shell).voice(unless: voice), shell)
        var worst: Failure.Status?
        for name in files {
            do {
                let path = try Shelf(shell).path(of: name)
                let report = CheckReport(
                    path, try RoutineFile.bytes(path), book, width: shell.columns() ?? 80)
                try shell.out(report.text)
                if !report.isSound { worst = .unsoundRoutine }
            } catch let failure as Failure where failure.status != .cannotWrite {
                shell.complain(failure.message)
                worst = worst == .unsoundRoutine ? worst : failure.status
            }
        }
        if let worst { throw ExitCode(worst.rawValue) }
    }

    /// Turns what a plan fails with into what the user reads.
    static func planned<Plan>(
        _ path: String, _ routine: Routine, _ plan: () throws(PlanFailure) -> Plan
    ) throws -> Plan {
        do throws(PlanFailure) {
            return try plan()
        } catch {
            throw Failure(error, routine, path)
        }
    }
}

/// What there is to say about a routine file.
struct CheckReport {
    /// Lines for the user, each with its end.
    var text: String
    /// Whether the routine can be used.
    var isSound: Bool

    /// Reads and plans the bytes of a file.
    ///
    /// - Parameters:
    ///   - path: what the file is called.
    ///   - bytes: what it holds.
    ///   - book: what measures the sentences.
    ///   - width: the columns that an excerpt may take.
    init(_ path: String, _ bytes: [UInt8], _ book: SoundBook, width: Int) {
        switch RoutineReader.read(bytes) {
        case .failure(let error):
            self.init(path, bytes, error.problems, width: width)
        case .success(let routine):
            book.prepare(routine, PlanOptions())
            let check = RoutineCheck(routine, lengths: book.lengths)
            if check.findings.isEmpty {
                self.init(path, routine, check.sessions)
            } else {
                self.init(path, bytes, check.findings.map(\.told), width: width)
            }
        }
    }

    private init(_ path: String, _ bytes: [UInt8], _ problems: [Problem], width: Int) {
        let source = SourceExcerpt(of: bytes)
        let name = Self.shown(path)
        var lines: [String] = []
        for problem in problems {
            lines.append(problem.line(file: name))
            if let position = problem.position {
                lines += source.lines(at: position, width: width)
            }
        }
        lines.append("\(name): \(problems.count == 1 ? "1 problem" : "\(problems.count) problems")")
        text = lines.map { $0 + "\n" }.joined()
        isSound = false
    }

    private init(_ path: String, _ routine: Routine, _ sessions: [RoutineCheck.Session]) {
        let usual =
            sessions.first { $0.options.length == .standard && $0.options.include.isEmpty }
            ?? sessions.first
        let time = usual.map { TimeText.clock($0.timeline.duration) } ?? "?"
        var lines = ["\(Self.shown(path)): sound, \(time)", "  \(routine.title)"]
        let sides = [Side.right, .left].filter { side in
            sessions.contains { $0.duration(of: side) != nil }
        }
        let rows = sessions.map { session in
            (["--length \(session.options.length.rawValue)"]
                + session.options.include.map { "--include \($0)" }).joined(separator: " ")
        }
        let width = rows.map(\.count).max() ?? 0
        func line(_ name: String, _ cells: [String]) -> String {
            let padded = cells.map { String(repeating: " ", count: max(2, 9 - $0.count)) + $0 }
            return "  " + name + String(repeating: " ", count: width - name.count)
                + padded.joined()
        }
        lines.append(line("", ["session"] + sides.map(\.rawValue)))
        for (name, session) in zip(rows, sessions) {
            let times = [session.timeline.duration] + sides.map { session.duration(of: $0) }
            lines.append(line(name, times.map { $0.map(TimeText.clock) ?? "-" }))
        }
        if let warning = RoutineFile.warning(about: routine.language) {
            lines.append("  \(warning)")
        }
        text = lines.map { $0 + "\n" }.joined()
        isSound = true
    }

    /// A path without what could steer a terminal.
    private static func shown(_ path: String) -> String {
        String(
            String.UnicodeScalarView(
                path.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
    }
}
