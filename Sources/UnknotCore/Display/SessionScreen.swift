/// A scene in a window of any size; the less room there is, the less of it is shown.
///
/// From top to bottom: a band with the action and the side; what is wrong; the step; what to do;
/// the seconds left in large digits; a bar for them; what comes next; a bar for the session.
public struct SessionScreen: Sendable {
    private let scene: SessionScene
    private let size: ScreenSize
    private let isUnicode: Bool
    private let words: Language.Window
    /// The columns left free on both sides.
    private let margin: Int

    /// Prepares the window of a scene.
    ///
    /// - Parameters:
    ///   - scene: the moment to show.
    ///   - size: the size of the window.
    ///   - isUnicode: false if the terminal takes ASCII alone.
    ///   - words: the words beside those of the routine.
    public init(
        _ scene: SessionScene, size: ScreenSize, isUnicode: Bool,
        words: Language.Window = Language.english.window
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

    // MARK: Texts

    private func text(_ string: String) -> ScreenText { ScreenText(string, isUnicode: isUnicode) }

    private var room: Int { size.width - 2 * margin }

    private var kindWord: String { scene.segment.map { words.kind($0.kind) } ?? words.end }

    /// The meaning of the window's colour.
    private var meaning: ScreenStyle.Meaning {
        if scene.isPaused { return .paused }
        return switch scene.segment?.kind {
        case .hold: .hold
        case .roll, .reps: .roll
        case .setup, .move, .rest, .switch: .between
        case .intro, .outro, nil: .plain
        }
    }

    private var separator: ScreenText { text(isUnicode ? " · " : " - ") }

    /// The action and the side, in one line or more.
    private var band: [ScreenText] {
        var parts = [text("\(sign) \(kindWord)")]
        if scene.isPaused {
            parts = [text("\(isUnicode ? "‖" : "||") \(words.paused)"), text(kindWord)]
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

    /// The sign of the action, which tells it without colour or words.
    private var sign: String {
        switch scene.segment?.kind {
        case .hold: isUnicode ? "■" : "#"
        case .roll: isUnicode ? "↕" : "~"
        case .reps: isUnicode ? "↻" : "x"
        case .rest: isUnicode ? "○" : "o"
        case .switch: isUnicode ? "⇄" : "<>"
        case .intro, .setup, .move, .outro, nil: isUnicode ? "▸" : ">"
        }
    }

    /// Lines about what is wrong, which need no colour to be understood.
    private var alerts: [ScreenText] {
        switch scene.sound {
        case .heard: []
        case .lost: text("! \(words.noSound)").wrapped(to: room)
        case .awaited: text("! \(words.waitsForSound)").wrapped(to: room)
        }
    }

    /// The line about what comes next.
    private var next: ScreenText {
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

    private func digits(height: Int) -> BigDigits? {
        let seconds = scene.secondsLeft
        // The digits keep their size and their place from one second to the next.
        let number = seconds < 10 ? " \(seconds)" : "\(seconds)"
        let side = scene.segment?.side
        return BigDigits(
            seconds < 60 ? number : TimeText.countdown(seconds),
            letter: side.flatMap(words.sideLetter),
            isLeft: side == .left, width: room, height: height, isUnicode: isUnicode)
    }

    /// Draws a bar between its name, if there is room for one, and the time that is left.
    private func drawBar(
        _ grid: inout ScreenGrid, _ row: Int, _ name: String, _ share: Double, _ seconds: Int,
        _ style: ScreenStyle
    ) {
        let time = text(TimeText.countdown(seconds))
        let names = [words.session] + Segment.Kind.allCases.map(words.kind)
        let nameWidth = size.width >= 60 ? (names.map(\.count).max() ?? 0) + 2 : 0
        if nameWidth > 0 { grid.put(text(name), row: row, column: margin, style) }
        let width = room - nameWidth - 6
        guard width > 0 else { return grid.put(time, row: row, column: margin, style) }
        // A bar is full only at the end, and empty only at the start.
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

// MARK: - Sharing out the rows

extension SessionScreen {
    /// The parts that get rows, beside those that always do.
    private struct Rows: Hashable {
        var hasTitle = false
        var hasDigits = false
        var hasWholeNext = false
        var hasNext = false
        var hasSession = false

        /// True if only the digits may be missing; their number stands beside the bar as well.
        var isComplete: Bool { hasTitle && hasNext && hasSession }
    }

    /// The content of the rows.
    private struct Plan {
        var rows: Rows
        /// The lines under the band, from top to bottom.
        var top: [(ScreenText, ScreenStyle)]
        /// The lines about what comes next.
        var next: [ScreenText]
        /// The line about the keys.
        var hint: [ScreenText]
        /// Rows of the band above and below its text.
        var bandPadding: Int
        /// Free rows between the parts.
        var gap: Int
    }

    /// The rows of the lowest digits.
    private var digitRows: Int { isUnicode ? 3 : 5 }

    /// The plan that shows the most of what matters and fits.
    private var plan: Plan {
        let bodies = bodies
        let steps = Self.steps(isTimed: isTimed)
        let last = (steps.last ?? Rows(), bodies.last ?? [])
        // In an action the time matters most; before it the words do, though less than the place.
        let choices =
            isTimed
            ? steps.flatMap { rows in bodies.map { (rows, $0) } }
            : bodies.dropLast().flatMap { body in steps.filter(\.isComplete).map { ($0, body) } }
                + steps.map { ($0, last.1) }
        let (rows, body) = choices.first { needed($0, $1) <= size.height } ?? last
        return spaced(rows, body)
    }

    /// True in an action, which has a time that runs.
    private var isTimed: Bool {
        switch scene.segment?.kind {
        case .roll, .hold, .reps, .rest: true
        case .intro, .setup, .move, .switch, .outro, nil: false
        }
    }

    /// The parts to give rows to, from all of them to the fewest.
    private static func steps(isTimed: Bool) -> [Rows] {
        var rows = Rows(
            hasTitle: true, hasDigits: true, hasWholeNext: true, hasNext: true, hasSession: true)
        let order: [WritableKeyPath<Rows, Bool>] =
            isTimed
            ? [\.hasTitle, \.hasWholeNext, \.hasDigits, \.hasNext, \.hasSession]
            : [\.hasDigits, \.hasWholeNext, \.hasTitle, \.hasNext, \.hasSession]
        return [rows]
            + order.map { part in
                rows[keyPath: part] = false
                return rows
            }
    }

    /// What to do, with the remark of the moment, from the longest text to the shortest.
    private var bodies: [[(ScreenText, ScreenStyle)]] {
        func lines(_ string: String, _ style: ScreenStyle) -> [(ScreenText, ScreenStyle)] {
            text(string).wrapped(to: room).map { ($0, style) }
        }
        let instructions = scene.instructions.map { lines($0, ScreenStyle()) }
        guard let remark = scene.remark else { return instructions.isEmpty ? [[]] : instructions }
        let beside = lines(remark, ScreenStyle(.plain, .bold))
        return instructions.map { $0 + beside } + [beside]
    }

    private var title: [(ScreenText, ScreenStyle)] {
        text(scene.segment?.title ?? scene.timeline.title).wrapped(to: room)
            .map { ($0, ScreenStyle(.plain, .bold)) }
    }

    private func next(_ rows: Rows) -> [ScreenText] {
        guard rows.hasNext else { return [] }
        return rows.hasWholeNext
            ? next.wrapped(to: room) : [next.cut(to: room, isUnicode: isUnicode)]
    }

    private func needed(_ rows: Rows, _ body: [(ScreenText, ScreenStyle)]) -> Int {
        band.count + alerts.count + (rows.hasTitle ? title.count : 0) + body.count
            + (rows.hasDigits ? digitRows : 0) + 1 + next(rows).count
            + (rows.hasSession ? 1 : 0)
    }

    /// Gives the rows that are left to parts that are good to have.
    private func spaced(_ rows: Rows, _ body: [(ScreenText, ScreenStyle)]) -> Plan {
        var plan = Plan(rows: rows, top: [], next: next(rows), hint: [], bandPadding: 0, gap: 0)
        let warning = ScreenStyle(.warning, .bold)
        plan.top = alerts.map { ($0, warning) } + (rows.hasTitle ? title : [])
        var spare = size.height - needed(rows, body)
        // A text that does not fit at all is cut, with a sign of that.
        var body = body
        if spare < 0, !body.isEmpty {
            let kept = max(1, body.count + spare)
            if kept < body.count {
                let more = text(isUnicode ? " …" : " ...")
                let (line, style) = body[kept - 1]
                body = Array(body[..<(kept - 1)])
                let shown =
                    line.width + more.width > room
                    ? line.cut(to: room - more.width, isUnicode: isUnicode) : line + more
                body.append((shown, style))
            }
        }
        plan.top += body
        if let notice = scene.notice {
            let lines = text("! \(notice)").wrapped(to: room).map { ($0, warning) }
            if lines.count <= spare {
                plan.top.insert(contentsOf: lines, at: alerts.count)
                spare -= lines.count
            }
        }
        guard size.height >= 16, rows.hasDigits else { return plan }
        if let hint = scene.hint.map(text), hint.width <= room, spare > 4 {
            plan.hint = [hint]
            spare -= 1
        }
        if spare >= 8 { plan.gap = 1 }
        if size.height >= 20, spare >= 10 { plan.bandPadding = 1 }
        // The digits keep their size when a short sentence follows a long one.
        let usual = size.width >= 60 ? 2 : 4
        while plan.top.count < usual + alerts.count, spare > 12 {
            plan.top.append((text(""), ScreenStyle()))
            spare -= 1
        }
        return plan
    }
}
