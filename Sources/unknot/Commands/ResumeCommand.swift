import ArgumentParser
import Glibc
import UnknotAudio
import UnknotCore

/// `unknot resume`: the session that was left.
struct ResumeCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on with the session that was left.",
        discussion: """
            Wherever a session ended before its end (a key, a closed terminal, a crash, a power \
            cut), it goes on in the same step, on the same side, with what was left of it: after the \
            set-up of the step once more, and the time to get down. The options are those that it \
            was started with, and what is given here counts instead; --silent and --plain are not \
            kept, as they belong to the terminal. A pedal that is not there, or a path that \
            cannot take commands any more, is said, and the session goes on without it.

            EXAMPLES:
              unknot resume
              unknot resume --silent
            """)

    @Option(
        help: "Another voice than before; \"unknot voices\" names them.", completion: .voice)
    var voice: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Another loudness than before: 0 to 100.", valueName: "percent"))
    var volume: Int?

    @OptionGroup(title: "Session") var playing: PlayArguments

    mutating func validate() throws {
        if let volume, !(0...100).contains(volume) {
            throw ValidationError("--volume takes 0 to 100 percent, not \(volume).")
        }
    }

    func run(in shell: Shell) throws {
        let interrupts = Interrupts()
        let lock = try StateFolder(shell).lock()
        defer { withExtendedLifetime(lock) {} }
        guard let kept = StateFolder(shell).kept else {
            throw Failure(
                "No session was left before its end. \"unknot start\" begins one.",
                status: .noInput)
        }
        let path = try Shelf(shell).path(of: kept.routine)
        let routine = try RoutineFile.told(path, shell)
        let file = SettingsFile.told(shell)
        let voice = voice ?? kept.voice
        let volume = volume ?? kept.volume
        let book = try playing.book(
            voice: file.voice(unless: voice), volume: volume, shell)
        book.prepare(routine, kept.bookmark.options)
        let plan = try CheckCommand.planned(path, routine) { () throws(PlanFailure) in
            try LivePlan(resuming: kept.bookmark, of: routine, lengths: book.lengths)
        }
        shell.complain("\(kept.summary(now: time(nil))); going on there.")
        try playing.play(
            plan, book,
            keeping: KeptPlace(
                routine: kept.routine, voice: voice, volume: volume, isKept: true,
                ways: kept.ways), file,
            interrupts, shell)
    }
}
