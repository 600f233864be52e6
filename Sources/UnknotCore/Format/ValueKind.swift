/// A kind of value: the way to read it from a file, and its description.
struct ValueKind<Value: Sendable>: AnyValueKind {
    var unit: String
    var limits: String
    var schema: JSONText
    var range: JSONText?
    /// A value as it would be written.
    var text: @Sendable (Value) -> String = { "\($0)" }
    /// Reads a value and reports its problems; nil if it is of no use.
    var read: @Sendable (Field) -> Value?
}

/// The description of a kind of value, whatever type it is read as.
protocol AnyValueKind: Sendable {
    /// The unit for the reference: `time`.
    var unit: String { get }
    /// The values for the reference: `0s to 5m`.
    var limits: String { get }
    /// The JSON Schema of the value.
    var schema: JSONText { get }
    /// The JSON Schema of a range of such values; nil if there are no ranges.
    var range: JSONText? { get }
}

// MARK: - Amounts

extension ValueKind where Value: Comparable & Hashable {
    /// An amount within limits.
    static func amount(_ syntax: AmountSyntax<Value>) -> ValueKind {
        ValueKind(
            unit: syntax.unit, limits: syntax.span, schema: syntax.schema, text: syntax.text
        ) { $0.amount(syntax) }
    }
}

extension ValueKind<Duration> {
    static func time(_ limits: ClosedRange<Duration>) -> ValueKind { .amount(.time(limits)) }
}

extension ValueKind<Int> {
    static func count(_ limits: ClosedRange<Int>) -> ValueKind { .amount(.count(limits)) }
}

extension ValueKind<Double> {
    static func number(_ limits: ClosedRange<Double>) -> ValueKind { .amount(.number(limits)) }
}

extension Field {
    /// An amount within its limits.
    func amount<Amount>(_ syntax: AmountSyntax<Amount>) -> Amount? {
        guard let words = text() else { return nil }
        if let amount = syntax.sensible(words, syntax.amount) { return amount }
        report(
            "\(name) wants \(syntax.name) from \(syntax.span), not \(words.quoted)",
            syntax.sensible(words, syntax.meant).map { "write \(syntax.text($0))" })
        return nil
    }

    /// The two ends of `A..B`, both within the limits.
    func range<Amount>(_ syntax: AmountSyntax<Amount>) -> ClosedRange<Amount>? {
        guard let words = text() else { return nil }
        func ends(_ separator: String, _ amount: (String) -> Amount?) -> (Amount, Amount)? {
            guard words.utf8.count <= 80 else { return nil }
            let parts = words.split(separator: separator, maxSplits: 1)
            guard parts.count == 2, let low = syntax.sensible(String(parts[0]), amount),
                let high = syntax.sensible(String(parts[1]), amount)
            else { return nil }
            return (low, high)
        }
        if let (low, high) = ends("..", syntax.amount) {
            if low <= high { return low...high }
            report(
                "the range \(words.quoted) runs backwards", "write \(syntax.text(high...low))")
            return nil
        }
        let meant = ["..", "…", "–", "-", "to"].lazy.compactMap { ends($0, syntax.meant) }
            .first { $0 <= $1 }
        report(
            "\(name) wants \(syntax.plural) from \(syntax.span), as A..B, not \(words.quoted)",
            meant.map { "write \(syntax.text($0...$1))" }
                ?? "write for example \(entry.name): \(syntax.text(syntax.limits))")
        return nil
    }
}

// MARK: - Words

extension ValueKind where Value: CaseIterable & RawRepresentable<String> {
    /// One word of a fixed set.
    static var word: ValueKind {
        let words = Value.allCases.map(\.rawValue)
        return ValueKind(
            unit: "word", limits: words.asCode, schema: ["enum": JSONText(words)],
            text: \.rawValue
        ) { field in
            field.text().flatMap { field.word($0, of: words) }.flatMap(Value.init)
        }
    }
}

extension ValueKind {
    /// Several words of a fixed set, as a list or with commas between them.
    static func words<Word: CaseIterable & RawRepresentable<String> & Sendable>() -> ValueKind
    where Value == [Word] {
        let words = Word.allCases.map(\.rawValue)
        let word = "(?:\(words.joined(separator: "|")))"
        return ValueKind(
            unit: "words", limits: words.asCode,
            schema: [
                "anyOf": [
                    ["type": "string", "pattern": .text("^\(word)( *, *\(word))*$")],
                    ["type": "array", "items": ["enum": JSONText(words)], "minItems": 1],
                ]
            ],
            text: { $0.map(\.rawValue).joined(separator: ", ") }
        ) { field in
            field.words()?.compactMap { field.word($0, of: words) }.compactMap(Word.init)
        }
    }
}

