/// What the display says beside the sentences of the coach, in one language.
public struct DisplayWords: Sendable {
    /// What the body does, in a word or two.
    public var kind: @Sendable (Segment.Kind) -> String
    /// The side at work.
    public var side: @Sendable (Side) -> String
    /// The same where there is little room.
    public var shortSide: @Sendable (Side) -> String
    /// The session stands still because someone asked for that.
    public var paused: String
    /// There is no sound, and the session goes on.
    public var noSound: String
    /// There is no sound, and the session waits for it.
    public var waitsForSound: String
    /// What comes next: its name, and its length where it has one.
    public var next: @Sendable (_ name: String, _ length: String?) -> String
    /// The session's end, as what comes next.
    public var end: String
    /// The session as a whole.
    public var session: String
    /// The keys that matter most, in the order in which they are named, with what they are for.
    public var keys: [(request: Request, name: String, key: Key, use: String)]

    /// The display in English.
    public static let english = DisplayWords(
        kind: { kind in
            switch kind {
            case .intro: "LISTEN"
            case .setup: "SET UP"
            case .move: "GET INTO PLACE"
            case .roll: "ROLL"
            case .hold: "HOLD"
            case .reps: "REPEAT"
            case .rest: "REST"
            case .switch: "CHANGE SIDES"
            case .outro: "THE END"
            }
        },
        side: { side in
            switch side {
            case .right: "RIGHT SIDE"
            case .left: "LEFT SIDE"
            case .both: "BOTH SIDES"
            }
        },
        shortSide: { side in
            switch side {
            case .right: "RIGHT"
            case .left: "LEFT"
            case .both: "BOTH"
            }
        },
        paused: "PAUSED",
        noSound: "No sound: the session goes on as text.",
        waitsForSound: "No sound: the session waits for it.",
        next: { name, length in "Next: \(name)\(length.map { ", \($0)" } ?? "")" },
        end: "the end", session: "Session",
        keys: [
            (.toggle, "space", .named(.space), "pause, go on"),
            (.help, "?", .character("?"), "keys"),
            (.quit, "q", .character("q"), "end"),
        ])
}

extension DisplayWords {
    /// The keys that matter most, as far as they are what they usually are; nil for none.
    public func hint(_ map: KeyMap) -> String? {
        let shown = keys.filter { map[$0.key] == $0.request }.map { "\($0.name): \($0.use)" }
        return shown.isEmpty ? nil : shown.joined(separator: "   ")
    }

    /// The sign of what the body does, so that neither colour nor words are needed to tell it.
    static func sign(_ kind: Segment.Kind, isUnicode: Bool) -> String {
        switch kind {
        case .hold: isUnicode ? "■" : "#"
        case .roll: isUnicode ? "↕" : "~"
        case .reps: isUnicode ? "↻" : "x"
        case .rest: isUnicode ? "○" : "o"
        case .switch: isUnicode ? "⇄" : "<>"
        case .intro, .setup, .move, .outro: isUnicode ? "▸" : ">"
        }
    }

    /// The sign of a pause.
    static func pauseSign(isUnicode: Bool) -> String { isUnicode ? "‖" : "||" }
}
