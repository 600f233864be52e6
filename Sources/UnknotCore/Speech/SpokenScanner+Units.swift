/// Times and units: what turns a number into a measure.
extension SpokenScanner {
    // MARK: Times

    /// "0:30", "1:30" and "1:05:00" as hours, minutes and seconds.
    mutating func clockTime() -> Quantity? {
        var fields: [Int] = []
        var offset = 0
        while fields.count < 3 {
            var field = String.UnicodeScalarView()
            while let next = peek(offset), next.isSpokenDigit, field.count < 3 {
                field.append(next)
                offset += 1
            }
            guard let n = Int(String(field)), fields.isEmpty || (field.count == 2 && n < 60) else {
                return nil
            }
            fields.append(n)
            guard peek(offset) == ":", peek(offset + 1)?.isSpokenDigit == true else { break }
            offset += 1
        }
        guard fields.count > 1, peek(offset)?.isSpokenDigit != true else { return nil }
        if fields.count == 2 { fields.insert(0, at: 0) }
        position += offset
        return Self.time(hours: fields[0], minutes: fields[1], seconds: fields[2])
    }

    /// "1m30s" and "1h30m": two or three units without spaces, the greater first.
    mutating func compoundTime() -> Quantity? {
        var fields = [0, 0, 0]
        var (offset, count, next) = (0, 0, 0)
        let units: [Unicode.Scalar] = ["h", "m", "s"]
        while peek(offset)?.isSpokenDigit == true {
            var field = String.UnicodeScalarView()
            while let digit = peek(offset), digit.isSpokenDigit, field.count < 4 {
                field.append(digit)
                offset += 1
            }
            guard let letter = peek(offset), let unit = units[next...].firstIndex(of: letter),
                peek(offset + 1)?.isSpokenLetter != true
            else { return nil }
            fields[unit] = Int(String(field)) ?? 0
            (next, count, offset) = (unit + 1, count + 1, offset + 1)
        }
        guard count > 1 else { return nil }
        position += offset
        return Self.time(hours: fields[0], minutes: fields[1], seconds: fields[2])
    }

    private static func time(hours: Int, minutes: Int, seconds: Int) -> Quantity {
        let parts = [(hours, "hour"), (minutes, "minute"), (seconds, "second")]
            .filter { $0.0 > 0 }
            .map { NumberWords.words($0.0) + " " + $0.1 + ($0.0 == 1 ? "" : "s") }
        let words =
            parts.count < 2
            ? parts.first ?? "zero seconds"
            : parts.dropLast().joined(separator: " ") + " and " + (parts.last ?? "")
        return Quantity(words: words, size: Double(hours * 3_600 + minutes * 60 + seconds))
    }

    // MARK: Units

    /// The unit that follows, in words, and where it ends.
    func unit(isSingular: Bool) -> (words: String, end: Int)? {
        let gap = peek() == " " || peek() == "-" ? 1 : 0
        let isAdjective = peek() == "-"
        let isOne = isSingular || isAdjective
        switch peek(gap) {
        case "%" where !isAdjective: return ("percent", gap + 1)
        case "°" where !isAdjective:
            let scale = ["c": " celsius", "f": " fahrenheit"][letters(gap + 1)]
            return ((isOne ? "degree" : "degrees") + (scale ?? ""), gap + (scale == nil ? 1 : 2))
        case "″": return (isOne ? "inch" : "inches", gap + 1)
        default: break
        }
        let name = letters(gap)
        let end = gap + name.unicodeScalars.count
        if let after = peek(end), after.isSpokenDigit || after == "'" { return nil }
        // The routine's own spelling of a time is "2m"; a length is written "2 m".
        if name == "m" { return (SpokenUnits.minuteOrMetre(isMinute: gap == 0, isOne: isOne), end) }
        if name == "in", gap == 1, !isAdjective, !endsLength(at: end) { return nil }
        return SpokenUnits.words[name].map { (isOne ? $0.one : $0.many, end) }
    }

    /// Whether what follows "3 in" shows that inches are meant, and not "in the ...".
    private func endsLength(at offset: Int) -> Bool {
        guard let (next, start) = peekPastSpaces(from: offset) else { return true }
        let lengths = ["of", "wide", "long", "thick", "deep", "above", "below", "from", "apart"]
        return !next.isSpokenLetter && !next.isSpokenDigit || lengths.contains(letters(start))
    }
}

/// The units that follow a number, by how they are written.
enum SpokenUnits {
    static let words: [String: (one: String, many: String)] = [
        "ms": ("millisecond", "milliseconds"),
        "s": ("second", "seconds"), "sec": ("second", "seconds"), "secs": ("second", "seconds"),
        "min": ("minute", "minutes"), "mins": ("minute", "minutes"),
        "h": ("hour", "hours"), "hr": ("hour", "hours"), "hrs": ("hour", "hours"),
        "mm": ("millimetre", "millimetres"), "cm": ("centimetre", "centimetres"),
        "km": ("kilometre", "kilometres"), "in": ("inch", "inches"), "ft": ("foot", "feet"),
        "g": ("gram", "grams"), "kg": ("kilogram", "kilograms"), "kgs": ("kilogram", "kilograms"),
        "lb": ("pound", "pounds"), "lbs": ("pound", "pounds"), "oz": ("ounce", "ounces"),
        "deg": ("degree", "degrees"), "hz": ("hertz", "hertz"),
        "bpm": ("beat per minute", "beats per minute"),
        "wpm": ("word per minute", "words per minute"),
    ]

    static func minuteOrMetre(isMinute: Bool, isOne: Bool) -> String {
        (isMinute ? "minute" : "metre") + (isOne ? "" : "s")
    }
}
