/// English words for whole numbers, as a coach says them: "one hundred and five".
enum NumberWords {
    /// The words for a number.
    ///
    /// Beyond 999,999 either way the digits are said one by one, because nobody counts that far on
    /// a roller and a wrong long word is worse than a plain list.
    static func words(_ n: Int) -> String {
        let size = n.magnitude
        let words = size > 999_999 ? digitByDigit(String(size)) : upToAMillion(Int(size))
        return n < 0 ? "minus " + words : words
    }

    /// The words for a place in a row: "first", "twenty second", "one hundred and fifth".
    static func ordinal(_ n: Int) -> String {
        let cardinal = words(n)
        let start = cardinal.lastIndex(of: " ").map(cardinal.index(after:)) ?? cardinal.startIndex
        let last = cardinal[start...]
        if let irregular = irregularOrdinals[String(last)] {
            return cardinal[..<start] + irregular
        }
        return last.hasSuffix("y") ? cardinal.dropLast() + "ieth" : cardinal + "th"
    }

    /// Each digit of a string by its name: "007" is "zero zero seven"; other characters are skipped.
    static func digitByDigit(_ digits: some StringProtocol) -> String {
        digits.compactMap { $0.isASCII ? $0.wholeNumberValue : nil }
            .map { small[$0] }.joined(separator: " ")
    }

    /// The parts of a time that are not zero: "one minute", "thirty seconds".
    static func units(_ hours: Int, _ minutes: Int, _ seconds: Int) -> [String] {
        [(hours, "hour"), (minutes, "minute"), (seconds, "second")].filter { $0.0 > 0 }
            .map { count, unit in "\(words(count)) \(unit)\(count == 1 ? "" : "s")" }
    }

    private static func upToAMillion(_ n: Int) -> String {
        guard n >= 20 else { return small[n] }
        let (size, name) = n < 100 ? (10, "") : n < 1_000 ? (100, " hundred") : (1_000, " thousand")
        let (count, rest) = n.quotientAndRemainder(dividingBy: size)
        let head = n < 100 ? tens[count] : upToAMillion(count) + name
        guard rest > 0 else { return head }
        return head + (n >= 100 && rest < 100 ? " and " : " ") + upToAMillion(rest)
    }

    private static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
        "nineteen",
    ]

    private static let tens = [
        "", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]

    private static let irregularOrdinals = [
        "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
        "nine": "ninth", "twelve": "twelfth",
    ]
}
