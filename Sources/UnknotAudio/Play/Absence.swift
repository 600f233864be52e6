/// Notices that the program, or the whole machine, did not run for a while.
///
/// A stopped process sees the monotonic clock jump; a machine that slept sees only the clock that
/// counts sleep run ahead of it. A value without a clock of its own.
struct Absence {
    /// What a look at the clocks tells.
    enum Finding: Equatable {
        /// The player came back when it meant to.
        case none
        /// It came back late, and the session goes on where it should be by now.
        case short
        /// Nobody heard anything for this many nanoseconds, and the session waits for people.
        case long(Monotonic.Time)
    }

    /// Late by more than this, sound has to be joined anew.
    private static let late: Monotonic.Time = 150_000_000
    /// Longer than this and people have lost the thread.
    private static let longest: Monotonic.Time = 2_000_000_000

    /// How far the clock that counts sleep is ahead.
    private var slept: Monotonic.Time?

    /// Looks at the clocks after a wait.
    ///
    /// - Parameters:
    ///   - now: the monotonic clock.
    ///   - latest: when the wait should have been over at the latest.
    ///   - withSleep: the clock that goes on while the machine sleeps.
    /// - Returns: what happened meanwhile.
    mutating func look(
        now: Monotonic.Time, latest: Monotonic.Time, withSleep: Monotonic.Time
    ) -> Finding {
        let before = slept ?? withSleep - now
        slept = withSleep - now
        let away = max(now - latest, withSleep - now - before)
        if away > Self.longest { return .long(away) }
        return now - latest > Self.late ? .short : .none
    }
}
