import ArgumentParser
import Glibc
import UnknotAudio
import UnknotCore

/// `unknot start`: a session.
struct StartCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start a session, spoken and timed.",
        discussion: """
            On a terminal the whole window shows what to do, which side, the seconds left and what \
            comes next, to be read from across the room. With --plain or --silent, and where there \
            is no terminal, each cue prints as a line at the moment at which it is heard: the \
            session's time, \"say\" or \"tone\", the words. Without a sound device it goes on all \
            the same, on time, and the device is tried again. Space pauses, the question mark says \
            what the other keys do (\"unknot keys\" shows it), Ctrl-C ends the session.

            To try one step, begin with it: --from says its set-up, gives the time to get down, \
            and goes on from there until q ends it.

            EXAMPLES:
              unknot start upper-calf
              unknot start upper-calf --hold 45s --pace 1.5
              unknot start whole-body --fit 15m
              unknot start whole-body --side left --cues brief
              unknot start ball-legs --include behind-knee --length full
              unknot start ./my-calf.yaml --from centre
              unknot start upper-calf --silent
              unknot start upper-calf --input /dev/input/event3 --key code-288=tender
              unknot start upper-calf --control "$XDG_RUNTIME_DIR/unknot"
            """)

    @Argument(
        help: ArgumentHelp("A routine's id or file.", valueName: "routine"), completion: .routine)
    var routine: String

    @OptionGroup(title: "Session") var playing: PlayArguments

    @OptionGroup(title: "Plan") var plan: PlanArguments

    func run(in shell: Shell) throws {
        let interrupts = Interrupts()
        let lock = try StateFolder(shell).lock()
        defer { withExtendedLifetime(lock) {} }
        let path = try Shelf(shell).path(of: routine)
        let routine = try RoutineFile.told(path, shell)
        let file = SettingsFile.told(shell)
        let choice = plan.choice(file)
        let book = try playing.book(voice: choice.voice, volume: choice.volume, shell)
        let settled = try choice.settled(routine, path, book)
        let live = try CheckCommand.planned(path, routine) { () throws(PlanFailure) in
            try LivePlan(routine, settled.options, lengths: book.lengths)
        }
        settled.summary.map(shell.complain)
        let now = time(nil)
        if let kept = StateFolder(shell).kept, now - kept.time < 86_400 {
            shell.complain("\(kept.summary(now: now)); \"unknot resume\" goes on there.")
        }
        try playing.play(
            live, book,
            keeping: KeptPlace(
                routine: try Shelf.lasting(self.routine, path), voice: choice.voice.asked,
                volume: choice.volume), file, interrupts, shell)
    }
}