extension ValueKind<Bool> {
    /// `true` or `false`.
    static var flag: ValueKind {
        let words = ["true", "false"]
        return ValueKind(
            unit: words.joined(separator: ", "), limits: words.asCode,
            schema: ["type": "boolean"]
        ) { field in
            field.text().flatMap { field.word($0, of: words) }.map { $0 == words[0] }
        }
    }
}

extension [String] {
    /// The words as code in Markdown.
    fileprivate var asCode: String { map { "`\($0)`" }.joined(separator: ", ") }
}

extension Field {
    /// A word of a fixed set; any other one is reported.
    fileprivate func word(_ word: String, of words: [String]) -> String? {
        if words.contains(word) { return word }
        let others = words.dropLast().joined(separator: ", ")
        let list = (others.isEmpty ? "" : "\(others) or ") + (words.last ?? "")
        report(
            "\(name) wants \(list), not \(word.quoted)",
            Suggestion.nearest(to: word, among: words).map { "did you mean \($0.quoted)?" })
        return nil
    }
}

// MARK: - Texts

extension ValueKind<String> {
    /// A name on the command line: lower-case letters, digits and hyphens.
    static var name: ValueKind {
        let limits = FormatLimits.identifier
        return ValueKind(
            unit: "name",
            limits: "\(limits.lowerBound) to \(limits.upperBound) of `a-z`, `0-9`, `-`; "
                + "a letter first",
            schema: .text(
                limits, type: "string", pattern: "^[a-z][a-z0-9-]*$",
                "lower-case letters, digits and hyphens, a letter first, such as upper-calf")
        ) { field in
            guard let words = field.text() else { return nil }
            if RoutineName.isValid(words) { return words }
            field.report(
                "\(field.name) wants up to \(limits.upperBound) lower-case letters, digits and "
                    + "hyphens, a letter first, not \(words.quoted)",
                RoutineName.nearest(to: words).map { "write \($0)" })
            return nil
        }
    }

    /// A name that is given once in its file; `owner` is called by it.
    static func uniqueName(of owner: String) -> ValueKind {
        var kind = name
        let read = kind.read
        kind.read = { field in
            guard let name = read(field) else { return nil }
            if let line = field.reading.linesOfNames[name] {
                field.report(
                    "the id \(name.quoted) belongs to the \(owner) on line \(line) already",
                    "give each \(owner) an id of its own")
            } else {
                field.reading.linesOfNames[name] = field.position.line
            }
            return name
        }
        return kind
    }

    /// A language tag of BCP 47, such as `en` or `pt-BR`.
    static var language: ValueKind {
        let pattern = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
        return ValueKind(
            unit: "language", limits: "a tag of BCP 47",
            schema: .text(2...35, pattern: "^\(pattern)\\s*$", "a language tag such as en or pt-BR")
        ) { field in
            guard let words = field.text() else { return nil }
            let parts = words.split(separator: "-", omittingEmptySubsequences: false)
            let isTag =
                words.utf8.count <= 35 && words.allSatisfy { $0.isASCII }
                && parts.allSatisfy { $0.allSatisfy { $0.isLetter || $0.isNumber } }
                && (2...3).contains(parts[0].count) && parts[0].allSatisfy(\.isLetter)
                && parts.dropFirst().allSatisfy { (2...8).contains($0.count) }
            if isTag { return words }
            field.report(
                "\(field.name) wants a language tag such as en or pt-BR, not \(words.quoted)")
            return nil
        }
    }

    /// One paragraph that is shown and never spoken.
    static func line(_ length: ClosedRange<Int>) -> ValueKind {
        ValueKind(
            unit: "text", limits: "\(length.lowerBound) to \(length.upperBound) characters",
            schema: .text(
                length, pattern: "^[^\(JSONText.controls)]*\\s*$", "one paragraph")
        ) { $0.line(longest: length.upperBound) }
    }

    /// A short text that is shown and spoken, the same on both sides.
    static func title(_ length: ClosedRange<Int>) -> ValueKind {
        var kind = line(length)
        kind.schema = .text(
            length, pattern: "^[^{\(JSONText.controls)]*\\s*$", "one line without curly brackets")
        kind.read = { field in
            guard let words = field.spokenLine(longest: length.upperBound) else { return nil }
            if let found = words.placeholders.first {
                field.report(
                    "\(field.name) cannot hold \(found), because titles are not filled in",
                    "leave it out")
            }
            return words
        }
        return kind
    }
}

