import UnknotCore

/// A plan on paper as plain text, no wider than the page, so it can be printed and read aloud.
struct HandoutText {
    /// The columns of the page.
    private let width: Int
    private let language: Language
    private var words: Language.Paper { language.paper }
    /// The margin of the lines of a step.
    private static let indent = "   "
    /// Lines are easier to read when they are not much longer than those of a book.
    private static let widest = 88
    private static let narrowest = 24

    /// Writes for a page of so many columns.
    init(width: Int, in language: Language = .english) {
        self.width = min(max(width, Self.narrowest), Self.widest)
        self.language = language
    }

    /// The whole plan, with a line end at its end.
    ///
    /// - Parameters:
    ///   - handout: the plan.
    ///   - fitted: the changes that fit it into the user's time, in one line, or nil.
    /// - Returns: the lines.
    func text(_ handout: Handout, fitted: String? = nil) -> String {
        var lines = DisplayWidth.lines(of: handout.title, width: width)
        lines += paragraph(words.whole(time(handout.duration)))
        if let fitted { lines += paragraph(fitted) }
        lines += paragraph(handout.tools)
        for list in words.adviceBefore { lines += self.list(list) }
        let labels = handout.parts.flatMap(\.items).flatMap(rows).map { DisplayWidth.of($0.label) }
        var told: Side?
        for part in handout.parts {
            lines += [""] + paragraph(heading(part))
            // Once is enough, as long as it stays true.
            if part.namesSides, let side = part.sides.last?.side, side != told {
                lines += paragraph(words.mirrored(side))
                told = side
            }
            for item in part.items { lines += step(item, part, labels.max() ?? 0) }
        }
        for list in words.adviceAfter { lines += self.list(list) }
        if let source = handout.source { lines += [""] + paragraph(language.source(source)) }
        return lines.map { $0 + "\n" }.joined().replacing("\u{A0}", with: " ")
    }

    // MARK: Steps

    /// The numbers of the steps, and the time of each side.
    private func heading(_ part: Handout.Part) -> String {
        let numbers = part.items.map(\.number)
        return words.steps(
            (numbers.first ?? 0)...(numbers.last ?? 0),
            part.sides.map { words.time($0.side, time($0.length)) })
    }

    private func step(_ item: Handout.Item, _ part: Handout.Part, _ label: Int) -> [String] {
        let number = "\(item.number). "
        var lines = [""] + hanging(number, item.title)
        if part.items.count > 1 {
            let times = zip(part.sides, item.lengths).map { words.time($0.side, time($1)) }
            lines += hanging(Self.indent, times.joined(separator: ", "))
        }
        let column = Self.indent.count + label + 2
        for row in rows(of: item) {
            let head = Self.indent + row.label
            if row.text.isEmpty {
                lines.append(head)
            } else if width - column < Self.narrowest {
                lines += [head] + hanging(Self.indent + "  ", row.text)
            } else {
                let space = String(repeating: " ", count: column - DisplayWidth.of(head))
                lines += hanging(head + space, row.text)
            }
        }
        return lines
    }

    /// The two columns of a step.
    private func rows(of item: Handout.Item) -> [(label: String, text: String)] {
        var rows: [(label: String, text: String)] = []
        if let tool = item.tool { rows.append((words.tool, tool)) }
        rows.append((words.setup, item.setup))
        if let option = item.option { rows.append((words.option, option)) }
        if let caution = item.caution { rows.append((words.caution, caution)) }
        for work in item.works {
            let isList = work.rounds > 1
            if isList { rows.append((words.rounds(work.rounds), "")) }
            rows += work.actions.map { row(of: $0, isList ? "  " : "") }
        }
        return rows
    }

    private func row(of act: Handout.Act, _ indent: String) -> (label: String, text: String) {
        if let (count, every) = act.repetitions {
            let pace = words.pace(time(every), time(act.length))
            let text = [act.words, pace].compactMap { $0 }.joined(separator: " ")
            return (indent + words.repetitions(count), text)
        }
        let label = words.action(act.kind, time(act.length))
        return (indent + label, act.words ?? (act.kind == .hold ? words.usualHold : ""))
    }

    // MARK: Lines

    private func paragraph(_ text: String) -> [String] {
        DisplayWidth.lines(of: text, width: width)
    }

    private func list(_ list: (title: String, entries: [String])) -> [String] {
        [""] + paragraph(list.title) + list.entries.flatMap { hanging("  - ", $0) }
    }

    /// A text after a sign, its further lines below its first.
    private func hanging(_ sign: String, _ text: String) -> [String] {
        let column = DisplayWidth.of(sign)
        let blank = String(repeating: " ", count: column)
        return DisplayWidth.lines(of: text, width: max(1, width - column)).enumerated()
            .map { ($0 == 0 ? sign : blank) + $1 }
    }

    private func time(_ length: Duration) -> String { TimeText.units(length.frames) }

    /// To the nearest second.
    private func time(_ frames: Frames) -> String {
        let rate = SessionFormat.sampleRate
        return TimeText.units((frames + rate / 2) / rate * rate)
    }
}
