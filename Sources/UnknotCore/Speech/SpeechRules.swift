/// The rules of speech: the words to say for what is written.
///
/// To have one more thing said, add a row: a sign to `signs`, a unit to `units`, a way to write a
/// number to `numbers`, a short form to `words`, a character that stands for another one to
/// `characters`. Whole words stand in `Lexicon`. The longest way to write something stands first,
/// because the first row that fits is taken. `SpokenScanner` reads a text by these tables.
enum SpeechRules {
    // MARK: Signs

    /// Signs that are said anywhere.
    static let signs: [Unicode.Scalar: String] = [
        "&": "and", "+": "plus", "=": "equals", "@": "at", "%": "percent", "°": "degrees",
    ]

    /// Signs that are said before a number, and mean nothing elsewhere.
    static let signsBeforeNumber: [Unicode.Scalar: String] = [
        "#": "number", "~": "about", "≈": "about", "<": "less than", ">": "more than",
    ]

    /// Characters that are read as other ones: the many apostrophes, dashes and brackets.
    static let characters: [Unicode.Scalar: String] = [
        "’": "'", "‘": "'", "ʼ": "'", "′": "'",
        "‐": "-", "‑": "-", "–": "-", "−": "-", "‒": "-", "—": " - ", "―": " - ", "…": ".",
        "(": ", ", ")": ", ", "[": ", ", "]": ", ", "{": ", ", "}": ", ",
        "|": ", ", "•": ", ", "·": ", ",
        "≤": " at most ", "≥": " at least ", "±": " plus or minus ", "→": " to ",
        "½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3",
        // These say nothing, and may stand inside a word.
        "\"": "", "“": "", "”": "", "„": "", "«": "", "»": "", "*": "", "_": "", "`": "",
        "\u{AD}": "", "\u{200B}": "", "\u{200D}": "", "\u{FEFF}": "",
    ]

    /// The marks that a voice makes a pause of.
    static let marks: Set<Unicode.Scalar> = [".", ",", ";", ":", "!", "?"]

    /// The characters that are read besides letters and digits; any other one is a space.
    static let read = marks.union(signs.keys).union(signsBeforeNumber.keys)
        .union(units.keys.joined().unicodeScalars).union([" ", "'", "-", "/", "×"])

    // MARK: Units

    /// The units that may follow a number, by how they are written, in lower case.
    ///
    /// They are found in "30s", "30 s" and "a 30-s hold". A row that begins with a space is for a
    /// unit that stands apart.
    static let units: [String: (one: String, many: String)] = [
        "ms": ("millisecond", "milliseconds"),
        "s": ("second", "seconds"), "sec": ("second", "seconds"), "secs": ("second", "seconds"),
        "min": ("minute", "minutes"), "mins": ("minute", "minutes"),
        "h": ("hour", "hours"), "hr": ("hour", "hours"), "hrs": ("hour", "hours"),
        // A routine writes a time as "2m"; a length is written "2 m".
        "m": ("minute", "minutes"), " m": ("metre", "metres"),
        "mm": ("millimetre", "millimetres"), "cm": ("centimetre", "centimetres"),
        "km": ("kilometre", "kilometres"), "ft": ("foot", "feet"),
        "in": ("inch", "inches"), "″": ("inch", "inches"),
        "g": ("gram", "grams"), "kg": ("kilogram", "kilograms"), "kgs": ("kilogram", "kilograms"),
        "lb": ("pound", "pounds"), "lbs": ("pound", "pounds"), "oz": ("ounce", "ounces"),
        "%": ("percent", "percent"), "°": ("degree", "degrees"), "deg": ("degree", "degrees"),
        "°c": ("degree celsius", "degrees celsius"),
        "°f": ("degree fahrenheit", "degrees fahrenheit"),
        "hz": ("hertz", "hertz"), "bpm": ("beat per minute", "beats per minute"),
        "wpm": ("word per minute", "words per minute"),
    ]

