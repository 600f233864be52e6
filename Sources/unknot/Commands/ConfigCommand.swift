import ArgumentParser
import UnknotAudio
import UnknotCore

/// `unknot config`: what is set, and where.
struct ConfigCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show each setting, and where its value comes from.",
        discussion: """
            Settings hold for every session where no option says otherwise. They stand in \
            $XDG_CONFIG_HOME/unknot/config.yaml (mostly ~/.config/unknot/config.yaml). What is \
            wrong in that file is named with its line and column and leaves the default in its \
            place; a session starts all the same. With the options of "unknot start" this shows \
            what such a session would have.

            EXAMPLES:
              unknot config
              unknot config --rate 170 --json
              unknot config --example
            """)

    @Flag(help: "Print the settings as JSON.")
    var json = false

    @Flag(help: "Print a file with every setting explained; nothing is written.")
    var example = false

    @OptionGroup(title: "Session") var playing: PlayArguments

    @OptionGroup(title: "Plan") var plan: PlanArguments

    func run(in shell: Shell) throws {
        if example { return try shell.out(Settings.example) }
        var file = SettingsFile.told(shell)
        // A voice that does not exist is told as a session would tell it.
        let voice = file.voice(unless: plan.voice)
        if let name = voice.name {
            do {
                if try voice.open(shell).name != name { file.refuseVoice() }
            } catch is VoiceError {}
        }
        let table = SettingsTable(plan, playing, file)
        try shell.out(json ? table.json(file) : table.text(file))
        if !file.problems.isEmpty { throw ExitCode(Failure.Status.unsoundRoutine.rawValue) }
    }
}
