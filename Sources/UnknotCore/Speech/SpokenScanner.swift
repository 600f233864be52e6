/// Reads a text by the tables of `SpeechRules`, from left to right.
///
/// At each place the first rule that fits is taken. The cost is bounded for any text, because only
/// so many characters are read.
struct SpokenScanner {
    /// Letters, digits and the characters that the rules read; no two spaces in a row.
    private var source: [Unicode.Scalar] = []
    private var position = 0
    /// The spoken words, each with the mark that follows it.
    private var tokens: [String] = []
    /// The characters of the tokens, each with room for a space and a mark.
    private var length = 0

    /// More characters than this are not looked at: whatever they are, too much to be said.
    private static let longestInput = 4_000
    /// A tag of markup may be this long; with a longer one "<" is no more than a sign.
    private static let longestTag = 200

    /// The spoken words of a text, each with the mark that follows it.
    static func tokens(of text: String) -> [String] {
        var scanner = SpokenScanner()
        scanner.clean(Array(text.unicodeScalars.prefix(longestInput)))
        while scanner.length < SpokenText.longestText, let next = scanner.peek() {
            if scanner.startsNumber {
                scanner.number()
            } else if next.isSpokenLetter || next == "×" {
                scanner.word()
            } else {
                scanner.sign(next)
            }
        }
        // A comma or colon with nothing after it is left out.
        if let mark = scanner.tokens.last?.last, ",;:".contains(mark) {
            scanner.tokens[scanner.tokens.count - 1].removeLast()
        }
        return scanner.tokens
    }

    /// Adds words that stand apart by spaces, up to the cap.
    private mutating func say(_ words: String) {
        for word in words.split(separator: " ") where length < SpokenText.longestText {
            length += word.unicodeScalars.count + 2
            if length <= SpokenText.longestText { tokens.append(String(word)) }
        }
    }

    /// Adds a mark to the last word; of several in a row the strongest stays ("?!..." is "?").
    private mutating func pause(_ mark: Character) {
        guard let last = tokens.last?.last else { return }
        let marks = ",;:.!?"
        if let present = marks.firstIndex(of: last) {
            guard let index = marks.firstIndex(of: mark), index > present else { return }
            tokens[tokens.count - 1].removeLast()
        }
        tokens[tokens.count - 1].append(mark)
    }

    // MARK: Cleaning

    /// Takes the characters that the rules read; markup and other characters become spaces.
    private mutating func clean(_ written: [Unicode.Scalar]) {
        source.reserveCapacity(written.count)
        var index = 0
        while index < written.count {
            let scalar = written[index]
            if let end = Self.endOfMarkup(at: index, in: written) {
                take(" ")
                index = end
                continue
            }
            index += 1
            if scalar.isSpokenLetter || scalar.isSpokenDigit {
                source.append(scalar)
            } else if let others = SpeechRules.characters[scalar]?.unicodeScalars {
                // "1½" is "1 1/2".
                if others.first?.isSpokenDigit == true, source.last?.isSpokenDigit == true {
                    take(" ")
                }
                for other in others { take(other) }
            } else if !("\u{300}"..."\u{36F}").contains(scalar) {
                take(SpeechRules.read.contains(scalar) ? scalar : " ")
            }
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        if scalar != " " || source.last != " " { source.append(scalar) }
    }

    /// The index after a tag (`<b>`, `</p>`, `<!-- -->`) or an entity (`&amp;`) that begins here.
    private static func endOfMarkup(at start: Int, in source: [Unicode.Scalar]) -> Int? {
        guard source[start] == "<" || source[start] == "&", start + 1 < source.count else {
            return nil
        }
        let next = source[start + 1]
        if source[start] == "<" {
            let begins = next.isSpokenLetter || next == "/" || next == "!" || next == "?"
            let tag = source[start...].prefix(longestTag)
            return begins ? tag.firstIndex(of: ">").map { $0 + 1 } : nil
        }
        let name = source[(start + 1)...].prefix(8)
            .prefix { $0 == "#" || $0.isSpokenDigit || $0.isSpokenLetter }
        let isEntity = !name.isEmpty && source[name.endIndex...].first == ";"
        return isEntity ? name.endIndex + 1 : nil
    }

    // MARK: Looking ahead

    /// The character some places on, if there is one.
    private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        let index = position + offset
        return index >= 0 && index < source.count ? source[index] : nil
    }

    /// The place itself, or the next one if a space stands there.
    private func pastSpace(_ offset: Int = 0) -> Int { peek(offset) == " " ? offset + 1 : offset }

    /// The letters that stand some places on, in lower case.
    private func letters(_ offset: Int) -> String {
        let letters = source.dropFirst(position + offset).prefix(while: \.isSpokenLetter)
        return String(String.UnicodeScalarView(letters)).lowercased()
    }

    /// How many digits stand some places on.
    private func digits(_ offset: Int) -> Int {
        var end = offset
        while peek(end)?.isSpokenDigit == true { end += 1 }
        return end - offset
    }

