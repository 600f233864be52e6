import Glibc
import UnknotAudio
import UnknotCore

/// The user's settings, as they lie in `config.yaml`.
struct SettingsFile {
    /// Where the file is, or would be; nil where the user has no folder for it.
    var path: String?
    /// Whether there is a file.
    var exists = false
    /// What is set; nothing of what is wrong is.
    var settings = Settings()
    /// All that is wrong, a line each.
    var problems: [String] = []

    /// The loudness that holds where none is set.
    static let usualVolume = 100
    /// The device that is played on where none is set.
    static let usualDevice = "default"

    /// Reads the settings of the user that runs the program; never fails.
    init(_ shell: Shell) {
        guard let path = shell.configurationFolder.map({ "\($0)/config.yaml" }) else { return }
        self.path = path
        if access(path, F_OK) != 0, errno == ENOENT || errno == ENOTDIR { return }
        exists = true
        guard !FolderOutput.isNoPlainFile(path) else {
            problems = ["\(path) cannot be read: it is not a plain file."]
            return
        }
        do {
            let (settings, problems) = SettingsReader.read(try RoutineFile.bytes(path))
            self.settings = settings
            self.problems = problems.map { $0.line(file: path) }
        } catch {
            problems = [(error as? Failure)?.message ?? "\(path) cannot be read: \(error)."]
        }
    }

    /// Reads the settings, and says on standard error what is wrong with them.
    static func told(_ shell: Shell) -> SettingsFile {
        let file = SettingsFile(shell)
        file.problems.forEach(shell.complain)
        return file
    }

    /// Takes back a voice that does not exist, as a session does.
    mutating func refuseVoice() {
        guard let name = settings.voice, let place = place(of: .voice) else { return }
        problems.append("\(place): there is no voice \"\(name)\"")
        settings.voice = nil
        settings.places[.voice] = nil
    }

    /// How the file is, for `unknot doctor`.
    var state: String {
        guard exists, let path else { return "ok       none; \"unknot config\" says where they go" }
        return problems.isEmpty ? "ok       \(path)" : "partly   see the lines above"
    }

    /// The voice that was asked for by an option, or else by a setting.
    func voice(unless option: String?) -> VoiceWish {
        if let option { return VoiceWish(name: option) }
        return VoiceWish(name: settings.voice, place: place(of: .voice))
    }

    /// The device to play on.
    func device(unless option: String?) -> String {
        option ?? settings.device ?? Self.usualDevice
    }

    /// The usual keys with the user's changes, those of the command line last.
    func keys(and changes: [KeyMap.Change]) -> KeyMap {
        KeyMap.usual.changed(by: settings.keys.map(\.change) + changes)
    }

    /// Where a setting stands: `config.yaml:3:8` with its folder; nil where it is not set.
    private func place(of name: Settings.Name) -> String? {
        guard let path, let position = settings.places[name] else { return nil }
        return "\(path):\(position.line):\(position.column)"
    }
}

/// The voice that somebody wants.
struct VoiceWish {
    /// Its name, or nil for the usual one.
    var name: String?
    /// Where it was set, or nil where an option asked for it.
    var place: String?

    /// The name where an option asked for it.
    var asked: String? { place == nil ? name : nil }

    /// Opens the voice; one that is set and does not exist is named on standard error, and the
    /// usual one speaks.
    ///
    /// - Throws: `Failure` for a voice that an option asked for and that does not exist;
    ///   `VoiceError` where there is no voice at all.
    func open(_ shell: Shell) throws -> EspeakVoice {
        do throws(VoiceError) {
            return try EspeakVoice(name ?? EspeakVoice.usualName)
        } catch {
            guard case .unknownVoice = error else { throw error }
            guard let place else { throw Failure("--voice: \(error)", status: .usage) }
            shell.complain("\(place): \(error) The usual voice speaks.")
            return try EspeakVoice(EspeakVoice.usualName)
        }
    }
}

extension Shell {
    /// The folder of the user's own files; nil where the user has none.
    var configurationFolder: String? {
        let base =
            environment("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
            ?? environment("HOME").map { "\($0)/.config" }
        return base.map { "\($0)/unknot" }
    }
}
