/// Keys that lie together or are alike, with the command that they usually give.
struct KeyBinding: Sendable {
    /// A name for keys that are named together; a language has the words.
    enum Group: Hashable, Sendable, CaseIterable {
        case spaceBar, bottomRow, middleRow, topRow, numberRow
        case escape, enter, backspace, plus, minus, tab, questionMark, end, q
        /// Keys that sentences leave out: those of remotes, pedals and headsets.
        case remotes
    }

    /// The command.
    var command: UserCommand
    /// The name of the keys.
    var group: Group
    /// The keys.
    var keys: [Key]

    private init(
        _ command: UserCommand, _ group: Group, keys: String = "", _ names: Key.Name...
    ) {
        self.command = command
        self.group = group
        self.keys = keys.map { Key($0) } + names.map { .named($0) }
    }

    /// The usual map.
    ///
    /// A hand that does not see hits a row, not a key; and remotes, pedals and headsets send all
    /// kinds of keys.
    static let usual: [KeyBinding] = [
        KeyBinding(.toggle, .spaceBar, .space),
        KeyBinding(.toggle, .bottomRow, keys: "<zxcvbnm,./"),
        // Presenters send these to start, to blank the screen and to end.
        KeyBinding(.toggle, .escape, .escape),
        KeyBinding(.toggle, .remotes, .f5),
        // A headset sends any of these, and the shutter of a camera remote is a louder.
        KeyBinding(.toggle, .remotes, .playPause, .play, .pause, .volumeUp),
        KeyBinding(.tender, .middleRow, keys: "asdfghjkl;'"),
        KeyBinding(.tender, .remotes, .volumeDown),
        KeyBinding(.repeat, .topRow, keys: "wertyuiop"),
        KeyBinding(.howLong, .numberRow, keys: "1234567890"),
        KeyBinding(.next, .enter, .enter),
        KeyBinding(.next, .remotes, .right, .down, .pageDown, .nextTrack),
        KeyBinding(.back, .backspace, .backspace),
        KeyBinding(.back, .remotes, .left, .up, .pageUp, .previousTrack),
        KeyBinding(.stay, .plus, keys: "+="),
        KeyBinding(.ease, .minus, keys: "-"),
        KeyBinding(.skipSide, .tab, .tab),
        KeyBinding(.help, .questionMark, keys: "?"),
        KeyBinding(.stop, .end, .end),
        KeyBinding(.stop, .remotes, .stop),
        KeyBinding(.quit, .q, keys: "q"),
    ]
}
