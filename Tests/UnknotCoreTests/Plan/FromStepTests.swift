import Testing

@testable import UnknotCore

/// Sessions that begin with a step which is not the first.
struct FromStepTests {
    private static func step(
        _ id: String, isOffered: Bool = false, isFullOnly: Bool = false
    ) -> Step {
        Step(
            id: id, title: id.uppercased(), setup: "Sit down here.", option: "You may smile.",
            move: .seconds(3), actions: [Action(.roll(Dose(.seconds(10))), isFullOnly: isFullOnly)],
            isOffered: isOffered)
    }

    private static let routine = Routine(
        id: "r", title: "R", leadIn: .seconds(20), switchTime: .seconds(12),
        blocks: [
            Block(sides: .both, steps: [step("one"), step("two")]),
            Block(
                sides: .oneThenOther(first: .left),
                steps: [
                    step("three"), step("four"), step("band", isOffered: true),
                    step("long", isFullOnly: true),
                ]),
            Block(sides: .none, steps: [step("five")]),
        ])

    private static let ids = ["one", "two", "three", "four", "band", "long", "five"]

    private func plan(_ options: PlanOptions) throws(PlanFailure) -> Timeline {
        try Planner(lengths: .longest).plan(Self.routine, options)
    }

    /// The steps in their order, with their sides.
    private func order(_ options: PlanOptions) throws -> [String] {
        try plan(options).segments.filter { $0.kind == .roll }.map {
            [$0.step, $0.side?.rawValue].compactMap { $0 }.joined(separator: " ")
        }
    }

    @Test func whatComesBeforeIsLeftOutOnEverySide() throws {
        #expect(
            try order(PlanOptions(from: "two")) == [
                "two both", "three left", "four left", "three right", "four right", "five",
            ])
        #expect(try order(PlanOptions(from: "four")) == ["four left", "four right", "five"])
        #expect(try order(PlanOptions(side: .right, from: "four")) == ["four right", "five"])
        #expect(try order(PlanOptions(from: "five")) == ["five"])
    }

    @Test func aStepThatIsOffByDefaultIsDoneWhereTheSessionBeginsWithIt() throws {
        #expect(try order(PlanOptions(from: "band")) == ["band left", "band right", "five"])
        #expect(
            try order(PlanOptions(length: .full, from: "long"))
                == ["long left", "long right", "five"])
    }

    @Test func theFirstStepIsSetUpAndGetsTheTimeToGetDown() throws {
        let timeline = try plan(PlanOptions(intro: .brief, from: "four"))
        #expect(
            timeline.segments.prefix(4).map(\.kind) == [.intro, .setup, .move, .roll])
        #expect(timeline.segments[2].length == Duration.seconds(20).frames)
        let words = timeline.words
        #expect(words.first?.hasPrefix("R. This session takes ") == true)
        #expect(words[2] == "FOUR. Left side.")
        #expect(words[3...4] == ["Sit down here.", "You may smile."])
    }

    @Test func aStepThatIsNotThereIsAnsweredWithANearOneOrAll() {
        #expect(
            throws: PlanFailure.noSuchStep(.from, id: "fuor", near: "four", choices: Self.ids)
        ) { try plan(PlanOptions(from: "fuor")) }
        #expect(
            throws: PlanFailure.noSuchStep(.from, id: "", near: nil, choices: Self.ids)
        ) { try plan(PlanOptions(from: "")) }
        #expect(throws: PlanFailure.nothingToDo(step: "long")) {
            try plan(PlanOptions(from: "long"))
        }
    }

    @Test func aSessionThatBeganThereGoesOnThere() throws {
        let live = try LivePlan(
            Self.routine, PlanOptions(intro: .off, from: "four"), lengths: .longest)
        let roll = try #require(live.timeline.segments.last { $0.step == "four" })
        let bookmark = try #require(live.bookmark(at: roll.start + 48_000))
        let rest = try LivePlan(resuming: bookmark, of: Self.routine, lengths: .longest)
        #expect(
            rest.timeline.segments.filter { $0.kind == .roll }.map(\.step) == ["four", "five"])
    }
}
