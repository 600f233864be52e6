import UnknotAudio
import UnknotCore

/// The options of a plan, with the amounts that fit into the time that was given.
struct SettledPlan {
    /// What the planner takes.
    var options: PlanOptions
    /// What was changed so that the session takes the time one has, in one line; nil where no time
    /// was given.
    var summary: String?
}

extension PlanArguments {
    /// Prepares what will be said, and fits the session into the time that was given, if any.
    ///
    /// - Parameters:
    ///   - routine: what is to be done.
    ///   - path: its file, for problems.
    ///   - book: what the session sounds like.
    /// - Returns: the options.
    /// - Throws: `Failure` where the session cannot be done in that time.
    func settled(_ routine: Routine, _ path: String, _ book: SoundBook) throws -> SettledPlan {
        book.prepare(routine, options, fitting: fit)
        guard let fit else { return SettledPlan(options: options) }
        let outcome = try CheckCommand.planned(path) { () throws(PlanFailure) in
            try Fitting(lengths: book.lengths).fit(routine, options, to: fit)
        }
        return SettledPlan(options: outcome.options, summary: outcome.summary)
    }
}
