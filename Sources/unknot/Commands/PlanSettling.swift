import UnknotAudio
import UnknotCore

/// What holds for a session: the options of the command line, then the user's settings, then the
/// defaults.
struct PlanChoice {
    /// What the planner takes, before the session is fitted into a time.
    var options: PlanOptions
    /// The time one has, or nil.
    var fit: Duration?
    /// The voice.
    var voice: VoiceWish
    /// The loudness in percent.
    var volume: Int
}

extension PlanArguments {
    /// The options with the settings for those that were not given.
    ///
    /// A hold is not among them: as a setting it is a wish that each range may bend.
    func filled(by settings: Settings) -> PlanArguments {
        var filled = self
        filled.voice = voice ?? settings.voice
        filled.rate = rate ?? settings.rate
        filled.volume = volume ?? settings.volume
        filled.pace = pace ?? settings.pace
        filled.cues = cues ?? settings.cues
        filled.countdown = countdown ?? settings.countdown
        return filled
    }

    /// What holds, with the user's settings.
    func choice(_ file: SettingsFile) -> PlanChoice {
        let filled = filled(by: file.settings)
        let usual = PlanOptions()
        var options = PlanOptions(
            hold: hold, length: length ?? usual.length, side: side, pace: filled.pace ?? usual.pace,
            leadIn: leadIn, cues: filled.cues ?? usual.cues,
            intro: intro ?? (from == nil ? .full : .brief),
            countdown: filled.countdown ?? usual.countdown, include: include, from: from,
            rate: filled.rate ?? usual.rate)
        // A length that was asked for says how long holds are.
        if length == nil { options.preferredHold = file.settings.hold }
        return PlanChoice(
            options: options, fit: fit, voice: file.voice(unless: voice),
            volume: filled.volume ?? SettingsFile.usualVolume)
    }
}

/// The options of a plan, with the amounts that fit into the time that was given.
struct SettledPlan {
    /// What the planner takes.
    var options: PlanOptions
    /// What was changed so that the session takes the time one has, in one line; nil where no time
    /// was given.
    var summary: String?
}

extension PlanChoice {
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
        let outcome = try CheckCommand.planned(path, routine) { () throws(PlanFailure) in
            try Fitting(lengths: book.lengths).fit(routine, options, to: fit)
        }
        return SettledPlan(options: outcome.options, summary: outcome.summary)
    }
}
