/// A scene as a window of any size: what matters most stays where there is little room.
///
/// From top to bottom: a band with what the body does and the side; what is wrong; the step; what
/// to do; the seconds left in large digits; a bar for them; what comes next; a bar for the session.
public struct SessionScreen: Sendable {
    let scene: SessionScene
    let size: ScreenSize
    let isUnicode: Bool
    let words: DisplayWords
    /// The columns left free on both sides.
    let margin: Int

    /// Prepares the window of a scene.
    ///
    /// - Parameters:
    ///   - scene: what is to be seen.
    ///   - size: the window.
    ///   - isUnicode: false where the terminal takes ASCII alone.
    ///   - words: the words beside those of the routine.
    public init(
        _ scene: SessionScene, size: ScreenSize, isUnicode: Bool,
        words: DisplayWords = .english
    ) {
        self.scene = scene
        self.size = size
        self.isUnicode = isUnicode
        self.words = words
        margin = size.width >= 60 ? 2 : size.width >= 30 && size.height >= 12 ? 1 : 0
    }

    /// The window.
    public var grid: ScreenGrid {
        var grid = ScreenGrid(size)
        guard size.height >= 6, size.width >= 16 else {
            drawSmall(&grid)
            return grid
        }
        let plan = plan
        var row = drawBand(&grid, plan.bandPadding)
        row += plan.gap
        for (line, style) in plan.top {
            grid.put(line, row: row, column: margin, style)
            row += 1
        }
        var bottom = size.height
        func putBottom(_ lines: [ScreenText], _ style: ScreenStyle) {
            bottom -= lines.count
            for (index, line) in lines.enumerated() {
                grid.put(line, row: bottom + index, column: margin, style)
            }
        }
        putBottom(plan.hint, ScreenStyle(.plain, .faint))
        if plan.rows.hasSession {
            bottom -= 1
            drawBar(
                &grid, bottom, words.session, scene.sessionShare, scene.sessionSecondsLeft,
                ScreenStyle())
            bottom -= plan.gap
        }
        putBottom(plan.next, ScreenStyle())
        bottom -= plan.gap + 1
        drawBar(
            &grid, bottom, kindWord, scene.share, scene.secondsLeft, ScreenStyle(meaning, .bold))
        if plan.rows.hasDigits { drawDigits(&grid, row + plan.gap, bottom - plan.gap) }
        return grid
    }

    // MARK: What it says

    func text(_ string: String) -> ScreenText { ScreenText(string, isUnicode: isUnicode) }

    var room: Int { size.width - 2 * margin }

    var kindWord: String { scene.segment.map { words.kind($0.kind) } ?? words.end }

    /// What the colour of the whole stands for.
    var meaning: ScreenStyle.Meaning {
        if scene.isPaused { return .paused }
        return switch scene.segment?.kind {
        case .hold: .hold
        case .roll, .reps: .roll
        case .setup, .move, .rest, .switch: .between
        case .intro, .outro, nil: .plain
        }
    }

    private var separator: ScreenText { text(isUnicode ? " · " : " - ") }

    /// What the body does, and the side, in one line or in more.
    var band: [ScreenText] {
        let sign = DisplayWords.sign(scene.segment?.kind ?? .outro, isUnicode: isUnicode)
        var parts = [text("\(sign) \(kindWord)")]
        if scene.isPaused {
            let pause = DisplayWords.pauseSign(isUnicode: isUnicode)
            parts = [text("\(pause) \(words.paused)"), text(kindWord)]
        }
        if let side = scene.segment?.side { parts.append(text(words.side(side))) }
        var lines: [ScreenText] = []
        for part in parts {
            if let last = lines.last, last.width + separator.width + part.width <= room {
                lines[lines.count - 1] = last + separator + part
            } else {
                lines += part.wrapped(to: room)
            }
        }
        return lines
    }

    /// What is not as it should be, as a line that says so without a colour.
    var alerts: [ScreenText] {
        switch scene.sound {
        case .heard: []
        case .lost: text("! \(words.noSound)").wrapped(to: room)
        case .awaited: text("! \(words.waitsForSound)").wrapped(to: room)
        }
    }

