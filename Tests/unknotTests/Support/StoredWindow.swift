import Foundation
import Testing

/// Windows that are kept beside the tests, to be compared with what the program shows.
enum StoredWindow {
    static let folder = StoredText.tests.appending(path: "unknotTests/Screens")

    /// Compares a window with the one that is kept under a name.
    static func compare(
        _ window: ShownWindow, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try StoredText.compare(
            text(window), folder.appending(path: "\(name).txt"), sourceLocation: sourceLocation)
    }

    /// A window as text: its rows, then a letter for the style of each place.
    static func text(_ window: ShownWindow) -> String {
        let styles = window.rows.map { row in
            ShownWindow.trimmed(row.map { letters[$0.style] ?? "?" }.joined(), of: ".")
        }
        let parts = [["\(window.width) by \(window.height)"], window.lines, ["styles"], styles]
        return parts.joined().joined(separator: "\n") + "\n"
    }

    /// Capital letters have the colour as their ground, small ones in their text: hold, roll,
    /// between, paused, warning; then bold, faint, turned around.
    private static let letters = [
        "0": ".", "0;1": "b", "0;2": "f", "0;1;7": "T", "0;1;31": "!",
        "0;1;30;43": "H", "0;1;33": "h", "0;33": "h", "0;1;30;46": "R", "0;1;36": "r",
        "0;36": "r", "0;1;30;42": "B", "0;1;32": "b", "0;32": "b", "0;1;30;45": "P",
        "0;1;35": "p", "0;35": "p",
    ]
}
