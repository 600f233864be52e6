import Glibc
import Testing
import UnknotCore

@testable import UnknotAudio

/// A session as a player on a bus, with nothing between the two but a socket.
struct MPRISTests {
    private let folder: TemporaryFolder
    private let bus: TestBus
    private let player: MPRIS
    private let root = "org.mpris.MediaPlayer2"
    private let properties = "org.freedesktop.DBus.Properties"

    init() throws {
        folder = try TemporaryFolder()
        bus = try TestBus(folder)
        let address = bus.address
        player = MPRIS(volume: 0.8) { $0 == "DBUS_SESSION_BUS_ADDRESS" ? address : nil }
    }

    /// Lets the bus and the player act until something holds.
    private func until(
        _ seconds: Int64 = 60, at position: Int = 30, _ holds: () throws -> Bool
    ) throws {
        let deadline = Monotonic.now + seconds * 1_000_000_000
        while try !holds(), Monotonic.now < deadline {
            try bus.turn()
            _ = player.asked(Played.status(at: position))
        }
        try #require(try holds())
    }

    /// Calls a method of the player's; what the session is asked for by it, and the answer.
    private func call(
        _ member: String, _ arguments: [BusValue] = [], at position: Int = 30
    ) throws -> (asked: [UserCommand], answer: String) {
        var asked: [UserCommand] = []
        let answer = try bus.call(member, arguments) {
            asked += player.asked(Played.status(at: position)).map(\.request)
        }
        return (asked, answer)
    }

    private func property(_ name: String, _ interface: String = ".Player") throws -> String {
        try call("\(properties).Get", [.text(root + interface), .text(name)]).answer
    }

    // MARK: Calls

    @Test func playPauseAndBothTogetherAreOneButton() throws {
        try until { player.isFound }
        for member in ["PlayPause", "Play", "Pause"] {
            let (asked, answer) = try call("\(root).Player.\(member)")
            #expect(asked == [.toggle])
            #expect(answer == "")
        }
    }

    @Test(arguments: [("Next", UserCommand.next), ("Previous", .back), ("Stop", .stop)])
    func stepsAreAskedFor(_ member: String, _ request: UserCommand) throws {
        try until { player.isFound }
        #expect(try call("\(root).Player.\(member)").asked == [request])
    }

    @Test func seekingMakesAHoldLongerOrShorter() throws {
        try until { player.isFound }
        #expect(try call("\(root).Player.Seek", [.whole(15_000_000)]).asked == [.stay])
        #expect(try call("\(root).Player.Seek", [.whole(-1)]).asked == [.ease])
        #expect(try call("\(root).Player.Seek", [.whole(0)]).asked == [])
    }

    @Test func quitEndsAndRaiseDoesNothing() throws {
        try until { player.isFound }
        #expect(try call("\(root).Quit").asked == [.quit])
        let (asked, answer) = try call("\(root).Raise")
        #expect(asked == [] && answer == "")
    }

    @Test func whatASessionCannotDoIsRefused() throws {
        try until { player.isFound }
        let refused = "error org.freedesktop.DBus.Error.NotSupported"
        let (asked, answer) = try call("\(root).Player.OpenUri", [.text("file:///a.mp3")])
        #expect(asked == [] && answer == refused)
        let here = try call(
            "\(root).Player.SetPosition", [.path("/unknot/centre_one/right"), .whole(1)])
        #expect(here.asked == [] && here.answer == refused)
        #expect(bus.signals == ["Seeked 30000000"])
        // The specification: a track that has passed is no error.
        let passed = try call("\(root).Player.SetPosition", [.path("/unknot/opening"), .whole(1)])
        #expect(passed.asked == [] && passed.answer == "")
        #expect(try call("\(root).Player.Seek", [.text("far")]).answer.hasPrefix("error "))
        #expect(try call("\(root).Player.Rewind").answer.hasPrefix("error "))
    }

    // MARK: Properties

