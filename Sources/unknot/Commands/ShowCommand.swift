import ArgumentParser
import UnknotAudio
import UnknotCore

/// `unknot show`: what a session holds.
struct ShowCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a session as a plan to read or to hand out.",
        discussion: """
            Prints what is needed, who should not do it, and step by step the position, what to \
            do and for how long, with the time of each side. With --timeline it is told minute by \
            minute, each sentence in its place; with --json every segment and cue for programs, \
            in seconds.

            EXAMPLES:
              unknot show upper-calf
              unknot show calf-programme --length full --include band
              unknot show whole-body --fit 15m
              unknot show upper-calf --timeline
              unknot show upper-calf --json
            """)

    @Argument(
        help: ArgumentHelp("A routine's id or file.", valueName: "routine"), completion: .routine)
    var routine: String

    @Flag(help: "Print the session minute by minute, with every sentence.")
    var timeline = false

    @Flag(help: "Print the timeline as JSON.")
    var json = false

    @OptionGroup(title: "Plan") var plan: PlanArguments

    func validate() throws {
        guard !json || !timeline else {
            throw ValidationError("--timeline and --json are two forms of one thing; give one.")
        }
    }

    func run(in shell: Shell) throws {
        let path = try Shelf(shell).path(of: routine)
        let routine = try RoutineFile.told(path, shell)
        let choice = plan.choice(.told(shell))
        let book = try SoundBook.opening(voice: choice.voice, shell)
        let settled = try choice.settled(routine, path, book)
        let live = try CheckCommand.planned(path, routine) { () throws(PlanFailure) in
            try LivePlan(routine, settled.options, lengths: book.lengths)
        }
        if json {
            settled.summary.map(shell.complain)
            try shell.out(TimelineJSON.text(live.timeline))
        } else if timeline {
            try shell.out(TimelineText.text(live.timeline, routine, fitted: settled.summary))
        } else {
            let text = HandoutText(width: shell.columns() ?? 80)
            try shell.out(text.text(Handout(live), fitted: settled.summary))
        }
    }
}
