/// A syntax error of the YAML parser, turned into words for somebody who writes a routine.
struct SyntaxProblem {
    /// What the parser says; its sentences are fixed.
    var words: String
    /// Where the parser stood.
    var position: SourcePosition
    /// Where the thing begins that the parser could not finish, if it says so.
    var beginning: SourcePosition?

    /// The problem to report; the source is looked at where the parser's words fit several slips.
    func problem(in source: SourceText) -> Problem {
        let sign = source.index(of: position).map { source.scalars[$0] } ?? "\0"
        let start = beginning ?? position
        switch words {
        case "mapping values are not allowed in this context":
            return Problem(
                at: position, "a \": \" cannot stand here",
                remedy: "put quotes around a text that contains \": \", or check the indentation")
        case "could not find expected ':'":
            return Problem(
                at: start, "a key wants \": \" after it, on the same line",
                remedy: "write it as \"key: value\", or indent it if the text above goes on here")
        case "found character that cannot start any token" where sign == "\t",
            "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            return Problem(
                at: position, "a tab cannot indent a line", remedy: "use spaces")
        case "found character that cannot start any token":
            return Problem(
                at: position, "a text cannot begin with \(String(sign).quoted)",
                remedy: "put quotes around the text")
        case "block sequence entries are not allowed in this context":
            return Problem(
                at: position, "a list cannot begin here",
                remedy: "begin it on the next line, or put quotes around a text with a hyphen")
        case "did not find expected '-' indicator":
            return Problem(
                at: position, "this line belongs to no item of the list above it",
                remedy: "begin it with \"- \", or indent it like the keys of the item")
        case "did not find expected key", "did not find expected <document start>":
            if let closing = closing(before: position, in: source) {
                return Problem(
                    at: position, "nothing can follow the \(closing) here",
                    remedy: "put quotes around the whole text")
            }
            return Problem(
                at: position, "this does not fit what stands above it",
                remedy: "check the indentation")
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
            let bracket = source.index(of: start).map { String(source.scalars[$0]) } ?? "["
            return Problem(
                at: start, "the \(bracket.quoted) that opens here is not closed in time",
                remedy: "put quotes around a text that begins with it, or close it")
        case "found unexpected end of stream", "found unexpected document indicator":
            return Problem(
                at: start, "the quote that opens here is not closed",
                remedy: "close it with the same sign")
        case "found unknown escape character", "did not find expected hexdecimal number",
            "found invalid Unicode character escape code":
            return Problem(
                at: position, "this is no escape that a text in double quotes may have",
                remedy: "write \\\\ for a backslash, or use single quotes")
        case "did not find expected comment or line break":
            return Problem(
                at: position, "a text after \"|\" or \">\" begins on the next line",
                remedy: "put quotes around a text that begins with one of them")
        case "did not find expected node content":
            return Problem(
                at: position, "a value is missing here", remedy: "write it, or leave its key out")
        default:
            return Problem(
                at: position, "this is not YAML: \(words)",
                remedy: "compare the line with an example")
        }
    }

    /// The bracket or quote that stands on the same line before a position, with blanks at most
    /// between them: the sign of a text such as `{side} leg bent`.
    private func closing(before position: SourcePosition, in source: SourceText) -> Unicode.Scalar?
    {
        guard var index = source.index(of: position) else { return nil }
        while index > 0 {
            index -= 1
            let scalar = source.scalars[index]
            if scalar.isBlank { continue }
            return ["}", "]", "\"", "'"].contains(scalar) ? scalar : nil
        }
        return nil
    }
}
