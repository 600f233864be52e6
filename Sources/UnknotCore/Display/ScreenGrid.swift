/// The size of a terminal's window in cells.
public struct ScreenSize: Hashable, Sendable {
    /// The columns.
    public var width: Int
    /// The rows.
    public var height: Int

    /// Creates a size; what is below 1 counts as 1.
    public init(width: Int, height: Int) {
        self.width = max(1, width)
        self.height = max(1, height)
    }
}

/// The look of a cell.
public struct ScreenStyle: Hashable, Sendable {
    /// The meaning of a colour; a word or a sign always tells it as well.
    public enum Meaning: Hashable, Sendable, CaseIterable {
        /// No meaning.
        case plain
        /// Stay on a spot.
        case hold
        /// Move: rolls and repetitions.
        case roll
        /// Rests, changes of side, getting into place.
        case between
        /// The session stands still.
        case paused
        /// Something is wrong.
        case warning
    }

    /// The weight of a text.
    public enum Weight: Hashable, Sendable, CaseIterable {
        case normal
        case bold
        case faint
    }

    /// The meaning of its colour.
    public var meaning: Meaning
    /// The weight of its text.
    public var weight: Weight
    /// True if the ground has the colour, and not the text.
    public var isFilled: Bool

    /// Creates a style; without arguments that of plain text.
    public init(
        _ meaning: Meaning = .plain, _ weight: Weight = .normal, isFilled: Bool = false
    ) {
        self.meaning = meaning
        self.weight = weight
        self.isFilled = isFilled
    }
}

/// The cells of a window.
public struct ScreenGrid: Hashable, Sendable {
    /// One place of a window.
    public struct Cell: Hashable, Sendable {
        /// The glyph; nil in the second column of a wide one.
        public var glyph: ScreenText.Glyph?
        /// The look.
        public var style: ScreenStyle

        /// An empty place.
        public static let blank = Cell(glyph: .space, style: ScreenStyle())
    }

    /// The window's size.
    public let size: ScreenSize
    /// The cells, row by row.
    public private(set) var cells: [Cell]

    /// Creates an empty window.
    public init(_ size: ScreenSize) {
        self.size = size
        cells = Array(repeating: .blank, count: size.width * size.height)
    }

    /// The cell of a row and a column, both counted from 0 and inside of the window.
    public subscript(row: Int, column: Int) -> Cell { cells[row * size.width + column] }

    /// The text of each row, without blanks at its end.
    public var lines: [String] {
        (0..<size.height).map { row in
            let text = (0..<size.width).map { self[row, $0].glyph?.text ?? "" }.joined()
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// Writes a text from a place on, as far as it lies in the window.
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - row: the row, which may lie outside.
    ///   - column: the first column, which may lie outside.
    ///   - style: its look.
    public mutating func put(
        _ text: ScreenText, row: Int, column: Int, _ style: ScreenStyle = ScreenStyle()
    ) {
        guard (0..<size.height).contains(row) else { return }
        var place = column
        for glyph in text.glyphs {
            defer { place += glyph.width }
            guard place >= 0, place + glyph.width <= size.width else { continue }
            set(Cell(glyph: glyph, style: style), row, place)
            if glyph.width == 2 { set(Cell(glyph: nil, style: style), row, place + 1) }
        }
    }

    /// Empties a whole row and gives it a style.
    public mutating func fill(row: Int, _ style: ScreenStyle) {
        guard (0..<size.height).contains(row) else { return }
        for column in 0..<size.width { set(Cell(glyph: .space, style: style), row, column) }
    }

    private mutating func set(_ cell: Cell, _ row: Int, _ column: Int) {
        let index = row * size.width + column
        // A wide glyph goes as a whole.
        if cells[index].glyph == nil, cell.glyph != nil, column > 0 {
            cells[index - 1].glyph = .space
        }
        if cells[index].glyph?.width == 2, column + 1 < size.width {
            cells[index + 1].glyph = .space
        }
        cells[index] = cell
    }
}
