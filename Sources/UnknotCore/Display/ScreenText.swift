/// Text as a terminal shows it: glyphs, each with the columns that it takes.
///
/// No text of a routine can move the cursor or change the terminal: control and format characters
/// are removed, and marks stay with the letter before them.
public struct ScreenText: Hashable, Sendable {
    /// The content of one cell, or of two.
    public struct Glyph: Hashable, Sendable {
        /// A character with its marks.
        public var text: String
        /// The columns that it takes: 1 or 2.
        public var width: Int
        /// False if terminals do not agree on its width.
        public var isCertain: Bool

        static let space = Glyph(text: " ", width: 1, isCertain: true)
        var isSpace: Bool { self == .space }
    }

    /// The glyphs from left to right, whatever their script.
    public private(set) var glyphs: [Glyph] = []

    /// The columns that it takes.
    public var width: Int { glyphs.reduce(0) { $0 + $1.width } }

    /// Takes the part of a text that can be shown.
    ///
    /// - Parameters:
    ///   - text: any text.
    ///   - isUnicode: false if the terminal takes ASCII alone; other letters become `?`.
    public init(_ text: String, isUnicode: Bool) {
        for scalar in text.unicodeScalars { add(scalar, isUnicode) }
    }

    private init(_ glyphs: some Sequence<Glyph>) { self.glyphs = Array(glyphs) }

    private mutating func add(_ scalar: Unicode.Scalar, _ isUnicode: Bool) {
        switch ScalarShape(scalar) {
        case .nothing: break
        case .space: glyphs.append(.space)
        case .mark:
            // A letter has a few marks at most; many would paint over other lines.
            guard isUnicode, let last = glyphs.last, !last.isSpace,
                last.text.unicodeScalars.count < 3
            else { return }
            glyphs[glyphs.count - 1].text.unicodeScalars.append(scalar)
            glyphs[glyphs.count - 1].isCertain = false
        case .letter(let letter, let width, let isCertain):
            let isShown = isUnicode || letter.isASCII
            glyphs.append(
                Glyph(
                    text: isShown ? String(letter) : "?", width: isShown ? width : 1,
                    isCertain: isCertain || !isShown))
        }
    }

    // MARK: Fitting in

    /// The text cut to a width, with a sign that there was more.
    public func cut(to width: Int, isUnicode: Bool) -> ScreenText {
        guard self.width > width else { return self }
        let sign = ScreenText(isUnicode ? "…" : "...", isUnicode: isUnicode)
        guard width >= sign.width else { return prefix(width) }
        var kept = prefix(width - sign.width).glyphs
        while kept.last?.isSpace == true { kept.removeLast() }
        return ScreenText(kept + sign.glyphs)
    }

    /// The text in lines of at most a width, broken between words if possible.
    ///
    /// In a single column a wide glyph becomes `?`.
    public func wrapped(to width: Int) -> [ScreenText] {
        var lines: [ScreenText] = []
        var line: [Glyph] = []
        var used = 0
        func close() {
            if !line.isEmpty { lines.append(ScreenText(line)) }
            line = []
            used = 0
        }
        for word in glyphs.split(whereSeparator: \.isSpace) {
            let length = ScreenText(word).width
            if used > 0, used + 1 + length <= width {
                line += [.space] + word
                used += 1 + length
                continue
            }
            close()
            for glyph in word {
                let fitting =
                    glyph.width <= width ? glyph : Glyph(text: "?", width: 1, isCertain: true)
                if used + fitting.width > width { close() }
                line.append(fitting)
                used += fitting.width
            }
        }
        close()
        return lines
    }

    /// The first glyphs, as many as fit in a width.
    private func prefix(_ width: Int) -> ScreenText {
        var left = width
        return ScreenText(
            glyphs.prefix { glyph in
                left -= glyph.width
                return left >= 0
            })
    }

    static func + (left: ScreenText, right: ScreenText) -> ScreenText {
        ScreenText(left.glyphs + right.glyphs)
    }
}

/// The role of a Unicode scalar on a terminal.
private enum ScalarShape {
    case nothing
    case space
    case mark
    case letter(Unicode.Scalar, width: Int, isCertain: Bool)

    init(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        // Plain letters, the marks of print in sentences, the blocks of bars and digits.
        if (0x21...0x7E).contains(value) || (0xC0...0x17F).contains(value)
            || (0x2580...0x259F).contains(value)
            || [0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026].contains(value)
        {
            self = .letter(scalar, width: 1, isCertain: true)
            return
        }
        // Some terminals join the letters of flags to pictures.
        if (0x1F1E6...0x1F1FF).contains(value) {
            let letter = Unicode.Scalar(UInt8(value - 0x1F1E6) + UInt8(ascii: "A"))
            self = .letter(letter, width: 1, isCertain: true)
            return
        }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: self = .space
        case .format, .surrogate: self = .nothing
        case _ where properties.isDefaultIgnorableCodePoint || properties.isEmojiModifier:
            self = .nothing
        case .nonspacingMark, .enclosingMark: self = .mark
        // The later parts of a Korean syllable.
        case _ where (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value):
            self = .mark
        case .privateUse, .unassigned: self = .letter("?", width: 1, isCertain: true)
        default:
            self = .letter(scalar, width: DisplayWidth.isWide(scalar) ? 2 : 1, isCertain: false)
        }
    }
}
