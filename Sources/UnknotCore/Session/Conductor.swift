/// The timing engine: a value without a clock that is pulled for the next samples.
///
/// Whoever pulls it decides how time passes: a device, a file, a clock, or a test. It hands out a
/// timeline's samples and the cues that begin in them, and obeys inputs between two blocks.
///
/// Pulling costs time linear in the block, allocates nothing and takes no lock. A conductor
/// belongs to one thread at a time.
public struct Conductor: Sendable {
    /// The result of a pull.
    public struct Block: Hashable, Sendable {
        /// The session frame at which the block's part of the timeline begins.
        public var start: Frames
        /// How much of the block precedes that part: an interlude, in which nothing advances.
        public var offset: Frames
        /// How far the session moved in it; less than was asked for while paused or at the end, and
        /// the rest is silence.
        public var advanced: Frames
        /// The indices, in the timeline's cues, of those that begin in it.
        public var begun: Range<Int>
        /// The indices, in the interlude's cues, of those that begin in it.
        public var interludeBegun: Range<Int> = 0..<0

        /// The time that passed in it, with or without the session moving.
        public var passed: Frames { offset + advanced }
    }

    private enum State: Hashable, Sendable {
        /// Nothing was pulled yet.
        case waiting
        /// The session goes on.
        case playing
        /// Nothing advances.
        case paused
        /// An interlude sounds, this far into it; then the session goes on, or is paused.
        case interlude(Frames, goesOn: Bool)
        /// The timeline has ended, or the session was stopped.
        case finished
    }

    /// A clip that sounds.
    private struct Sounding: Sendable {
        var clip: Clip
        /// The frame of its first sample, in the session or in the interlude.
        var frame: Frames
        /// How many of its samples were handed out.
        var offset: Frames = 0
        /// Its index in the timeline's cues, or nil for a clip of an interlude.
        var cue: Int?
    }

    /// The timeline being played.
    public private(set) var timeline: Timeline
    /// The session frame that comes next.
    public private(set) var position: Frames = 0
    /// The interlude that sounds, or has sounded last.
    public private(set) var interlude = Interlude()

    /// The clip of each cue, in the timeline's order; nil for a cue without sound.
    private var clips: [Clip?]
    private var state = State.waiting
    /// The first cue that has not begun.
    private var nextCue = 0
    /// The first cue that was never reported as begun; ahead of `nextCue` after a step back.
    private var firstUnreported = 0
    private var nextInterludeCue = 0
    private var sounding: Sounding?
    /// The fading tail of an interrupted sentence.
    private var tail: Sounding?

    /// Creates a conductor before the first frame.
    ///
    /// - Parameters:
    ///   - timeline: the timeline to play.
    ///   - clips: a clip for each cue of the timeline, or nil for a cue that is text alone.
    ///     Missing ones at the end count as nil.
    public init(_ timeline: Timeline, clips: [Clip?] = []) {
        self.timeline = timeline
        self.clips = clips.padded(to: timeline.cues.count)
    }

    /// True if the timeline has ended or the session was stopped.
    public var isFinished: Bool { state == .finished }
    /// True while the session is paused.
    public var isPaused: Bool { state == .paused }
    /// True while an interlude sounds and nothing advances.
    public var isInInterlude: Bool { if case .interlude = state { true } else { false } }

    /// Frames up to the next cue that has not begun at this position, at most a second; for a
    /// session that is text alone and need not be woken more often.
    ///
    /// A cue at the position itself counts as begun, so the answer is never 0 before the end.
    public var framesToNextCue: Frames {
        if case .interlude(let offset, _) = state {
            let later = interlude.cues.map(\.frame).filter { $0 > offset } + [interlude.length]
            return min((later.min() ?? 0) - offset, SessionFormat.sampleRate)
        }
        var next = nextCue
        while next < timeline.cues.count, timeline.cues[next].frame <= position { next += 1 }
        let end = next < timeline.cues.count ? timeline.cues[next].frame : timeline.duration
        return min(end - position, SessionFormat.sampleRate)
    }

    // MARK: Pulling

    /// Fills a block with the next samples: silence if nothing sounds, while paused, and after the
    /// end.
    public mutating func next(into samples: UnsafeMutableBufferPointer<Int16>) -> Block {
        samples.update(repeating: 0)
        return pull(samples.count) { clip, offset, place, count in
            // Two sounds may meet for an instant, as one dies away and the next begins.
            for index in 0..<count {
                let sum = Int32(samples[place + index]) + Int32(clip[offset + index])
                samples[place + index] = Int16(clamping: sum)
            }
        }
    }

    /// Moves on without producing samples, for a session that is text alone.
    public mutating func advance(_ frames: Frames) -> Block {
        pull(frames) { _, _, _, _ in }
    }

