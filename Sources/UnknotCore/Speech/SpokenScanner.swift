/// The second step of normalising: cleaned characters to spoken words and marks.
///
/// Numbers and what belongs to them are read in `SpokenScanner+Numbers.swift`.
struct SpokenScanner {
    let source: [Unicode.Scalar]
    var position = 0
    var line = SpokenLine()

    init(_ source: [Unicode.Scalar]) {
        self.source = source
    }

    /// Reads to the end.
    mutating func tokens() -> [SpokenToken] {
        while !line.isFull, let next = peek() {
            if startsNumber {
                number()
            } else if next.isSpokenLetter || next == "×" {
                word()
            } else {
                symbol(next)
            }
        }
        line.close()
        return line.tokens
    }

    /// The character some places on, if there is one.
    func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        let index = position + offset
        return source.indices.contains(index) ? source[index] : nil
    }

    /// The first character that is no space, and how far on it is.
    func peekPastSpaces(from offset: Int = 0) -> (scalar: Unicode.Scalar, offset: Int)? {
        var offset = offset
        while peek(offset) == " " { offset += 1 }
        return peek(offset).map { ($0, offset) }
    }

    /// The letters that stand some places on, in lower case.
    func letters(_ offset: Int = 0) -> String {
        var result = String.UnicodeScalarView()
        var offset = offset
        while let next = peek(offset), next.isSpokenLetter, result.count <= SpokenText.longestWord {
            result.append(next)
            offset += 1
        }
        return String(result).lowercased()
    }

    // MARK: Words

    private mutating func word() {
        if let count = timesCount() {
            line.say(count == "one" ? "one time" : count + " times")
            return
        }
        if let initials = initials() {
            line.say(initials)
            return
        }
        let word = plainWord()
        if let side = side(word) {
            line.say(side)
            return
        }
        let spoken = Lexicon.spoken(word.lowercased())
        line.say(spoken ?? word)
        if spoken != nil { skipAbbreviationStop() }
    }

    /// A word as it may be spoken: apostrophes between letters and at most one, hyphens between
    /// letters and at most two, no letter more than three times in a row, and broken where long.
    private mutating func plainWord() -> String {
        var result = String.UnicodeScalarView()
        var (letters, same, apostrophes, hyphens) = (0, 0, 0, 0)
        var last: Unicode.Scalar?
        /// An apostrophe or hyphen that is said with the next letter, if one is.
        var joint: Unicode.Scalar?
        scan: while let next = peek() {
            let joins = !result.isEmpty && peek(1)?.isSpokenLetter == true
            switch next {
            case "'":
                if joins && apostrophes == 0 { joint = "'" }
                if joins { apostrophes += 1 }
            case "-" where joins && hyphens < 2:
                joint = "-"
                hyphens += 1
            case _ where next.isSpokenLetter:
                let key = next.properties.lowercaseMapping.unicodeScalars.first
                same = key == last ? same + 1 : 1
                last = key
                if same <= 3 {
                    if letters == SpokenText.longestWord, joint != "-" { joint = " " }
                    if let joint { result.append(joint) }
                    letters = joint == nil || joint == "'" ? letters + 1 : 1
                    joint = nil
                    result.append(next)
                }
            default:
                break scan
            }
            position += 1
        }
        if result.isEmpty { position += 1 }  // A lone "×".
        return String(result)
    }

    /// "x3" and "×3": how many times, if that stands here.
    private mutating func timesCount() -> String? {
        guard let sign = peek(), sign == "x" || sign == "X" || sign == "×",
            let (next, offset) = peekPastSpaces(from: 1), next.isSpokenDigit,
            offset == 1 || sign == "×"
        else { return nil }
        position += offset
        return value().words
    }

    /// "I.T.B." and "e.g.": letters with full stops are spelled, or what the lexicon says.
    private mutating func initials() -> String? {
        var letters: [Unicode.Scalar] = []
        var offset = 0
        while let letter = peek(offset), letter.isSpokenLetter, letters.count < 6 {
            if peek(offset + 1)?.isSpokenLetter == true { return nil }
            letters.append(letter)
            guard peek(offset + 1) == "." else {
                offset += 1
                break
            }
            offset += 2
        }
        guard letters.count > 1 else { return nil }
        // The last full stop may end the sentence as well.
        position += peek(offset - 1) == "." ? offset - 1 : offset
        let names = letters.map { String(Character($0)) }
        let spoken = Lexicon.spoken(names.joined(separator: ".").lowercased())
        skipAbbreviationStop()
        return spoken ?? names.joined(separator: " ")
    }

    /// Passes over the full stop of an abbreviation, where the sentence visibly goes on.
    private mutating func skipAbbreviationStop() {
        guard peek() == ".", let (next, _) = peekPastSpaces(from: 1) else { return }
        if next.isSpokenDigit || (next.isSpokenLetter && next.properties.isLowercase) {
            position += 1
        }
    }

    /// "L" or "R" as a side: before or after a part of the body, or both with a stroke between.
    private mutating func side(_ word: String) -> String? {
        let sides = ["L": "left", "R": "right"]
        guard let side = sides[word] else { return nil }
        if peek() == "/", let other = peek(1).flatMap({ sides[String(Character($0))] }),
            peek(2)?.isSpokenLetter != true
        {
            position += 2
            return side + " or " + other
        }
        let stop = peek() == "." ? 1 : 0
        if let (_, offset) = peekPastSpaces(from: stop), Self.body.contains(letters(offset)) {
            position += stop
            return side
        }
        let next = peekPastSpaces()?.scalar
        let before = line.tokens.last?.word.lowercased() ?? ""
        return Self.body.contains(before) && next?.isSpokenLetter != true ? side : nil
    }

    private static let body: Set<String> = [
        "ankle", "arm", "armpit", "buttock", "calf", "chest", "elbow", "foot", "forearm", "glute",
        "hamstring", "hand", "heel", "hip", "it", "itb", "knee", "lat", "leg", "neck", "pec",
        "quad", "shin", "shoulder", "side", "thigh", "toe", "toes", "trap", "wrist",
    ]

    // MARK: Marks and symbols

    private mutating func symbol(_ symbol: Unicode.Scalar) {
        position += 1
        let next = peek()
        let digitFollows = peekPastSpaces()?.scalar.isSpokenDigit == true
        switch symbol {
        case ".", ",", ";", ":", "!", "?":
            line.pause(Character(symbol))
        case "-":
            // A dash between words is a pause; a hyphen left over is nothing.
            if next == " " || next == "-" { line.pause(",") }
        case "/" where next?.isSpokenLetter == true && line.openWord.map { $0 != "and" } == true:
            line.say("or")
        case "&": line.say("and")
        case "+": line.say("plus")
        case "=": line.say("equals")
        case "@": line.say("at")
        case "%": line.say("percent")
        case "°": line.say("degrees")
        case "#" where digitFollows: line.say("number")
        case "~" where digitFollows: line.say("about")
        case "<" where digitFollows: line.say("less than")
        case ">" where digitFollows: line.say("more than")
        default: break
        }
    }
}
