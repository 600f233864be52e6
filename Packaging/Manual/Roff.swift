/// Text in the language of manual pages, roff, with the macros of man(7).
enum Roff {
    /// Any text as it is: no character of it means something to roff.
    ///
    /// Dashes and quotes become those of the keyboard, so that what is copied from a page works.
    static func text(_ text: some StringProtocol) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "'": result += "\\(aq"
            case "`": result += "\\(ga"
            case "^": result += "\\(ha"
            case "~": result += "\\(ti"
            case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
            default:
                let code = String(scalar.value, radix: 16, uppercase: true)
                result +=
                    "\\[u\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)]"
            }
        }
        // A line that begins with a point is a command.
        return result.hasPrefix(".") ? "\\&" + result : result
    }

    /// What is typed as it stands.
    static func bold(_ text: some StringProtocol) -> String { "\\fB\(Self.text(text))\\fR" }

    /// What stands for something else.
    static func italic(_ text: some StringProtocol) -> String { "\\fI\(Self.text(text))\\fR" }

    /// A heading, in capitals.
    static func section(_ title: some StringProtocol) -> [String] {
        [".SH \(text(title.uppercased()))"]
    }

    /// A heading below one.
    static func subsection(_ title: some StringProtocol) -> [String] { [".SS \(text(title))"] }

    /// Paragraphs, with an empty line between two.
    static func paragraphs(_ prose: some StringProtocol) -> [String] {
        var lines: [String] = []
        var isInside = false
        for line in prose.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace) {
                isInside = false
            } else {
                if !isInside, !lines.isEmpty { lines.append(".PP") }
                isInside = true
                lines.append(text(line.trimmed))
            }
        }
        return lines
    }

    /// Lines that are kept as they are, such as examples.
    static func verbatim(_ lines: [Substring]) -> [String] {
        [".EX"] + lines.map { text($0) } + [".EE"]
    }

    /// A term and what it means.
    ///
    /// - Parameters:
    ///   - term: the term, in roff already.
    ///   - meaning: the meaning, as text.
    /// - Returns: the lines of both.
    static func entry(_ term: String, _ meaning: String) -> [String] {
        [".TP", term] + (meaning.isEmpty ? ["\\&"] : paragraphs(meaning))
    }
}

extension StringProtocol {
    /// Without the white space around it.
    var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
