public import UnknotCore

/// Writes a routine as a file that must be read as that routine, in one of the many ways to do so.
public struct RoutineWriter {
    private var draw: Draw
    /// What stands before the hyphen of each list's items: the same for all of one list.
    private let margin: String

    /// Starts with the choices of a draw.
    public init(_ draw: Draw) {
        self.draw = draw
        margin = String(repeating: " ", count: self.draw.number(in: 0...2))
    }

    /// The file of a routine.
    public mutating func file(_ routine: Routine) -> [UInt8] {
        let blocks = routine.blocks.map { item(["sides": sides($0.sides)], list("steps", $0)) }
        var head: [(String, String)] = [
            ("unknot", "1"), ("id", word(routine.id)), ("title", text(routine.title)),
            ("tool", word(routine.tool.rawValue)), ("lead-in", time(routine.leadIn)),
            ("switch", time(routine.switchTime)),
        ]
        if let source = routine.source { head.append(("source", text(source))) }
        let lines = head.map { "\($0.0): \($0.1)" } + ["blocks:"] + blocks.flatMap { $0 }
        let end = draw.one(of: ["\n", "\r\n", "\r"])
        return Array((lines.joined(separator: end) + end).utf8)
    }

    /// The lines of a list's item: some keys with their values, then further lines.
    private mutating func item(
        _ values: KeyValuePairs<String, String?>, _ rest: [String] = []
    ) -> [String] {
        let pairs = values.compactMap { key, value in value.map { "\(key): \($0)" } }
        let all = pairs + rest
        let gap = String(repeating: " ", count: draw.number(in: 1...3))
        return all.enumerated().map { index, line in
            margin + (index == 0 ? "-" : " ") + gap + line
        }
    }

    private mutating func list(_ key: String, _ block: Block) -> [String] {
        let steps = block.steps.flatMap { step in self.step(step) }
        return ["\(key):"] + steps
    }

    private mutating func step(_ step: Step) -> [String] {
        let actions = actions(step.actions)
        return item(
            [
                "id": word(step.id), "title": text(step.title),
                "tool": step.tool.map { $0.rawValue }, "setup": text(step.setup.text),
                "option": step.option.map { text($0.text) },
                "caution": step.caution.map { text($0.text) }, "move": time(step.move),
                "offered": step.isOffered ? "true" : nil, "only": step.isFullOnly ? "full" : nil,
                "optional": step.isOptional ? "true" : nil,
            ], actions)
    }

    private mutating func actions(_ actions: [Action]) -> [String] {
        ["do:"] + actions.flatMap { action in self.action(action) }
    }

    private mutating func action(_ action: Action) -> [String] {
        var dose: [String] = []
        switch action.kind {
        case .roll(let times): dose = self.dose("roll", times) { TimeText.text($0) }
        case .hold(let times): dose = self.dose("hold", times) { TimeText.text($0) }
        case .rest(let times): dose = self.dose("rest", times) { TimeText.text($0) }
        case .reps(let counts, let every):
            dose = self.dose("reps", counts) { "\($0)" } + ["every: \(time(every))"]
        case .repeat(let counts, let inner):
            dose = self.dose("repeat", counts) { "\($0)" } + actions(inner)
        }
        if let say = action.say { dose.append("say: \(text(say.text))") }
        if let brief = action.brief { dose.append("brief: \(text(brief.text))") }
        if action.isFullOnly { dose.append("only: full") }
        return item([:], dose)
    }

    private mutating func dose<Amount>(
        _ verb: String, _ dose: Dose<Amount>, _ text: (Amount) -> String
    ) -> [String] {
        var lines = ["\(verb): \(text(dose.usual))"]
        guard dose.isVariable || draw.chance(32) else { return lines }
        lines.append("range: \(text(dose.range.lowerBound))..\(text(dose.range.upperBound))")
        if dose.full != dose.range.upperBound || draw.chance(64) {
            lines.append("full: \(text(dose.full))")
        }
        return lines
    }

    // MARK: - Values

    private mutating func sides(_ plan: SidePlan) -> String {
        switch plan {
        case .oneThenOther(let first):
            draw.one(of: [
                "\(first.rawValue), \(first.other.rawValue)",
                "[\(first.rawValue), \(first.other.rawValue)]",
                "\(first.rawValue) \(first.other.rawValue)",
            ])
        case .both: word("both")
        case .none: word("none")
        }
    }

    private mutating func time(_ time: Duration) -> String {
        let tenths = time.frames / SessionFormat.grid
        return draw.one(of: [
            TimeText.text(time), "\(tenths / 10).\(tenths % 10)", "\(tenths / 10).\(tenths % 10)s",
        ])
    }

    private mutating func word(_ word: String) -> String {
        draw.one(of: [word, "'\(word)'", "\"\(word)\"", "\(word) # \(word)"])
    }

    private mutating func text(_ text: String) -> String {
        switch draw.number(in: 0...2) {
        case 1: return "'\(text.replacing("'", with: "''"))'"
        // Ten characters for one: a long text so written would only cost time.
        case 2 where text.count <= 24:
            let coded = text.unicodeScalars.map { scalar in
                "\\U" + String(0x1_0000_0000 + Int(scalar.value), radix: 16).dropFirst()
            }
            return "\"\(coded.joined())\""
        default:
            let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            return "\"\(escaped)\""
        }
    }
}

extension Routine {
    /// The routine without what only a file gives it: its places and its digest.
    public var withoutFile: Routine {
        var copy = self
        copy.digest = ""
        for block in copy.blocks.indices {
            for step in copy.blocks[block].steps.indices {
                copy.blocks[block].steps[step].forgetPositions()
            }
        }
        return copy
    }
}

extension Step {
    fileprivate mutating func forgetPositions() {
        position = nil
        setup.position = nil
        option?.position = nil
        caution?.position = nil
        for index in actions.indices { actions[index].forgetPositions() }
    }
}

extension Action {
    fileprivate mutating func forgetPositions() {
        position = nil
        say?.position = nil
        brief?.position = nil
        guard case .repeat(let dose, var inner) = kind else { return }
        for index in inner.indices { inner[index].forgetPositions() }
        kind = .repeat(dose, inner)
    }
}
