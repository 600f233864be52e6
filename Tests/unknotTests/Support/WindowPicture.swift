/// A window as a picture, for those who have no terminal at hand.
///
/// Blocks are drawn as shapes, so that the picture does not depend on the viewer's font; words are
/// text, and stretched to their cells.
enum WindowPicture {
    private static let cell = (width: 9, height: 19)
    private static let margin = 12

    /// The picture as SVG, with a text for those who cannot see it.
    static func svg(_ window: ShownWindow, describing title: String) -> String {
        let size = (
            width: window.width * cell.width + 2 * margin,
            height: window.height * cell.height + 2 * margin
        )
        var parts = [
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(size.width)" height="\(size.height)" \
            viewBox="0 0 \(size.width) \(size.height)" role="img" font-size="15" \
            font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace">
            """,
            "<title>\(title)</title>",
            rectangle(0, 0, size.width, size.height, ground, " rx=\"8\""),
        ]
        for (row, cells) in window.rows.enumerated() {
            let y = margin + row * cell.height
            for (column, run) in runs(Array(cells)) {
                let style = Style(run[0].style)
                let x = margin + column * cell.width
                let width = run.count * cell.width
                if let fill = style.fill { parts.append(rectangle(x, y, width, cell.height, fill)) }
                parts.append(contentsOf: shown(run, style, x, y, width))
            }
        }
        return (parts.filter { !$0.isEmpty } + ["</svg>"]).joined(separator: "\n") + "\n"
    }

    private static func shown(
        _ run: [ShownWindow.Cell], _ style: Style, _ x: Int, _ y: Int, _ width: Int
    ) -> [String] {
        let half = cell.height / 2
        switch run[0].text {
        case " ": return []
        case "█": return [rectangle(x, y, width, cell.height, style.colour)]
        case "▀": return [rectangle(x, y, width, half, style.colour)]
        case "▄": return [rectangle(x, y + half, width, cell.height - half, style.colour)]
        case "░":
            return [
                rectangle(x, y, width, cell.height, style.colour, " fill-opacity=\"0.25\"")
            ]
        default:
            let text = run.map(\.text).joined().replacing("&", with: "&amp;")
                .replacing("<", with: "&lt;")
            let weight = style.isBold ? " font-weight=\"bold\"" : ""
            let opacity = style.isFaint ? " fill-opacity=\"0.6\"" : ""
            return [
                """
                <text x="\(x)" y="\(y + cell.height - 5)" textLength="\(width)" \
                lengthAdjust="spacingAndGlyphs" xml:space="preserve" \
                fill="\(style.colour)"\(weight)\(opacity)>\(text)</text>
                """
            ]
        }
    }

    private static func rectangle(
        _ x: Int, _ y: Int, _ width: Int, _ height: Int, _ fill: String, _ more: String = ""
    ) -> String {
        "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" fill=\"\(fill)\"\(more)/>"
    }

    /// Stretches of one style and one kind of content, with the columns at which they begin.
    private static func runs(
        _ cells: [ShownWindow.Cell]
    ) -> [(column: Int, cells: [ShownWindow.Cell])] {
        var runs: [(column: Int, cells: [ShownWindow.Cell])] = []
        let shapes: Set<String> = ["█", "▀", "▄", "░"]
        func kind(_ index: Int) -> String {
            if shapes.contains(cells[index].text) { return cells[index].text }
            // A blank between two words belongs to them.
            let isGap =
                cells[index].text == " "
                && [index - 1, index + 1].contains { other in
                    !cells.indices.contains(other) || cells[other].text == " "
                        || shapes.contains(cells[other].text)
                }
            return isGap ? " " : "words"
        }
        for index in cells.indices {
            let isSame =
                index > 0 && kind(index) == kind(index - 1)
                && cells[index].style == cells[index - 1].style
            if isSame {
                runs[runs.count - 1].cells.append(cells[index])
            } else {
                runs.append((index, [cells[index]]))
            }
        }
        return runs
    }

    // MARK: Colours

    private static let ground = "#16181d"
    private static let plain = "#dfe3ea"
    private static let colours = [
        "1": "#ef6b73", "2": "#8ec26f", "3": "#f0c05a", "5": "#c98be0", "6": "#55bccb",
    ]

    /// The look of a style's parameters.
    private struct Style {
        var colour = WindowPicture.plain
        var fill: String?
        var isBold: Bool
        var isFaint: Bool

        init(_ codes: String) {
            let codes = codes.split(separator: ";").map(String.init)
            isBold = codes.contains("1")
            isFaint = codes.contains("2")
            for code in codes where code.count == 2 {
                let found = code == "30" ? WindowPicture.ground : colours[String(code.suffix(1))]
                if code.hasPrefix("4") { fill = found } else { colour = found ?? colour }
            }
            if codes.contains("7") { (colour, fill) = (WindowPicture.ground, WindowPicture.plain) }
        }
    }
}