    /// How long the number is that stands some places on, such as "1,000", "2.5" or ".5".
    private func number(_ offset: Int) -> Int {
        var end = offset + digits(offset)
        if (1...3).contains(end - offset) {
            while peek(end) == ",", digits(end + 1) == 3 { end += 4 }
        }
        while peek(end) == ".", peek(end + 1)?.isSpokenDigit == true {
            end += 1 + digits(end + 1)
        }
        return end - offset
    }

    /// Passes over the text that the first fitting row is for, and gives the row's words.
    private mutating func take<Said>(_ rows: [SpeechRules.Row<Said>]) -> Said? {
        for row in rows {
            if let match = match(row.pattern), let said = row.said(match.numbers) {
                position += match.length
                return said
            }
        }
        return nil
    }

    /// How many characters a pattern takes here, and the numbers in them, without their commas.
    private func match(_ pattern: [SpeechRules.Part]) -> (length: Int, numbers: [String])? {
        var offset = 0
        var taken: Int?
        var numbers: [Range<Int>] = []
        for part in pattern {
            switch part {
            case .one(let texts):
                guard let text = texts.first(where: { stands($0, at: offset) }) else { return nil }
                offset += text.unicodeScalars.count
            case .digits(let counts):
                let length = digits(offset)
                guard counts.contains(length) else { return nil }
                numbers.append(offset..<(offset + length))
                offset += length
            case .number:
                let length = number(offset)
                guard length > 0 else { return nil }
                numbers.append(offset..<(offset + length))
                offset += length
            case .noLetter: if peek(offset)?.isSpokenLetter == true { return nil }
            case .ahead: taken = offset
            }
        }
        let texts = numbers.map { number in
            String(String.UnicodeScalarView(number.compactMap(peek).filter { $0 != "," }))
        }
        return (taken ?? offset, texts)
    }

    /// Whether a text in lower case stands some places on, in capitals or not.
    private func stands(_ text: String, at offset: Int) -> Bool {
        var offset = offset
        for letter in text.unicodeScalars {
            guard peek(offset)?.inLowerCase == letter else { return false }
            offset += 1
        }
        return true
    }

    // MARK: Numbers

    /// True at a digit, and at a point or minus that stands free before one.
    private var startsNumber: Bool {
        guard let next = peek() else { return false }
        if next.isSpokenDigit { return true }
        guard next == "." || next == "-", peek(1)?.isSpokenDigit == true else { return false }
        return peek(-1).map { $0 == " " || $0 == "," } ?? true
    }

    /// Reads a number, or several that are joined: "5-10 cm", "30s..90s", "3-2-1".
    private mutating func number() {
        if peek() == "-" {
            position += 1
            say("minus")
        }
        var parts = [quantity()]
        while take(SpeechRules.rangeSigns) != nil { parts.append(quantity()) }
        // Two that rise are a range; anything else is a row of numbers, as in a countdown.
        let isRange = parts.count == 2 && parts[0].size < parts[1].size
        for (index, part) in parts.enumerated() {
            if index > 0, isRange { say("to") }
            if index > 0, !isRange { pause(",") }
            say(part.words)
        }
    }

    private mutating func quantity() -> SpeechRules.Quantity {
        guard var quantity = take(SpeechRules.numbers) else {
            position += 1  // Not reached, because a digit is a number.
            return SpeechRules.Quantity(words: "", size: 0)
        }
        guard quantity.takesUnit else { return quantity }
        if let times = take(SpeechRules.timesSigns) {
            quantity.words += quantity.words == "one" ? " time" : times
        } else if let unit = unit(isSingular: quantity.isSingular) {
            quantity.words += " " + unit
        } else if peek() == "-", peek(1)?.isSpokenLetter == true {
            position += 1  // "30-second": the hyphen is not said, and is no pause.
        }
        return quantity
    }

    /// Takes the unit that follows, and gives its words.
    private mutating func unit(isSingular: Bool) -> String? {
        let isJoined = peek() == "-"
        let start = isJoined ? 1 : pastSpace()
        var name = letters(start)
        if name.isEmpty, let sign = peek(start).map({ String(Character($0)) }) {
            let scale = sign + letters(start + 1)
            name = SpeechRules.units[scale] == nil ? sign : scale
        }
        let apart = start > 0 ? SpeechRules.units[" " + name] : nil
        guard let unit = apart ?? SpeechRules.units[name] else { return nil }
        let end = start + name.unicodeScalars.count
        let next = pastSpace(end)
        let isWord = peek(start)?.isSpokenLetter == true
        if isWord, let after = peek(end), after.isSpokenDigit || after == "'" { return nil }
        if name == "in", start > 0, !isJoined, let after = peek(next),
            after.isSpokenLetter || after.isSpokenDigit,
            !SpeechRules.wordsAfterInches.contains(letters(next))
        {
            return nil
        }
        position += end
        return isSingular || isJoined ? unit.one : unit.many
    }

    // MARK: Words and signs

