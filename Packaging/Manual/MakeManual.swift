import FoundationEssentials

/// Writes the manual pages: `unknot --experimental-dump-help | make-manual VERSION FOLDER`.
@main
enum MakeManual {
    static func main() throws {
        let words = CommandLine.arguments
        guard words.count == 3 else {
            throw Problem(description: "usage: make-manual VERSION FOLDER, with the help as input")
        }
        var input = ""
        while let line = readLine(strippingNewline: false) { input += line }
        let help = try JSONDecoder().decode(Help.self, from: Data(input.utf8))
        for page in ManualPage.all(of: help, version: words[1]) {
            try Data(page.text.utf8).write(to: URL(filePath: "\(words[2])/\(page.name).1"))
        }
    }

    /// Why no page was written.
    private struct Problem: Error, CustomStringConvertible {
        var description: String
    }
}
