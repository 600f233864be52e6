import Foundation
import Testing

/// All words for the user of a session stand in `Language`: no other source holds a literal that
/// reads like a sentence, a title or a label.
struct WordsInSourceTests {
    /// Folders and files of the core that may hold words, each for a reason.
    private static let exempt = [
        "Language/": "the table itself",
        "Format/": "problems of a file and the reference of the format, for authors",
        "Speech/": "how English is spoken: numbers, units, lexicon",
        "Keys/KeyMap.swift": "problems of a --key option",
        "Agenda/Agenda.swift": "a session that would be too long, for the author",
        "Agenda/Fitting.swift": "a sentence that does not fit, for the author",
        "Plan/Planner.swift": "a broken rule, for the author",
        "Plan/CueRules.swift": "a broken rule, for the author",
        "Plan/SessionBuilder.swift": "a sentence that does not fit, for the author",
    ]
    /// The sources of the program that write or draw a session.
    private static let program = [
        "Commands/HandoutText.swift", "Commands/SessionFiles.swift", "Commands/TimelineText.swift",
        "Terminal/SessionDisplay.swift", "Terminal/SessionLines.swift",
    ]
    /// The program's name, which every language keeps.
    private static let name = "Unknot"

    private static let sources = BuiltIn.repository.appending(path: "Sources")

    @Test func noWordsStandOutsideOfTheLanguage() throws {
        let core = Self.sources.appending(path: "UnknotCore")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: core.path)
            .filter { $0.hasSuffix(".swift") }
        #expect(paths.count > 40)
        let checked = paths.filter { path in
            !Self.exempt.keys.contains { path == $0 || $0.hasSuffix("/") && path.hasPrefix($0) }
        }
        let files =
            checked.map { core.appending(path: $0) }
            + Self.program.map { Self.sources.appending(path: "unknot/\($0)") }
        for file in files {
            let source = try String(contentsOf: file, encoding: .utf8)
            for literal in Literals(source).texts where Self.reads(literal) {
                Issue.record("\(file.lastPathComponent): \(literal)")
            }
        }
    }

    /// An exemption that nothing needs is taken away.
    @Test(arguments: exempt.keys.sorted()) func everyExemptionIsNeeded(path: String) throws {
        let place = Self.sources.appending(path: "UnknotCore/\(path)")
        let paths =
            path.hasSuffix("/")
            ? try FileManager.default.subpathsOfDirectory(atPath: place.path)
                .filter { $0.hasSuffix(".swift") }.map { place.appending(path: $0) } : [place]
        let literals = try paths.flatMap {
            Literals(try String(contentsOf: $0, encoding: .utf8)).texts
        }
        #expect(literals.contains { Self.reads($0) })
    }

    /// True for two words with a blank between them, and for one word with a capital letter.
    ///
    /// Words in capitals alone are the key words of file formats.
    private static func reads(_ literal: String) -> Bool {
        literal.replacing(name, with: "")
            .contains(/[a-z]{2,}[,.:;]? [a-z]|[A-Z][a-z]+ [A-Za-z]|(^|\W)[A-Z][a-z]{2,}\b/)
    }
}

/// The text of all string literals of a Swift source, without what is interpolated.
private struct Literals {
    private(set) var texts: [String] = []
    private var rest: Substring

    init(_ source: String) {
        rest = source[...]
        readCode(isNested: false)
    }

    private mutating func take(_ prefix: String) -> Bool {
        guard rest.hasPrefix(prefix) else { return false }
        rest = rest.dropFirst(prefix.count)
        return true
    }

    /// Reads code to the end, or to the bracket that ends an interpolation.
    private mutating func readCode(isNested: Bool) {
        var depth = 0
        while let character = rest.first {
            if rest.hasPrefix("//") {
                rest = rest.drop { !$0.isNewline }
            } else if take("/*") {
                while !rest.isEmpty, !take("*/") { rest = rest.dropFirst() }
            } else if take("\"\"\"") {
                readLiteral(to: "\"\"\"")
            } else if take("\"") {
                readLiteral(to: "\"")
            } else {
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
                rest = rest.dropFirst()
                if isNested, depth < 0 { return }
            }
        }
    }

    private mutating func readLiteral(to end: String) {
        var text = ""
        while !rest.isEmpty, !take(end) {
            if take("\\(") {
                readCode(isNested: true)
                text += "\u{FFFC}"
            } else if take("\\") {
                rest = rest.dropFirst()
            } else {
                text.append(rest.removeFirst())
            }
        }
        texts.append(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
}
