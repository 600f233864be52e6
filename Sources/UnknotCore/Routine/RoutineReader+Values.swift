extension RoutineReader {
    /// The words of a value and their place; nil, and a problem, for a list, a map or nothing.
    mutating func text(
        _ key: String, in fields: Fields
    ) -> (words: String, position: SourcePosition)? {
        guard let field = fields[key] else { return nil }
        guard case .text(let words, let isPlain) = field.value.content else {
            var remedy = advice(on: key)
            if case .map = field.value.content {
                remedy = "put quotes around a text that begins with { or contains \": \""
            }
            report(
                field.value.position, "\(key.quoted) wants a text, not \(field.value.content.name)",
                remedy)
            return nil
        }
        // A block text ends with a line feed that its author did not mean to write.
        let trimmed = words.trimmingBlanks
        if trimmed.isEmpty || (isPlain && ["~", "null", "Null", "NULL"].contains(trimmed)) {
            report(field.key, "\(key.quoted) has no value", advice(on: key))
            return nil
        }
        return (trimmed, field.value.position)
    }

    /// One paragraph of limited length; nil if it is missing or wrong.
    mutating func line(_ key: String, in fields: Fields, longest: Int) -> String? {
        guard let (words, position) = text(key, in: fields) else { return nil }
        if words.unicodeScalars.contains(where: \.isBreak) {
            report(
                position, "\(key.quoted) wants one paragraph, without line breaks",
                "write it on one line, or after \">\" without empty lines")
            return nil
        }
        if let scalar = words.unicodeScalars.first(where: { !$0.isSpeakable }) {
            report(position, "\(key.quoted) holds the character \(scalar.codePoint)", "remove it")
            return nil
        }
        guard words.count <= longest else {
            report(
                position,
                "\(key.quoted) has \(words.count) characters; \(longest) are the most",
                "shorten it, or make two of it")
            return nil
        }
        // Any number of accents may stand on one letter, and all of them are one character.
        guard words.unicodeScalars.count <= 4 * longest else {
            report(
                position,
                "\(key.quoted) has \(words.unicodeScalars.count) letters and accents; "
                    + "\(4 * longest) are the most", "leave some of them out")
            return nil
        }
        return words
    }

    /// One paragraph of which something can be said, in Latin letters or digits.
    private mutating func spokenLine(_ key: String, in fields: Fields, longest: Int) -> String? {
        guard let words = line(key, in: fields, longest: longest) else { return nil }
        if SpokenText(words).pieces.isEmpty {
            report(
                fields[key]?.value.position,
                "\(key.quoted) holds nothing that can be said: \(words.quoted)",
                "write it with Latin letters or digits")
        }
        return words
    }

    /// A title, which is the same on both sides.
    mutating func title(_ key: String, in fields: Fields) -> String? {
        guard let words = spokenLine(key, in: fields, longest: FormatLimits.title.upperBound) else {
            return nil
        }
        if let found = words.placeholders.first {
            report(
                fields[key]?.value.position,
                "\(key.quoted) cannot hold \(found), because titles are not filled in",
                "leave it out")
        }
        return words
    }

    /// A text to be spoken.
    mutating func sentence(_ key: String, in fields: Fields) -> Sentence? {
        let longest = FormatLimits.sentence.upperBound
        guard let words = spokenLine(key, in: fields, longest: longest) else { return nil }
        let position = fields[key]?.value.position
        for found in words.placeholders {
            if found != "{side}", found != "{other}" {
                let name = String(found.dropFirst().dropLast()).trimmingBlanks
                let near = Suggestion.nearest(to: name, among: ["side", "other"])
                report(
                    position, "\(key.quoted) holds \(found.quoted), which is not filled in",
                    near.map { "did you mean {\($0)}?" } ?? "only {side} and {other} are")
            } else if !namesSides {
                report(
                    position,
                    "\(key.quoted) holds \(found), but this block has no right and left",
                    "write sides: right, left, or leave it out")
            }
        }
        return Sentence(words, at: position)
    }

    /// The name of a routine or a step.
    mutating func identifier(_ key: String, in fields: Fields) -> String? {
        guard let (words, position) = text(key, in: fields) else { return nil }
        guard !RoutineName.isValid(words) else { return words }
        report(
            position,
            "\(key.quoted) wants up to 64 lower-case letters, digits and hyphens, "
                + "a letter first, not \(words.quoted)",
            RoutineName.nearest(to: words).map { "write \($0)" } ?? advice(on: key))
        return nil
    }

    /// One word out of several.
    mutating func choice(_ key: String, in fields: Fields, of words: [String]) -> String? {
        guard let (word, position) = text(key, in: fields) else { return nil }
        if words.contains(word) { return word }
        let list =
            words.count == 1
            ? words[0]
            : words.dropLast().joined(separator: ", ") + " or \(words[words.count - 1])"
        report(
            position, "\(key.quoted) wants \(list), not \(word.quoted)",
            Suggestion.nearest(to: word, among: words).map { "did you mean \($0.quoted)?" }
                ?? advice(on: key))
        return nil
    }

    /// The tool of a routine or a step.
    mutating func tool(in fields: Fields) -> Tool? {
        choice("tool", in: fields, of: Tool.allCases.map(\.rawValue)).flatMap(Tool.init(rawValue:))
    }

    /// An amount within its limits; nil if it is missing or wrong.
    mutating func amount<Amount>(
        _ key: String, in fields: Fields, _ measure: Measure<Amount>
    )
        -> Amount?
    {
        guard let (words, position) = text(key, in: fields) else { return nil }
        if let amount = measure.amount(words), measure.limits.contains(amount) { return amount }
        let meant = measure.meant(words).flatMap { measure.limits.contains($0) ? $0 : nil }
        report(
            position, "\(key.quoted) wants \(measure.name) \(measure.span), not \(words.quoted)",
            meant.map { "write \(measure.text($0))" } ?? advice(on: key))
        return nil
    }
}

extension String {
    /// The text without spaces, tabs and line ends around it.
    fileprivate var trimmingBlanks: String {
        let blanks: Set<Character> = [" ", "\t", "\n", "\r", "\r\n"]
        guard let first = firstIndex(where: { !blanks.contains($0) }),
            let last = lastIndex(where: { !blanks.contains($0) })
        else { return "" }
        return String(self[first...last])
    }

    /// The parts between curly brackets, brackets included; one that is not closed runs to the end.
    fileprivate var placeholders: [String] {
        var found: [String] = []
        var open: String?
        for character in self {
            if character == "{" {
                if let open { found.append(open) }
                open = "{"
            } else {
                open?.append(character)
                if character == "}" {
                    found.append(open ?? "}")
                    open = nil
                }
            }
        }
        if let open { found.append(open) }
        return found
    }
}