    private mutating func word() {
        let isAlone = peek(1)?.isSpokenLetter != true
        if isAlone, let spoken = take(SpeechRules.words) ?? initials() {
            say(spoken)
            return
        }
        let word = plainWord()
        if isAlone, let side = side(word) {
            say(side)
        } else if let spoken = Lexicon.spoken(word.lowercased()) {
            say(spoken)
            skipAbbreviationStop()
        } else {
            say(word)
        }
    }

    /// A word as it may be spoken: apostrophes between letters and at most one, hyphens between
    /// letters and at most two, no letter more than three times in a row, and broken where long.
    private mutating func plainWord() -> String {
        var result = String.UnicodeScalarView()
        var (letters, same, apostrophes, hyphens) = (0, 0, 0, 0)
        var last: Unicode.Scalar?
        /// An apostrophe or hyphen that is said with the next letter, if one is.
        var joint: Unicode.Scalar?
        while let next = peek(), next.isSpokenLetter || next == "'" || next == "-" {
            let joins = !result.isEmpty && peek(1)?.isSpokenLetter == true
            if next.isSpokenLetter {
                same = next.inLowerCase == last ? same + 1 : 1
                last = next.inLowerCase
                if same <= 3 {
                    if letters == SpokenText.longestWord, joint != "-" { joint = " " }
                    letters = joint == nil || joint == "'" ? letters + 1 : 1
                    if let joint { result.append(joint) }
                    joint = nil
                    result.append(next)
                }
            } else if next == "-" {
                guard joins, hyphens < 2 else { break }
                joint = "-"
                hyphens += 1
            } else if joins {
                if apostrophes == 0 { joint = "'" }
                apostrophes += 1
            }
            position += 1
        }
        if result.isEmpty { position += 1 }  // A lone "×".
        return String(result)
    }

    /// "I.T.B." and "e.g.": letters with full stops are spelled, or what the lexicon says.
    private mutating func initials() -> String? {
        var names: [String] = []
        var offset = 0
        while let letter = peek(offset), letter.isSpokenLetter, names.count < 6 {
            if peek(offset + 1)?.isSpokenLetter == true { return nil }
            names.append(String(Character(letter)))
            offset += 1
            if peek(offset) != "." { break }
            offset += 1
        }
        guard names.count > 1 else { return nil }
        // The last full stop may end the sentence as well.
        position += peek(offset - 1) == "." ? offset - 1 : offset
        skipAbbreviationStop()
        return Lexicon.spoken(names.joined(separator: ".").lowercased())
            ?? names.joined(separator: " ")
    }

    /// Passes over the full stop of an abbreviation, if the sentence visibly goes on.
    private mutating func skipAbbreviationStop() {
        guard peek() == ".", let next = peek(pastSpace(1)) else { return }
        if next.isSpokenDigit || (next.isSpokenLetter && next.properties.isLowercase) {
            position += 1
        }
    }

    /// "L" or "R" as a side, if it stands before or after a part of the body.
    private mutating func side(_ word: String) -> String? {
        guard let side = SpeechRules.sides[word] else { return nil }
        let stop = peek() == "." ? 1 : 0
        if SpeechRules.body.contains(letters(pastSpace(stop))) {
            position += stop
            return side
        }
        let before = tokens.last?.prefix { $0.isLetter }.lowercased() ?? ""
        let isLast = peek(pastSpace())?.isSpokenLetter != true
        return isLast && SpeechRules.body.contains(before) ? side : nil
    }

    private mutating func sign(_ sign: Unicode.Scalar) {
        position += 1
        let next = peek()
        if SpeechRules.marks.contains(sign) {
            pause(Character(sign))
        } else if sign == "-", next == " " || next == "-" {
            pause(",")  // A dash between words is a pause; a hyphen left over is nothing.
        } else if sign == "/", next?.isSpokenLetter == true {
            if let word = tokens.last, word != "and", word.last?.isLetter == true { say("or") }
        } else if let words = SpeechRules.signs[sign] {
            say(words)
        } else if peek(pastSpace())?.isSpokenDigit == true {
            say(SpeechRules.signsBeforeNumber[sign] ?? "")
        }
    }
}

extension Unicode.Scalar {
    /// True for a digit from 0 to 9.
    fileprivate var isSpokenDigit: Bool { ("0"..."9").contains(self) }

    /// True for a Latin letter that a voice can say, with or without a diacritic.
    ///
    /// ASCII, Latin-1 and Latin Extended-A; letters of other scripts have crashed eSpeak.
    fileprivate var isSpokenLetter: Bool {
        switch self {
        case "a"..."z", "A"..."Z": true
        case "\u{C0}"..."\u{17F}": self != "×" && self != "÷"
        default: false
        }
    }

    fileprivate var inLowerCase: Unicode.Scalar {
        isASCII
            ? Unicode.Scalar(UInt8(value) | (("A"..."Z").contains(self) ? 32 : 0))
            : properties.lowercaseMapping.unicodeScalars.first ?? self
    }
}
