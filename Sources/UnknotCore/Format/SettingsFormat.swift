/// Reads settings from the bytes of a YAML file.
///
/// Whatever the file holds, settings come out: if something is wrong, the reader notes it and leaves
/// that value unset. It takes any bytes, as `RoutineReader` does.
public enum SettingsReader {
    /// The most bytes that a file of settings may have.
    public static let largestFile = 65_536

    /// The settings of a file, and everything that is wrong with it in the order of the file.
    public static func read(_ bytes: [UInt8]) -> (settings: Settings, problems: [Problem]) {
        let (settings, problems) = Reading.file(
            bytes, as: SettingsForm.self, largest: largestFile)
        return (settings ?? Settings(), problems)
    }
}

/// The keys of a file of settings.
struct SettingsForm: MappingForm {
    static let name = "file of settings"
    static let table = KeyTable(SettingsForm(), readsMisspelt: false)

    let voice = FormatKey(
        setting: .voice, .line(1...100), example: "en-gb+f3", "\"unknot voices\" names them")
    let rate = FormatKey(
        setting: .rate, .count(Utterance.rates), example: "150", "words a minute")
    let volume = FormatKey(
        setting: .volume, .count(Settings.volumes), example: "80", "percent")
    let hold = FormatKey(
        setting: .hold, .time(FormatLimits.hold), example: "45s",
        "holds, as near to it as a routine allows")
    let pace = FormatKey(
        setting: .pace, .number(PlanOptions.paces), example: "1.2", "more time to move")
    let cues = FormatKey<PlanOptions.Cues?>(
        setting: .cues, .word, example: "brief", "how much is said")
    let countdown = FormatKey<PlanOptions.Countdown?>(
        setting: .countdown, .word, example: "voice", "how the end of a hold is counted down")
    let device = FormatKey(
        setting: .device, .line(1...300), example: "plughw:1,0", "\"unknot doctor\" names them")
    let keys = FormatKey(
        setting: .keys, .keyChanges, example: nil, "\"unknot keys\" shows keys and commands")

    static func model(from fields: Fields<SettingsForm>) -> Settings {
        var settings = Settings()
        settings.voice = fields[\.voice]
        settings.rate = fields[\.rate]
        settings.volume = fields[\.volume]
        settings.hold = fields[\.hold]
        settings.pace = fields[\.pace]
        settings.cues = fields[\.cues]
        settings.countdown = fields[\.countdown]
        settings.device = fields[\.device]
        settings.keys = fields[\.keys] ?? []
        for name in Settings.Name.allCases {
            settings.places[name] = fields.position(of: name.rawValue)
        }
        return settings
    }
}

extension FormatKey {
    fileprivate init<Kind>(
        setting name: Settings.Name, _ kind: ValueKind<Kind>, example: String?, _ meaning: String
    ) where Value == Kind? {
        self.init(name.rawValue, kind, example: example, meaning)
    }
}

extension Settings {
    /// A file with every setting, each behind a comment sign.
    public static var example: String {
        let head = """
            # Unknot's settings, which hold for every session where no option says otherwise.
            # Take the comment sign off the lines that you want; "unknot config" shows what then holds.


            """
        let lines = SettingsForm.table.entries.map { entry in
            let line = "# \(entry.name):" + (entry.example.map { " \($0)" } ?? "")
            let room = String(repeating: " ", count: max(1, 24 - line.count))
            let limits = entry.kind.limits.filter { $0 != "`" }
            let isNamedElsewhere = entry.meaning.hasPrefix("\"")
            return line + room + "# \(entry.meaning)" + (isNamedElsewhere ? "" : ": \(limits)")
        }
        return head + lines.joined(separator: "\n") + "\n#   f9: repeat\n#   m: none\n"
    }
}

// MARK: - Keys

extension ValueKind<[Settings.Keyed]> {
    /// Changes of keys: a map of keys and commands.
    static var keyChanges: ValueKind {
        ValueKind(unit: "map", limits: "keys and commands", schema: ["type": "object"]) { field in
            let advice = "write each on a line of its own below it, such as \"f9: repeat\""
            switch field.pair.value.content {
            case .map(let pairs):
                return field.keyChanges(pairs)
            case .text("", isPlain: true):
                field.reportMissingValue(advice)
            default:
                field.pair.value.reportUnlessRefused(
                    in: field.reading, "\(field.name) wants keys with their commands", advice)
            }
            return nil
        }
    }
}

extension Field {
    fileprivate func keyChanges(
        _ pairs: [(key: SourceNode, value: SourceNode)]
    ) -> [Settings.Keyed] {
        var keyed: [Settings.Keyed] = []
        var lines: [Key: Int] = [:]
        for (key, value) in pairs {
            guard case .text(let name, _) = key.content, case .text(let command, _) = value.content
            else {
                reading.report(key.position, "a key has a command, such as \"f9: repeat\"")
                continue
            }
            do throws(KeyMap.Problem) {
                let change = try KeyMap.Change(key: name, command: command)
                if let first = lines.updateValue(key.position.line, forKey: change.key) {
                    reading.report(
                        key.position,
                        "the key \(name.quoted) stands here twice, first on line \(first)",
                        "keep one of them")
                    continue
                }
                keyed.append(.init(change: change, position: key.position))
            } catch {
                reading.report(key.position, error.what, error.remedy)
            }
        }
        return keyed
    }
}
