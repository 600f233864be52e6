internal import UnknotCore

/// Doing what people ask for.
extension LiveSession {
    /// What the session is doing now.
    var status: SessionStatus {
        SessionStatus(timeline: stage.timeline, position: position, isPaused: false)
    }

    /// Does what was asked for since the last look; true when the session is over.
    func obeyRemotes() -> Bool {
        for remote in options.remotes {
            for asked in remote.asked(status) {
                if asked.request == .quit { return true }
            }
        }
        return false
    }
}