    /// The words after "3 in" that show that inches are meant, as in "3 in wide", not "3 in all".
    static let wordsAfterInches: Set<String> = [
        "of", "wide", "long", "thick", "deep", "above", "below", "from", "apart",
    ]

    // MARK: Patterns

    /// A part of what is written.
    enum Part: ExpressibleByStringLiteral, Sendable {
        /// One of these, in capitals or not.
        case one(of: [String])
        /// As many digits as there are; they are handed to the row.
        case digits(ClosedRange<Int>)
        /// A number, such as "1,000", "2.5" or ".5"; it is handed to the row, without the commas.
        case number
        /// No letter stands here.
        case noLetter
        /// The rest of the pattern has to follow, but is not taken.
        case ahead

        init(stringLiteral text: String) { self = .one(of: [text]) }
    }

    /// A pattern, and the words for the numbers in it, or nil if they make no sense.
    struct Row<Said>: Sendable {
        let pattern: [Part]
        let said: @Sendable (_ numbers: [String]) -> Said?

        init(_ pattern: Part..., said: @escaping @Sendable ([String]) -> Said?) {
            (self.pattern, self.said) = (pattern, said)
        }
    }

    /// A number as it is said.
    struct Quantity {
        var words: String
        /// Its value, by which two that rise are a range.
        var size: Double
        /// True if a unit after it stands in the singular: "one second", "one half inch".
        var isSingular = false
        /// True if a unit may follow it, or a sign for "times".
        var takesUnit = true
    }

    // MARK: Numbers

    /// The ways to write a number.
    static let numbers: [Row<Quantity>] = [
        // "1:05:00" and "0:30"
        Row(.digits(1...3), ":", .digits(2...2), ":", .digits(2...2), .noLetter) {
            time($0[0], $0[1], $0[2], below: 60)
        },
        Row(.digits(1...3), ":", .digits(2...2), .noLetter) { time("0", $0[0], $0[1], below: 60) },
        // "1h5m10s" and "1m30s"
        Row(.digits(1...4), "h", .digits(1...4), "m", .digits(1...4), "s", .noLetter) {
            time($0[0], $0[1], $0[2])
        },
        Row(.digits(1...4), "h", .digits(1...4), "m", .noLetter) { time($0[0], $0[1], "0") },
        Row(.digits(1...4), "h", .digits(1...4), "s", .noLetter) { time($0[0], "0", $0[1]) },
        Row(.digits(1...4), "m", .digits(1...4), "s", .noLetter) { time("0", $0[0], $0[1]) },
        // "1st", "22nd", "3rd" and "4th"
        Row(.number, .one(of: ["st", "nd", "rd", "th"]), .noLetter) { ordinal($0[0]) },
        // "1 1/2", "31/12/2026", "1/2" and "6/10"
        Row(.number, " ", .digits(1...1), "/", .digits(1...4)) { mixed($0[0], $0[1], $0[2]) },
        Row(.digits(1...4), "/", .digits(1...4), "/", .digits(1...4)) {
            Quantity(words: $0.map(words).joined(separator: " "), size: 0, takesUnit: false)
        },
        Row(.digits(1...6), "/", .digits(1...4)) { fraction($0[0], $0[1]) },
        Row(.number) {
            Quantity(words: words($0[0]), size: Double($0[0]) ?? 0, isSingular: $0[0] == "1")
        },
    ]

    /// "3x", "3 x 10" and "3 ×", after a number.
    static let timesSigns: [Row<String>] = [
        Row(.one(of: ["x", "×"]), .noLetter) { _ in " times" },
        Row(" ×", .noLetter) { _ in " times" },
        Row(.one(of: [" x ", " x"]), .ahead, .number) { _ in " times" },
    ]

    /// "5-10", "5 – 10" and "30s..90s", between two numbers.
    static let rangeSigns: [Row<Void>] = [
        Row(.one(of: ["-", " - ", ".."]), .ahead, .number) { _ in }
    ]

