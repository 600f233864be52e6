/// What holds for all commands, and stands in no command's help.
enum CommonSections {
    /// The sections of the program's own page, in roff.
    static var lines: [String] {
        Roff.section("Exit status") + statuses.flatMap { Roff.entry(Roff.bold($0), $1) }
            + Roff.section("Files") + files.flatMap { Roff.entry(Roff.italic($0), $1) }
            + Roff.section("Environment") + variables.flatMap { Roff.entry(Roff.bold($0), $1) }
    }

    private static let statuses = [
        ("0", "Finished, or ended with q."),
        ("1", "An unexpected failure."),
        ("64", "The command line is not understood."),
        ("65", "A routine is not sound; from \"unknot config\", the settings are not."),
        ("66", "A file is not there."),
        ("69", "A service is not there, such as a voice to render with."),
        ("73, 74", "An output cannot be made, or cannot be written."),
        ("130, 143", "Interrupted, terminated."),
    ]

    private static let files = [
        (
            "~/.config/unknot/config.yaml",
            """
            Settings: voice, rate, volume, hold, pace, cues, countdown, device and keys. An option \
            wins over a setting. "unknot config" shows what holds and where it comes from, "unknot \
            config --example" prints a file to begin with.
            """
        ),
        (
            "~/.config/unknot/routines/",
            "Routines of your own; one with the id of a built-in routine takes its place."
        ),
        (
            "~/.config/unknot/sounds/",
            "Tones of your own: a file named after a tone, such as hold-end.wav, takes its place."
        ),
        (
            "~/.local/state/unknot/session.json",
            "The session that was left last, for \"unknot resume\"."
        ),
    ]

    private static let variables = [
        ("XDG_CONFIG_HOME", "The folder that stands for ~/.config above."),
        ("XDG_STATE_HOME", "The folder that stands for ~/.local/state above."),
        ("ESPEAK_DATA_PATH", "Where the data of eSpeak NG lies, if not where it is installed."),
    ]
}
