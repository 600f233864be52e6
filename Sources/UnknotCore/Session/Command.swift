/// What can be asked of a running session.
public enum Command: Hashable, Sendable {
    /// Silence; nothing advances.
    case pause
    /// Go on at the very frame, after an interlude that may be empty.
    case resume(Interlude)
    /// Say something while paused; the session stays paused.
    case say(Interlude)
    /// Say something that is not in the timeline, where there is room for it.
    case insert(Insert)
    /// Take other clips: one for each cue of the timeline, or nil where it is not heard soon.
    case equip([Clip?])
    /// Go on by another plan.
    case replace(Replacement)
    /// End the session.
    case stop
}

/// What sounds while the session stands still: where you are, three, two, one.
public struct Interlude: Hashable, Sendable {
    /// The cues, with frames counted from the interlude's start.
    public var cues: [Cue]
    /// The clip of each cue, or nil for text alone; missing ones at the end count as nil.
    public var clips: [Clip?]
    /// The interlude's length; 0 where the session goes on at once.
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

/// A sentence that is not in the timeline.
public struct Insert: Hashable, Sendable {
    /// The sentence at its session frame.
    public var cue: Cue
    /// Its clip, or nil for text alone.
    public var clip: Clip?
    /// Where there is no room for it: what sounds at its frame instead, while the session stands
    /// still.
    public var aside: Interlude?

    /// Creates an insert; the caller has made sure that it meets no other cue.
    public init(cue: Cue, clip: Clip?, aside: Interlude? = nil) {
        self.cue = cue
        self.clip = clip
        self.aside = aside
    }
}

extension Insert {
    /// The first frame from one on at which none of some inserts sounds.
    ///
    /// - Parameters:
    ///   - frame: where to begin to look.
    ///   - inserts: sentences that were sent, in order.
    /// - Returns: the frame, after a silence where one of them ends.
    public static func free(from frame: Frames, _ inserts: [Insert]) -> Frames {
        inserts.reduce(frame) { free, insert in
            // The session stands still for the others, which take none of its time.
            guard insert.aside == nil, insert.cue.frame <= free else { return free }
            return max(free, insert.cue.end + CueRules.gapBetweenSentences)
        }
    }
}

/// Another plan for a session under way.
public struct Replacement: Hashable, Sendable {
    /// The timeline; before `from` its cues are those of the one before, the last perhaps shorter.
    public var timeline: Timeline
    /// A clip for each cue, or nil for text alone.
    public var clips: [Clip?]
    /// The first frame from which it differs; later than that it comes too late and is refused.
    public var from: Frames
    /// True where a paused session goes on by it at once.
    public var goesOn: Bool

    /// Creates a replacement.
    public init(timeline: Timeline, clips: [Clip?], from: Frames, goesOn: Bool = false) {
        self.timeline = timeline
        self.clips = clips + Array(repeating: nil, count: max(0, timeline.cues.count - clips.count))
        self.from = from
        self.goesOn = goesOn
    }
}
