import Testing

@testable import UnknotCore

struct RehearsalTests {
    private func rehearsal(_ text: String) throws -> Rehearsal {
        Rehearsal(
            try RoutineReader.read(Array(text.utf8)).get(),
            lengths: EstimatedLengths(tones: EstimatedLengths.longestTones).lengths)
    }

    @Test func everyLengthIsTimedOnEachSide() throws {
        let found = try rehearsal(RoutineFixtures.upperCalf)
        #expect(found.problems == [])
        #expect(found.sessions.map(\.length) == [.short, .standard, .full])
        let (usual, full) = (found.sessions[1], found.sessions[2])
        let (right, left) = (
            try #require(usual.duration(of: .right)), try #require(usual.duration(of: .left))
        )
        #expect(right + left < usual.timeline.duration)
        #expect(
            try #require(full.duration(of: .right)) - right == Duration.seconds(60).frames)
        #expect(usual.duration(of: .both) == nil)
    }

    @Test func whatFitsInNoLengthIsToldOnceAndWithoutOptions() throws {
        let long = String(repeating: "far too much to say ", count: 10)
        let text = RoutineFixtures.actions(
            "- roll: 5s\n  say: \(long)\n- rest: 5s\n- roll: 5s\n  say: \(long)")
        let found = try rehearsal(text)
        #expect(found.problems.map(\.position?.line) == [12, 15])
        #expect(found.problems.allSatisfy { $0.message.hasSuffix(" s") && $0.remedy != nil })
    }

    @Test func whatFitsInTheUsualSessionAloneNamesTheOtherOne() throws {
        let words = "Roll slowly up the calf, and stay on any tender spot."
        let text = RoutineFixtures.actions("- roll: 20s\n  range: 1s..20s\n  say: \(words)")
        let found = try rehearsal(text)
        try #require(found.problems.count == 1)
        #expect(found.problems[0].message.hasSuffix(" s, with --length short"))
        #expect(found.sessions.map(\.length) == [.standard, .full])
    }

    @Test func offeredStepsAreRehearsedToo() throws {
        let found = try rehearsal(RoutineFixtures.everything)
        #expect(found.sessions.map(\.include) == [[], [], [], ["first"], ["first"], ["first"]])
        let none = try rehearsal(
            RoutineFixtures.step("setup: Sit.\noffered: true\nonly: full\ndo: [{rest: 5}]"))
        #expect(none.problems == [])
        #expect(none.sessions.map(\.include) == [["one"], ["one"], ["one"]])
    }

    @Test func aLengthWithNothingToDoHasNoSession() throws {
        let text = RoutineFixtures.actions("- rest: 5s\n  only: full")
        #expect(try rehearsal(text).sessions.map(\.length) == [.full])
    }
}
