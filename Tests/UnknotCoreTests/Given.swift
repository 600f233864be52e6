import Testing

/// A text and what is expected of it; the log of a run shows the beginning of one of them, on one
/// line, and never a whole file.
struct Given<Wanted: Sendable>: Sendable, CustomTestStringConvertible {
    var text: String
    var wanted: Wanted

    init(_ text: String, _ wanted: Wanted) {
        self.text = text
        self.wanted = wanted
    }

    var testDescription: String {
        // What is said of a text tells cases apart better than texts that all begin alike.
        let lines = wanted as? [String] ?? (wanted as? String).map { [$0] }
        let name = lines?.first.map { $0.split(separator: ": ", maxSplits: 1).last ?? "" }
        return Self.short(name.map(String.init) ?? text)
    }

    private static func short(_ text: String) -> String {
        let plain = text.split { $0.isNewline }.joined(separator: " / ")
            .filter { $0.isASCII && !($0.asciiValue.map { $0 < 32 } ?? true) }
        return plain.count > 60 ? plain.prefix(59) + "…" : plain
    }
}
