import ArgumentParser
import UnknotAudio
import UnknotCore

/// `unknot render`: the same session as an audio file.
struct RenderCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Write a session to an audio file.",
        discussion: """
            The file holds what a live session sounds like, sample for sample: WAV, mono, \
            16 bits, 48 kHz. A file that stands there is replaced once the new one is whole.

            EXAMPLES:
              unknot render upper-calf -o calf.wav
              unknot render whole-body --intro off --hold 60s -o body.wav
            """)

    @Argument(help: ArgumentHelp("A routine's id or file.", valueName: "routine"))
    var routine: String

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file.wav"))
    var output: String

    @OptionGroup(title: "Plan") var plan: PlanArguments

    func validate() throws {
        guard output.lowercased().hasSuffix(".wav") else {
            throw ValidationError("-o takes a file that ends in .wav, not \"\(output)\".")
        }
    }

    func run(in shell: Shell) throws {
        let interrupts = Interrupts()
        let path = try Shelf(shell).path(of: routine)
        let routine = try RoutineFile.read(path)
        let voice: EspeakVoice
        do throws(VoiceError) {
            voice = try EspeakVoice(plan.voice ?? EspeakVoice.usualName)
        } catch {
            if case .unknownVoice = error { throw Failure("--voice: \(error)", status: .usage) }
            throw Failure("\(error)", status: .noService)
        }
        let book = SoundBook(
            voice: voice, tones: SoundBook.tones(shell), volume: plan.volume)
        book.prepare(routine, plan.options)
        let timeline = try CheckCommand.planned(path) { () throws(PlanFailure) in
            try Planner(lengths: book.lengths).plan(routine, plan.options)
        }
        let stage = Stage(
            Conductor(timeline, clips: book.clips(for: timeline.cues)))
        if let (sentence, error) = book.firstFailure {
            throw Failure("\"\(sentence)\" cannot be spoken: \(error)", status: .noService)
        }
        try Self.write(stage, to: output, interrupts)
    }

    private static func write(_ stage: Stage, to path: String, _ interrupts: Interrupts) throws {
        do throws(SinkError) {
            let sink = try FileSink(path: path, interrupts: interrupts)
            _ = try Player(stage, as: stage.owner).play(on: sink)
        } catch {
            switch error {
            case .cannotCreate: throw Failure("\(error)", status: .cannotCreate)
            case .cannotWrite, .device: throw Failure("\(error)", status: .cannotWrite)
            case .interrupted(let signal): throw ExitCode(128 + signal)
            }
        }
    }
}
