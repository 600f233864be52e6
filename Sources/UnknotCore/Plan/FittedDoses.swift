/// The amounts that were chosen so that a session takes the time one has.
///
/// They are part of the options: the same routine with the same ones gives the same session, also
/// when it goes on after an interruption. `Fitting` makes them.
public struct FittedDoses: Hashable, Sendable, Codable {
    /// The ids of the steps that are left out, in the order of the routine.
    public internal(set) var leftOut: [String]
    /// What the opening says that the session takes, a whole number of seconds; nil for the true
    /// length, rounded up as usual.
    public internal(set) var total: Duration?
    /// Silence after the closing, where there is no opening to take it in.
    public internal(set) var spare: Duration
    /// By the id of each step the amount of each of its actions, in the order of the file and
    /// those of a repeat after it: times in tenths of a second, and counts.
    var amounts: [String: [Int]]

    /// The most silence that makes up for what the ranges leave over.
    static let mostSpare = Duration.seconds(2)

    /// The silence after the closing, within its limits whatever a kept file says.
    var silence: Duration { min(max(spare, .zero), Self.mostSpare) }

    /// The actions of a step with the amounts that were chosen for them.
    ///
    /// An amount outside of its range becomes the end of it, and one that is missing the usual
    /// one: the routine may have changed since.
    func apply(to step: Step) -> [Action] {
        guard let amounts = amounts[step.id] else { return step.actions }
        var rest = amounts[...]
        return Self.pick(step.actions, &rest)
    }

    private static func pick(_ actions: [Action], _ rest: inout ArraySlice<Int>) -> [Action] {
        actions.map { action in
            var action = action
            let amount = rest.popFirst()
            switch action.kind {
            case .roll(let dose): action.kind = .roll(dose.picking(tenths: amount))
            case .hold(let dose): action.kind = .hold(dose.picking(tenths: amount))
            case .rest(let dose): action.kind = .rest(dose.picking(tenths: amount))
            case .reps(let dose, let every): action.kind = .reps(dose.picking(amount), every: every)
            case .repeat(let dose, let inner):
                action.kind = .repeat(dose.picking(amount), pick(inner, &rest))
            }
            return action
        }
    }
}

extension Dose {
    /// The dose with an amount chosen, as near to the one wanted as its range allows.
    fileprivate func picking(_ amount: Amount?) -> Dose {
        var dose = self
        dose.picked = amount.map { min(max($0, range.lowerBound), range.upperBound) }
        return dose
    }
}

extension Dose<Duration> {
    fileprivate func picking(tenths: Int?) -> Dose {
        picking(tenths.map { .milliseconds($0.multipliedReportingOverflow(by: 100).partialValue) })
    }
}
