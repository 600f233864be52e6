/// Texts as the files beside a session want them.
enum ExportText {
    /// A text on one line, with single spaces.
    static func line(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
