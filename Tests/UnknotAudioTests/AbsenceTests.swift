import Testing

@testable import UnknotAudio

struct AbsenceTests {
    private static let second: Monotonic.Time = 1_000_000_000

    @Test func aWaitThatEndsInTimeIsNoAbsence() {
        var absence = Absence()
        #expect(absence.look(now: 100, latest: 90, withSleep: 500) == .none)
        #expect(absence.look(now: 200, latest: 190, withSleep: 600) == .none)
    }

    @Test(arguments: [
        (Monotonic.Time(100_000_000), Absence.Finding.none), (200_000_000, .short),
        (2_000_000_000, .short), (2_000_000_001, .long(2_000_000_001)),
    ])
    func aStoppedProgramIsLate(late: Monotonic.Time, finding: Absence.Finding) {
        var absence = Absence()
        let latest = 10 * Self.second
        #expect(absence.look(now: latest + late, latest: latest, withSleep: 0) == finding)
    }

    @Test func aMachineThatSleptIsAbsentThoughTheWaitWasShort() {
        var absence = Absence()
        _ = absence.look(now: Self.second, latest: Self.second, withSleep: 5 * Self.second)
        #expect(
            absence.look(
                now: 2 * Self.second, latest: 2 * Self.second, withSleep: 66 * Self.second)
                == .long(60 * Self.second))
        #expect(
            absence.look(
                now: 3 * Self.second, latest: 3 * Self.second, withSleep: 67 * Self.second)
                == .none)
    }
}
