/// How many columns of a terminal a text takes.
///
/// Letters of East Asia and most pictures take two columns, marks on another letter take none.
/// Terminals differ on characters that join into one picture; here their widths are added up.
public enum DisplayWidth {
    /// The columns of a text.
    public static func of(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + of($1) }
    }

    /// The columns of a character: 0, 1 or 2.
    static func of(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        return isWide(scalar) ? 2 : 1
    }

    /// Whether a letter or picture takes two columns.
    static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isEmojiPresentation || wide.contains { $0.contains(scalar.value) }
    }

    /// Scripts whose characters take two columns, after Unicode's East Asian Width.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF,
        0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
        0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FB,
        0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]

    /// Breaks a text into lines at its spaces, but not at no-break spaces.
    ///
    /// A word that is wider than a line gets a line of its own and stays whole, so that it can be
    /// copied from a page; `ScreenText.wrapped` breaks it, so that it stays inside a window.
    ///
    /// - Parameters:
    ///   - text: the words.
    ///   - width: the columns of a line.
    /// - Returns: the lines, without spaces at their ends; none if the text has no words.
    public static func lines(of text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in text.split(separator: " ") {
            let columns = of(word)
            if !line.isEmpty, used + 1 + columns > width {
                lines.append(line)
                line = ""
            }
            used = line.isEmpty ? columns : used + 1 + columns
            line += line.isEmpty ? "\(word)" : " \(word)"
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
