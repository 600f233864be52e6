import Testing
import UnknotCore

@testable import UnknotAudio

/// What a session looks like to a desktop: values alone, without a bus.
struct PlayerStateTests {
    private let timeline = Played.timeline

    @Test func theStepAndItsSideAreTheTrack() {
        let state = PlayerState(Played.status(at: 30))
        #expect(state.playback == .playing)
        #expect(state.title == "First pass, centre of the calf, right side")
        #expect(state.album == "Upper calf, three passes")
        #expect(state.track == "/unknot/centre_one/right")
        #expect(state.length == 100_000_000)
    }

    @Test func aTrackIsOneStepOnOneSide() {
        let tracks = stride(from: 5, to: 100, by: 10).map {
            PlayerState(Played.status(at: $0)).track
        }
        #expect(
            tracks == [
                "/unknot/opening", "/unknot/centre_one/right", "/unknot/centre_one/right",
                "/unknot/centre_one/right", "/unknot/centre_one/left", "/unknot/centre_one/left",
                "/unknot/both/both", "/unknot/none/none", "/unknot/none/none", "/unknot/none/none",
            ])
    }

    @Test func aStepWithoutASideNamesNone() {
        #expect(PlayerState(Played.status(at: 65)).title == "Both calves")
        #expect(PlayerState(Played.status(at: 75)).title == "Back")
        #expect(PlayerState(Played.status(at: 5)).title == "Opening")
    }

    @Test func aPauseChangesTheStatusAlone() {
        let playing = PlayerState(Played.status(at: 30))
        let paused = PlayerState(Played.status(at: 30, isPaused: true))
        #expect(paused.value(of: .playbackStatus) == .text("Paused"))
        #expect(paused.changes(since: playing) == ["PlaybackStatus"])
    }

    @Test func anotherSegmentOfAStepChangesNothing() {
        let old = PlayerState(Played.status(at: 12))
        #expect(PlayerState(Played.status(at: 38)).changes(since: old) == [])
    }

    @Test func anotherStepAndALongerPlanChangeTheMetadata() {
        let old = PlayerState(Played.status(at: 30))
        #expect(PlayerState(Played.status(at: 50)).changes(since: old) == ["Metadata"])
        var longer = Played.status(at: 30)
        longer.timeline.duration += 15 * SessionFormat.sampleRate
        #expect(PlayerState(longer).changes(since: old) == ["Metadata"])
    }

    @Test func theMetadataHaveTheTypesOfTheSpecification() {
        let value = PlayerState(Played.status(at: 30)).value(of: .metadata)
        #expect(
            value
                == .entries([
                    .init(name: "mpris:trackid", value: .path("/unknot/centre_one/right")),
                    .init(name: "mpris:length", value: .whole(100_000_000)),
                    .init(
                        name: "xesam:title",
                        value: .text("First pass, centre of the calf, right side")),
                    .init(name: "xesam:album", value: .text("Upper calf, three passes")),
                    .init(name: "xesam:artist", value: .texts(["Unknot"])),
                ]))
    }

    @Test func afterTheEndThereIsNoTrackAndNothingToAskFor() {
        let state = PlayerState(Played.status(at: 100))
        #expect(state.value(of: .playbackStatus) == .text("Stopped"))
        #expect(
            state.value(of: .metadata)
                == .entries([
                    .init(
                        name: "mpris:trackid",
                        value: .path("/org/mpris/MediaPlayer2/TrackList/NoTrack"))
                ]))
        let possible: [PlayerState.Property] = [
            .canPlay, .canPause, .canGoNext, .canGoPrevious, .canSeek,
        ]
        for property in possible {
            #expect(state.value(of: property) == .flag(false))
            #expect(PlayerState(Played.status(at: 1)).value(of: property) == .flag(true))
        }
    }

    // MARK: The position that others show

    /// Looks at a session whose position others show as 10 s at the moment 0; at which moments, in
    /// seconds, they are told where it is.
    private func told(_ looks: [(moment: Double, position: Int, isPaused: Bool)]) -> [Double] {
        var shown = ShownPosition(Played.status(at: 10), at: 0)
        return looks.compactMap { look in
            let status = Played.status(at: look.position, isPaused: look.isPaused)
            return shown.follow(status, at: Int64(look.moment * 1e9)) ? look.moment : nil
        }
    }

    @Test func aSessionThatGoesOnOrWaitsIsWhereItIsExpected() {
        #expect(
            told([
                (10, 20, false), (10, 20, true), (60, 20, true), (60, 20, false), (65, 25, false),
            ]) == [])
    }

    @Test func aJumpIsTold() {
        #expect(
            told([(1, 40, false), (2, 41, false), (3, 12, false), (4, 40, true)]) == [1, 3, 4])
    }

    @Test func standingStillIsToldHoweverOftenOneLooks() {
        let looks = (1...40).map { (Double($0) / 10, 10, false) }
        #expect(told(looks) == [0.6, 1.2, 1.8, 2.4, 3, 3.6])
    }
}

/// A session of a hundred seconds, for what shows it.
enum Played {
    static let timeline = Timeline(
        routine: "upper-calf", title: "Upper calf, three passes",
        duration: 100 * SessionFormat.sampleRate,
        segments: [
            segment(0, 10, .intro, "Upper calf, three passes"),
            segment(10, 20, .setup, "First pass, centre of the calf", "centre-one", .right),
            segment(20, 30, .roll, "First pass, centre of the calf", "centre-one", .right),
            segment(30, 40, .hold, "First pass, centre of the calf", "centre-one", .right),
            segment(40, 50, .switch, "Change to the left side", side: .left),
            segment(50, 60, .hold, "First pass, centre of the calf", "centre-one", .left),
            segment(60, 70, .roll, "Both calves", "both", .both),
            segment(70, 90, .roll, "Back", "none"),
            segment(90, 100, .outro, "Upper calf, three passes"),
        ],
        // It sounds into the change of sides.
        cues: [Cue(.holdEnd, at: 40 * SessionFormat.sampleRate, length: 20_000)])

    static func status(at seconds: Int, isPaused: Bool = false) -> SessionStatus {
        SessionStatus(
            timeline: timeline, position: seconds * SessionFormat.sampleRate, isPaused: isPaused)
    }

    private static func segment(
        _ start: Int, _ end: Int, _ kind: Segment.Kind, _ title: String, _ step: String? = nil,
        _ side: Side? = nil, side other: Side? = nil
    ) -> Segment {
        Segment(
            start: start * SessionFormat.sampleRate, end: end * SessionFormat.sampleRate,
            kind: kind, step: step, side: side ?? other, title: title)
    }
}
