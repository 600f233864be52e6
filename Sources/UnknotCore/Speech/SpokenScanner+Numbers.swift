/// Numbers with what joins them: ranges, fractions, ordinals and counts.
extension SpokenScanner {
    /// A number that has been read: its words, and what its unit and its range depend on.
    struct Quantity {
        var words: String
        var size: Double
        /// Whether a unit after it stands in the singular: "one second", "one half inch".
        var isSingular = false
    }

    /// Whether a number begins here: at a digit, or at a point or minus before one.
    var startsNumber: Bool {
        guard let next = peek() else { return false }
        if next.isSpokenDigit { return true }
        guard peek(1)?.isSpokenDigit == true else { return false }
        let before = peek(-1)
        let isFree = before == nil || before == " " || before == ","
        return isFree && (next == "." || next == "-")
    }

    /// Reads a number, or several that are joined: "5-10 cm", "30s..90s", "3-2-1".
    mutating func number() {
        if peek() == "-" {
            position += 1
            line.say("minus")
        }
        var parts = [quantity()]
        while let offset = rangeSign() {
            position += offset
            parts.append(quantity())
        }
        // Two that rise are a range; anything else is a row of numbers, as in a countdown.
        if parts.count == 2, parts[0].size < parts[1].size {
            line.say(parts[0].words + " to " + parts[1].words)
        } else {
            for (index, part) in parts.enumerated() {
                if index > 0 { line.pause(",") }
                line.say(part.words)
            }
        }
    }

    /// How far on the next number of a range is, if a sign for one stands here.
    private func rangeSign() -> Int? {
        guard let (sign, offset) = peekPastSpaces() else { return nil }
        if sign == ".", offset == 0, peek(1) == ".", peek(2)?.isSpokenDigit == true { return 2 }
        guard sign == "-", let (next, end) = peekPastSpaces(from: offset + 1),
            next.isSpokenDigit, (offset == 0) == (end == offset + 1)
        else { return nil }
        return end
    }

    private mutating func quantity() -> Quantity {
        if let time = clockTime() ?? compoundTime() { return time }
        var quantity = value()
        if let place = ordinal(quantity) { return place }
        if let count = timesSign() {
            position += count
            quantity.words += quantity.words == "one" ? " time" : " times"
            return quantity
        }
        if let (unit, end) = unit(isSingular: quantity.isSingular) {
            position += end
            quantity.words += " " + unit
        } else if peek() == "-", peek(1)?.isSpokenLetter == true {
            position += 1  // "30-second": the hyphen is not said, and is no pause.
        }
        return quantity
    }

    // MARK: Values

    /// A whole number, decimal or fraction, without what follows it.
    mutating func value() -> Quantity {
        let isInDate = peek(-1) == "/"
        let whole = digits(allowsThousands: true)
        if peek() == ".", peek(1)?.isSpokenDigit == true {
            var words = Self.words(whole.isEmpty ? "0" : whole)
            var size = whole
            while peek() == ".", let next = peek(1), next.isSpokenDigit {
                position += 1
                let part = digits()
                words += " point " + NumberWords.digitByDigit(part.prefix(6))
                size += size.contains(".") ? part : "." + part
            }
            return Quantity(words: words, size: Double(size) ?? 0)
        }
        let size = Double(whole) ?? 0
        if !isInDate, let (bottom, end) = denominator() {
            position += end
            return Self.fraction(whole, bottom, size)
        }
        if peek() == " ", let mixed = mixedFraction() {
            let words = Self.words(whole) + " and " + mixed.words
            return Quantity(words: words, size: size + mixed.size)
        }
        return Quantity(words: Self.words(whole), size: size, isSingular: whole == "1")
    }

    private mutating func digits(allowsThousands: Bool = false) -> String {
        var result = String.UnicodeScalarView()
        var group = 0
        while let next = peek() {
            if next.isSpokenDigit {
                result.append(next)
                group += 1
            } else if allowsThousands, next == ",",
                group == 3 || (group < 3 && group == result.count),
                group > 0, (1...3).allSatisfy({ peek($0)?.isSpokenDigit == true }),
                peek(4)?.isSpokenDigit != true
            {
                group = 0
            } else {
                break
            }
            position += 1
        }
        return String(result)
    }

    private static func words(_ digits: String) -> String {
        if digits.count <= 6, digits == "0" || !digits.hasPrefix("0"), let n = Int(digits) {
            return NumberWords.words(n)
        }
        return NumberWords.digitByDigit(digits.prefix(12))
    }

    /// The digits after a stroke, and where they end; none in a date such as 1/2/2026.
    private func denominator(_ offset: Int = 0) -> (digits: String, end: Int)? {
        guard peek(offset) == "/" else { return nil }
        var result = String.UnicodeScalarView()
        var end = offset + 1
        while let next = peek(end), next.isSpokenDigit, result.count < 4 {
            result.append(next)
            end += 1
        }
        guard !result.isEmpty, peek(end) != "/", peek(end)?.isSpokenDigit != true else {
            return nil
        }
        return (String(result), end)
    }

    private static let parts = [2: "half", 3: "third", 4: "quarter", 8: "eighth", 16: "sixteenth"]

    private static func fraction(_ top: String, _ bottom: String, _ size: Double) -> Quantity {
        guard let n = Int(top), let d = Int(bottom), n > 0, n < d, let part = parts[d] else {
            return Quantity(words: words(top) + " out of " + words(bottom), size: size)
        }
        let words = NumberWords.words(n) + " " + part + (n == 1 ? "" : "s")
        return Quantity(words: words, size: size / Double(d), isSingular: true)
    }

    /// The fraction of "1 1/2", said as "one and a half".
    private mutating func mixedFraction() -> Quantity? {
        guard let top = peek(1), top.isSpokenDigit, let (digits, end) = denominator(2),
            let n = Int(String(Character(top))), let d = Int(digits), n > 0, n < d,
            let part = Self.parts[d]
        else { return nil }
        position += end
        let words = n == 1 ? "a " + part : NumberWords.words(n) + " " + part + "s"
        return Quantity(words: words, size: Double(n) / Double(d))
    }

    private mutating func ordinal(_ quantity: Quantity) -> Quantity? {
        let suffix = letters()
        guard ["st", "nd", "rd", "th"].contains(suffix), quantity.size < 1_000_000,
            quantity.size == quantity.size.rounded()
        else { return nil }
        position += 2
        return Quantity(words: NumberWords.ordinal(Int(quantity.size)), size: quantity.size)
    }

    /// Where the sign of "3x", "3 x 10" or "3 ×" ends.
    private func timesSign() -> Int? {
        guard let (sign, offset) = peekPastSpaces(), sign == "x" || sign == "X" || sign == "×",
            peek(offset + 1)?.isSpokenLetter != true
        else { return nil }
        let countFollows = peekPastSpaces(from: offset + 1)?.scalar.isSpokenDigit == true
        return offset == 0 || sign == "×" || countFollows ? offset + 1 : nil
    }
}
