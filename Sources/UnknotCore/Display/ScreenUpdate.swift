/// The bytes that turn one window on a terminal into the next.
///
/// Only cells that differ are written, and all at once if the terminal can do that (mode 2026); so
/// nothing flickers, and a terminal far away has little to read.
public enum ScreenUpdate {
    /// The bytes between two grids.
    ///
    /// - Parameters:
    ///   - previous: the window that the terminal shows; nil if that is not known, and after a
    ///     change of its size.
    ///   - next: the window that it is to show.
    ///   - hasColours: false if only weight and ground may tell things apart.
    /// - Returns: the bytes; none if both windows are the same.
    public static func bytes(
        from previous: ScreenGrid?, to next: ScreenGrid, hasColours: Bool
    ) -> [UInt8] {
        var pen = Pen(hasColours: hasColours)
        let known = previous.flatMap { $0.size == next.size ? $0 : nil }
        for row in 0..<next.size.height {
            for column in 0..<next.size.width {
                let cell = next[row, column]
                guard known.map({ $0[row, column] != cell }) ?? true else { continue }
                // The first column of a wide glyph brings the second along.
                guard let glyph = cell.glyph else { continue }
                pen.write(glyph, cell.style, row: row, column: column)
            }
        }
        return pen.isUnused ? [] : Array("\u{1B}[?2026h\(pen.text)\u{1B}[0m\u{1B}[?2026l".utf8)
    }
}

/// Writes cells; their places and styles only if they do not follow from the cell before.
private struct Pen {
    let hasColours: Bool
    private(set) var text = ""
    private var row = -1
    private var column = -1
    private var style: ScreenStyle?

    init(hasColours: Bool) { self.hasColours = hasColours }

    var isUnused: Bool { text.isEmpty }

    mutating func write(
        _ glyph: ScreenText.Glyph, _ style: ScreenStyle, row: Int, column: Int
    ) {
        move(row, column)
        if style != self.style {
            text += "\u{1B}[\(style.codes(hasColours: hasColours))m"
            self.style = style
        }
        if glyph.width == 2 {
            // A terminal that gives it one column must not keep the old content of the other.
            text += "  "
            self.column = -1
            move(row, column)
        }
        text += glyph.text
        // Terminals differ in its width, so the next cell gets its place anew.
        self.column = glyph.isCertain ? column + glyph.width : -1
    }

    private mutating func move(_ row: Int, _ column: Int) {
        guard row != self.row || column != self.column else { return }
        text += "\u{1B}[\(row + 1);\(column + 1)H"
        self.row = row
        self.column = column
    }
}

extension ScreenStyle {
    /// The parameters of the sequence that selects the style, whatever was selected before.
    func codes(hasColours: Bool) -> String {
        var codes = ["0"]
        switch weight {
        case .normal: break
        case .bold: codes.append("1")
        case .faint: codes.append("2")
        }
        let colour = hasColours ? meaning.colour : nil
        switch (isFilled, colour) {
        case (true, let colour?): codes += ["30", "4\(colour)"]
        case (true, nil): codes.append("7")
        case (false, let colour?): codes.append("3\(colour)")
        case (false, nil): break
        }
        return codes.joined(separator: ";")
    }
}

extension ScreenStyle.Meaning {
    /// One of the eight colours that every terminal has and its user may have changed; no two
    /// colours of actions differ in red and green alone.
    fileprivate var colour: Int? {
        switch self {
        case .plain: nil
        case .warning: 1
        case .between: 2
        case .hold: 3
        case .paused: 5
        case .roll: 6
        }
    }
}
