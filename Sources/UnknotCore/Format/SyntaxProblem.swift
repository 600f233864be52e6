/// A syntax error of libyaml, turned into words for the author of a file.
struct SyntaxProblem: Error {
    /// The parser's message; its messages are fixed.
    var words: String
    /// The place that the parser had reached, which may be behind the end of the text.
    var position: SourcePosition
    /// The beginning of what the parser could not finish, or nil if it does not tell.
    var beginning: SourcePosition?

    /// The problem to report; the text decides if several mistakes cause the same message.
    func problem(in source: SourceText) -> Problem {
        let position = min(self.position, source.end)
        let start = min(beginning ?? position, source.end)
        let sign = source[position] ?? "\0"
        func problem(_ message: String, _ remedy: String) -> Problem {
            Problem(at: position, message, remedy: remedy)
        }
        if let sign = source[start], ["&", "*", "!"].contains(sign) {
            return Problem(
                at: start, "a text cannot begin with \(String(sign).quoted)",
                remedy: "put quotes around the text")
        }
        switch words {
        case "mapping values are not allowed in this context":
            return problem(
                "a \": \" cannot stand here",
                "put quotes around a text that contains \": \", or check the indentation")
        case "could not find expected ':'":
            return Problem(
                at: start, "a key wants \": \" after it, on the same line",
                remedy: "write it as \"key: value\", or indent it if the text above goes on here")
        case "found character that cannot start any token" where sign == "\t",
            "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            return problem("a tab cannot indent a line", "use spaces")
        case "found character that cannot start any token":
            return problem(
                "a text cannot begin with \(String(sign).quoted)", "put quotes around the text")
        case "block sequence entries are not allowed in this context":
            return problem(
                "a list cannot begin here",
                "begin it on the next line, or put quotes around a text with a hyphen")
        case "did not find expected '-' indicator":
            return problem(
                "this line belongs to no item of the list above it",
                "begin it with \"- \", or indent it like the keys of the item")
        case "did not find expected key", "did not find expected <document start>":
            if let closing = closing(before: position, in: source) {
                return problem(
                    "nothing can follow the \(closing) here", "put quotes around the whole text")
            }
            return problem("this does not fit what stands above it", "check the indentation")
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
            let bracket = source[start].map { String($0) } ?? "["
            return Problem(
                at: start, "the \(bracket.quoted) that opens here is not closed in time",
                remedy: "put quotes around a text that begins with it, or close it")
        case "found unexpected end of stream", "found unexpected document indicator":
            return Problem(
                at: start, "the quote that opens here is not closed",
                remedy: "close it with the same sign")
        case "found unknown escape character", "did not find expected hexdecimal number",
            "found invalid Unicode character escape code":
            return problem(
                "this is no escape that a text in double quotes may have",
                "write \\\\ for a backslash, or use single quotes")
        case "did not find expected comment or line break":
            return problem(
                "a text after \"|\" or \">\" begins on the next line",
                "put quotes around a text that begins with one of them")
        case "did not find expected node content":
            return problem("a value is missing here", "write it, or leave its key out")
        default:
            return problem("this is not YAML: \(words)", "compare the line with an example")
        }
    }

    /// The bracket or quote that stands on the same line before a position, with nothing but
    /// blanks between them: the mistake in `{side} leg bent`.
    private func closing(before position: SourcePosition, in source: SourceText) -> Unicode.Scalar?
    {
        guard source[position] != nil else { return nil }
        let before = source.lines[position.line - 1][..<(position.column - 1)]
        let last = before.last { !$0.isBlank }
        return last.flatMap { ["}", "]", "\"", "'"].contains($0) ? $0 : nil }
    }
}
