import UnknotCore

extension Failure {
    /// A plan that cannot be made, in words, with a fitting exit status.
    init(_ failure: PlanFailure, _ routine: Routine, _ path: String) {
        if case .routine(let problems) = failure {
            // An action that is repeated goes wrong in every round, and is told once.
            var told: Set<Problem> = []
            let lines = problems.filter { told.insert($0).inserted }.map { $0.line(file: path) }
            self.init(lines.joined(separator: "\nunknot: "), status: .unsoundRoutine)
        } else {
            self.init(failure.words(routine), status: failure == .otherText ? .noInput : .usage)
        }
    }
}

extension PlanFailure {
    /// What is wrong with the options, and what would do.
    fileprivate func words(_ routine: Routine) -> String {
        switch self {
        case .routine(let problems):
            return problems.map(\.message).joined(separator: "; ")
        case .noSuchStep(let choice, let id, let near, let choices):
            let option = choice == .from ? "--from" : "--include"
            let advice =
                if let near {
                    "Did you mean \"\(near)\"?"
                } else if choice == .from {
                    "Its steps: \(choices.joined(separator: ", "))."
                } else if choices.isEmpty {
                    "It has no step that is off by default."
                } else {
                    "Steps that are off by default: \(choices.joined(separator: ", "))."
                }
            return "\(option): \(routine.id) has no step \"\(id)\". \(advice)"
        case .nothingToDo(let step):
            return "--from: step \"\(step)\" has nothing to do but in --length full."
        case .nothingLeft:
            return "With these options \(routine.id) has no step left to do."
        case .noHoldVaries:
            return "--hold: no hold of \(routine.id) has a range to choose from."
        case .holdOutside(let hold, let allowed):
            return """
                --hold: \(TimeText.text(hold)) is outside the range of \(routine.id); choose \
                \(TimeText.text(allowed.lowerBound)) to \(TimeText.text(allowed.upperBound)).
                """
        case .tooShort(let time, let shortest):
            return """
                \(routine.id) cannot be done in \(TimeText.text(time)); the shortest is \
                \(TimeText.text(shortest)).
                """
        case .otherText:
            return """
                "\(routine.title)" has changed since it was left, so the session cannot go on. \
                "unknot start" begins it anew.
                """
        }
    }
}

extension RoutineCheck.Finding {
    /// The problem with the options that make it, if they are not the usual ones.
    var told: Problem {
        var words: [String] = []
        if options.length != .standard { words.append("--length \(options.length.rawValue)") }
        if options.cues != .full { words.append("--cues \(options.cues.rawValue)") }
        words += options.include.map { "--include \($0)" }
        if options.pace != 1 { words.append("--pace \(options.pace)") }
        if options.countdown != .tones { words.append("--countdown \(options.countdown.rawValue)") }
        var problem = problem
        if !words.isEmpty { problem.message += ", with \(words.joined(separator: " "))" }
        return problem
    }
}
