/// The characters of a routine file, with the way from a position to a character.
///
/// Lines end with a line feed, a carriage return, or both, as the YAML parser counts them; other
/// line separators do not get past `init(decoding:)`. Columns count Unicode scalars.
struct SourceText {
    /// The characters, without a byte order mark.
    ///
    /// Replacing one keeps all positions as they are.
    var scalars: [Unicode.Scalar] = []
    /// Characters that have no place in a text; a replacement character stands in for each.
    private(set) var problems: [Problem] = []
    private var lineStarts = [0]

    /// The text as the YAML parser takes it.
    var string: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// True where nothing but blanks and line ends stands.
    var isBlank: Bool { scalars.allSatisfy { $0.isBlank || $0.isBreak } }

    /// Reads the bytes of a file.
    ///
    /// Throws for what is not text at all: too many bytes, NUL bytes, not UTF-8.
    init(decoding bytes: [UInt8]) throws(RoutineProblems) {
        guard bytes.count <= RoutineReader.largestFile else {
            throw RoutineProblems(
                Problem(
                    at: nil,
                    "the file has \(bytes.count) bytes; "
                        + "a routine has at most \(RoutineReader.largestFile)",
                    remedy: "make several routines of it"))
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw RoutineProblems(
                Problem(at: nil, "the file is UTF-16 text", remedy: "save it as UTF-8"))
        }
        var rest = bytes.makeIterator()
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            for _ in 0..<3 { _ = rest.next() }
        }
        var parser = UTF8.ForwardParser()
        scalars.reserveCapacity(bytes.count)
        decoding: while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let encoded):
                try append(UTF8.decode(encoded))
            case .error:
                throw RoutineProblems(
                    Problem(at: end, "the file is not UTF-8 text", remedy: "save it as UTF-8"))
            case .emptyInput:
                break decoding
            }
        }
    }

    /// The index of the character at a position, or nil for a position outside of the text.
    func index(of position: SourcePosition) -> Int? {
        guard lineStarts.indices.contains(position.line - 1), position.column > 0 else {
            return nil
        }
        let index = lineStarts[position.line - 1] + position.column - 1
        return index < scalars.count ? index : nil
    }

    /// The position, or the text's end for one behind it: where a text ends too soon, the parser
    /// stands a line further down.
    func clamped(_ position: SourcePosition) -> SourcePosition { min(position, end) }

    /// The position where the next character would stand.
    private var end: SourcePosition {
        SourcePosition(
            line: lineStarts.count, column: scalars.count - (lineStarts.last ?? 0) + 1)
    }

    private mutating func append(_ scalar: Unicode.Scalar) throws(RoutineProblems) {
        guard scalar != "\0" else {
            throw RoutineProblems(
                Problem(
                    at: end, "the file is not text: it holds a NUL byte",
                    remedy: "save it as UTF-8 text"))
        }
        if scalar == "\n" || scalar == "\r" {
            let endsPair = scalar == "\n" && scalars.last == "\r"
            scalars.append(scalar)
            if endsPair { lineStarts.removeLast() }
            lineStarts.append(scalars.count)
        } else if scalar.isSpeakable || scalar == "\t" {
            scalars.append(scalar)
        } else {
            problems.append(
                Problem(
                    at: end, "the character \(scalar.codePoint) has no place in a text",
                    remedy: "remove it"))
            scalars.append("\u{FFFD}")
        }
    }
}

extension Unicode.Scalar {
    /// True for a character that may stand in a sentence.
    ///
    /// Controls and separators are not, nor what turns the direction of a line on a terminal
    /// round, nor private characters: those serve the reader as stand-ins.
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
    /// The text in quotes for a message: cut to 40 characters, with nothing in it that could
    /// steer a terminal.
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
