/// Shows places of a file: the line, and below it a caret under the character.
///
/// The file may be of any bytes; nothing of it that could steer a terminal is shown.
public struct SourceExcerpt {
    /// The lines as `SourceText` counts them.
    private var lines: [[Unicode.Scalar]] = [[]]
    /// The columns that are the least to show anything in.
    private static let leastWidth = 20
    private static let tabWidth = 4

    /// Takes the bytes of a file.
    public init(of bytes: [UInt8]) {
        var before: Unicode.Scalar = " "
        for (index, scalar) in String(decoding: bytes, as: UTF8.self).unicodeScalars.enumerated() {
            switch scalar {
            case "\n" where before == "\r": break
            case "\n", "\r": lines.append([])
            case "\u{FEFF}" where index == 0: break
            default: lines[lines.count - 1].append(scalar)
            }
            before = scalar
        }
    }

    /// Shows a place.
    ///
    /// Of a line that is too long the part around the place is shown, with an ellipsis at each end
    /// that was cut.
    ///
    /// - Parameters:
    ///   - position: the place; it may be just behind a line's end.
    ///   - width: the columns that there are.
    /// - Returns: the line with its number, and the line with the caret; none for a place that the
    ///   file does not have.
    public func lines(at position: SourcePosition, width: Int) -> [String] {
        guard lines.indices.contains(position.line - 1), position.column > 0,
            position.column <= lines[position.line - 1].count + 1
        else { return [] }
        let number = "\(position.line)"
        let gutter = String(repeating: " ", count: max(0, 5 - number.count)) + number + " | "
        let blank = String(repeating: " ", count: gutter.count - 2) + "| "
        let part = Part(
            of: Self.cells(lines[position.line - 1]), around: position.column - 1,
            width: max(Self.leastWidth, width - gutter.count))
        return [
            gutter + part.text,
            blank + String(repeating: " ", count: part.caret) + "^",
        ]
    }

    /// A character as it is shown, with its columns.
    private typealias Cell = (text: String, width: Int)

    private static func cells(_ line: [Unicode.Scalar]) -> [Cell] {
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
