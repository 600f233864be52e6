/// The notation and the limits of an amount: a time, a count, or a number.
struct AmountSyntax<Amount: Comparable & Hashable & Sendable>: Sendable {
    /// The name in messages: `a time`, and `two times` for the ends of a range.
    var name: String
    var plural: String
    /// The name in the reference.
    var unit: String
    /// The least and the most.
    var limits: ClosedRange<Amount>
    /// The JSON Schema of an amount.
    var schema: JSONText
    /// A regular expression for one amount within the limits.
    var pattern: String
    /// A range, for an example.
    var exampleOfRange: String
    /// The amount that a text stands for.
    var amount: @Sendable (String) -> Amount?
    /// The amount that was probably meant by a text that is none.
    var meant: @Sendable (String) -> Amount?
    /// The usual way to write an amount.
    var text: @Sendable (Amount) -> String

    /// The limits as they are told: `5s to 5m`.
    var span: String { "\(text(limits.lowerBound)) to \(text(limits.upperBound))" }

    /// The usual way to write a range.
    func text(_ range: ClosedRange<Amount>) -> String {
        "\(text(range.lowerBound))..\(text(range.upperBound))"
    }

    /// The amount of a text, if it is within the limits.
    func sensible(_ text: String, _ amount: (String) -> Amount?) -> Amount? {
        amount(text).flatMap { limits.contains($0) ? $0 : nil }
    }

    /// The JSON Schema of a range of such amounts.
    var rangeSchema: JSONText {
        [
            "type": "string", "pattern": .text(#"^\#(pattern)\.\.\#(pattern)$"#),
            "patternErrorMessage": .text(
                "Write \(plural) from \(span), such as \(exampleOfRange)."),
        ]
    }
}

extension AmountSyntax<Duration> {
    static func time(_ limits: ClosedRange<Duration>) -> AmountSyntax {
        let pattern = AmountPattern.time(limits)
        let span = "\(TimeText.text(limits.lowerBound)) to \(TimeText.text(limits.upperBound))"
        return AmountSyntax(
            name: "a time", plural: "two times", unit: "time", limits: limits,
            // YAML takes a time without a unit for a number.
            schema: [
                "type": ["string", "number"],
                "minimum": .number(Int(limits.lowerBound.components.seconds)),
                "maximum": .number(Int(limits.upperBound.components.seconds)),
                "pattern": .text("^\(pattern)$"),
                "patternErrorMessage": .text("Write a time from \(span), such as 30s or 1m30s."),
            ],
            pattern: pattern, exampleOfRange: "30s..90s", amount: TimeText.duration,
            meant: TimeText.meant, text: TimeText.text)
    }
}

extension AmountSyntax<Int> {
    static func count(_ limits: ClosedRange<Int>) -> AmountSyntax {
        AmountSyntax(
            name: "a whole number", plural: "two whole numbers", unit: "number", limits: limits,
            schema: [
                "type": "integer", "minimum": .number(limits.lowerBound),
                "maximum": .number(limits.upperBound),
            ],
            pattern: AmountPattern.number(limits), exampleOfRange: "8..12",
            amount: { text in
                let isNumber = text.utf8.count <= 9 && text.allSatisfy { "0"..."9" ~= $0 }
                return isNumber ? Int(text) : nil
            },
            meant: { text in
                // "10x" and "10 times" mean a number; "2.5" and "1-3" do not mean their beginning.
                let digits = text.prefix { "0"..."9" ~= $0 }
                let isWord = text.dropFirst(digits.count).allSatisfy { $0 == " " || $0.isLetter }
                return isWord ? Int(digits.prefix(9)) : nil
            },
            text: { "\($0)" })
    }
}

extension AmountSyntax<Double> {
    static func number(_ limits: ClosedRange<Double>) -> AmountSyntax {
        AmountSyntax(
            name: "a number", plural: "two numbers", unit: "number", limits: limits,
            schema: ["type": "number"], pattern: #"[0-9]+(?:\.[0-9]+)?"#,
            exampleOfRange: "1..1.5",
            amount: { text in
                let isNumber =
                    text.utf8.count <= 9 && text.allSatisfy { "0"..."9" ~= $0 || $0 == "." }
                return isNumber ? Double(text) : nil
            },
            meant: { text in
                let plain = text.replacing(",", with: ".")
                return plain.utf8.count <= 9 ? Double(plain) : nil
            },
            text: { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" })
    }
}
