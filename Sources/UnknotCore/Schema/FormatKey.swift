/// One key of the routine format, as the schema tells it to editors and the reference to people.
struct FormatKey: Sendable {
    /// What a key takes.
    enum Value: Sendable {
        /// The format's version.
        case version
        /// Lower-case letters, digits and hyphens.
        case name
        /// A short text that is the same on both sides.
        case title
        /// A text that is shown and not spoken.
        case line
        /// A text to be spoken, with `{side}` and `{other}` filled in.
        case sentence
        /// One of several words.
        case word([String])
        /// `true` or `false`.
        case flag
        /// The sides of a block.
        case sides
        /// A time within limits.
        case time(ClosedRange<Duration>)
        /// A whole number within limits.
        case count(ClosedRange<Int>)
        /// Two ends of the verb's own amount.
        case range
        /// One of the verb's own amount.
        case amount
        /// A list of maps; so many at least and at most.
        case list(of: Form, ClosedRange<Int>)
    }

    /// What a list of the format holds.
    enum Form: String, Sendable {
        case block
        case step
        case action
    }

    /// The key as it is written.
    var name: String
    /// What it takes.
    var value: Value
    /// What holds where it is not given, as it would be written; nil where nothing does.
    var standard: String?
    /// A value as it would be written; nil for a list, which stands on lines of its own.
    var example: String?
    /// What it is for, in a sentence without a full stop.
    var meaning: String

    init(
        _ name: String, _ value: Value, standard: String? = nil, example: String? = nil,
        _ meaning: String
    ) {
        self.name = name
        self.value = value
        self.standard = standard
        self.example = example
        self.meaning = meaning
    }
}

// MARK: - For people

extension FormatKey {
    /// The key as a row of the reference: name, unit, default, limits, example, meaning.
    ///
    /// - Parameter isRequired: whether the key must be there.
    /// - Returns: a row of a table in Markdown.
    func row(isRequired: Bool) -> String {
        let standard = isRequired ? "must be there" : standard.map(Self.shown) ?? "nothing"
        let example = example.map { "`\(name): \($0)`" } ?? "`\(name):` and a list"
        return "| `\(name)` | \(unit) | \(standard) | \(limits) | \(example) | \(meaning) |"
    }

    /// What would be written stands as code, what explains as it is.
    private static func shown(_ standard: String) -> String {
        standard.contains(" ") ? standard : "`\(standard)`"
    }

    /// What its value is counted in, for the reference's column of units.
    var unit: String {
        switch value {
        case .version, .count: "number"
        case .name: "name"
        case .title, .line, .sentence: "text"
        case .word, .sides: "word"
        case .flag: "true, false"
        case .time: "time"
        case .range: "two amounts"
        case .amount: "amount"
        case .list: "list"
        }
    }

    /// What may stand there, for the reference's column of limits.
    var limits: String {
        switch value {
        case .version: "\(FormatLimits.version)"
        case .name: "\(Self.span(FormatLimits.identifier)) of `a-z`, `0-9`, `-`; a letter first"
        case .title: "\(Self.span(FormatLimits.title)) characters"
        case .line, .sentence: "\(Self.span(FormatLimits.sentence)) characters"
        case .word(let words): words.map { "`\($0)`" }.joined(separator: ", ")
        case .flag: "`true`, `false`"
        case .sides: Self.sidePlans.map { "`\($0)`" }.joined(separator: "; ")
        case .time(let limits):
            "\(TimeText.text(limits.lowerBound)) to \(TimeText.text(limits.upperBound))"
        case .count(let limits): Self.span(limits)
        case .range: "`A..B`, within what the verb may have"
        case .amount: "within `range`"
        case .list(let form, let limits): "\(Self.span(limits)) \(form.rawValue)s"
        }
    }

    /// The side plans as they are usually written.
    static let sidePlans = ["right, left", "left, right", "both", "none"]

    private static func span(_ limits: ClosedRange<Int>) -> String {
        "\(limits.lowerBound) to \(limits.upperBound)"
    }
}

// MARK: - For remedies

extension FormatKey {
    /// An example of each key that has a value of its own.
    static let examples: [String: String] = {
        let all = [MapForm.action, .step, .block, .routine].flatMap(\.guide)
        let pairs = all.compactMap { key in key.example.map { (key.name, $0) } }
        return Dictionary(pairs) { first, _ in first }
    }()

    /// What to write for a key: `write for example roll: 12s`.
    static func advice(on key: String, _ examples: [String: String] = examples) -> String {
        guard let example = examples[key] else { return "write \(key): and a list under it" }
        return "write for example \(key): \(example)"
    }
}
