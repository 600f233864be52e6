/// The timing engine: a value without a clock that is pulled for the next samples.
///
/// Whoever pulls it decides how time passes: a device, a file, a clock, or a test. It hands out a
/// timeline's samples and the cues that begin in them, and obeys commands between two blocks.
///
/// Pulling costs time linear in the block, allocates nothing and takes no lock. A conductor
/// belongs to one thread at a time.
public struct Conductor: Sendable {
    /// What a pull produced.
    public struct Block: Hashable, Sendable {
        /// The session frame of the block's first sample.
        public var start: Frames
        /// How far the session moved in it; less than what was asked for while paused or at the
        /// end, where the rest is silence.
        public var advanced: Frames
        /// The indices, in the timeline's cues, of those that begin in it.
        public var begun: Range<Int>
    }

    /// What a conductor is doing.
    private enum State: Sendable {
        /// Nothing was pulled yet.
        case waiting
        /// The session goes on.
        case playing
        /// Nothing advances.
        case paused
        /// The timeline has ended, or the session was stopped.
        case finished
    }

    /// The timeline being played.
    public let timeline: Timeline
    /// The session frame that comes next.
    public private(set) var position: Frames = 0

    /// The clip of each cue, in the timeline's order; nil where a cue has no sound.
    private let clips: [Clip?]
    private var state = State.waiting
    /// The first cue that has not begun.
    private var nextCue = 0
    /// The cue that sounds, and how many of its samples were handed out.
    private var sounding: (cue: Int, offset: Frames)?

    /// Creates a conductor before the first frame.
    ///
    /// - Parameters:
    ///   - timeline: what is to be played.
    ///   - clips: a clip for each cue of the timeline, or nil for a cue that is text alone.
    ///     Missing ones at the end count as nil.
    public init(_ timeline: Timeline, clips: [Clip?] = []) {
        self.timeline = timeline
        self.clips = clips + Array(repeating: nil, count: max(0, timeline.cues.count - clips.count))
    }

    /// True when the timeline has ended or the session was stopped.
    public var isFinished: Bool { state == .finished }
    /// True while the session is paused.
    public var isPaused: Bool { state == .paused }

    /// Frames up to the next cue that has not begun at this position, at most ten seconds; for a
    /// session that is text alone and need not be woken more often.
    ///
    /// A cue at the position itself counts as begun, so the answer is never 0 before the end.
    public var framesToNextCue: Frames {
        var next = nextCue
        while next < timeline.cues.count, timeline.cues[next].frame <= position { next += 1 }
        let end = next < timeline.cues.count ? timeline.cues[next].frame : timeline.duration
        return min(end - position, 10 * SessionFormat.sampleRate)
    }

    // MARK: Pulling

    /// Fills a block with the next samples: silence where nothing sounds, while paused, and after
    /// the end.
    public mutating func next(into samples: UnsafeMutableBufferPointer<Int16>) -> Block {
        samples.update(repeating: 0)
        return pull(samples.count) { clip, offset, place, count in
            for index in 0..<count { samples[place + index] = clip[offset + index] }
        }
    }

    /// Moves on without producing samples, for a session that is text alone.
    public mutating func skip(_ frames: Frames) -> Block {
        pull(frames) { _, _, _, _ in }
    }

    private mutating func pull(
        _ frames: Frames, copy: (_ clip: [Int16], _ offset: Int, _ place: Int, _ count: Int) -> Void
    ) -> Block {
        switch state {
        case .waiting: state = .playing
        case .playing: break
        case .paused, .finished:
            return Block(start: position, advanced: 0, begun: nextCue..<nextCue)
        }
        let start = position
        let end = min(start + frames, timeline.duration)
        let firstCue = nextCue
        sound(until: end, from: start, copy)
        while nextCue < timeline.cues.count, timeline.cues[nextCue].frame < end {
            sounding = (nextCue, 0)
            nextCue += 1
            sound(until: end, from: start, copy)
        }
        position = end
        if end == timeline.duration { state = .finished }
        return Block(start: start, advanced: end - start, begun: firstCue..<nextCue)
    }

    /// Hands out what the sounding cue still has before `end`.
    private mutating func sound(
        until end: Frames, from start: Frames,
        _ copy: (_ clip: [Int16], _ offset: Int, _ place: Int, _ count: Int) -> Void
    ) {
        guard let (cue, offset) = sounding else { return }
        guard let clip = clips[cue]?.samples else {
            sounding = nil
            return
        }
        let place = timeline.cues[cue].frame + offset
        let count = min(clip.count - offset, end - place)
        if count > 0 { copy(clip, offset, place - start, count) }
        sounding = offset + count < clip.count ? (cue, offset + count) : nil
    }

    // MARK: Commands

    /// Obeys a command from the next block on, and says whether it changed anything.
    @discardableResult
    public mutating func apply(_ command: Command) -> Bool {
        switch (command, state) {
        case (.pause, .waiting), (.pause, .playing):
            state = .paused
        case (.resume, .paused):
            state = .playing
        case (.stop, .waiting), (.stop, .playing), (.stop, .paused):
            state = .finished
        case (.pause, .paused), (.pause, .finished), (.resume, .waiting), (.resume, .playing),
            (.resume, .finished), (.stop, .finished):
            return false
        }
        return true
    }

    /// Moves on to a later frame at once: what lies between is neither heard nor reported.
    ///
    /// A clip that would already have begun stays silent; half a sentence helps nobody. Frames
    /// before the position change nothing.
    public mutating func catchUp(to frame: Frames) {
        guard frame > position, state == .playing || state == .waiting else { return }
        position = min(frame, timeline.duration)
        sounding = nil
        while nextCue < timeline.cues.count, timeline.cues[nextCue].frame < position {
            nextCue += 1
        }
        if position == timeline.duration { state = .finished }
    }
}

/// What a user can ask of a running session.
public enum Command: Hashable, Sendable {
    /// Silence; nothing advances.
    case pause
    /// Go on at the very frame.
    case resume
    /// End the session.
    case stop
}
