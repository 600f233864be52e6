/// What a kept place must be like before anything is planned with it: it comes from a file, which
/// may hold anything.
extension Bookmark {
    /// True where every amount is one that the program could have written.
    public var isSound: Bool {
        version == Self.currentVersion && options.isSound && RoutineName.isValid(step)
            && title.isPlain(FormatLimits.title) && Self.lengths.contains(position)
            && Self.lengths.contains(duration) && holds.allSatisfy { $0.isSound }
            && (beats.map(Beat.areSound) ?? true)
    }

    /// How long a session may be.
    fileprivate static let lengths = 0...1_000_000 * SessionFormat.sampleRate

    /// True where what is left of the step is made of actions that the step has.
    ///
    /// False also where the routine has changed since in a way that leaves them without a place. A
    /// routine that cannot be planned at all is no matter of the place; planning says what it is.
    public func suits(_ routine: Routine) -> Bool {
        guard let beats, let programme = try? Programme(routine, options),
            let own = programme.steps(block, side).first(where: { $0.step.id == step })
        else { return true }
        return Beat.fitted(beats, to: own.beats) != nil
    }
}

extension Programme {
    fileprivate func steps(_ block: Int, _ side: Side?) -> [(step: Step, beats: [Beat])] {
        sections.first { $0.block == block && $0.side == side }?.steps ?? []
    }
}

extension Bookmark.ChangedHold {
    fileprivate var isSound: Bool {
        section >= 0 && step >= 0 && beat >= 0 && Beat.holds.contains(length)
    }
}

extension PlanOptions {
    /// True where every amount is one that may be chosen.
    fileprivate var isSound: Bool {
        let totals = Duration.zero...Duration.seconds(1_000_000)
        return Self.paces.contains(pace) && Utterance.rates.contains(rate)
            && (hold.map(FormatLimits.hold.contains) ?? true)
            && (preferredHold.map(FormatLimits.hold.contains) ?? true)
            && (leadIn.map(Self.leadIns.contains) ?? true)
            && include.allSatisfy(RoutineName.isValid) && (from.map(RoutineName.isValid) ?? true)
            && (fitted?.total.map(totals.contains) ?? true)
    }
}

extension String {
    /// True for a line of so many characters without what could steer a terminal.
    fileprivate func isPlain(_ limits: ClosedRange<Int>) -> Bool {
        limits.contains(count) && unicodeScalars.allSatisfy { $0.isSpeakable }
    }
}

// MARK: - Actions

extension Beat {
    /// What a hold may last, and what may be left of one.
    fileprivate static let holds = Duration.zero...FormatLimits.hold.upperBound
    private static let others = Duration.zero...FormatLimits.roll.upperBound

    /// True where actions can be those that are left of a step, whatever step it is.
    fileprivate static func areSound(_ beats: [Beat]) -> Bool {
        guard !beats.isEmpty, beats.count <= Programme.mostBeats else { return false }
        let holdsFollow = zip(beats, beats.dropFirst()).contains {
            $0.kind == .hold && $1.kind == .hold
        }
        guard !holdsFollow, beats.allSatisfy({ $0.isSound }) else { return false }
        return beats.reduce(.zero) { $0 + $1.length } <= Programme.longestWork
    }

    private var isSound: Bool {
        guard Self.holds.contains(longest), Self.holds.contains(held ?? .zero) else { return false }
        switch kind {
        case .roll, .rest: return Self.others.contains(length)
        case .hold: return Self.holds.contains(length)
        case .reps(let count, let every):
            return FormatLimits.reps.contains(count) && FormatLimits.every.contains(every)
                && length == every * count
        }
    }

    /// What is left of a step, held against the step's own actions.
    ///
    /// - Parameters:
    ///   - beats: what is left, with sound amounts.
    ///   - own: the actions of the step as it is now.
    /// - Returns: the same with the step's own words, none longer than it may be; nil where an
    ///   action is not one of the step's.
    static func fitted(_ beats: [Beat], to own: [Beat]) -> [Beat]? {
        var fitted: [Beat] = []
        for beat in beats {
            guard let next = beat.fitted(to: own) else { return nil }
            fitted.append(next)
        }
        return fitted
    }

    private func fitted(to own: [Beat]) -> Beat? {
        guard let origin else {
            // A hold that the author did not foresee has no words.
            return kind == .hold && say == nil && brief == nil && position == nil ? self : nil
        }
        guard own.indices.contains(origin) else { return nil }
        var beat = own[origin]
        switch (kind, beat.kind) {
        case (.roll, .roll), (.rest, .rest):
            beat.length = min(length, beat.length)
        case (.hold, .hold):
            beat.length = min(length, max(beat.length, beat.longest))
        case (.reps(let count, _), .reps(let most, let every)):
            beat.kind = .reps(min(count, most), every: every)
            beat.length = every * min(count, most)
        case (.roll, _), (.rest, _), (.hold, _), (.reps, _):
            return nil
        }
        beat.held = held
        beat.isSudden = isSudden
        if say == nil { beat.say = nil }
        if brief == nil { beat.brief = nil }
        return beat
    }
}
