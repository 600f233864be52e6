internal import UnknotCore

/// Telling others where the session is.
extension LiveSession {
    /// What was shown last, as far as it makes a difference.
    struct Shown: Equatable {
        var segment: Segment?
        var duration: Frames
        var isPaused: Bool
    }

    /// What the session is doing now.
    var status: SessionStatus {
        // Who has just asked for the next step is told of that one, though the player, for a
        // moment, has not taken it yet.
        if let change = pending?.change {
            return SessionStatus(
                timeline: change.plan.timeline, position: max(position, change.from),
                isPaused: held != nil)
        }
        // A pause that was asked for is one when the player has come to it, and its place is final.
        let isStill = stage.isStandingStill
        let isPaused = held != nil && isStill
        return SessionStatus(
            timeline: timeline, position: isPaused ? stage.position : position, isPaused: isPaused,
            isStill: isStill)
    }

    /// Shows the session where it is something else than before.
    func showStatus() {
        guard !options.remotes.isEmpty else { return }
        let status = status
        let now = Shown(
            segment: status.segment, duration: timeline.duration, isPaused: status.isPaused)
        guard now != shown else { return }
        shown = now
        for remote in options.remotes { remote.show(status) }
    }

    /// Hands on where the session is, when it has come to another segment or five seconds further.
    func keepPosition(atOnce: Bool = false) {
        guard let keep = options.keep, let plan else { return }
        let now = Monotonic.now
        let position = position
        let segment = plan.timeline.segmentIndex(at: position)
        guard atOnce || segment != keptSegment || now - keptAt >= Self.keepInterval else { return }
        keptAt = now
        keptSegment = segment
        if let bookmark = plan.bookmark(at: position) { keep(bookmark) }
    }

    private static let keepInterval: Monotonic.Time = 5_000_000_000

    /// When there is something new to show though nothing else happens, or nil.
    func nextStatus(_ now: Monotonic.Time) -> Monotonic.Time? {
        let keeps = options.keep != nil && plan != nil
        guard keeps || !options.remotes.isEmpty, let zero = stage.clockZero,
            !stage.isStandingStill, let index = timeline.segmentIndex(at: position)
        else { return nil }
        let end = zero + Monotonic.nanoseconds(timeline.segments[index].end)
        let keepAt = keeps ? max(keptAt + Self.keepInterval, now + 1_000_000) : .max
        return min(end > now ? end : .max, keepAt)
    }
}
