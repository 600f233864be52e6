/// A terminal that shows the bytes it gets: as much of one as the display needs; everything else is
/// an error.
struct ShownWindow {
    /// A place: what stands there, nothing after a wide character, and the parameters of its style.
    struct Cell: Equatable {
        var text = " "
        var style = "0"
    }

    let width: Int
    let height: Int
    private(set) var cells: [Cell]
    /// True while the other screen is shown.
    private(set) var isOther = false
    private(set) var hasCursor = true
    private(set) var runsOver = true
    /// Bytes that no terminal needs to know.
    private(set) var unknown: [String] = []
    /// The windows of the other screen, each as it was when a change of it was complete.
    private(set) var frames: [ShownWindow] = []

    private var usual: (cells: [Cell], row: Int, column: Int) = ([], 0, 0)
    private var row = 0
    private var column = 0
    private var style = "0"
    private var rest: [UInt8] = []

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        cells = Array(repeating: Cell(), count: width * height)
    }

    /// The text of each row, without the blanks at its end.
    var lines: [String] {
        rows.map { row in Self.trimmed(row.map(\.text).joined(), of: " ") }
    }

    /// The cells of each row.
    var rows: [ArraySlice<Cell>] {
        (0..<height).map { cells[($0 * width)..<(($0 + 1) * width)] }
    }

    /// The whole text on one line, so that wrapped words stand beside each other.
    var text: String { lines.joined(separator: " ").split(separator: " ").joined(separator: " ") }

    /// A text without a character at its end.
    static func trimmed(_ text: String, of end: Character) -> String {
        String(text.reversed().drop { $0 == end }.reversed())
    }

    /// The windows that were complete since the last call.
    mutating func takeFrames() -> [ShownWindow] {
        defer { frames = [] }
        return frames
    }

    // MARK: Bytes

    /// Shows what a program writes.
    mutating func show(_ bytes: some Sequence<UInt8>) {
        rest += bytes
        while let used = take() { rest.removeFirst(used) }
    }

    /// Shows the next character or sequence; how many bytes it had, or nil if it is not whole.
    private mutating func take() -> Int? {
        guard let first = rest.first else { return nil }
        if first == 0x1B { return takeSequence() }
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard rest.count >= length else { return nil }
        switch first {
        case 0x0D: column = 0
        case 0x0A: feed()
        case 0..<0x20, 0x7F: unknown.append("\(first)")
        default: put(String(decoding: rest[..<length], as: UTF8.self))
        }
        return length
    }

    private mutating func takeSequence() -> Int? {
        guard rest.count >= 2 else { return nil }
        guard rest[1] == UInt8(ascii: "[") else {
            unknown.append("escape \(rest[1])")
            return 2
        }
        guard let end = rest[2...].firstIndex(where: { (0x40...0x7E).contains($0) }) else {
            return nil
        }
        let parameters = String(decoding: rest[2..<end], as: UTF8.self)
        obey(parameters, Character(Unicode.Scalar(rest[end])))
        return end + 1
    }

    private mutating func obey(_ parameters: String, _ end: Character) {
        let numbers = parameters.split(separator: ";").compactMap { Int($0) }
        switch (parameters, end) {
        case ("", "H"): (row, column) = (0, 0)
        case (_, "H") where numbers.count == 2:
            (row, column) = (min(numbers[0], height) - 1, min(numbers[1], width) - 1)
        case ("2", "J"): cells = Array(repeating: Cell(), count: cells.count)
        case (_, "m") where numbers.first == 0: style = parameters
        case ("?1049", "h"):
            if !isOther { usual = (cells, row, column) }
            isOther = true
        case ("?1049", "l"):
            if isOther, usual.cells.count == cells.count { (cells, row, column) = usual }
            isOther = false
        case ("?25", "h"), ("?25", "l"): hasCursor = end == "h"
        case ("?7", "h"), ("?7", "l"): runsOver = end == "h"
        case ("?2026", "h"): break
        case ("?2026", "l"):
            var frame = self
            frame.frames = []
            if isOther { frames.append(frame) }
        default: unknown.append("\(parameters)\(end)")
        }
    }

    private mutating func put(_ text: String) {
        if let mark = text.unicodeScalars.first, mark.properties.generalCategory == .nonspacingMark
        {
            let before = row * width + column - 1
            if before >= 0 { cells[before].text += text }
            return
        }
        let isWide = (0x3040...0xD7A3).contains(text.unicodeScalars.first?.value ?? 0)
        if column >= width {
            guard runsOver else { return unknown.append("beyond the edge: \(text)") }
            column = 0
            feed()
        }
        let place = row * width + column
        cells[place] = Cell(text: text, style: style)
        if isWide, column + 1 < width { cells[place + 1] = Cell(text: "", style: style) }
        column += isWide ? 2 : 1
    }

    private mutating func feed() {
        guard row + 1 == height else {
            row += 1
            return
        }
        cells.removeFirst(width)
        cells += Array(repeating: Cell(), count: width)
    }
}
