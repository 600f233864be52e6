/// Shows places of a file: the line, and below it a caret under the character.
///
/// The file may be of any bytes; nothing of it that could control a terminal is shown.
public struct SourceExcerpt {
    private let lines: [[Unicode.Scalar]]
    /// The fewest columns that are used, however narrow the terminal is.
    private static let leastWidth = 20
    private static let tabWidth = 4

    /// Takes the bytes of a file.
    public init(of bytes: [UInt8]) {
        lines = SourceText(bytes).lines
    }

    /// Shows a place.
    ///
    /// A line that is too long is cut to the part around the place, with an ellipsis at each end that
    /// was cut.
    ///
    /// - Parameters:
    ///   - position: the place; it may be just behind a line's end.
    ///   - width: the columns of the terminal.
    /// - Returns: the line with its number, and the line with the caret; empty for a place that the
    ///   file does not have.
    public func lines(at position: SourcePosition, width: Int) -> [String] {
        guard lines.indices.contains(position.line - 1), position.column > 0,
            position.column <= lines[position.line - 1].count + 1
        else { return [] }
        let number = "\(position.line)"
        let gutter = String(repeating: " ", count: max(0, 5 - number.count)) + number + " | "
        let blank = String(repeating: " ", count: gutter.count - 2) + "| "
        let room = max(Self.leastWidth, width - gutter.count)
        // Of a very long line only the neighbourhood is measured.
        let index = position.column - 1
        let line = lines[position.line - 1]
        let near = max(0, index - 8 * room)..<min(line.count, index + 8 * room)
        let part = Part(
            of: Self.cells(line[near]), around: index - near.lowerBound, width: room)
        return [
            gutter + part.text,
            blank + String(repeating: " ", count: part.caret) + "^",
        ]
    }

    /// A character as it is shown, with its columns.
    private typealias Cell = (text: String, width: Int)

    private static func cells(_ line: ArraySlice<Unicode.Scalar>) -> [Cell] {
        var column = 0
        return line.map { scalar in
            var cell: Cell = ("\u{FFFD}", 1)
            if scalar == "\t" {
                let width = tabWidth - column % tabWidth
                cell = (String(repeating: " ", count: width), width)
            } else if scalar.isSpeakable {
                cell = (String(scalar), DisplayWidth.of(scalar))
            }
            column += cell.width
            return cell
        }
    }

    /// The part of a line that is shown.
    private struct Part {
        var text = ""
        /// The columns before the caret.
        var caret = 0

        init(of cells: [Cell], around index: Int, width: Int) {
            func columns(_ range: Range<Int>) -> Int { cells[range].reduce(0) { $0 + $1.width } }
            var first = 0
            var end = cells.count
            if columns(0..<end) + (index == end ? 1 : 0) > width {
                // Two thirds of the line stand before the caret, if the line goes on that far.
                let before = width * 2 / 3 - 1
                first = index
                var used = 0
                while first > 0, used + cells[first - 1].width <= before {
                    first -= 1
                    used += cells[first].width
                }
                // The rest of the line, or as much as leaves room for both ellipses.
                end = index
                let room = width - (first > 0 ? 1 : 0) - 1
                while end < cells.count, used + cells[end].width <= room {
                    used += cells[end].width
                    end += 1
                }
                // Marks go with the letter that they stand on.
                while first < index, cells[first].width == 0 { first += 1 }
            }
            caret = (first > 0 ? 1 : 0) + columns(first..<max(first, index))
            text =
                (first > 0 ? "…" : "") + cells[first..<end].map(\.text).joined()
                + (end < cells.count ? "…" : "")
        }
    }
}