    @Test func everyPropertyOfTheRootIsThere() throws {
        try until { player.isFound }
        let answer = try call("\(properties).GetAll", [.text(root)]).answer
        #expect(
            answer == """
                ["CanQuit" b:true; "CanRaise" b:false; "HasTrackList" b:false; \
                "Identity" s:"Unknot"; "SupportedUriSchemes" as:[]; "SupportedMimeTypes" as:[];]
                """)
    }

    @Test func everyPropertyOfThePlayerIsThere() throws {
        try until { player.isFound }
        let answer = try call("\(properties).GetAll", [.text("\(root).Player")]).answer
        #expect(
            answer == """
                ["PlaybackStatus" s:"Playing"; "Rate" d:1.0; "Metadata" a{sv}:\
                ["mpris:trackid" o:"/unknot/centre_one/right"; "mpris:length" x:100000000; \
                "xesam:title" s:"First pass, centre of the calf, right side"; \
                "xesam:album" s:"Upper calf, three passes"; "xesam:artist" as:["Unknot"];]; \
                "Volume" d:0.8; "Position" x:30000000; "MinimumRate" d:1.0; "MaximumRate" d:1.0; \
                "CanGoNext" b:true; "CanGoPrevious" b:true; "CanPlay" b:true; "CanPause" b:true; \
                "CanSeek" b:true; "CanControl" b:true;]
                """)
    }

    @Test func thePositionIsReadAtTheMoment() throws {
        try until { player.isFound }
        let get: [BusValue] = [.text("\(root).Player"), .text("Position")]
        for second in [31, 32, 12] {
            let answer = try call("\(properties).Get", get, at: second).answer
            #expect(answer == "x:\(second)000000")
        }
    }

    @Test func theRateStaysAndAVolumeIsRefused() throws {
        try until { player.isFound }
        let interface = BusValue.text("\(root).Player")
        func set(_ name: String, _ number: Double) throws -> (asked: [UserCommand], answer: String)
        {
            try call(
                "\(properties).Set", [interface, .text(name), .variant(.number(number))])
        }
        #expect(try set("Rate", 2) == ([], ""))
        #expect(try property("Rate") == "d:1.0")
        #expect(try set("Rate", 0) == ([.toggle], ""))
        #expect(try set("Volume", 0.5).answer == "error org.freedesktop.DBus.Error.NotSupported")
        #expect(try property("Volume") == "d:0.8")
        #expect(
            try set("Position", 1).answer == "error org.freedesktop.DBus.Error.PropertyReadOnly")
    }

    // MARK: Signals

    @Test func aPauseIsTold() throws {
        try until { player.isFound }
        player.show(Played.status(at: 30, isPaused: true))
        try until { !bus.signals.isEmpty }
        #expect(
            bus.signals.first == """
                PropertiesChanged "org.mpris.MediaPlayer2.Player" ["PlaybackStatus" s:"Paused";] []
                """)
    }

    @Test func anotherSideIsToldWithItsPosition() throws {
        try until { player.isFound }
        // The same step goes on: nothing is told.
        player.show(Played.status(at: 30))
        player.show(Played.status(at: 50))
        try until(at: 50) { bus.signals.count >= 2 }
        #expect(
            bus.signals == [
                """
                PropertiesChanged "org.mpris.MediaPlayer2.Player" ["Metadata" a{sv}:\
                ["mpris:trackid" o:"/unknot/centre_one/left"; "mpris:length" x:100000000; \
                "xesam:title" s:"First pass, centre of the calf, left side"; \
                "xesam:album" s:"Upper calf, three passes"; "xesam:artist" as:["Unknot"];];] []
                """, "Seeked 50000000",
            ])
    }

    @Test func aJumpWithinAStepIsSeeked() throws {
        try until { player.isFound }
        player.show(Played.status(at: 12))
        try until(at: 12) { !bus.signals.isEmpty }
        #expect(bus.signals == ["Seeked 12000000"])
    }

    // MARK: The name

    @Test func aSecondSessionHasANameOfItsOwn() throws {
        bus.takenNames = ["org.mpris.MediaPlayer2.unknot"]
        try until { player.isFound }
        #expect(
            bus.namesAsked == [
                "org.mpris.MediaPlayer2.unknot",
                "org.mpris.MediaPlayer2.unknot.instance\(getpid())",
            ])
    }

    @Test func aBusThatGoesAwayIsNotWaitedForAnyMore() throws {
        try until { player.isFound }
        #expect(player.watched.count == 1)
        bus.leave()
        let deadline = Monotonic.now + 60_000_000_000
        while !player.watched.isEmpty, Monotonic.now < deadline {
            #expect(player.asked(Played.status(at: 30)) == [])
        }
        #expect(player.watched.isEmpty)
        #expect(player.deadline == nil)
        #expect(!player.isFound)
        player.show(Played.status(at: 50))
    }
}
