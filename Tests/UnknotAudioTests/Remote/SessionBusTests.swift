import Testing

@testable import UnknotAudio

/// Where the session bus is, and buses that are not there or do not answer.
struct SessionBusTests {
    private func address(_ variables: [String: String]) throws(BusError) -> String {
        try SessionBus.address { variables[$0] }
    }

    @Test func theAddressIsTheOneGivenElseTheUsersOwn() throws {
        let folder = ["XDG_RUNTIME_DIR": "/run/user/1000"]
        #expect(try address(folder) == "unix:path=/run/user/1000/bus")
        let given = ["DBUS_SESSION_BUS_ADDRESS": "unix:abstract=/tmp/a,guid=0f"]
        #expect(try address(folder.merging(given) { $1 }) == "unix:abstract=/tmp/a,guid=0f")
        #expect(try address(["XDG_RUNTIME_DIR": "/run/é, 1"]) == "unix:path=/run/%c3%a9%2c%201/bus")
    }

    @Test func onlySocketsOfThisMachineCount() throws {
        let both = "tcp:host=example.org,port=1;unix:path=/a;unixexec:path=sh"
        #expect(try address(["DBUS_SESSION_BUS_ADDRESS": both]) == "unix:path=/a")
        #expect(throws: BusError.self) { try address(["DBUS_SESSION_BUS_ADDRESS": "autolaunch:"]) }
        #expect(throws: BusError.self) { try address([:]) }
    }

    @Test func aBusThatIsNotThereIsNamed() throws {
        let folder = try TemporaryFolder()
        let problem = SessionBus.problem { $0 == "XDG_RUNTIME_DIR" ? folder.path : nil }
        #expect(problem == "the session bus cannot be reached: No such file or directory")
    }

    @Test func aBusThatDoesNotAnswerHoldsNobodyUp() throws {
        let folder = try TemporaryFolder()
        let bus = try TestBus(folder)
        let environment = { $0 == "XDG_RUNTIME_DIR" ? folder.path : nil as String? }
        let start = Monotonic.now
        let problem = SessionBus.problem(patience: 100_000_000, environment: environment)
        #expect(problem == "the session bus does not answer")
        #expect(Monotonic.now - start >= 100_000_000)
        #expect(bus.namesAsked.isEmpty)
    }

    @Test func aPlayerOnAFrozenBusAsksForNothing() throws {
        let folder = try TemporaryFolder()
        let bus = try TestBus(folder)
        let player = MPRIS { $0 == "DBUS_SESSION_BUS_ADDRESS" ? bus.address : nil }
        for second in 0..<100 { #expect(player.asked(Played.status(at: second)) == []) }
        // It waits, and not in a circle: nothing is ready until the bus says something.
        let watched = try #require(player.watched.first)
        #expect(!watched.wantsToWrite)
        let deadline = try #require(player.deadline)
        #expect(deadline > Monotonic.now + 1_000_000_000)
        #expect(!player.isFound)
    }

    @Test func aPlayerWithoutABusAsksForNothing() {
        let player = MPRIS { _ in nil }
        #expect(player.watched.isEmpty && player.deadline == nil)
        #expect(player.asked(Played.status(at: 1)) == [])
        player.show(Played.status(at: 2))
    }
}
