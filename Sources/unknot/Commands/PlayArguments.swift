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

    @Option(
        help: "While there is no sound: text (go on) or pause (wait for it) (default: text).")
    var withoutSound: LiveSession.WithoutSound?

    @Flag(
        inversion: .prefixedNo,
        help: "Staying in a hold makes it as long on the other side, or not (default: --mirror).")
    var mirror: Bool?

    @Flag(
        inversion: .prefixedNo,
        help:
            "On the session bus or not: media keys, headset button, playerctl (default: --remote).")
    var remote: Bool?

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
        let ways = KeptWays(self, over: kept.ways)
        let keys = file.keys(and: ways.changes)
        let display = display(keys, waits: ways.waits, shell)
        let screen = SessionLines(
            plan.timeline, isSilent: silent, waits: ways.waits, display: display)
        let controls = try control.open(keys, kept: kept.ways, usesTerminal: !plain) {
            screen.complain($0)
        }
        var remotes = controls.remotes
        if ways.remote ?? true {
            remotes.append(
                MPRIS(volume: Double(kept.volume) / 100, environment: shell.environment))
        }
        // Last, so that it shows what the others have just asked for.
        if let display { remotes.append(display) }
        let session = LiveSession(
            plan.timeline, plan: plan, book: book,
            options: .init(
                output: silent ? .text : .device(file.device(unless: ways.device)),
                withoutSound: ways.wish,
                rate: plan.options.rate, remotes: remotes, help: keys.sentence(),
                mirrors: ways.mirror ?? true,
                keep: { keeper.keep(kept.session($0, ways)) }),
            interrupts: interrupts
        ) { screen.show($0) }
        if let (sentence, error) = book.firstFailure {
            screen.complain(Language.english.session.isTextAlone(sentence, "\(error)"))
        }
        // The reason was said before, where the display will stand.
        if !book.hasVoice { display?.note(Language.english.session.noVoice) }
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
    private func display(_ keys: KeyMap, waits: Bool, _ shell: Shell) -> SessionDisplay? {
        guard !silent, !plain else { return nil }
        let hint = isatty(STDIN_FILENO) == 1 ? Language.english.window.hint(keys) : nil
        return SessionDisplay(
            STDOUT_FILENO,
            SessionDisplay.Look(shell, hint: hint, waits: waits))
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
    /// How the session that goes on was heard and controlled.
    var ways: KeptWays?

    /// The whole of it, at a place.
    func session(_ bookmark: Bookmark, _ ways: KeptWays) -> KeptSession {
        KeptSession(
            routine: routine, bookmark: bookmark, voice: voice, volume: volume, time: time(nil),
            ways: ways)
    }
}

extension LiveSession.WithoutSound: ExpressibleByArgument {}
