/// What can be asked of a running session.
public enum Command: Hashable, Sendable {
    /// Silence; nothing advances.
    case pause
    /// Go on at the very frame, after an interlude that may be empty.
    case resume(Interlude)
    /// Say something that is not in the timeline, where there is room for it.
    case insert(Insert)
    /// End the session.
    case stop
}

/// What sounds between a pause and the session's going on: where you are, three, two, one.
public struct Interlude: Hashable, Sendable {
    /// The cues, with frames counted from the interlude's start.
    public var cues: [Cue]
    /// The clip of each cue, or nil for text alone.
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
        self.clips = clips + Array(repeating: nil, count: max(0, cues.count - clips.count))
        self.length = length
        self.restart = restart
    }
}

/// A sentence that is not in the timeline.
public struct Insert: Hashable, Sendable {
    /// The sentence at its session frame.
    public var cue: Cue
    /// Its clip.
    public var clip: Clip

    /// Creates an insert; the caller has made sure that it meets no other cue.
    public init(cue: Cue, clip: Clip) {
        self.cue = cue
        self.clip = clip
    }
}
