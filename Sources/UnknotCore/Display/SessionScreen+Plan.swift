/// Sharing out the rows of a window.
extension SessionScreen {
    /// Which parts have rows, beside those that always have.
    struct Rows: Hashable {
        var hasTitle = false
        var hasDigits = false
        var hasWholeNext = false
        var hasNext = false
        var hasSession = false

        /// True where all is there but the digits, whose number stands beside its bar.
        var isComplete: Bool { hasTitle && hasNext && hasSession }
    }

    /// What stands in which rows.
    struct Plan {
        var rows: Rows
        /// What stands under the band, from top to bottom.
        var top: [(ScreenText, ScreenStyle)]
        /// What comes next.
        var next: [ScreenText]
        /// The keys.
        var hint: [ScreenText]
        /// Rows of the band above and below its text.
        var bandPadding: Int
        /// Free rows between the parts.
        var gap: Int
    }

    /// The rows of the lowest digits.
    private var digitRows: Int { isUnicode ? 3 : 5 }

    /// The plan that shows the most, by the order of what matters.
    var plan: Plan {
        let bodies = bodies
        let steps = Self.steps(isTimed: isTimed)
        let last = (steps.last ?? Rows(), bodies.last ?? [])
        // At work the time matters most; before it the words do, but not more than where one is.
        let choices =
            isTimed
            ? steps.flatMap { rows in bodies.map { (rows, $0) } }
            : bodies.dropLast().flatMap { body in steps.filter(\.isComplete).map { ($0, body) } }
                + steps.map { ($0, last.1) }
        let (rows, body) = choices.first { needed($0, $1) <= size.height } ?? last
        return spaced(rows, body)
    }

    /// True where the body works against the clock.
    private var isTimed: Bool {
        switch scene.segment?.kind {
        case .roll, .hold, .reps, .rest: true
        case .intro, .setup, .move, .switch, .outro, nil: false
        }
    }

    /// What to give rows to, from a window with room for all to one with room for little.
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

    /// What to do in several wordings, from the longest to the shortest, with what is said beside.
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

    /// Gives the rows that are left to what is not needed, but good to have.
    private func spaced(_ rows: Rows, _ body: [(ScreenText, ScreenStyle)]) -> Plan {
        var plan = Plan(rows: rows, top: [], next: next(rows), hint: [], bandPadding: 0, gap: 0)
        let warning = ScreenStyle(.warning, .bold)
        plan.top = alerts.map { ($0, warning) } + (rows.hasTitle ? title : [])
        var spare = size.height - needed(rows, body)
        // What does not fit after all is cut, and says so.
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
        // Digits that keep their size when a sentence follows a longer one.
        let usual = size.width >= 60 ? 2 : 4
        while plan.top.count < usual + alerts.count, spare > 12 {
            plan.top.append((text(""), ScreenStyle()))
            spare -= 1
        }
        return plan
    }
}
