import ArgumentParser
import Glibc
import UnknotAudio
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

    @Option(help: ArgumentHelp("The ALSA device to play on.", valueName: "name"))
    var device: String = "default"

    @OptionGroup(title: "Plan") var plan: PlanArguments

    func run(in shell: Shell) throws {
        let interrupts = Interrupts()
        let path = try Shelf(shell).path(of: routine)
        let routine = try RoutineFile.read(path)
        let book =
            silent
            ? SoundBook(voice: nil) : try SoundBook.opening(voice: plan.voice, shell)
        let timeline = try CheckCommand.planned(path) { () throws(PlanFailure) in
            try Planner(lengths: book.lengths).plan(routine, plan.options)
        }
        let clips = silent ? [] : book.clips(for: timeline, volume: plan.volume)
        if let (sentence, error) = book.firstFailure {
            shell.complain("\"\(sentence)\" cannot be spoken and is text alone: \(error)")
        }
        try play(Conductor(timeline, clips: clips), interrupts, shell)
    }

    private func play(_ conductor: Conductor, _ interrupts: Interrupts, _ shell: Shell) throws {
        let timeline = conductor.timeline
        let printer = LinePrinter(STDOUT_FILENO)
        var isTextAlone = silent
        var complained = false
        let session = LiveSession(
            conductor, on: silent ? .text : .device(device), interrupts: interrupts
        ) { event in
            switch event {
            case .cue(let index):
                printer.line(timeline.cues[index].line)
                guard let problem = printer.problem, !complained else { return }
                complained = true
                shell.complain("Standard output cannot be written: \(problem). Sound goes on.")
            case .soundLost(let error):
                isTextAlone = true
                shell.complain(
                    """
                    \(error) The session goes on in text, and the device is tried again; \
                    \"unknot doctor\" shows what works.
                    """)
            case .soundReturned:
                isTextAlone = false
                shell.complain("The sound is back.")
            }
        }
        let ending = session.run()
        printer.close()
        let whole = SessionTime.clock(timeline.duration)
        switch ending {
        case .finished:
            if let problem = printer.problem, isTextAlone {
                throw Failure(
                    "Standard output cannot be written: \(problem).", status: .cannotWrite)
            }
        case .interrupted(let signal):
            shell.complain("Stopped at \(SessionTime.clock(session.position)) of \(whole).")
            throw ExitCode(128 + signal)
        }
    }
}
