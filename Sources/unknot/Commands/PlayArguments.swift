public import ArgumentParser
import Glibc
public import UnknotAudio
import UnknotCore

/// How a live session is played, the same for one that starts and one that goes on.
struct PlayArguments: ParsableArguments {
    @Flag(help: "Text alone: no voice, no tones, no device.")
    var silent = false

    @Flag(
        help: "Lines instead of the display, as for a screen reader; the terminal keeps its keys.")
    var plain = false

    @Option(
        help: ArgumentHelp(
            "The ALSA device to play on (default: \(SettingsFile.usualDevice)).",
            valueName: "name"),
        completion: .device)
    var device: String?

    @Option(help: "While there is no sound: text (go on) or pause (wait for it).")
    var withoutSound: LiveSession.WithoutSound = .text

    @Flag(help: "Staying in a hold leaves the other side as it is.")
    var noMirror = false

    @Flag(help: "Not on the session bus: no media keys, no headset button, no playerctl.")
    var noRemote = false

    @OptionGroup(title: "Control") var control: ControlArguments

    /// What a session sounds like.
    func book(voice: VoiceWish, volume: Int, _ shell: Shell) throws -> SoundBook {
        silent
            ? try SoundBook.silent(voice: voice, shell)
            : try SoundBook.opening(voice: voice, volume: volume, shell)
    }

    /// Plays a session to its end, and keeps its place while it runs.
    ///
    /// - Parameters:
    ///   - plan: what to play.
    ///   - book: what it sounds like.
    ///   - kept: what is kept beside the place.
    ///   - file: the user's settings.
    ///   - interrupts: the signals that end it.
    ///   - shell: where to complain.
    /// - Throws: the exit status where it is not 0.
    func play(
        _ plan: LivePlan, _ book: SoundBook, keeping kept: KeptPlace, _ file: SettingsFile,
        _ interrupts: Interrupts, _ shell: Shell
    ) throws {
        let keeper = PlaceKeeper(StateFolder(shell), isKept: kept.isKept)
        let keys = file.keys(and: control.key)
        let display = display(keys, shell)
        let screen = SessionLines(
            plan.timeline, isSilent: silent, waits: withoutSound == .pause, display: display)
        let controls = try control.open(keys, usesTerminal: !plain) { screen.complain($0) }
        var remotes = controls.remotes
        if !noRemote {
            remotes.append(
                MPRIS(volume: Double(kept.volume) / 100, environment: shell.environment))
        }
        // Last, so that it shows what the others have just asked for.
        if let display { remotes.append(display) }
        let session = LiveSession(
            plan.timeline, plan: plan, book: book,
            options: .init(
                output: silent ? .text : .device(file.device(unless: device)),
                withoutSound: withoutSound,
                rate: plan.options.rate, remotes: remotes, help: keys.sentence,
                mirrors: !noMirror,
                keep: { keeper.keep(kept.session($0)) }),
            interrupts: interrupts
        ) { screen.show($0) }
        if let (sentence, error) = book.firstFailure {
            screen.complain("\"\(sentence)\" cannot be spoken and is text alone: \(error)")
        }
        // The reason was said before, where the display will stand.
        if !book.hasVoice { display?.note("There is no voice: tones and text take its place.") }
        screen.begin()
        let outcome = session.run()
        screen.end(outcome)
        controls.close()
        keeper.close(forgetting: outcome.isComplete)
        try screen.close(outcome, canResume: keeper.isKept)
    }
}

extension PlayArguments {
    /// The display, where there is a terminal for it and nothing speaks against it.
    private func display(_ keys: KeyMap, _ shell: Shell) -> SessionDisplay? {
        guard !silent, !plain else { return nil }
        let hint = isatty(STDIN_FILENO) == 1 ? DisplayWords.english.hint(keys) : nil
        return SessionDisplay(
            STDOUT_FILENO,
            SessionDisplay.Look(shell, hint: hint, waits: withoutSound == .pause))
    }
}

/// What is kept of a session beside its place.
struct KeptPlace: Sendable {
    /// The routine's id or file.
    var routine: String
    /// The voice, where one was asked for.
    var voice: String?
    /// The loudness in percent.
    var volume: Int
    /// True where a place of this very session is kept already.
    var isKept = false

    /// The whole of it, at a place.
    func session(_ bookmark: Bookmark) -> KeptSession {
        KeptSession(
            routine: routine, bookmark: bookmark, voice: voice, volume: volume, time: time(nil))
    }
}

extension LiveSession.WithoutSound: ExpressibleByArgument {}
