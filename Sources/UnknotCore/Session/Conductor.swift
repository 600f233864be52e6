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
        /// The session frame at which the block's part of the timeline begins.
        public var start: Frames
        /// How much of the block precedes that part: an interlude, in which nothing advances.
        public var offset: Frames
        /// How far the session moved in it; less than what was asked for while paused or at the
        /// end, where the rest is silence.
        public var advanced: Frames
        /// The indices, in the timeline's cues, of those that begin in it.
        public var begun: Range<Int>
        /// The indices, in the interlude's cues, of those that begin in it.
        public var interludeBegun: Range<Int> = 0..<0
        /// True where the inserted sentence begins in it.
        public var insertBegun = false

        /// The time that passed in it, with or without the session moving.
        public var passed: Frames { offset + advanced }
    }

    /// What a conductor is doing.
    private enum State: Hashable, Sendable {
        /// Nothing was pulled yet.
        case waiting
        /// The session goes on.
        case playing
        /// Nothing advances.
        case paused
        /// An interlude sounds, this far into it; then the session goes on.
        case returning(Frames)
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
    /// The clip that sounds, the frame of its first sample, and how many were handed out.
    private var sounding: (clip: Clip, frame: Frames, offset: Frames)?
    /// What sounds before a paused session goes on.
    private var interlude = Interlude()
    private var nextInterludeCue = 0
    /// A sentence that is not in the timeline, at a frame where there is room for it.
    private var insert: Insert?

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

    /// Frames up to the next cue that has not begun at this position, at most a second; for a
    /// session that is text alone and need not be woken more often.
    ///
    /// A cue at the position itself counts as begun, so the answer is never 0 before the end.
    public var framesToNextCue: Frames {
        if case .returning(let offset) = state {
            let later = interlude.cues.map(\.frame).filter { $0 > offset } + [interlude.length]
            return min((later.min() ?? 0) - offset, SessionFormat.sampleRate)
        }
        var next = nextCue
        while next < timeline.cues.count, timeline.cues[next].frame <= position { next += 1 }
        var end = next < timeline.cues.count ? timeline.cues[next].frame : timeline.duration
        if let insert, insert.cue.frame > position { end = min(end, insert.cue.frame) }
        return min(end - position, SessionFormat.sampleRate)
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

    /// Moves on unheard: cues are reported as they begin, and one that has begun stays silent to
    /// its end, because half a sentence helps nobody.
    public mutating func pass(_ frames: Frames) -> Block {
        let block = skip(frames)
        sounding = nil
        return block
    }

    /// Copies part of a clip to a place in the block.
    private typealias Copy = (_ clip: [Int16], _ offset: Int, _ place: Int, _ count: Int) -> Void

    private mutating func pull(_ frames: Frames, copy: Copy) -> Block {
        var block = Block(start: position, offset: 0, advanced: 0, begun: nextCue..<nextCue)
        if case .returning(let offset) = state { pullInterlude(&block, offset, frames, copy) }
        switch state {
        case .waiting: state = .playing
        case .playing: break
        case .paused, .returning, .finished: return block
        }
        let place = block.offset
        let end = min(position + frames - place, timeline.duration)
        let firstCue = nextCue
        sound(until: end, at: place - position, copy)
        while let next = nextBeginning(before: end, &block) {
            sounding = next
            sound(until: end, at: place - position, copy)
        }
        block.advanced = end - position
        block.begun = firstCue..<nextCue
        position = end
        if end == timeline.duration { state = .finished }
        return block
    }

    /// The clip that begins next before a frame, of the timeline's or the inserted one.
    private mutating func nextBeginning(
        before end: Frames, _ block: inout Block
    ) -> (clip: Clip, frame: Frames, offset: Frames)? {
        let cue = nextCue < timeline.cues.count ? timeline.cues[nextCue].frame : Int.max
        if let insert, insert.cue.frame < end, insert.cue.frame <= cue {
            self.insert = nil
            block.insertBegun = true
            return (insert.clip, insert.cue.frame, 0)
        }
        guard cue < end else { return nil }
        nextCue += 1
        return (clips[nextCue - 1] ?? Clip(samples: []), cue, 0)
    }

    /// Hands out what the sounding clip still has before `end`; `shift` takes a frame to its place
    /// in the block.
    private mutating func sound(until end: Frames, at shift: Frames, _ copy: Copy) {
        guard let (clip, frame, offset) = sounding else { return }
        let start = frame + offset
        let count = min(clip.length - offset, end - start)
        if count > 0 { copy(clip.samples, offset, start + shift, count) }
        sounding = offset + count < clip.length ? (clip, frame, offset + count) : nil
    }

    private mutating func pullInterlude(
        _ block: inout Block, _ offset: Frames, _ frames: Frames, _ copy: Copy
    ) {
        let end = min(offset + frames, interlude.length)
        let first = nextInterludeCue
        sound(until: end, at: -offset, copy)
        while nextInterludeCue < interlude.cues.count,
            interlude.cues[nextInterludeCue].frame < end
        {
            let clip = interlude.clips[nextInterludeCue] ?? Clip(samples: [])
            sounding = (clip, interlude.cues[nextInterludeCue].frame, 0)
            nextInterludeCue += 1
            sound(until: end, at: -offset, copy)
        }
        block.offset = end - offset
        block.interludeBegun = first..<nextInterludeCue
        if end == interlude.length {
            state = .playing
            sounding = nil
        } else {
            state = .returning(end)
        }
    }

    // MARK: Commands

    /// Obeys a command from the next block on, and says whether it changed anything.
    @discardableResult
    public mutating func apply(_ command: Command) -> Bool {
        switch (command, state) {
        case (.pause, .waiting), (.pause, .playing), (.pause, .returning):
            state = .paused
            // What was cut is not taken up in its middle; the return says where things are.
            sounding = nil
            insert = nil
        case (.resume(let interlude), .paused):
            goBack(to: interlude.restart)
            self.interlude = interlude
            nextInterludeCue = 0
            state = interlude.length > 0 ? .returning(0) : .playing
        case (.insert(let insert), .playing):
            guard insert.cue.frame >= position else { return false }
            self.insert = insert
        case (.stop, .waiting), (.stop, .playing), (.stop, .paused), (.stop, .returning):
            state = .finished
        case (.pause, .paused), (.pause, .finished), (.stop, .finished), (.resume, .waiting),
            (.resume, .playing), (.resume, .returning), (.resume, .finished),
            (.insert, .waiting), (.insert, .paused), (.insert, .returning), (.insert, .finished):
            return false
        }
        return true
    }

    private mutating func goBack(to frame: Frames?) {
        guard let frame, frame < position else { return }
        position = frame
        while nextCue > 0, timeline.cues[nextCue - 1].frame >= frame { nextCue -= 1 }
    }
}
