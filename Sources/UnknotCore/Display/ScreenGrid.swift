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

/// How a cell looks.
public struct ScreenStyle: Hashable, Sendable {
    /// What a colour stands for; each is told by a word or a sign as well.
    public enum Meaning: Hashable, Sendable, CaseIterable {
        /// Nothing in particular.
        case plain
        /// Stay on a spot.
        case hold
        /// Move: rolls and repetitions.
        case roll
        /// Rests, changes of side, getting into place.
        case between
        /// The session stands still.
        case paused
        /// Something is not as it should be.
        case warning
    }

    /// How much a text stands out.
    public enum Weight: Hashable, Sendable, CaseIterable {
        case normal
        case bold
        case faint
    }

    /// What its colour stands for.
    public var meaning: Meaning
    /// How much it stands out.
    public var weight: Weight
    /// True where the colour is the ground, and the text stands in it.
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

/// A window full of cells, to be compared with the next one.
public struct ScreenGrid: Hashable, Sendable {
    /// One place of a window.
    public struct Cell: Hashable, Sendable {
        /// What stands there; nil in the second column of a wide glyph.
        public var glyph: ScreenText.Glyph?
        /// How it looks.
        public var style: ScreenStyle

        /// A place where nothing stands.
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

    /// The text of each row, without the blanks at its end.
    public var lines: [String] {
        (0..<size.height).map { row in
            let text = (0..<size.width).map { self[row, $0].glyph?.text ?? "" }.joined()
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// Writes a text from a place on; what would stand outside of the window is left out.
    ///
    /// - Parameters:
    ///   - text: what to write.
    ///   - row: the row, which may lie outside.
    ///   - column: the first column, which may lie outside.
    ///   - style: how it looks.
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

    /// Gives a whole row a style, and nothing to read.
    public mutating func fill(row: Int, _ style: ScreenStyle) {
        guard (0..<size.height).contains(row) else { return }
        for column in 0..<size.width { set(Cell(glyph: .space, style: style), row, column) }
    }

    private mutating func set(_ cell: Cell, _ row: Int, _ column: Int) {
        let index = row * size.width + column
        // Half of a wide glyph is none.
        if cells[index].glyph == nil, cell.glyph != nil, column > 0 {
            cells[index - 1].glyph = .space
        }
        if cells[index].glyph?.width == 2, column + 1 < size.width {
            cells[index + 1].glyph = .space
        }
        cells[index] = cell
    }
}
