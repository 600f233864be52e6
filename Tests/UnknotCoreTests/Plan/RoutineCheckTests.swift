import Testing

@testable import UnknotCore

struct RoutineCheckTests {
    private func check(_ text: String) throws -> RoutineCheck {
        RoutineCheck(
            try RoutineReader.read(Array(text.utf8)).get(), lengths: .longest)
    }

    @Test func everyLengthIsTimedOnEachSide() throws {
        let found = try check(
            RoutineFixtures.actions("- roll: 12s\n- hold: 30s\n  range: 30s..90s\n- roll: 12s"))
        #expect(found.findings == [])
        #expect(found.sessions.map(\.options.length) == [.short, .standard, .full])
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
        let found = try check(text)
        #expect(found.findings.map(\.problem.position?.line) == [12, 15])
        #expect(
            found.findings.allSatisfy {
                $0.problem.message.hasSuffix(" s") && $0.problem.remedy != nil
                    && $0.options == PlanOptions()
            })
    }

    @Test func whatFitsInTheUsualSessionAloneNamesTheOtherOne() throws {
        let words = "Roll slowly up the calf, and stay on any tender spot."
        let text = RoutineFixtures.actions("- roll: 20s\n  range: 1s..20s\n  say: \(words)")
        let found = try check(text)
        try #require(found.findings.count == 1)
        #expect(found.findings[0].problem.message.hasSuffix(" s"))
        #expect(found.findings[0].options.length == .short)
        #expect(found.sessions.map(\.options.length) == [.standard, .full])
    }

    @Test func offeredStepsAreCheckedToo() throws {
        let found = try check(RoutineFixtures.everything)
        #expect(
            found.sessions.map(\.options.include) == [[], [], [], ["first"], ["first"], ["first"]])
        let none = try check(
            RoutineFixtures.step("setup: Sit.\noffered: true\nonly: full\ndo: [{rest: 5}]"))
        #expect(none.findings == [])
        #expect(none.sessions.map(\.options.include) == [["one"], ["one"], ["one"]])
    }

    @Test func aLengthWithNothingToDoHasNoSession() throws {
        let text = RoutineFixtures.actions("- rest: 5s\n  only: full")
        #expect(try check(text).sessions.map(\.options.length) == [.full])
    }
}
