/// The characters of a file, line by line.
///
/// Lines end with a line feed, a carriage return, or both. Columns count Unicode scalars. A byte
/// order mark is left out.
struct SourceText {
    /// The lines without their ends; a file that ends with a line's end has an empty last line.
    private(set) var lines: [[Unicode.Scalar]] = [[]]

    /// Takes any bytes; a replacement character stands for each that is not UTF-8.
    init(_ bytes: some Collection<UInt8>) {
        var before: Unicode.Scalar = " "
        for (index, scalar) in String(decoding: bytes, as: UTF8.self).unicodeScalars.enumerated() {
            switch scalar {
            case "\n" where before == "\r": break
            case "\n", "\r": lines.append([])
            case "\u{FEFF}" where index == 0: break
            default: lines[lines.count - 1].append(scalar)
            }
            before = scalar
        }
    }

    /// Takes the bytes of a file that people write.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - largest: the most bytes that it may have.
    ///   - name: what it holds, with the article: `a routine`.
    /// - Throws: what is wrong with a file that is too large or no UTF-8 text.
    init(checking bytes: [UInt8], largest: Int, _ name: String) throws(FileProblems) {
        func refusal(
            _ message: String, _ remedy: String, at position: SourcePosition? = nil
        ) -> FileProblems {
            FileProblems([Problem(at: position, message, remedy: remedy)])
        }
        guard bytes.count <= largest else {
            throw refusal(
                "the file has more than \(largest) bytes, the most that \(name) may have",
                "make several files of it")
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw refusal("the file is UTF-16 text", "save it as UTF-8")
        }
        var end = bytes.endIndex
        do { _ = try UTF8Span(validating: bytes.span) } catch { end = error.byteOffsets.lowerBound }
        if let zero = bytes[..<end].firstIndex(of: 0) {
            throw refusal(
                "the file is not text: it holds a NUL byte", "save it as UTF-8 text",
                at: SourceText(bytes[..<zero]).end)
        }
        self.init(bytes[..<end])
        if end < bytes.endIndex {
            throw refusal("the file is not UTF-8 text", "save it as UTF-8", at: self.end)
        }
    }

    /// The text with line feeds, as the YAML parser takes it.
    var string: String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: lines.joined(separator: CollectionOfOne("\n")))
        return String(text)
    }

    /// True if the file holds nothing but blanks.
    var isBlank: Bool { lines.allSatisfy { $0.allSatisfy(\.isBlank) } }

    /// The position where the next character would stand.
    var end: SourcePosition {
        SourcePosition(line: lines.count, column: lines[lines.count - 1].count + 1)
    }

    /// The character at a position, or nil for a position outside of the text.
    subscript(position: SourcePosition) -> Unicode.Scalar? {
        guard lines.indices.contains(position.line - 1) else { return nil }
        let line = lines[position.line - 1]
        return line.indices.contains(position.column - 1) ? line[position.column - 1] : nil
    }

    /// The characters from a position to the next blank or the end of the line.
    func word(at position: SourcePosition) -> String {
        guard self[position] != nil else { return "" }
        var word = String.UnicodeScalarView()
        word.append(
            contentsOf: lines[position.line - 1][(position.column - 1)...].prefix { !$0.isBlank })
        return String(word)
    }

    /// Reports each character that has no place in a text, and replaces it.
    mutating func replaceUnfit(_ reading: Reading) {
        for line in lines.indices {
            for column in lines[line].indices {
                let scalar = lines[line][column]
                guard !scalar.isSpeakable, scalar != "\t" else { continue }
                reading.report(
                    SourcePosition(line: line + 1, column: column + 1),
                    "the character \(scalar.codePoint) has no place in a text", "remove it")
                lines[line][column] = "\u{FFFD}"
            }
        }
    }
}

extension Unicode.Scalar {
    /// True for a space and a tab.
    var isBlank: Bool { self == " " || self == "\t" }

    /// True for either half of a line's end.
    var isBreak: Bool { self == "\n" || self == "\r" }

    /// True for a character that may stand in a sentence.
    ///
    /// Controls and separators may not, nor characters that change the direction of a line on a
    /// terminal, nor private ones, which every font shows in its own way.
    var isSpeakable: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: false
        default:
            switch value {
            case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF: false
            default: true
            }
        }
    }

    /// The name of a character that cannot be shown: `U+001B`.
    var codePoint: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension String {
    /// The text in quotes for a message, cut to 40 characters and without anything that could
    /// control a terminal.
    var quoted: String {
        var shown = ""
        for scalar in unicodeScalars.prefix(200) {
            if scalar.isSpeakable {
                shown.unicodeScalars.append(scalar)
            } else {
                shown += scalar == "\n" ? " " : "<\(scalar.codePoint)>"
            }
        }
        return "\"" + (shown.count > 40 ? shown.prefix(39) + "…" : shown) + "\""
    }
}
