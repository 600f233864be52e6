/// Keys that lie together or are alike, and that ask for one thing.
struct KeyZone: Sendable {
    /// What they ask for in the usual map.
    var request: Request
    /// What they are called in a sentence that is heard; nil for keys that a sentence leaves out.
    var spoken: String?
    /// What they are called in a table where their names would fill it.
    var written: String?
    /// The keys.
    var keys: [Key]

    private init(
        _ request: Request, _ spoken: String?, written: String? = nil, keys: String = "",
        _ names: Key.Name...
    ) {
        self.request = request
        self.spoken = spoken
        self.written = written
        self.keys = keys.map { Key($0) } + names.map { .named($0) }
    }

    /// The usual map.
    ///
    /// A hand that does not see hits a row, not a key; and remotes, pedals and headsets send what
    /// they please.
    static let usual: [KeyZone] = [
        KeyZone(.toggle, "the space bar", .space),
        KeyZone(.toggle, "the bottom row", written: "bottom row (z to /)", keys: "<zxcvbnm,./"),
        // What presenters send to start, to blank the screen and to end.
        KeyZone(.toggle, "Escape", .escape),
        KeyZone(.toggle, nil, .f5),
        // A headset sends any of these, and the shutter of a camera remote is a louder.
        KeyZone(.toggle, nil, .playPause, .play, .pause, .volumeUp),
        KeyZone(.tender, "the middle row", written: "middle row (a to ')", keys: "asdfghjkl;'"),
        KeyZone(.tender, nil, .volumeDown),
        KeyZone(.repeat, "the top row", written: "top row (w to p)", keys: "wertyuiop"),
        KeyZone(.howLong, "the number row", written: "number row (1 to 0)", keys: "1234567890"),
        KeyZone(.next, "Enter", .enter),
        KeyZone(.next, nil, .right, .down, .pageDown, .nextTrack),
        KeyZone(.back, "Backspace", .backspace),
        KeyZone(.back, nil, .left, .up, .pageUp, .previousTrack),
        KeyZone(.stay, "plus", keys: "+="),
        KeyZone(.ease, "minus", keys: "-"),
        KeyZone(.skipSide, "Tab", .tab),
        KeyZone(.help, "the question mark", keys: "?"),
        KeyZone(.stop, "End", .end),
        KeyZone(.stop, nil, .stop),
        KeyZone(.quit, "Q", keys: "q"),
    ]
}
