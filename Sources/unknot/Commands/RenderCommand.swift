public import ArgumentParser
import Glibc
public import UnknotAudio
public import UnknotCore

/// `unknot render`: the same session as an audio file.
struct RenderCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Write a session to an audio file.",
        discussion: """
            The file's ending chooses the format: .wav, .flac, .ogg (Vorbis), .opus or .mp3. It \
            holds what a live session sounds like, sample for sample where the format is without \
            loss: 48 kHz, 16 bits, mono unless --stereo. A file that stands there is replaced \
            once the new one is whole; what is written beside it replaces nothing without --force.

            EXAMPLES:
              unknot render upper-calf -o calf.wav
              unknot render whole-body --intro off --hold 60s -o body.mp3
              unknot render upper-calf -o calf.opus --captions lrc --chapters cue
              unknot render whole-body -o body.mp3 --split
              unknot render --all -o sessions --format flac
            """)

    @Argument(
        help: ArgumentHelp("A routine's id or file.", valueName: "routine"), completion: .routine)
    var routine: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The file to write; the folder with --all.", valueName: "file"),
        completion: .file())
    var output: String

    @Flag(help: "Two channels, with the same sound on both.")
    var stereo = false

    @Option(
        help: ArgumentHelp(
            "Captions beside the file: srt, vtt or lrc; may be given again.", valueName: "format"))
    var captions: [Captions.Format] = []

    @Option(
        help: ArgumentHelp(
            "Chapters beside the file: cue or ffmetadata; may be given again.",
            valueName: "format"))
    var chapters: [Chapters.Format] = []

    @Flag(help: "Also a file for each step and side, with a playlist.")
    var split = false

    @Flag(help: "Every routine, each a file in the folder that -o names.")
    var all = false

    @Option(
        help: ArgumentHelp(
            "With --all, the format of the files: wav, flac, ogg, opus or mp3 (default: wav).",
            valueName: "format"))
    var format: SoundFormat?

    @Flag(help: "Replace files that stand in the way.")
    var force = false

    /// For the processes of --all, which leave the terminal to the one that started them.
    @Flag(help: .hidden)
    var noProgress = false

    @OptionGroup(title: "Plan") var plan: PlanArguments

    func validate() throws {
        if all {
            guard routine == nil else {
                throw ValidationError("--all takes no routine, and \"\(routine ?? "")\" is one.")
            }
            return
        }
        guard routine != nil else {
            throw ValidationError("Name a routine (\"unknot list\" shows them), or use --all.")
        }
        guard format == nil else {
            throw ValidationError("--format goes with --all; otherwise the ending of -o decides.")
        }
        guard SoundFormat(path: output) != nil || FolderOutput.isNoPlainFile(output) else {
            throw ValidationError(
                "-o takes a file that ends in \(SoundFormat.endings), not \"\(output)\".")
        }
        guard !chapters.contains(.cue) || Chapters.canName(SessionFiles.name(output)) else {
            throw ValidationError(
                "A cue sheet cannot name a file with a double quote or a line end in its name.")
        }
    }

    func run(in shell: Shell) throws {
        let interrupts = Interrupts()
        guard let routine else {
            // Each file has a process of its own, and none of those needs to say it again.
            _ = SettingsFile.told(shell)
            return try FolderOutput(folder: output, format: format ?? .wav, force: force)
                .render(Shelf(shell).entries, words, interrupts, shell)
        }
        guard let format = SoundFormat(path: output) else {
            throw Failure(
                "\(output) cannot be made: it is a folder or a device; name a file.",
                status: .cannotCreate)
        }
        let bar = noProgress ? nil : ProgressBar(STDERR_FILENO)
        let path = try Shelf(shell).path(of: routine)
        let plan = try RoutineFile.told(path, shell)
        let file = noProgress ? SettingsFile(shell) : .told(shell)
        let choice = self.plan.choice(file)
        let book = SoundBook(
            voice: try Self.voice(choice.voice, shell), tones: SoundBook.tones(shell),
            volume: choice.volume)
        let settled = try choice.settled(plan, path, book)
        let timeline = try CheckCommand.planned(path, plan) { () throws(PlanFailure) in
            try Planner(lengths: book.lengths).plan(plan, settled.options)
        }
        // Of many files it has to be said which one it was.
        if let summary = settled.summary {
            shell.complain(noProgress ? "\(plan.id): \(summary)" : summary)
        }
        var stretch = ClipStretch.first
        let stage = Stage(
            Conductor(timeline, clips: book.clips(for: timeline.cues, within: stretch.frames)))
        if let (sentence, error) = book.firstFailure {
            throw Failure("\"\(sentence)\" cannot be spoken: \(error)", status: .noService)
        }
        let files = SessionFiles(
            timeline, path: output, format: format, comment: comment(plan, file.settings))
        try Self.named {
            () throws(SinkError) in
            let sink = try FileSink(
                files.whole(channels: channels), length: timeline.duration,
                parts: split ? files.parts(channels: channels, force) : [],
                texts: files.texts(captions, chapters, split: split, force),
                interrupts: interrupts
            ) { written in
                bar?.show(written, of: timeline.duration)
                guard stretch.isShort(at: written, of: timeline.duration) else { return }
                stretch = ClipStretch(around: written)
                let clips = book.clips(for: timeline.cues, within: stretch.frames)
                stage.send(.setClips(clips))
            }
            _ = try Player(stage, as: stage.owner).play(on: sink)
        }
    }

    private var channels: Int { stereo ? 2 : 1 }

    /// What the file was made with.
    private func comment(_ routine: Routine, _ settings: Settings) -> String {
        (["unknot render", routine.id] + plan.filled(by: settings).words).joined(separator: " ")
    }

    /// The options, for the same work on another routine.
    private var words: [String] {
        (stereo ? ["--stereo"] : []) + (split ? ["--split"] : []) + (force ? ["--force"] : [])
            + captions.flatMap { ["--captions", $0.rawValue] }
            + chapters.flatMap { ["--chapters", $0.rawValue] } + plan.words
    }

    private static func voice(_ wish: VoiceWish, _ shell: Shell) throws -> EspeakVoice {
        do {
            return try wish.open(shell)
        } catch let error as VoiceError {
            throw Failure("\(error)", status: .noService)
        }
    }

    private static func named(_ body: () throws(SinkError) -> Void) throws {
        do throws(SinkError) {
            try body()
        } catch {
            switch error {
            case .cannotCreate: throw Failure("\(error)", status: .cannotCreate)
            case .cannotWrite, .device: throw Failure("\(error)", status: .cannotWrite)
            case .interrupted(let signal): throw ExitCode(128 + signal)
            }
        }
    }
}

extension SoundFormat: ExpressibleByArgument {}
extension Captions.Format: ExpressibleByArgument {}
extension Chapters.Format: ExpressibleByArgument {}