    /// A number in words: digit by digit if it is long or begins with a zero, as "007" does.
    private static func words(_ number: String) -> String {
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        let whole = parts[0].isEmpty ? "0" : parts[0]
        let isPlain = whole == "0" || !whole.hasPrefix("0")
        let words =
            whole.utf8.count <= 6 && isPlain
            ? Int(whole).map(NumberWords.words) : NumberWords.digitByDigit(whole.prefix(12))
        return parts.dropFirst().reduce(words ?? "") {
            $0 + " point " + NumberWords.digitByDigit($1.prefix(6))
        }
    }

    private static func time(
        _ hours: String, _ minutes: String, _ seconds: String, below limit: Int = .max
    ) -> Quantity? {
        guard let hours = Int(hours), let minutes = Int(minutes), let seconds = Int(seconds),
            seconds < limit, hours == 0 || minutes < limit
        else { return nil }
        let parts = NumberWords.units(hours, minutes, seconds)
        let words =
            parts.count < 2
            ? parts.first ?? "zero seconds"
            : parts.dropLast().joined(separator: " ") + " and " + parts[parts.count - 1]
        let size = hours * 3_600 + minutes * 60 + seconds
        return Quantity(words: words, size: Double(size), takesUnit: false)
    }

    private static func ordinal(_ number: String) -> Quantity? {
        guard number.utf8.count <= 6, let n = Int(number) else { return nil }
        return Quantity(words: NumberWords.ordinal(n), size: Double(n), takesUnit: false)
    }

    private static let fractions = [
        2: "half", 3: "third", 4: "quarter", 8: "eighth", 16: "sixteenth",
    ]

    private static func fraction(_ top: String, _ bottom: String) -> Quantity? {
        guard let n = Int(top), let d = Int(bottom) else { return nil }
        guard n > 0, n < d, let part = fractions[d] else {
            return Quantity(words: words(top) + " out of " + words(bottom), size: Double(n))
        }
        let words = NumberWords.words(n) + " " + part + (n == 1 ? "" : "s")
        return Quantity(words: words, size: Double(n) / Double(d), isSingular: true)
    }

    private static func mixed(_ whole: String, _ top: String, _ bottom: String) -> Quantity? {
        guard let size = Double(whole), let n = Int(top), let d = Int(bottom), n > 0, n < d,
            let part = fractions[d]
        else { return nil }
        let rest = n == 1 ? "a " + part : NumberWords.words(n) + " " + part + "s"
        return Quantity(words: words(whole) + " and " + rest, size: size + Double(n) / Double(d))
    }

    // MARK: Words

    /// Short forms that begin with a letter on its own, or with "×".
    static let words: [Row<String>] = [
        Row(.one(of: ["x", "×"]), .digits(1...6), "/", .digits(1...4)) {
            fraction($0[0], $0[1]).map { $0.words + " times" }
        },
        Row(.one(of: ["x", "×"]), .number) { times($0[0]) },
        Row("× ", .number) { times($0[0]) },
        Row("l/r", .noLetter) { _ in "left or right" },
        Row("r/l", .noLetter) { _ in "right or left" },
        Row("w/o", .noLetter) { _ in "without" },
        Row("w/") { _ in "with" },
    ]

    private static func times(_ number: String) -> String {
        number == "1" ? "one time" : words(number) + " times"
    }

    /// Short names of sides; they are said in full beside a part of the body: "L calf", "Calf L".
    static let sides = ["L": "left", "R": "right"]

    /// The parts of the body that a side may belong to.
    static let body: Set<String> = [
        "ankle", "arm", "armpit", "buttock", "calf", "chest", "elbow", "foot", "forearm", "glute",
        "hamstring", "hand", "heel", "hip", "it", "itb", "knee", "lat", "leg", "neck", "pec",
        "quad", "shin", "shoulder", "side", "thigh", "toe", "toes", "trap", "wrist",
    ]
}
