public import UnknotCore

/// The limits of the routine format, written down a second time: what the reader lets pass must
/// keep them, and what the planner is fed keeps them too.
public enum RoutineLimits {
    /// Ends the process unless a routine is one that the format allows.
    public static func check(_ routine: Routine) {
        identifier(routine.id)
        title(routine.title)
        if let source = routine.source { text(source, longest: 300) }
        time(routine.leadIn, in: 0...6_000)
        time(routine.switchTime, in: 0...3_000)
        demand((1...64).contains(routine.blocks.count), "\(routine.blocks.count) blocks")
        var ids: Set<String> = []
        for block in routine.blocks {
            demand(!block.steps.isEmpty, "a block without steps")
            let namesSides = block.sides != .both && block.sides != .none
            for step in block.steps {
                demand(ids.insert(step.id).inserted, "the id \(step.id) twice")
                self.step(step, namesSides: namesSides)
            }
        }
        demand(ids.count <= 2_000, "\(ids.count) steps")
    }

    private static func step(_ step: Step, namesSides: Bool) {
        identifier(step.id)
        title(step.title)
        sentence(step.setup, namesSides)
        for optional in [step.option, step.caution] {
            if let optional { sentence(optional, namesSides) }
        }
        time(step.move, in: 0...3_000)
        actions(step.actions, isInner: false, namesSides)
        for isFull in [true, false] {
            let kinds = unrolled(step.actions, isFull)
            for (first, second) in zip(kinds, kinds.dropFirst()) {
                demand(!(first && second), "two holds follow each other in \(step.id)")
            }
        }
    }

    private static func actions(_ actions: [Action], isInner: Bool, _ namesSides: Bool) {
        demand((1...100).contains(actions.count), "\(actions.count) actions")
        for action in actions {
            if let say = action.say { sentence(say, namesSides) }
            if let brief = action.brief {
                sentence(brief, namesSides)
                demand(action.say != nil, "a short wording of nothing")
            }
            switch action.kind {
            case .roll(let dose), .rest(let dose): times(dose, in: 10...6_000)
            case .hold(let dose): times(dose, in: 50...3_000)
            case .reps(let dose, let every):
                counts(dose, in: 1...100)
                time(every, in: 10...600)
            case .repeat(let dose, let inner):
                demand(!isInner, "a repeat inside a repeat")
                counts(dose, in: 1...20)
                self.actions(inner, isInner: true, namesSides)
            }
        }
    }

    /// Which of the timed actions are holds, in the order in which they are done.
    private static func unrolled(_ actions: [Action], _ isFull: Bool) -> [Bool] {
        actions.flatMap { action -> [Bool] in
            if action.isFullOnly, !isFull { return [] }
            switch action.kind {
            case .hold: return [true]
            case .roll, .rest, .reps: return [false]
            case .repeat(let dose, let inner):
                let round = unrolled(inner, isFull)
                return (0..<dose.range.upperBound).flatMap { _ in round }
            }
        }
    }

    // MARK: - Amounts

    private static func times(_ dose: Dose<Duration>, in tenths: ClosedRange<Int>) {
        for time in [dose.usual, dose.full, dose.range.lowerBound, dose.range.upperBound] {
            self.time(time, in: tenths)
        }
        inside(dose)
    }

    private static func counts(_ dose: Dose<Int>, in limits: ClosedRange<Int>) {
        demand(
            limits.contains(dose.range.lowerBound) && limits.contains(dose.range.upperBound),
            "the counts \(dose.range)")
        inside(dose)
    }

    private static func inside<Amount>(_ dose: Dose<Amount>) {
        demand(dose.range.contains(dose.usual), "\(dose.usual) is outside of \(dose.range)")
        demand(dose.range.contains(dose.full), "\(dose.full) is outside of \(dose.range)")
    }

    private static func time(_ time: Duration, in tenths: ClosedRange<Int>) {
        demand(time.frames.isMultiple(of: SessionFormat.grid), "\(time) is off the grid")
        demand(tenths.contains(time.frames / SessionFormat.grid), "the time \(time)")
        demand(TimeText.duration(TimeText.text(time)) == time, "\(time) is not read back")
    }

    // MARK: - Texts

    private static func identifier(_ id: String) {
        let letters = id.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == 45
        }
        demand(
            letters && (1...64).contains(id.utf8.count) && (97...122).contains(id.utf8.first ?? 0),
            "the id \(id)")
    }

    private static func title(_ title: String) {
        text(title, longest: 80)
        demand(!title.contains { $0 == "{" || $0 == "}" }, "a placeholder in \(title)")
    }

    private static func sentence(_ sentence: Sentence, _ namesSides: Bool) {
        text(sentence.text, longest: 300)
        let rest = sentence.text.replacing("{side}", with: "").replacing("{other}", with: "")
        demand(namesSides || rest == sentence.text, "a side in \(sentence.text)")
        // What is left may form a new "{side}", as in "{si{side}de}": that is none either.
        demand(!rest.contains { $0 == "{" || $0 == "}" }, "a placeholder in \(sentence.text)")
    }

    private static func text(_ text: String, longest: Int) {
        demand(text.count <= longest, "\(text.count) characters")
        // A character may be many code points: those are limited too, or there is no limit.
        demand(text.unicodeScalars.count <= 4 * longest, "a character without end")
        demand(text.contains { $0 != " " && $0 != "\t" }, "an empty text")
        let isOneLine = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        demand(isOneLine, "a control character in a text")
    }
}
