/// Reads settings from the bytes of a YAML file.
///
/// Whatever the file holds, settings come out: where something is wrong, the reader notes it and
/// leaves that value unset. It is as hard to upset as `RoutineReader`, whose means it uses.
public enum SettingsReader {
    /// The most bytes that a file of settings may have.
    public static let largestFile = 65_536

    /// What a file says, and all that is wrong with it in the order of the file.
    public static func read(_ bytes: [UInt8]) -> (settings: Settings, problems: [Problem]) {
        guard bytes.count <= largestFile else {
            let words =
                "the file has more than \(largestFile) bytes, which is the most that settings take"
            return (Settings(), [Problem(at: nil, words)])
        }
        do throws(RoutineProblems) {
            return try settings(from: bytes)
        } catch {
            return (Settings(), error.problems)
        }
    }

    /// What to write where a value is wrong.
    private static let examples = [
        "voice": "en-us", "rate": "150", "volume": "80", "hold": "45s", "pace": "1.2",
        "cues": "brief", "countdown": "voice", "device": "default",
    ]

    private static func settings(
        from bytes: [UInt8]
    ) throws(RoutineProblems) -> (settings: Settings, problems: [Problem]) {
        let source = try SourceText(decoding: bytes)
        let checked = NestingGuard(source)
        let refusals = source.problems + checked.problems.map(\.forSettings)
        if checked.isUnfit { throw RoutineProblems(refusals) }
        let root: SourceNode?
        do throws(RoutineProblems) {
            root = try SourceTree.composed(from: checked.text)
        } catch {
            throw refusals.isEmpty ? error : RoutineProblems(refusals)
        }
        var reader = RoutineReader()
        reader.examples = examples
        let settings = root.map { reader.settings(from: $0) } ?? Settings()
        // A value that was masked is not to blame for what it now lacks.
        let lines = Set(refusals.map(\.position?.line))
        let problems =
            refusals
            + reader.problems.filter { refusals.isEmpty || !lines.contains($0.position?.line) }
        guard !problems.isEmpty else { return (settings, []) }
        return (settings, RoutineProblems(problems).problems)
    }
}

extension MapForm {
    fileprivate static let settings = MapForm(
        name: "a file of settings", keys: Settings.Name.allCases.map(\.rawValue), required: [])
}

extension RoutineReader {
    fileprivate mutating func settings(from root: SourceNode) -> Settings {
        var settings = Settings()
        // A document that is begun and left empty sets as little as none.
        if case .text("", isPlain: true) = root.content { return settings }
        guard let fields = fields(of: root, .settings, takesNear: false) else { return settings }
        settings.voice = line("voice", in: fields, longest: 100)
        settings.rate = amount("rate", in: fields, .count(Utterance.rates))
        settings.volume = amount("volume", in: fields, .count(Settings.volumes))
        settings.hold = amount("hold", in: fields, .time(Settings.holds))
        settings.pace = amount("pace", in: fields, .number(PlanOptions.paces))
        settings.cues = choice("cues", in: fields)
        settings.countdown = choice("countdown", in: fields)
        settings.device = line("device", in: fields, longest: 300)
        settings.keys = keys(in: fields)
        for name in Settings.Name.allCases {
            settings.places[name] = fields[name.rawValue]?.value.position
        }
        return settings
    }

    private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, in fields: Fields
    ) -> Choice? {
        choice(key, in: fields, of: Choice.allCases.map(\.rawValue)).flatMap(Choice.init(rawValue:))
    }

    /// What keys do: a map of keys and commands.
    private mutating func keys(in fields: Fields) -> [Settings.Keyed] {
        guard let field = fields["keys"] else { return [] }
        guard case .map(let pairs) = field.value.content else {
            let isEmpty =
                if case .text("", isPlain: true) = field.value.content { true } else { false }
            report(
                isEmpty ? field.key : field.value.position,
                isEmpty
                    ? "\"keys\" has no value"
                    : "\"keys\" wants keys with their commands, not \(field.value.content.name)",
                "write each on a line of its own below it, such as \"f9: repeat\"")
            return []
        }
        var keyed: [Settings.Keyed] = []
        var lines: [Key: Int] = [:]
        for pair in pairs {
            guard case .text(let name, _) = pair.key.content,
                case .text(let command, _) = pair.value.content
            else {
                report(pair.key.position, "a key has a command, such as \"f9: repeat\"")
                continue
            }
            do throws(KeyMap.Problem) {
                let change = try KeyMap.Change(key: name, command: command)
                let line = pair.key.position.line
                if let first = lines.updateValue(line, forKey: change.key) {
                    report(
                        pair.key.position,
                        "the key \(name.quoted) stands here twice, first on line \(first)",
                        "keep one of them")
                    continue
                }
                keyed.append(.init(change: change, position: pair.key.position))
            } catch {
                report(pair.key.position, error.words.message, error.words.remedy)
            }
        }
        return keyed
    }
}

extension Problem {
    /// The problem in words that suit settings and not a routine.
    fileprivate var forSettings: Problem {
        var problem = self
        if let remedy, remedy.hasSuffix("; a file holds one routine") {
            problem.remedy = "put all settings above it"
        }
        return problem
    }
}

extension KeyMap.Problem {
    /// The sentences as the two halves of a problem: `there is no key "f99"`, `did you mean "f9"?`.
    fileprivate var words: (message: String, remedy: String?) {
        guard let seam = message.ranges(of: "\". ").last else { return (lowered(message), nil) }
        let end = message.index(after: seam.lowerBound)
        return (lowered(message[..<end]), lowered(message[seam.upperBound...]))
    }

    private func lowered(_ words: some StringProtocol) -> String {
        let text = words.hasSuffix(".") ? String(words.dropLast()) : String(words)
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
