import ArgumentParser
import UnknotAudio
import UnknotCore

/// `unknot doctor` tells what works here.
struct DoctorCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Tell what works here; speaks a sentence and beeps.",
        discussion: """
            Looks at the sound device, the voice, the tones, the routines and the session bus, \
            and says of each what is wrong and what to do. Ends with 0 when a session can be \
            heard, with 69 when it would be text alone.

            EXAMPLES:
              unknot doctor
              unknot doctor --device plughw:0,0
            """)

    @Option(
        help: ArgumentHelp(
            "The ALSA device to try (default: \(SettingsFile.usualDevice)).", valueName: "name"),
        completion: .device)
    var device: String?

    @Option(help: "The voice to try.", completion: .voice)
    var voice: String?

    func run(in shell: Shell) throws {
        let interrupts = Interrupts()
        var works = true
        let shelf = Shelf(shell)
        let file = SettingsFile.told(shell)
        let device = file.device(unless: device)
        try shell.line(
            shelf.builtIn.map { "routines  ok       \(RoutineFile.names(in: $0).count) in \($0)" }
                ?? "routines  missing  the program's own ones are not beside it")
        let tones = SoundBook.tones(shell)
        try shell.line(
            tones.warnings.isEmpty
                ? "tones     ok" : "tones     partly   see the lines above")
        try shell.line("settings  \(file.state)")
        var spoken: (any Voice)?
        do {
            spoken = try file.voice(unless: voice).open(shell)
        } catch let error as VoiceError {
            works = false
            try shell.line("voice     missing  \(error)")
        }
        if let spoken { try shell.line("voice     ok       \(spoken.name)") }
        try shell.line(
            SessionBus.problem(environment: shell.environment).map {
                "bus       missing  no media keys, headset buttons or playerctl: \($0)"
            } ?? "bus       ok       media keys, headset buttons and playerctl reach a session")
        let result = try sound(SoundBook(voice: spoken, tones: tones), on: device, interrupts)
        switch result {
        case .played:
            try shell.line(
                "sound     ok       \(device): \(spoken == nil ? "beeped" : "spoke and beeped")")
        case .lost(let error):
            works = false
            try shell.line("sound     missing  \(error)")
            try devices(shell)
        case .interrupted(let signal): throw ExitCode(128 + signal)
        }
        if !works { throw ExitCode(Failure.Status.noService.rawValue) }
    }

    private enum Result {
        case played
        case lost(SinkError)
        case interrupted(Int32)
    }

    /// Plays a sentence and the tones of a hold, as a session of a few seconds.
    private func sound(
        _ book: SoundBook, on device: String, _ interrupts: Interrupts
    ) throws -> Result {
        let timeline = Self.sample(book.lengths)
        var lost: SinkError?
        let session = LiveSession(
            timeline, book: book, options: .init(output: .device(device)), interrupts: interrupts
        ) { event in
            if case .soundLost(let error) = event { lost = lost ?? error }
            return lost == nil
        }
        switch session.run().ending {
        case .finished, .stopped, .closed: return lost.map(Result.lost) ?? .played
        case .interrupted(let signal): return .interrupted(signal)
        }
    }

    /// A sentence, then the tones that start and end a hold.
    private static func sample(_ lengths: CueLengths) -> Timeline {
        var builder = SampleTimeline(lengths: lengths)
        builder.say("This is Unknot. A hold starts like this, and ends like this.")
        builder.sound(.holdStart)
        builder.sound(.holdEnd)
        return builder.timeline
    }

    private func devices(_ shell: Shell) throws {
        let names = ALSADevices.names
        guard !names.isEmpty else {
            return try shell.line(
                """
                          No playback device is known to ALSA. Is a sound server running \
                (PulseAudio, PipeWire), or may you use the card (group "audio")?
                """)
        }
        try shell.line("          devices that --device may name: \(names.joined(separator: ", "))")
    }
}

/// A few cues one after the other, outside any routine.
private struct SampleTimeline {
    let lengths: CueLengths
    var cues: [Cue] = []
    var now = CueRules.lead

    init(lengths: CueLengths) { self.lengths = lengths }

    mutating func say(_ text: String) {
        let utterance = Utterance(text, rate: Utterance.usualRate)
        add(Cue(utterance, .instruction, at: now, length: lengths.speech(utterance)))
    }

    mutating func sound(_ tone: Tone) {
        add(Cue(tone, at: now, length: lengths.tone(tone)))
    }

    private mutating func add(_ cue: Cue) {
        cues.append(cue)
        now = SessionFormat.roundedUp(cue.end + CueRules.gapBetweenSentences)
    }

    var timeline: Timeline {
        Timeline(
            routine: "doctor", title: "Doctor", duration: now,
            segments: [Segment(start: 0, end: now, kind: .intro, title: "Doctor")], cues: cues)
    }
}