    /// Moves on unheard: cues are reported as they begin, and one that has begun stays silent to
    /// its end, because half a sentence helps nobody.
    public mutating func advanceMuted(_ frames: Frames) -> Block {
        let block = advance(frames)
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

    /// Takes back frames that were handed out last and that nobody has heard, so that an input is
    /// obeyed at the moment of its coming; no cue may have begun after their first.
    ///
    /// Returns how many were taken back.
    public mutating func takeBack(_ frames: Frames) -> Frames {
        switch state {
        case .playing:
            let taken = min(frames, position)
            position -= taken
            return taken
        case .interlude(let offset, let goesOn):
            let taken = min(frames, offset)
            state = .interlude(offset - taken, goesOn: goesOn)
            return taken
        case .waiting, .paused, .finished: return 0
        }
    }

    /// Adds part of a clip to a place in the block.
    private typealias Mix = (_ clip: [Int16], _ offset: Int, _ place: Int, _ count: Int) -> Void

    private mutating func pull(_ frames: Frames, mix: Mix) -> Block {
        var block = Block(start: position, offset: 0, advanced: 0, begun: nextCue..<nextCue)
        pullTail(frames, mix)
        if case .interlude(let offset, let goesOn) = state {
            pullInterlude(&block, offset, goesOn: goesOn, frames, mix)
        }
        switch state {
        case .waiting: state = .playing
        case .playing: break
        case .paused, .interlude, .finished: return block
        }
        let end = min(position + frames - block.offset, timeline.duration)
        let shift = block.offset - position
        let firstCue = nextCue
        sound(until: end, at: shift, mix)
        while nextCue < timeline.cues.count, timeline.cues[nextCue].frame < end {
            let frame = timeline.cues[nextCue].frame
            sounding = clips[nextCue].map { Sounding(clip: $0, frame: frame, cue: nextCue) }
            nextCue += 1
            sound(until: end, at: shift, mix)
        }
        block.advanced = end - position
        block.begun = max(firstCue, firstUnreported)..<max(nextCue, firstUnreported)
        firstUnreported = max(nextCue, firstUnreported)
        position = end
        if end == timeline.duration { state = .finished }
        return block
    }

    /// Lets an interrupted sentence fade at the start of a block.
    private mutating func pullTail(_ frames: Frames, _ mix: Mix) {
        guard let (clip, offset) = tail.map({ ($0.clip, $0.offset) }) else { return }
        let count = min(clip.length - offset, frames)
        if count > 0 { mix(clip.samples, offset, 0, count) }
        tail?.offset += count
        if offset + count >= clip.length { tail = nil }
    }

    /// Hands out the part of the sounding clip before `end`; `shift` takes a frame to its place in
    /// the block.
    private mutating func sound(until end: Frames, at shift: Frames, _ mix: Mix) {
        guard let sounding else { return }
        let start = sounding.frame + sounding.offset
        let count = min(sounding.clip.length - sounding.offset, end - start)
        if count > 0 { mix(sounding.clip.samples, sounding.offset, start + shift, count) }
        if sounding.offset + count < sounding.clip.length {
            self.sounding?.offset += max(0, count)
        } else {
            self.sounding = nil
        }
    }

    private mutating func pullInterlude(
        _ block: inout Block, _ offset: Frames, goesOn: Bool, _ frames: Frames, _ mix: Mix
    ) {
        let end = min(offset + frames, interlude.length)
        let first = nextInterludeCue
        sound(until: end, at: -offset, mix)
        while nextInterludeCue < interlude.cues.count,
            interlude.cues[nextInterludeCue].frame < end
        {
            let clip =
                nextInterludeCue < interlude.clips.count ? interlude.clips[nextInterludeCue] : nil
            let frame = interlude.cues[nextInterludeCue].frame
            sounding = clip.map { Sounding(clip: $0, frame: frame) }
            nextInterludeCue += 1
            sound(until: end, at: -offset, mix)
        }
        block.offset = end - offset
        block.interludeBegun = first..<nextInterludeCue
        if end == interlude.length {
            state = goesOn ? .playing : .paused
            sounding = nil
        } else {
            state = .interlude(end, goesOn: goesOn)
        }
    }

    // MARK: Inputs

    /// A command to a running session.
    public enum Input: Hashable, Sendable {
        /// Silence; nothing advances.
        case pause
        /// Go on at the very frame, after an interlude that may be empty.
        case resume(Interlude)
        /// Say something while paused; the session stays paused.
        case say(Interlude)
        /// Take other clips: one for each cue of the timeline, or nil for one that is not heard soon.
        case setClips([Clip?])
        /// Go on by another plan.
        case replace(Replacement)
        /// End the session.
        case stop
    }

    /// Obeys an input from the next block on, and says whether it changed anything.
    @discardableResult
    public mutating func apply(_ input: Input) -> Bool {
        switch (input, state) {
        case (.pause, .waiting), (.pause, .playing), (.pause, .interlude):
            state = .paused
            // A sentence that was cut is not taken up in its middle; the return says where things are.
            fadeOut()
        case (.resume(let interlude), .paused),
            (.resume(let interlude), .interlude(_, goesOn: false)):
            fadeOut()
            goBack(to: interlude.restart)
            // A sentence that is heard again from its beginning is reported again, too.
            if interlude.restart != nil { firstUnreported = nextCue }
            begin(interlude, goesOn: true)
        case (.say(let interlude), .paused), (.say(let interlude), .interlude(_, goesOn: false)):
            fadeOut()
            begin(interlude, goesOn: false)
        case (.setClips(let all), _):
            guard all.count == timeline.cues.count else { return false }
            clips = all
        case (.replace(let replacement), .waiting), (.replace(let replacement), .playing),
            (.replace(let replacement), .paused), (.replace(let replacement), .interlude):
            return replace(replacement)
        case (.stop, .waiting), (.stop, .playing), (.stop, .paused), (.stop, .interlude):
            state = .finished
            fadeOut()
        case (_, .finished), (.pause, .paused), (.resume, .waiting), (.resume, .playing),
            (.resume, .interlude), (.say, .waiting), (.say, .playing), (.say, .interlude):
            return false
        }
        return true
    }

    /// Begins to play an interlude.
    private mutating func begin(_ interlude: Interlude, goesOn: Bool) {
        self.interlude = interlude
        nextInterludeCue = 0
        state =
            interlude.length > 0
            ? .interlude(0, goesOn: goesOn) : goesOn ? .playing : .paused
    }

    private mutating func replace(_ replacement: Replacement) -> Bool {
        guard replacement.from >= position else { return false }
        timeline = replacement.timeline
        clips = replacement.clips.padded(to: timeline.cues.count)
        // A cue that was reported ahead of its sound may be another one now.
        firstUnreported = min(
            firstUnreported,
            timeline.cues.firstIndex { $0.frame >= replacement.from } ?? timeline.cues.count)
        if let cue = sounding?.cue {
            // It may be cut at the frame from which the plans differ.
            let clip = clips.indices.contains(cue) ? clips[cue] : nil
            if let clip { sounding?.clip = clip } else { sounding = nil }
        }
        if replacement.goesOn, isPaused || isInInterlude {
            fadeOut()
            state = .playing
        }
        return true
    }

    /// Ends the sound softly.
    private mutating func fadeOut() {
        guard let sounding else { return }
        tail = Sounding(clip: sounding.clip.tail(from: sounding.offset), frame: 0)
        self.sounding = nil
    }

    /// Goes back to a frame, so that cues from there on begin again.
    private mutating func goBack(to frame: Frames?) {
        guard let frame, frame < position else { return }
        position = frame
        while nextCue > 0, timeline.cues[nextCue - 1].frame >= frame { nextCue -= 1 }
    }
}

/// Cues that sound while the session stands still: where you are, three, two, one.
public struct Interlude: Hashable, Sendable {
    /// The cues, with frames counted from the interlude's start.
    public var cues: [Cue]
    /// The clip of each cue, or nil for text alone; missing ones at the end count as nil.
    public var clips: [Clip?]
    /// The interlude's length in frames; 0 if the session goes on at once.
    public var length: Frames
    /// An earlier frame to go on from, or nil to go on at the very frame of the pause.
    public var restart: Frames?

    /// Creates an interlude; without arguments, an empty one.
    public init(
        cues: [Cue] = [], clips: [Clip?] = [], length: Frames = 0, restart: Frames? = nil
    ) {
        self.cues = cues
        self.clips = clips
        self.length = length
        self.restart = restart
    }
}

/// Another plan for a session under way.
public struct Replacement: Hashable, Sendable {
    /// The timeline; before `from` its cues are those of the one before, the last perhaps shorter.
    public var timeline: Timeline
    /// A clip for each cue, or nil for text alone; missing ones at the end count as nil.
    public var clips: [Clip?]
    /// The first frame from which it differs; if that is over, it comes too late and is refused.
    public var from: Frames
    /// True if a paused session goes on by it at once.
    public var goesOn: Bool

    /// Creates a replacement.
    public init(timeline: Timeline, clips: [Clip?], from: Frames, goesOn: Bool = false) {
        self.timeline = timeline
        self.clips = clips.padded(to: timeline.cues.count)
        self.from = from
        self.goesOn = goesOn
    }
}

extension [Clip?] {
    /// The clips with nil for those that are missing at the end.
    fileprivate func padded(to count: Int) -> [Clip?] {
        self + Array(repeating: nil, count: Swift.max(0, count - self.count))
    }
}
