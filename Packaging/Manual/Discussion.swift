/// The longer text of a command's help: prose, then sections, each under a line such as `EXAMPLES:`.
struct Discussion {
    /// The text before the first section.
    var prose: String
    /// The sections with their headings, in roff; what stands in one is kept line by line.
    var sections: [String]

    /// Takes a text apart.
    init(_ text: String) {
        var prose: [Substring] = []
        var parts: [(title: Substring, lines: [Substring])] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let title = Self.title(line) {
                parts.append((title, []))
            } else if parts.isEmpty {
                prose.append(line)
            } else {
                parts[parts.count - 1].lines.append(line)
            }
        }
        self.prose = prose.joined(separator: "\n").trimmed
        sections = parts.flatMap { part in
            Roff.section(part.title) + Roff.verbatim(Self.flush(part.lines))
        }
    }

    /// The heading that a line is: capitals, then a colon.
    private static func title(_ line: Substring) -> Substring? {
        guard line.hasSuffix(":"), line.count > 1 else { return nil }
        let title = line.dropLast()
        return title.allSatisfy { $0.isUppercase || $0 == " " } ? title : nil
    }

    /// Lines without the empty ones around them and without the margin that all of them share.
    private static func flush(_ lines: [Substring]) -> [Substring] {
        var lines = lines[...]
        while lines.first?.trimmed.isEmpty == true { lines.removeFirst() }
        while lines.last?.trimmed.isEmpty == true { lines.removeLast() }
        let margin =
            lines.filter { !$0.trimmed.isEmpty }.map { $0.prefix(while: { $0 == " " }).count }.min()
            ?? 0
        return lines.map { $0.dropFirst(margin) }
    }
}