    /// What comes next.
    var next: ScreenText {
        guard let next = scene.next else { return text(words.next(words.end, nil)) }
        let length = TimeText.clock(next.length)
        let isSameStep = next.step == scene.segment?.step && next.side == scene.segment?.side
        switch next.kind {
        case .roll, .hold, .reps, .rest:
            return text(words.next(isSameStep ? words.kind(next.kind) : next.title, length))
        case .intro, .setup, .move, .switch, .outro:
            return text(words.next(next.title, nil))
        }
    }

    // MARK: Parts

    /// Draws the band, and returns the row below it.
    private func drawBand(_ grid: inout ScreenGrid, _ padding: Int) -> Int {
        let style = ScreenStyle(meaning, .bold, isFilled: true)
        let lines = band
        for row in 0..<(lines.count + 2 * padding) { grid.fill(row: row, style) }
        for (row, line) in lines.enumerated() {
            grid.put(line, row: padding + row, column: margin, style)
        }
        return lines.count + 2 * padding
    }

    private func drawDigits(_ grid: inout ScreenGrid, _ top: Int, _ bottom: Int) {
        guard let digits = digits(height: bottom - top) else { return }
        let row = top + (bottom - top - digits.rows.count) / 2
        let column = (size.width - digits.width) / 2
        for (index, line) in digits.rows.enumerated() {
            grid.put(text(line), row: row + index, column: column, ScreenStyle(meaning))
        }
    }

    func digits(height: Int) -> BigDigits? {
        let seconds = scene.secondsLeft
        // The digits keep their size and their place from one second to the next.
        let number = seconds < 10 ? " \(seconds)" : "\(seconds)"
        return BigDigits(
            seconds < 60 ? number : TimeText.countdown(seconds), side: scene.segment?.side,
            width: room, height: height, isUnicode: isUnicode)
    }

    /// Draws a bar between its name, where there is room for one, and the time that is left.
    func drawBar(
        _ grid: inout ScreenGrid, _ row: Int, _ name: String, _ share: Double, _ seconds: Int,
        _ style: ScreenStyle
    ) {
        let time = text(TimeText.countdown(seconds))
        let names = [words.session] + Segment.Kind.allCases.map(words.kind)
        let nameWidth = size.width >= 60 ? (names.map(\.count).max() ?? 0) + 2 : 0
        if nameWidth > 0 { grid.put(text(name), row: row, column: margin, style) }
        let width = room - nameWidth - 6
        guard width > 0 else { return grid.put(time, row: row, column: margin, style) }
        // A bar is full at the end alone, and empty at the start alone.
        let filled = share >= 1 ? width : min(width - 1, Int((share * Double(width)).rounded(.up)))
        let bar = String(repeating: isUnicode ? "█" : "#", count: max(0, filled))
        let rest = String(repeating: isUnicode ? "░" : "-", count: width - max(0, filled))
        grid.put(text(bar + rest), row: row, column: margin + nameWidth, style)
        grid.put(time, row: row, column: size.width - margin - time.width, style)
    }

    // MARK: Very small windows

    /// The time, the side, what to do: as many lines as there are.
    private func drawSmall(_ grid: inout ScreenGrid) {
        let side = (scene.segment?.side).map { words.shortSide($0) }
        let first = [
            TimeText.countdown(scene.secondsLeft), side, scene.isPaused ? words.paused : nil,
        ]
        let parts = first.compactMap { $0 } + [kindWord]
        let heading = text(parts.joined(separator: " "))
        let style = ScreenStyle(meaning, .bold, isFilled: true)
        grid.fill(row: 0, style)
        grid.put(heading.cut(to: size.width, isUnicode: isUnicode), row: 0, column: 0, style)
        var below = alerts.map { ($0, ScreenStyle(.warning, .bold)) }
        var body = text(scene.remark ?? scene.instructions.last ?? scene.segment?.title ?? "")
            .wrapped(to: size.width)
        let room = max(0, size.height - 1 - below.count)
        if body.count > room, room > 0 {
            let rest = body[(room - 1)...].reduce(text("")) { $0 + $1 + text(" ") }
            body = body[..<(room - 1)] + [rest.cut(to: size.width, isUnicode: isUnicode)]
        }
        below += body.map { ($0, ScreenStyle()) }
        below.append((next.cut(to: size.width, isUnicode: isUnicode), ScreenStyle()))
        for (row, (line, style)) in below.enumerated() {
            grid.put(line, row: row + 1, column: 0, style)
        }
    }
}
