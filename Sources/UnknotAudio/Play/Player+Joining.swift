internal import UnknotCore

/// Bringing a session that goes on by the clock to the frame that is due.
extension Player {
    /// Moves the session on, unheard, to the frame that is due at a moment.
    ///
    /// Returns whether it is over, or nil when superseded. A paused session stays where it is.
    func pass(until moment: Monotonic.Time) -> Bool? {
        move(to: moment) { _, _ in }?.finished
    }

    /// Brings the session to the frame that is due at a moment, from where sound goes on.
    ///
    /// As text it was moved on ahead, to the next cue even; what nobody was to hear before the
    /// moment is taken back. Returns by how many frames it is ahead all the same and whether it is
    /// over, or nil when superseded.
    func join(at moment: Monotonic.Time) -> (ahead: Frames, finished: Bool)? {
        move(to: moment) { conductor, target in conductor.stepBack(to: target) }
    }

    private func move(
        to moment: Monotonic.Time, _ prepare: (inout Conductor, Frames) -> Void
    ) -> (ahead: Frames, finished: Bool)? {
        guard let zero = stage.clockZero else { return (0, false) }
        let target = Monotonic.frames(moment - zero)
        var ahead = 0
        let passed = pull(heardAt: nil) { conductor in
            guard !conductor.isPaused else {
                stage.clockZero = nil
                return conductor.advance(0)
            }
            prepare(&conductor, target)
            ahead = max(0, conductor.position - target)
            let block = conductor.advanceMuted(max(0, target - conductor.position))
            announce(block, conductor, zero)
            return block
        }
        return passed.map { (ahead, $0.finished) }
    }
}
