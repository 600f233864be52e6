public import UnknotCore

/// The part of a session whose sentences have their clips made: what was said last and what comes
/// next, and not the rest, because a clip takes twice the memory of what it is made of.
public struct ClipStretch: Hashable, Sendable {
    /// The frames at which a sentence that begins has its clip.
    public let frames: Range<Frames>

    /// What begins a session; little, so that it starts soon.
    public static let first = ClipStretch(frames: 0..<12 * SessionFormat.sampleRate)

    private static let behind = 30 * SessionFormat.sampleRate
    private static let ahead = 60 * SessionFormat.sampleRate
    /// Half a minute is left to whoever makes the next clips, however busy the machine is.
    private static let reserve = 30 * SessionFormat.sampleRate

    private init(frames: Range<Frames>) {
        self.frames = frames
    }

    /// The stretch for a session that is at a frame.
    public init(around frame: Frames) {
        self.init(frames: max(0, frame - Self.behind)..<frame + Self.ahead)
    }

    /// Whether a session of a length needs another stretch when it is at a frame.
    public func isShort(at frame: Frames, of duration: Frames) -> Bool {
        frame < frames.lowerBound
            || frames.upperBound < min(duration, frame + Self.reserve)
    }
}
