internal import CLinux
internal import UnknotCore

/// Making the clips that are heard soon.
extension LiveSession {
    /// Makes clips where the player is about to run out of them.
    ///
    /// The first ones after the start wait until the device has its first samples.
    func setClips() {
        guard equipped != nil, stage.clockZero != nil || text != nil else { return }
        let isFirst = equipped == .first
        setClips(around: position)
        // From here on there is little to do at a time, and who asks for silence is not to wait.
        if isFirst, equipped != .first {
            book.condense()
            _ = unknot_hurry()
        }
    }

    /// Makes the clips that a session needs at a frame where it is, or is to go on.
    ///
    /// Another plan on its way brings its own.
    func setClips(around frame: Frames) {
        guard let equipped, pending == nil else { return }
        guard equipped == .first || equipped.isShort(at: frame, of: timeline.duration) else {
            return
        }
        let stretch = ClipStretch(around: frame)
        self.equipped = stretch
        stage.send(.setClips(clips(of: timeline, within: stretch)))
    }

    /// The clips of a timeline's stretch; a sentence that a change of plan cuts is cut.
    func clips(of timeline: Timeline, within stretch: ClipStretch?) -> [Clip?] {
        guard let stretch else { return [] }
        return zip(timeline.cues, book.clips(for: timeline.cues, within: stretch.frames))
            .map { cue, clip in clip?.cut(to: cue.length) }
    }

    /// The clips of cues that were not planned.
    func clips(_ cues: [Cue]) -> [Clip?] {
        options.output == .text ? [] : book.clips(for: cues)
    }
}