extension ValueKind<Sentence> {
    /// A text to be spoken, with `{side}` and `{other}` filled in.
    static func sentence(_ length: ClosedRange<Int>) -> ValueKind {
        ValueKind(
            unit: "text", limits: "\(length.lowerBound) to \(length.upperBound) characters",
            schema: .text(
                length, pattern: #"^(?:[^{\#(JSONText.controls)]|\{side\}|\{other\})*\s*$"#,
                "one paragraph, with no curly brackets but {side} and {other}")
        ) { field in
            guard let words = field.spokenLine(longest: length.upperBound) else { return nil }
            field.check(words.placeholders)
            return Sentence(words, at: field.position)
        }
    }
}

extension Field {
    /// One paragraph of limited length.
    fileprivate func line(longest: Int) -> String? {
        guard let words = text() else { return nil }
        let scalars = words.unicodeScalars
        if scalars.contains(where: \.isBreak) {
            report(
                "\(name) wants one paragraph, without line breaks",
                "write it on one line, or after \">\" without empty lines")
        } else if let scalar = scalars.first(where: { !$0.isSpeakable }) {
            report("\(name) holds the character \(scalar.codePoint)", "remove it")
        } else if words.count > longest {
            report(
                "\(name) has \(words.count) characters; \(longest) are the most",
                "shorten it, or make two of it")
        } else if scalars.count > 4 * longest {
            // Any number of accents may stand on one letter, and all of them are one character.
            report(
                "\(name) has \(scalars.count) letters and accents; \(4 * longest) are the most",
                "leave some of them out")
        } else {
            return words
        }
        return nil
    }

    /// One paragraph of which something can be said, in Latin letters or digits.
    fileprivate func spokenLine(longest: Int) -> String? {
        guard let words = line(longest: longest) else { return nil }
        if SpokenText(words).pieces.isEmpty {
            report(
                "\(name) holds nothing that can be said: \(words.quoted)",
                "write it with Latin letters or digits")
        }
        return words
    }

    /// Reports placeholders that nothing is filled in for.
    fileprivate func check(_ placeholders: [String]) {
        for found in placeholders {
            if found != "{side}", found != "{other}" {
                let word = String(found.dropFirst().dropLast()).trimmingBlanks
                let near = Suggestion.nearest(to: word, among: ["side", "other"])
                report(
                    "\(name) holds \(found.quoted), which is not filled in",
                    near.map { "did you mean {\($0)}?" } ?? "only {side} and {other} are")
            } else if !reading.namesSides {
                report(
                    "\(name) holds \(found), but this block has no right and left",
                    "write sides: right, left, or leave it out")
            }
        }
    }
}

extension String {
    /// The parts between curly brackets, brackets included; one that is not closed runs to the next
    /// one.
    fileprivate var placeholders: [String] {
        guard contains("{") else { return [] }
        return matches(of: /\{[^{}]*\}?/).map { String($0.output) }
    }
}

extension JSONText {
    /// The characters that no text holds within; a block text has a line's end behind it.
    fileprivate static let controls = #"\u0000-\u001F\u007F-\u009F"#

    /// The schema of a text; YAML takes some texts without quotes for numbers or flags.
    fileprivate static func text(
        _ length: ClosedRange<Int>, type: JSONText = ["string", "number", "boolean"],
        pattern: String, _ advice: String
    ) -> JSONText {
        [
            "type": type, "minLength": .number(length.lowerBound),
            "maxLength": .number(length.upperBound), "pattern": .text(pattern),
            "patternErrorMessage": .text("Write \(advice)."),
        ]
    }
}

// MARK: - Lists

extension ValueKind {
    /// A list of mappings.
    ///
    /// - Parameters:
    ///   - form: what each item is.
    ///   - limits: how many items there may be.
    ///   - definition: what the schema calls an item.
    ///   - remedy: what to do about more items.
    /// - Returns: a kind of value that is read item by item, each with its stand-ins.
    static func list<Form: MappingForm>(
        of form: Form.Type, _ limits: ClosedRange<Int>, definition: String = Form.name,
        tooMany remedy: String
    ) -> ValueKind where Value == [Form.Model] {
        ValueKind(
            unit: "list", limits: "\(limits.lowerBound) to \(limits.upperBound) \(Form.name)s",
            schema: [
                "type": "array", "items": ["$ref": .text("#/$defs/\(definition)")],
                "minItems": .number(limits.lowerBound), "maxItems": .number(limits.upperBound),
            ]
        ) { field in
            guard let items = field.items() else { return nil }
            let most = limits.upperBound
            if items.count > most {
                field.reading.report(
                    items[most].position,
                    "\(field.name) has at most \(most) \(Form.name)s, and this is one more", remedy)
            }
            return items.prefix(most).map { Form.model(from: Fields($0, field.reading)) }
        }
    }
}
