internal import UnknotCore

/// What a media player of the MPRIS specification shows of a session: a value, made from what the
/// session is doing.
///
/// The routine is the album, and each step on a side is a track with a name of its own; length and
/// position are the whole session's, so that what is left can be seen everywhere.
struct PlayerState: Hashable {
    /// What goes on, in the specification's words.
    enum Playback: String {
        case playing = "Playing"
        case paused = "Paused"
        /// The session is over.
        case stopped = "Stopped"
    }

    /// What goes on.
    var playback: Playback
    /// The object path that stands for the step and side, another one for each.
    var track: String
    /// The step and the side.
    var title: String
    /// The routine's title.
    var album: String
    /// The session's length in microseconds.
    var length: Int64

    /// The specification's word for no track at all.
    private static let noTrack = "/org/mpris/MediaPlayer2/TrackList/NoTrack"

    /// What is shown of a session.
    init(_ status: SessionStatus) {
        let timeline = status.timeline
        album = timeline.title
        length = Self.microseconds(timeline.duration)
        guard let segment = status.segment else {
            playback = .stopped
            track = Self.noTrack
            title = timeline.title
            return
        }
        playback = status.isPaused ? .paused : .playing
        // A chapter's bound lies behind the tone that sounds at it; the segment's end counts.
        let chapter = timeline.chapters.last { $0.start < segment.end }
        track = Self.path(chapter?.step, chapter?.side)
        title = chapter.map { Language.english.track($0.stepTitle, $0.side) } ?? segment.title
    }

    /// A count of frames in microseconds.
    static func microseconds(_ frames: Frames) -> Int64 { Monotonic.nanoseconds(frames) / 1_000 }

    private static func path(_ step: String?, _ side: Side?) -> String {
        guard let step else { return "/unknot/opening" }
        // An id has hyphens, which a path must not have, and no underscores.
        return "/unknot/\(step.replacing("-", with: "_"))/\(side?.rawValue ?? "none")"
    }
}

// MARK: - Properties

extension PlayerState {
    /// A property that can change while a session runs, by its name on the bus.
    ///
    /// The position is none of them: it changes all the time, and who shows it counts on.
    enum Property: String, CaseIterable {
        case playbackStatus = "PlaybackStatus"
        case metadata = "Metadata"
        case canGoNext = "CanGoNext"
        case canGoPrevious = "CanGoPrevious"
        case canPlay = "CanPlay"
        case canPause = "CanPause"
        case canSeek = "CanSeek"
    }

    /// The value of a property.
    ///
    /// As long as the session runs everything can be asked for, seeking too, which stands for a
    /// longer and a shorter hold: desktops hand on only what they are told is possible, and what
    /// cannot be done at the moment is refused by ear, with the reason.
    func value(of property: Property) -> BusValue {
        switch property {
        case .playbackStatus: .text(playback.rawValue)
        case .metadata: .entries(metadata)
        case .canGoNext, .canGoPrevious, .canPlay, .canPause, .canSeek:
            .flag(playback != .stopped)
        }
    }

    /// The names of the properties whose values were others before.
    func changes(since old: PlayerState) -> [String] {
        Property.allCases.filter { value(of: $0) != old.value(of: $0) }.map(\.rawValue)
    }

    private var metadata: [BusValue.Entry] {
        let identity = BusValue.Entry(name: "mpris:trackid", value: .path(track))
        guard playback != .stopped else { return [identity] }
        return [
            identity,
            BusValue.Entry(name: "mpris:length", value: .whole(length)),
            BusValue.Entry(name: "xesam:title", value: .text(title)),
            BusValue.Entry(name: "xesam:album", value: .text(album)),
            BusValue.Entry(name: "xesam:artist", value: .texts(["Unknot"])),
        ]
    }
}

/// Where those who show the position think it is: it goes on by itself while the session plays.
struct ShownPosition {
    /// Being off by more than this is told.
    static let tolerance: Monotonic.Time = 500_000_000

    /// The session's time at a moment of the clock, both in nanoseconds, and whether it goes on.
    private var position: Monotonic.Time
    private var moment: Monotonic.Time
    private var isMoving: Bool

    /// Starts where the session is.
    init(_ status: SessionStatus, at now: Monotonic.Time) {
        position = Monotonic.nanoseconds(status.position)
        moment = now
        isMoving = !status.isPaused
    }

    /// Follows the session.
    ///
    /// - Parameters:
    ///   - status: what the session is doing.
    ///   - now: the monotonic clock.
    /// - Returns: true when others have to be told where it is, because it has jumped or stood
    ///   still.
    mutating func follow(_ status: SessionStatus, at now: Monotonic.Time) -> Bool {
        let expected = isMoving ? position + now - moment : position
        let actual = Monotonic.nanoseconds(status.position)
        let isOff = abs(actual - expected) > Self.tolerance
        position = isOff ? actual : expected
        moment = now
        isMoving = !status.isPaused
        return isOff
    }
}
