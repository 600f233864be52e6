import Foundation
import UnknotAudio
import UnknotCore

/// Every setting with its value and where that comes from.
struct SettingsTable {
    /// Where a value comes from.
    enum Source: String {
        case standard = "default"
        case file
        case option
    }

    /// One value.
    struct Row {
        var name: String
        var value: String
        var source: Source
        /// The line of the file.
        var line: Int?
    }

    /// The values, in the order in which the example has them.
    private(set) var rows: [Row] = []
    private let settings: Settings

    /// What a session with these options would have.
    init(_ plan: PlanArguments, _ playing: PlayArguments, _ file: SettingsFile) {
        settings = file.settings
        let usual = PlanOptions()
        add(.voice, plan.voice, settings.voice, EspeakVoice.usualName)
        add(.rate, plan.rate, settings.rate, usual.rate)
        add(.volume, plan.volume, settings.volume, SettingsFile.usualVolume)
        // A length says how long holds are, so it comes before a hold that is set.
        let length =
            plan.hold == nil ? plan.length.map { "as --length \($0.rawValue) has it" } : nil
        add(
            .hold, plan.hold.map(TimeText.text) ?? length, settings.hold.map(TimeText.text),
            "as the routine has it")
        add(
            .pace, plan.pace.map(Self.number), settings.pace.map(Self.number),
            Self.number(usual.pace))
        add(.cues, plan.cues?.rawValue, settings.cues?.rawValue, usual.cues.rawValue)
        add(
            .countdown, plan.countdown?.rawValue, settings.countdown?.rawValue,
            usual.countdown.rawValue)
        add(.device, playing.device, settings.device, SettingsFile.usualDevice)
        addKeys(playing.control.key)
    }

    private mutating func add<Value>(
        _ name: Settings.Name, _ option: Value?, _ setting: Value?, _ standard: Value
    ) {
        let source: Source = option != nil ? .option : setting != nil ? .file : .standard
        rows.append(
            Row(
                name: name.rawValue, value: "\(option ?? setting ?? standard)", source: source,
                line: source == .file ? settings.places[name]?.line : nil))
    }

    /// A row for each key that is changed; one for all of them where none is.
    private mutating func addKeys(_ changes: [KeyMap.Change]) {
        var keys: [Key: Row] = [:]
        var order: [Key] = []
        func add(_ change: KeyMap.Change, _ source: Source, line: Int?) {
            if keys[change.key] == nil { order.append(change.key) }
            keys[change.key] = Row(
                name: "key \(change.key.name)", value: change.command?.rawValue ?? "none",
                source: source, line: line)
        }
        for keyed in settings.keys { add(keyed.change, .file, line: keyed.position.line) }
        for change in changes { add(change, .option, line: nil) }
        rows += order.compactMap { keys[$0] }
        if order.isEmpty { rows.append(Row(name: "keys", value: "as usual", source: .standard)) }
    }

    private static func number(_ number: Double) -> String {
        number == number.rounded() ? "\(Int(number))" : "\(number)"
    }

    // MARK: Output

    /// The table, and where the file is or would be.
    func text(_ file: SettingsFile) -> String {
        let lines = rows.map { row in
            let place = row.line.map { ", line \($0)" } ?? ""
            return [row.name, row.value, row.source.rawValue + place]
        }
        let end =
            switch file.path {
            case let path? where file.exists: "The file is \(path)."
            case let path?:
                "There is no file \(path); \"unknot config --example\" prints one to begin with."
            case nil: "There is no folder for settings: set HOME or XDG_CONFIG_HOME."
            }
        return Table.text(lines, header: ["setting", "value", "from"]) + "\n\(end)\n"
    }

    /// The table as one JSON object.
    func json(_ file: SettingsFile) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let document = Document(
            file: file.path, exists: file.exists, settings: rows.map(Document.Setting.init),
            problems: file.problems)
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }

    private struct Document: Encodable {
        var file: String?
        var exists: Bool
        var settings: [Setting]
        var problems: [String]

        enum Key: String, CodingKey {
            case file, exists, settings, problems
        }

        // Written by hand, because what is missing is a null and not a missing key.
        func encode(to encoder: any Encoder) throws {
            var document = encoder.container(keyedBy: Key.self)
            try document.encode(file, forKey: .file)
            try document.encode(exists, forKey: .exists)
            try document.encode(settings, forKey: .settings)
            try document.encode(problems, forKey: .problems)
        }

        struct Setting: Encodable {
            var row: Row

            enum Key: String, CodingKey {
                case name, value, source, line
            }

            func encode(to encoder: any Encoder) throws {
                var setting = encoder.container(keyedBy: Key.self)
                try setting.encode(row.name, forKey: .name)
                try setting.encode(row.value, forKey: .value)
                try setting.encode(row.source.rawValue, forKey: .source)
                try setting.encode(row.line, forKey: .line)
            }
        }
    }
}
