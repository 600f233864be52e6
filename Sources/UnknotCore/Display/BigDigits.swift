/// A number in digits large enough to be read from across a room, made of filled cells.
///
/// A cell is about twice as high as it is wide; with half blocks, digits grow by half rows.
struct BigDigits {
    /// The rows, all of one width.
    let rows: [String]
    /// The columns of each row.
    let width: Int

    /// Draws a number as large as fits; nil if not even the smallest does.
    ///
    /// - Parameters:
    ///   - text: digits and colons; a blank keeps the place of a digit.
    ///   - letter: a letter to stand beside the number if that costs no height; nil for none.
    ///   - isLeft: true for a letter to the left of the number.
    ///   - width: the columns that there are.
    ///   - height: the rows that there are.
    ///   - isUnicode: false for `#` in whole rows.
    init?(
        _ text: String, letter: Character?, isLeft: Bool, width: Int, height: Int, isUnicode: Bool
    ) {
        let digits = Self.raster(text)
        guard var scale = Scale(digits, width, height, isUnicode) else { return nil }
        var raster = digits
        if let letter = letter.map(Self.glyph) {
            let gap = Array(repeating: Array(repeating: false, count: 3), count: Self.height)
            let parts = isLeft ? [letter, gap, digits] : [digits, gap, letter]
            let whole = (0..<Self.height).map { row in parts.flatMap { $0[row] } }
            if let narrower = scale.narrower(for: whole, width) {
                raster = whole
                scale = narrower
            }
        }
        self.width = raster[0].count * scale.across
        rows = Self.draw(raster, scale, isUnicode)
    }

    /// The columns and half rows of one dot of a digit.
    private struct Scale {
        var across: Int
        var down: Int

        init?(_ raster: [[Bool]], _ width: Int, _ height: Int, _ isUnicode: Bool) {
            var best: Scale?
            for down in stride(from: isUnicode ? 1 : 2, through: 2 * height, by: isUnicode ? 1 : 2)
            where Self.rows(down) <= height {
                // Square dots are the most legible; somewhat wide ones fill a low window.
                let across = min(width / raster[0].count, (3 * down + 1) / 2)
                guard across > 0, 2 * across >= down else { continue }
                if across * down > (best.map { $0.across * $0.down } ?? 0) {
                    best = Scale(across: across, down: down)
                }
            }
            guard let best else { return nil }
            self = best
        }

        private init(across: Int, down: Int) {
            self.across = across
            self.down = down
        }

        /// The scale of the same height for more dots in a row; nil if they became much narrower.
        func narrower(for raster: [[Bool]], _ width: Int) -> Scale? {
            let across = min(self.across, width / raster[0].count)
            return 4 * across >= 3 * self.across
                ? Scale(across: across, down: down) : nil
        }

        static func rows(_ down: Int) -> Int { (BigDigits.height * down + 1) / 2 }
    }

    private static func draw(_ raster: [[Bool]], _ scale: Scale, _ isUnicode: Bool) -> [String] {
        (0..<Scale.rows(scale.down)).map { row in
            func dots(_ half: Int) -> [Bool] {
                let line = half / scale.down
                return line < raster.count
                    ? raster[line] : Array(repeating: false, count: raster[0].count)
            }
            return zip(dots(2 * row), dots(2 * row + 1)).map { upper, lower in
                let block =
                    switch (upper, lower) {
                    case (true, true): isUnicode ? "█" : "#"
                    case (true, false): "▀"
                    case (false, true): "▄"
                    case (false, false): " "
                    }
                return String(repeating: block, count: scale.across)
            }.joined()
        }
    }

    // MARK: The digits

    private static let height = 5

    /// The dots of a text, with an empty column between its digits.
    private static func raster(_ text: String) -> [[Bool]] {
        var rows = Array(repeating: [Bool](), count: height)
        for (index, character) in text.enumerated() {
            for (row, dots) in glyph(character).enumerated() {
                rows[row] += (index > 0 ? [false] : []) + dots
            }
        }
        return rows
    }

    private static func glyph(_ character: Character) -> [[Bool]] {
        let rows: [String] =
            switch character {
            case "0": ["ooo", "o o", "o o", "o o", "ooo"]
            case "1": [" o ", "oo ", " o ", " o ", "ooo"]
            case "2": ["ooo", "  o", "ooo", "o  ", "ooo"]
            case "3": ["ooo", "  o", "ooo", "  o", "ooo"]
            case "4": ["o o", "o o", "ooo", "  o", "  o"]
            case "5": ["ooo", "o  ", "ooo", "  o", "ooo"]
            case "6": ["ooo", "o  ", "ooo", "o o", "ooo"]
            case "7": ["ooo", "  o", "  o", "  o", "  o"]
            case "8": ["ooo", "o o", "ooo", "o o", "ooo"]
            case "9": ["ooo", "o o", "ooo", "  o", "ooo"]
            case ":": [" ", "o", " ", "o", " "]
            case "L": ["o  ", "o  ", "o  ", "o  ", "ooo"]
            case "R": ["oo ", "o o", "oo ", "o o", "o o"]
            default: ["   ", "   ", "   ", "   ", "   "]
            }
        return rows.map { row in row.map { $0 == "o" } }
    }
}
