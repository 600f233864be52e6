public import ArgumentParser
import Glibc
public import UnknotAudio
import UnknotCore

/// `unknot start`: a session.
struct StartCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start a session, spoken and timed.",
        discussion: """
            Each cue also prints as a line at the moment at which it is heard: the session's \
            time, \"say\" or \"tone\", the words. Without a sound device the lines go on, on \
            time, and the device is tried again. Ctrl-C ends the session.

            EXAMPLES:
              unknot start upper-calf
              unknot start upper-calf --hold 45s --pace 1.5
              unknot start whole-body --side left --cues brief
              unknot start ball-legs --include behind-knee --length full
              unknot start upper-calf --silent
            """)

    @Argument(help: ArgumentHelp("A routine's id or file.", valueName: "routine"))
    var routine: String

    @Flag(help: "Text alone: no voice, no tones, no device.")
    var silent = false

    @Flag(help: "Lines alone, as for a screen reader; the terminal's keys stay with it.")
    var plain = false

    @Option(help: ArgumentHelp("The ALSA device to play on.", valueName: "name"))
    var device: String = "default"

    @Option(help: "While there is no sound: text (go on) or pause (wait for it).")
    var withoutSound: LiveSession.WithoutSound = .text

    @Flag(help: "Staying in a hold leaves the other side as it is.")
    var noMirror = false

    @OptionGroup(title: "Plan") var plan: PlanArguments

    func run(in shell: Shell) throws {
        let interrupts = Interrupts()
        let path = try Shelf(shell).path(of: routine)
        let routine = try RoutineFile.read(path)
        let book =
            silent
            ? try SoundBook.silent(voice: plan.voice)
            : try SoundBook.opening(voice: plan.voice, volume: plan.volume, shell)
        book.prepare(routine, plan.options)
        let live = try CheckCommand.planned(path) { () throws(PlanFailure) in
            try LivePlan(routine, plan.options, lengths: book.lengths)
        }
        let screen = SessionLines(
            live.timeline, isSilent: silent, waits: withoutSound == .pause)
        let keys = plain ? nil : TerminalKeys(STDIN_FILENO)
        let session = LiveSession(
            live.timeline, plan: live, book: book,
            options: .init(
                output: silent ? .text : .device(device), withoutSound: withoutSound,
                rate: plan.rate, remotes: keys.map { [$0] } ?? [], mirrors: !noMirror),
            interrupts: interrupts
        ) { screen.show($0) }
        if let (sentence, error) = book.firstFailure {
            shell.complain("\"\(sentence)\" cannot be spoken and is text alone: \(error)")
        }
        let outcome = session.run()
        keys?.restore()
        try screen.close(outcome)
    }
}

extension LiveSession.WithoutSound: ExpressibleByArgument {}
