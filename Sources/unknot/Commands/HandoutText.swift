import UnknotCore

/// A plan on paper as plain text: no wider than the page, so that it can be printed and read aloud.
struct HandoutText {
    /// The columns of the page.
    private let width: Int
    /// What stands before the lines of a step.
    private static let indent = "   "
    /// Lines are easier to read when they are not much longer than those of a book.
    private static let widest = 88
    private static let narrowest = 24
    /// A space at which no line is broken, as in the middle of a time.
    private static let fixed: Character = "\u{A0}"

    /// Writes for a page of so many columns.
    init(width: Int) {
        self.width = min(max(width, Self.narrowest), Self.widest)
    }

    /// The whole plan, with a line end at its end.
    ///
    /// - Parameters:
    ///   - handout: the plan.
    ///   - fitted: what was changed so that it takes the time one has, or nil.
    /// - Returns: the lines.
    func text(_ handout: Handout, fitted: String? = nil) -> String {
        var lines = DisplayWidth.lines(of: handout.title, width: width)
        lines += paragraph("\(Self.time(handout.duration)) in all, from the opening to the end.")
        if let fitted { lines += paragraph(fitted) }
        lines += paragraph(handout.tools)
        lines += list("Do not do this session if:", Advice.mustNot)
        lines += list("Ask your doctor or physiotherapist first if:", Advice.askFirst)
        let labels = handout.parts.flatMap(\.items).flatMap(rows).map { DisplayWidth.of($0.label) }
        var told: Side?
        for part in handout.parts {
            lines += [""] + paragraph(heading(part))
            // Once is enough, as long as it stays true.
            if part.namesSides, let side = part.sides.last?.side, side != told {
                lines += paragraph("On the \(side.rawValue) side, right and left change places.")
                told = side
            }
            for item in part.items { lines += step(item, part, labels.max() ?? 0) }
        }
        lines += list("Stop when:", Advice.stopWhen)
        lines += list("Keep off:", Advice.keepOff)
        lines += list("How much:", Advice.dose)
        if let source = handout.source { lines += [""] + paragraph("Source: \(source)") }
        return lines.map { $0 + "\n" }.joined().replacing("\(Self.fixed)", with: " ")
    }

    // MARK: Steps

    /// Which steps, on which sides, for how long.
    private func heading(_ part: Handout.Part) -> String {
        let numbers = part.items.map(\.number)
        let steps =
            numbers.count == 1
            ? "Step \(numbers[0])" : "Steps \(numbers[0]) to \(numbers[numbers.count - 1])"
        let times = part.sides.map { "\(Self.name($0.side))\(Self.time($0.length))" }
        return "\(steps): \(times.joined(separator: ", then "))"
    }

    private func step(_ item: Handout.Item, _ part: Handout.Part, _ label: Int) -> [String] {
        let number = "\(item.number). "
        var lines = [""] + hanging(number, item.title)
        if part.items.count > 1 {
            let times = zip(part.sides, item.lengths).map {
                "\(Self.name($0.side))\(Self.time($1))"
            }
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

    /// What stands in the two columns of a step.
    private func rows(of item: Handout.Item) -> [(label: String, text: String)] {
        var rows: [(label: String, text: String)] = []
        if let tool = item.tool { rows.append(("With", tool)) }
        rows.append(("Position", item.setup))
        if let option = item.option { rows.append(("Choice", option)) }
        if let caution = item.caution { rows.append(("Care", caution)) }
        for work in item.works {
            let isList = work.rounds > 1
            if isList { rows.append(("\(work.rounds) rounds of", "")) }
            rows += work.actions.map { row(of: $0, isList ? "  " : "") }
        }
        return rows
    }

    private func row(of act: Handout.Act, _ indent: String) -> (label: String, text: String) {
        let words = act.words ?? ""
        if let repetitions = act.repetitions {
            let pace = "One every \(Self.time(repetitions.every)), \(Self.time(act.length)) in all."
            return (
                "\(indent)\(repetitions.count) times", words.isEmpty ? pace : "\(words) \(pace)"
            )
        }
        let verb =
            switch act.kind {
            case .hold: "Hold"
            case .rest: "Rest"
            default: "Roll"
            }
        let usual = act.kind == .hold ? "Stay on the tender spot and breathe out slowly." : ""
        return ("\(indent)\(verb) \(Self.time(act.length))", words.isEmpty ? usual : words)
    }

    // MARK: Lines

    private func paragraph(_ text: String) -> [String] {
        DisplayWidth.lines(of: text, width: width)
    }

    private func list(_ title: String, _ entries: [String]) -> [String] {
        [""] + paragraph(title) + entries.flatMap { hanging("  - ", $0) }
    }

    /// A text after a sign, its further lines below its first.
    private func hanging(_ sign: String, _ text: String) -> [String] {
        let column = DisplayWidth.of(sign)
        let blank = String(repeating: " ", count: column)
        return DisplayWidth.lines(of: text, width: max(1, width - column)).enumerated()
            .map { ($0 == 0 ? sign : blank) + $1 }
    }

    /// A side with a space behind it; nothing where there is none.
    private static func name(_ side: Side?) -> String {
        switch side {
        case .right: "right side "
        case .left: "left side "
        case .both: "both sides at once "
        case nil: ""
        }
    }

    private static func time(_ length: Duration) -> String { TimeText.units(length.frames) }

    /// To the nearest second.
    private static func time(_ frames: Frames) -> String {
        let rate = SessionFormat.sampleRate
        return TimeText.units((frames + rate / 2) / rate * rate)
    }
}
