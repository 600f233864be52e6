/// An amount as it is written in a file, with what is sensible: a time, or a count.
struct Measure<Amount: Comparable & Hashable & Sendable>: Sendable {
    /// What it is called: `a time`, and `two times` for the ends of a range.
    var name: String
    var plural: String
    /// The least and the most.
    var limits: ClosedRange<Amount>
    /// The amount that a text stands for.
    var amount: @Sendable (String) -> Amount?
    /// The amount that was probably meant by a text that is none.
    var meant: @Sendable (String) -> Amount?
    /// The usual way to write an amount.
    var text: @Sendable (Amount) -> String

    /// The limits as they stand in a message: `from 5s to 5m`.
    var span: String { "from \(text(limits.lowerBound)) to \(text(limits.upperBound))" }

    /// The usual way to write a range.
    func text(_ range: ClosedRange<Amount>) -> String {
        "\(text(range.lowerBound))..\(text(range.upperBound))"
    }
}

extension Measure<Duration> {
    static func time(_ limits: ClosedRange<Duration>) -> Measure {
        Measure(
            name: "a time", plural: "two times", limits: limits, amount: TimeText.duration,
            meant: TimeText.meant, text: TimeText.text)
    }
}

extension Measure<Int> {
    static func count(_ limits: ClosedRange<Int>) -> Measure {
        Measure(
            name: "a whole number", plural: "two whole numbers", limits: limits,
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

extension Measure<Double> {
    static func number(_ limits: ClosedRange<Double>) -> Measure {
        Measure(
            name: "a number", plural: "two numbers", limits: limits,
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
