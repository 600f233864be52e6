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
        /// The inserted sentence, where it begins in it.
        public var inserted: Cue?

        /// The time that passed in it, with or without the session moving.
        public var passed: Frames { offset + advanced }
    }

    /// What a conductor is doing.
    enum State: Hashable, Sendable {
        /// Nothing was pulled yet.
        case waiting
        /// The session goes on.
        case playing
        /// Nothing advances.
        case paused
        /// An interlude sounds, this far into it; then the session goes on, or is paused.
        case aside(Frames, goesOn: Bool)
        /// The timeline has ended, or the session was stopped.
        case finished
    }

    /// The timeline being played.
    public internal(set) var timeline: Timeline
    /// The session frame that comes next.
    public internal(set) var position: Frames = 0
    /// What sounds, or has sounded last, while the session stood still.
    public internal(set) var interlude = Interlude()

    /// The clip of each cue, in the timeline's order; nil where a cue has no sound.
    var clips: [Clip?]
    var state = State.waiting
    /// The first cue that has not begun.
    var nextCue = 0
    /// The first cue that was never reported as begun; ahead of `nextCue` after a step back.
    var firstUntold = 0
    /// What sounds.
    var sounding: Sounding?
    /// What dies away of a sentence that was left.
    var tail: Sounding?
    var nextInterludeCue = 0
    /// Sentences that are not in the timeline, in order, at frames where there is room for them.
    var inserts: [Insert] = []

    /// A clip that sounds.
    struct Sounding: Sendable {
        var clip: Clip
        /// The frame of its first sample, in the session or in the interlude.
        var frame: Frames
        /// How many of its samples were handed out.
        var offset: Frames = 0
        /// Its index in the timeline's cues, or nil for a clip that is not in the timeline.
        var cue: Int?
    }

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
    /// True while an interlude sounds and nothing advances.
    public var isAside: Bool { if case .aside = state { true } else { false } }

    /// Frames up to the next cue that has not begun at this position, at most a second; for a
    /// session that is text alone and need not be woken more often.
    ///
    /// A cue at the position itself counts as begun, so the answer is never 0 before the end.
    public var framesToNextCue: Frames {
        if case .aside(let offset, _) = state {
            let later = interlude.cues.map(\.frame).filter { $0 > offset } + [interlude.length]
            return min((later.min() ?? 0) - offset, SessionFormat.sampleRate)
        }
        var next = nextCue
        while next < timeline.cues.count, timeline.cues[next].frame <= position { next += 1 }
        var end = next < timeline.cues.count ? timeline.cues[next].frame : timeline.duration
        if let next = inserts.first(where: { $0.cue.frame > position }) {
            end = min(end, next.cue.frame)
        }
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
        tail = nil
        return block
    }

    /// Steps back to a frame, for sound that joins a session which was moved on ahead of it.
    ///
    /// Cues from there on sound; those that were reported before are not reported again. Does
    /// nothing while the session is paused, returns from a pause, or was stopped.
    public mutating func stepBack(to frame: Frames) {
        let hasRunOut = state == .finished && position == timeline.duration
        guard state == .playing || hasRunOut, frame >= 0, frame < position else { return }
        state = .playing
        sounding = nil
        goBack(to: frame)
    }

    /// Copies part of a clip to a place in the block.
    private typealias Copy = (_ clip: [Int16], _ offset: Int, _ place: Int, _ count: Int) -> Void

    private mutating func pull(_ frames: Frames, copy: Copy) -> Block {
        var block = Block(start: position, offset: 0, advanced: 0, begun: nextCue..<nextCue)
        dieAway(frames, copy)
        if case .aside(let offset, let goesOn) = state {
            pullInterlude(&block, offset, goesOn: goesOn, frames, copy)
        }
        switch state {
        case .waiting: state = .playing
        case .playing: break
        case .paused, .aside, .finished: return block
        }
        let place = block.offset
        var end = min(position + frames - place, timeline.duration)
        // Where the session has to stand still for an answer, the block ends early; it begins with
        // the next.
        let standing = inserts.first { $0.aside != nil && $0.cue.frame <= end }
        if let standing { end = max(position, standing.cue.frame) }
        let firstCue = nextCue
        sound(until: end, at: place - position, copy)
        while let next = nextBeginning(before: end, &block) {
            sounding = next
            sound(until: end, at: place - position, copy)
        }
        block.advanced = end - position
        block.begun = max(firstCue, firstUntold)..<max(nextCue, firstUntold)
        firstUntold = max(nextCue, firstUntold)
        position = end
        if let standing, let aside = standing.aside {
            // What was to be said before it has been said by now.
            inserts.removeAll { $0.cue.frame <= standing.cue.frame }
            begin(aside, goesOn: true)
        } else if end == timeline.duration {
            state = .finished
        }
        return block
    }

    /// Lets a sentence that was left die away at the start of a block.
    private mutating func dieAway(_ frames: Frames, _ copy: Copy) {
        guard let (clip, offset) = tail.map({ ($0.clip, $0.offset) }) else { return }
        let count = min(clip.length - offset, frames)
        if count > 0 { copy(clip.samples, offset, 0, count) }
        tail?.offset += count
        if offset + count >= clip.length { tail = nil }
    }

    /// The clip that begins next before a frame, of the timeline's or the inserted one.
    private mutating func nextBeginning(
        before end: Frames, _ block: inout Block
    ) -> Sounding? {
        let cue = nextCue < timeline.cues.count ? timeline.cues[nextCue].frame : Int.max
        if let insert = inserts.first, insert.aside == nil, insert.cue.frame < end,
            insert.cue.frame <= cue
        {
            inserts.removeFirst()
            block.inserted = insert.cue
            return Sounding(clip: insert.clip ?? Clip(samples: []), frame: insert.cue.frame)
        }
        guard cue < end else { return nil }
        nextCue += 1
        return Sounding(clip: clips[nextCue - 1] ?? Clip(samples: []), frame: cue, cue: nextCue - 1)
    }

    /// Hands out what the sounding clip still has before `end`; `shift` takes a frame to its place
    /// in the block.
    private mutating func sound(until end: Frames, at shift: Frames, _ copy: Copy) {
        guard let sounding else { return }
        let start = sounding.frame + sounding.offset
        let count = min(sounding.clip.length - sounding.offset, end - start)
        if count > 0 { copy(sounding.clip.samples, sounding.offset, start + shift, count) }
        if sounding.offset + count < sounding.clip.length {
            self.sounding?.offset += max(0, count)
        } else {
            self.sounding = nil
        }
    }

    private mutating func pullInterlude(
        _ block: inout Block, _ offset: Frames, goesOn: Bool, _ frames: Frames, _ copy: Copy
    ) {
        let end = min(offset + frames, interlude.length)
        let first = nextInterludeCue
        sound(until: end, at: -offset, copy)
        while nextInterludeCue < interlude.cues.count,
            interlude.cues[nextInterludeCue].frame < end
        {
            let clip =
                nextInterludeCue < interlude.clips.count ? interlude.clips[nextInterludeCue] : nil
            sounding = Sounding(
                clip: clip ?? Clip(samples: []), frame: interlude.cues[nextInterludeCue].frame)
            nextInterludeCue += 1
            sound(until: end, at: -offset, copy)
        }
        block.offset = end - offset
        block.interludeBegun = first..<nextInterludeCue
        if end == interlude.length {
            state = goesOn ? .playing : .paused
            sounding = nil
        } else {
            state = .aside(end, goesOn: goesOn)
        }
    }
}
