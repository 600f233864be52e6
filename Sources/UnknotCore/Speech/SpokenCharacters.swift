/// The first step of normalising: any text to the few characters that the scanner knows.
enum SpokenCharacters {
    /// More characters than this are not looked at: whatever they are, too much to be said.
    private static let longestInput = 4_000
    /// A markup tag may be this long; a longer one is no tag but a stray "less than".
    private static let longestTag = 200

    /// The Latin letters, digits, spaces, marks and the symbols with a spoken meaning of a text.
    ///
    /// Markup tags become spaces, brackets and dashes become commas, and what cannot be said (other
    /// scripts, emoji, control characters) becomes a space.
    static func cleaned(_ text: String) -> [Unicode.Scalar] {
        let source = Array(text.unicodeScalars.prefix(longestInput))
        var result: [Unicode.Scalar] = []
        result.reserveCapacity(source.count)
        var index = 0
        while index < source.count {
            if let end = endOfMarkup(at: index, in: source) {
                result.append(" ")
                index = end
            } else {
                append(source[index], to: &result)
                index += 1
            }
        }
        return result
    }

    /// Where a tag (`<b>`, `</p>`, `<!-- -->`) or an entity (`&amp;`) that begins here is over.
    private static func endOfMarkup(at start: Int, in source: [Unicode.Scalar]) -> Int? {
        guard start + 1 < source.count else { return nil }
        let next = source[start + 1]
        switch source[start] {
        case "<" where next.isSpokenLetter || next == "/" || next == "!" || next == "?":
            let limit = min(source.count, start + longestTag)
            return source[start..<limit].firstIndex(of: ">").map { $0 + 1 }
        case "&" where next.isSpokenLetter || next == "#":
            let limit = min(source.count, start + 9)
            let name = source[(start + 1)..<limit].prefix {
                $0 == "#" || $0.isSpokenDigit || $0.isSpokenLetter
            }
            let end = start + 1 + name.count
            return end < source.count && source[end] == ";" ? end + 1 : nil
        default:
            return nil
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to result: inout [Unicode.Scalar]) {
        if scalar.isSpokenLetter || scalar.isSpokenDigit {
            result.append(scalar)
            return
        }
        switch scalar {
        case " ", ".", ",", ";", ":", "!", "?", "'", "-",
            "%", "°", "/", "×", "<", ">", "&", "+", "=", "@", "#", "~", "″":
            result.append(scalar)
        case "’", "‘", "ʼ", "′":
            result.append("'")
        case "\"", "“", "”", "„", "«", "»", "*", "_", "`", "\u{AD}", "\u{200B}", "\u{200D}",
            "\u{FEFF}", "\u{300}"..."\u{36F}":
            break  // Says nothing, and may stand inside a word.
        case "‐", "‑", "–", "−", "‒":
            result.append("-")
        case "—", "―":
            result += [" ", "-", " "]
        case "…":
            result.append(".")
        case "(", ")", "[", "]", "{", "}", "|", "•", "·":
            result += [",", " "]
        case "½": appendFraction("1/2", to: &result)
        case "¼": appendFraction("1/4", to: &result)
        case "¾": appendFraction("3/4", to: &result)
        case "⅓": appendFraction("1/3", to: &result)
        case "⅔": appendFraction("2/3", to: &result)
        case "≈": result.append("~")
        case "≤": result += "at most ".unicodeScalars
        case "≥": result += "at least ".unicodeScalars
        case "±": result += " plus or minus ".unicodeScalars
        case "→": result += " to ".unicodeScalars
        default: result.append(" ")
        }
    }

    /// Adds a fraction, apart from the whole number before it: "1½" is "1 1/2".
    private static func appendFraction(_ text: String, to result: inout [Unicode.Scalar]) {
        if result.last?.isSpokenDigit == true { result.append(" ") }
        result += text.unicodeScalars
    }
}

extension Unicode.Scalar {
    /// Whether this is a digit from 0 to 9.
    var isSpokenDigit: Bool { ("0"..."9").contains(self) }

    /// Whether this is a Latin letter that a voice can say, with or without a diacritic.
    ///
    /// ASCII, Latin-1 and Latin Extended-A; letters of other scripts have crashed eSpeak.
    var isSpokenLetter: Bool {
        switch self {
        case "a"..."z", "A"..."Z": true
        case "\u{C0}"..."\u{17F}": self != "×" && self != "÷"
        default: false
        }
    }
}
