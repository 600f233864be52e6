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
        SessionStatus(timeline: timeline, position: position, isPaused: held != nil)
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

    /// When there is something new to show though nothing else happens, or nil.
    func nextStatus(_ now: Monotonic.Time) -> Monotonic.Time? {
        guard !options.remotes.isEmpty, let zero = stage.clockZero, !stage.isStandingStill,
            let index = timeline.segmentIndex(at: position)
        else { return nil }
        let end = zero + Monotonic.nanoseconds(timeline.segments[index].end)
        return end > now ? end : nil
    }
}
