/// Times as people write them: `90s`, `1m30s`, `90`, `7.5s`, `2m`, `1h`.
///
/// A time has one decimal at most, because a session keeps time in tenths of a second. The same
/// notation serves routine files and the command line.
public enum TimeText {
    /// The time that a text stands for, or nil for anything but a time.
    ///
    /// A number without a unit counts seconds. Hours, minutes and seconds come in this order, each
    /// at most once; only the last may have a decimal, and what follows a greater unit stays
    /// below 60. Zero is a time; a sign is not part of one.
    public static func duration(_ text: String) -> Duration? {
        tenths(in: text, strictly: true).map(Duration.init(tenths:))
    }

    /// The shortest usual notation of a time: `1m30s`, `30s`, `7.5s`; the nearest tenth is taken.
    ///
    /// `duration(_:)` reads it back, unless the time is negative, which has a minus sign.
    public static func text(_ duration: Duration) -> String {
        let (whole, attoseconds) = duration.components
        let (carry, tenth) = ((attoseconds.magnitude + perTenth / 2) / perTenth)
            .quotientAndRemainder(dividingBy: 10)
        let seconds = whole.magnitude + carry
        var text = ""
        if seconds >= 3600 { text += "\(seconds / 3600)h" }
        if seconds / 60 % 60 > 0 { text += "\(seconds / 60 % 60)m" }
        if tenth > 0 {
            text += "\(seconds % 60).\(tenth)s"
        } else if seconds % 60 > 0 || text.isEmpty {
            text += "\(seconds % 60)s"
        }
        let isNegative = (whole < 0 || attoseconds < 0) && seconds + tenth > 0
        return (isNegative ? "-" : "") + text
    }

    /// The time that was probably meant by a text that is not one: `30 sec`, `1:30`, `90S`.
    ///
    /// It serves advice only; nothing is timed by it.
    public static func meant(by text: String) -> Duration? {
        guard text.utf8.count <= 40 else { return nil }
        var plain = String(text.lowercased().filter { $0 != " " })
        for (word, unit) in wordsOfUnits {
            plain = plain.replacing(word, with: unit)
        }
        plain.replace(",", with: ".")
        let clock = plain.split(separator: ":", omittingEmptySubsequences: false)
        if clock.count == 2 { plain = "\(clock[0])m\(clock[1])s" }
        return tenths(in: plain, strictly: false).map(Duration.init(tenths:))
    }

    private static let perTenth: UInt64 = 100_000_000_000_000_000

    /// Longer words first, so that no word is cut by a shorter one.
    private static let wordsOfUnits = [
        ("seconds", "s"), ("second", "s"), ("secs", "s"), ("sec", "s"),
        ("minutes", "m"), ("minute", "m"), ("mins", "m"), ("min", "m"),
        ("hours", "h"), ("hour", "h"), ("hrs", "h"), ("hr", "h"),
    ]

    private static let tenthsOfUnits: [(unit: Character, tenths: Int)] = [
        ("h", 36_000), ("m", 600), ("s", 10),
    ]

    /// The tenths of a second in a text.
    ///
    /// A lenient reading takes further decimals, numbers of 60 and more after a greater unit, and
    /// a last number without its unit; a strict one takes none of them.
    private static func tenths(in text: String, strictly isStrict: Bool) -> Int? {
        var rest = text[...]
        var total = 0
        var units = tenthsOfUnits[...]
        repeat {
            guard let number = takeNumber(from: &rest, strictly: isStrict) else { return nil }
            let isFirst = units.count == tenthsOfUnits.count
            let size: Int
            if let name = rest.popFirst() {
                guard let index = units.firstIndex(where: { $0.unit == name }) else { return nil }
                size = units[index].tenths
                units = units[(index + 1)...]
            } else if isFirst {
                size = 10
            } else {
                guard !isStrict, let next = units.first else { return nil }
                size = next.tenths
            }
            guard rest.isEmpty || !number.hasDecimal else { return nil }
            guard !isStrict || isFirst || number.tenths < 600 else { return nil }
            total += number.tenths * size / 10
        } while !rest.isEmpty
        return total
    }

    /// A number from the beginning of a text, in tenths; six digits at most, so nothing overflows.
    private static func takeNumber(
        from rest: inout Substring, strictly isStrict: Bool
    ) -> (tenths: Int, hasDecimal: Bool)? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard digits.count <= 6, let whole = Int(digits) else { return nil }
        rest = rest.dropFirst(digits.count)
        guard rest.first == "." else { return (whole * 10, false) }
        let decimals = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
        guard let first = decimals.first?.wholeNumberValue, !isStrict || decimals.count == 1 else {
            return nil
        }
        rest = rest.dropFirst(1 + decimals.count)
        return (whole * 10 + first, true)
    }
}

extension Duration {
    /// A count of tenths of a second as a duration.
    fileprivate init(tenths: Int) {
        self = .milliseconds(tenths * 100)
    }
}
