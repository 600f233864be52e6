import Foundation
import Testing

/// Texts that are kept beside the tests, to be compared with what the program gives.
///
/// With `UNKNOT_RECORD` set they are written anew; then look at what has changed.
enum StoredText {
    static let isRecording = ProcessInfo.processInfo.environment["UNKNOT_RECORD"] != nil
    /// The folder `Tests`.
    static let tests = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Compares a text with the one that is kept in a file, and shows the lines that differ.
    static func compare(
        _ text: String, _ file: URL, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        if isRecording { try Data(text.utf8).write(to: file) }
        let kept = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        guard text != kept else { return }
        let changes = lines(text).difference(from: lines(kept)).map { change in
            switch change {
            case .remove(let line, let words, _): (line, "\(line + 1) - \(words)")
            case .insert(let line, let words, _): (line, "\(line + 1) + \(words)")
            }
        }.sorted { $0.0 < $1.0 }.map(\.1)
        Issue.record(
            "\(file.lastPathComponent) differs:\n\(changes.joined(separator: "\n"))",
            sourceLocation: sourceLocation)
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }
}
