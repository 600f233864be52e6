/// English words for whole numbers, as a coach says them: "one hundred and five".
public enum NumberWords {
    /// The words for a number.
    ///
    /// Beyond 999,999 either way the digits are said one by one, because nobody counts that far on
    /// a roller and a wrong long word is worse than a plain list.
    public static func words(_ n: Int) -> String {
        let size = n.magnitude
        let words = size > 999_999 ? digitByDigit(String(size)) : upToAMillion(Int(size))
        return n < 0 ? "minus " + words : words
    }

    /// The words for a place in a row: "first", "twenty second", "one hundred and fifth".
    public static func ordinal(_ n: Int) -> String {
        let cardinal = words(n)
        let start = cardinal.lastIndex(of: " ").map(cardinal.index(after:)) ?? cardinal.startIndex
        let last = cardinal[start...]
        if let irregular = irregularOrdinals[String(last)] {
            return cardinal[..<start] + irregular
        }
        return last.hasSuffix("y") ? cardinal.dropLast() + "ieth" : cardinal + "th"
    }

    /// Each digit of a string by its name: "007" is "zero zero seven"; other characters are skipped.
    public static func digitByDigit(_ digits: some StringProtocol) -> String {
        digits.compactMap { $0.isASCII ? $0.wholeNumberValue : nil }
            .map { small[$0] }.joined(separator: " ")
    }

    private static func upToAMillion(_ n: Int) -> String {
        guard n >= 1_000 else { return upToAThousand(n) }
        let (thousands, rest) = n.quotientAndRemainder(dividingBy: 1_000)
        let head = upToAThousand(thousands) + " thousand"
        return switch rest {
        case 0: head
        case 1..<100: head + " and " + upToAThousand(rest)
        default: head + " " + upToAThousand(rest)
        }
    }

    private static func upToAThousand(_ n: Int) -> String {
        switch n {
        case 0..<20:
            return small[n]
        case 20..<100:
            let (ten, one) = n.quotientAndRemainder(dividingBy: 10)
            return one == 0 ? tens[ten] : tens[ten] + " " + small[one]
        default:
            let (hundred, rest) = n.quotientAndRemainder(dividingBy: 100)
            let head = small[hundred] + " hundred"
            return rest == 0 ? head : head + " and " + upToAThousand(rest)
        }
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
