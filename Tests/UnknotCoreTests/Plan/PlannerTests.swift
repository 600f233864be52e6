import Testing

@testable import UnknotCore

/// Routines made in code and sentences of known lengths; the drawn timeline has one line a cue.
struct PlannerTests {
    /// Every sentence lasts a tenth of a second for each of its letters at the usual rate.
    private static var lengths: CueLengths {
        CueLengths(
            speech: { $0.text.count * SessionFormat.grid * Utterance.usualRate / $0.rate / 2 },
            tone: { _ in SessionFormat.grid })
    }

    private static func routine(
        _ actions: [Action], move: Duration = .seconds(5), sides: SidePlan = .none
    ) -> Routine {
        Routine(
            id: "r", title: "R", leadIn: .seconds(5), switchTime: .seconds(12),
            blocks: [
                Block(
                    sides: sides,
                    steps: [Step(id: "s", title: "S", setup: "Sit.", move: move, actions: actions)])
            ])
    }

    private static func lines(_ timeline: Timeline) -> [String] { timeline.cues.map(\.line) }

    private let quiet = PlanOptions(intro: .off)

    @Test func aHoldIsAnnouncedStartedHalvedCountedAndEnded() throws {
        let routine = Self.routine([
            Action(.roll(Dose(.seconds(12))), say: "Roll up."), Action(.hold(Dose(.seconds(30)))),
        ])
        let timeline = try Planner(lengths: Self.lengths).plan(routine, quiet)
        #expect(
            Self.lines(timeline)
                == [
                    "0:00.3  say  S.",
                    "0:00.8  say  Sit.",
                    "0:03.3  tone  count",
                    "0:04.3  tone  count",
                    "0:05.3  tone  count",
                    "0:06.3  tone  go",
                    "0:06.6  say  Roll up.",
                    "0:15.7  say  Hold here for thirty seconds. Breathe out slowly.",
                    "0:18.3  tone  hold-start",
                    "0:33.3  say  Half way.",
                    "0:45.3  tone  count",
                    "0:46.3  tone  count",
                    "0:47.3  tone  count",
                    "0:48.3  tone  hold-end",
                    "0:48.6  tone  done",
                    "0:48.9  say  That is the session. If you are lying down, roll off to one side "
                        + "and push up with your hands. Then walk or stretch.",
                ])
    }

    @Test func tonesAloneKeepEveryLength() throws {
        let routine = Self.routine([
            Action(.roll(Dose(.seconds(12))), say: "Roll up."), Action(.hold(Dose(.seconds(30)))),
        ])
        let options = PlanOptions(cues: .tones, intro: .off)
        let timeline = try Planner(lengths: Self.lengths).plan(routine, options)
        #expect(timeline.cues.allSatisfy { $0.text == nil })
        #expect(timeline.segments.map(\.kind) == [.move, .roll, .hold, .outro])
        #expect(timeline.segments.prefix(3).map(\.length) == [240_000, 576_000, 1_440_000])
    }

    @Test func theOtherSideComesWithItsNameAndTimeToMove() throws {
        let routine = Self.routine(
            [Action(.roll(Dose(.seconds(12))), say: "Roll your {side} calf, not the {other}.")],
            sides: .oneThenOther(first: .right))
        let timeline = try Planner(lengths: Self.lengths).plan(routine, quiet)
        let words = timeline.cues.compactMap(\.text)
        #expect(words.contains("Roll your right calf, not the left."))
        #expect(words.contains("Roll your left calf, not the right."))
        #expect(
            words.contains(
                "That was the right side. Take your weight off and rest. Next, the left side."))
        let change = try #require(timeline.segments.firstIndex { $0.kind == .switch })
        let after = timeline.segments[change...].map(\.kind)
        #expect(after == [.switch, .setup, .move, .roll, .outro])
        #expect(timeline.segments[change + 2].length == Duration.seconds(12).frames)
        #expect(timeline.segments[change].side == .left)
    }

    @Test(arguments: [(Side.right, ["right"]), (.left, ["left"]), (.both, ["right", "left"])])
    func aSideCanBeLeftOut(side: Side, expected: [String]) throws {
        let routine = Self.routine(
            [Action(.roll(Dose(.seconds(12))))], sides: .oneThenOther(first: .right))
        let options = PlanOptions(side: side, intro: .off)
        let timeline = try Planner(lengths: Self.lengths).plan(routine, options)
        let rolls = timeline.segments.filter { $0.kind == .roll }
        #expect(rolls.compactMap { $0.side?.rawValue } == expected)
    }

    @Test func briefCuesNameTheToolOfAStepThatIsGoneBackToOrResumed() throws {
        var routine = Self.routine([Action(.roll(Dose(.seconds(12))))])
        var soft = routine.blocks[0].steps[0]
        soft.id = "t"
        soft.title = "T"
        soft.tool = .tennisBall
        var softToo = soft
        softToo.id = "u"
        softToo.title = "U"
        routine.blocks[0].steps += [soft, softToo]
        let plan = try LivePlan(
            routine, PlanOptions(cues: .brief, intro: .off), lengths: Self.lengths)
        func setUps(_ plan: LivePlan, from frame: Frames = 0) -> [[String]] {
            plan.timeline.segments.filter { $0.kind == .setup && $0.start >= frame }.map { setUp in
                plan.timeline.cues.filter { $0.frame >= setUp.start && $0.frame < setUp.end }
                    .compactMap(\.text)
            }
        }
        let roller = ["S.", "With a foam roller."]
        #expect(setUps(plan) == [roller, ["T.", "With a tennis ball."], ["U."]])
        let rolls = plan.timeline.segments.filter { $0.kind == .roll }
        let middle = rolls[2].start + Duration.seconds(6).frames
        let back = try plan.change(.back, at: middle).plan
        #expect(setUps(back, from: middle) == [["U.", "With a tennis ball."]])
        let bookmark = try #require(plan.bookmark(at: middle))
        let resumed = try LivePlan(resuming: bookmark, of: routine, lengths: Self.lengths)
        #expect(setUps(resumed) == [["U.", "With a tennis ball."]])
    }

    @Test func whatDoesNotFitIsShortenedThenHurriedThenReported() throws {
        let long = String(repeating: "word ", count: 20)
        func plan(_ seconds: Int, brief: Sentence?) throws(PlanFailure) -> Timeline {
            var roll = Action(.roll(Dose(.seconds(seconds))), say: Sentence(long))
            roll.brief = brief
            roll.say?.position = SourcePosition(line: 7, column: 9)
            return try Planner(lengths: Self.lengths).plan(Self.routine([roll]), quiet)
        }
        func spoken(_ timeline: Timeline) -> Utterance? {
            let roll = timeline.segments.first { $0.kind == .roll }
            let cue = timeline.cues.first { $0.text != nil && $0.frame >= roll?.start ?? 0 }
            guard case .speech(let utterance, _) = cue?.content else { return nil }
            return utterance
        }
        #expect(try spoken(plan(6, brief: "Short.")) == Utterance(long, rate: 155))
        #expect(try spoken(plan(5, brief: "Short.")) == Utterance("Short.", rate: 155))
        #expect(try spoken(plan(5, brief: nil)) == Utterance(long, rate: 170))
        #expect(try spoken(plan(4, brief: nil)) == Utterance(long, rate: 230))
        #expect(
            throws: PlanFailure.routine([
                Problem(
                    at: SourcePosition(line: 7, column: 9),
                    "\"say\" takes 3.4 s even when short and fast, and has room for 2.6 s",
                    remedy:
                        "shorten the sentence, give a \"brief\" wording, or allow more time")
            ])
        ) { _ = try plan(3, brief: nil) }
    }

    @Test func theOpeningNamesTheTrueLength() throws {
        let routine = Self.routine([Action(.hold(Dose(.seconds(30))))])
        for intro in [PlanOptions.Intro.full, .brief] {
            let timeline = try Planner(lengths: Self.lengths).plan(
                routine, PlanOptions(intro: intro))
            let length = English.time(Duration(frames: timeline.duration))
            #expect(timeline.cues.first?.text == "R. This session takes \(length).")
            #expect(timeline.duration % Duration.seconds(5).frames == 0)
        }
    }

    @Test func aRepeatIsWordedBrieflyAfterTheFirstTime() throws {
        let round = [
            Action(.roll(Dose(.seconds(20))), say: "Roll slowly around.", brief: "Move on."),
            Action(.hold(Dose(.seconds(10)))),
        ]
        let routine = Self.routine([Action(.repeat(Dose(3), round))])
        let timeline = try Planner(lengths: Self.lengths).plan(routine, quiet)
        #expect(timeline.segments.filter { $0.kind == .hold }.count == 3)
        #expect(timeline.cues.filter { $0.text == "Roll slowly around." }.count == 1)
        #expect(timeline.cues.filter { $0.text == "Move on." }.count == 2)
    }

    @Test func repetitionsAreCountedToTheLast() throws {
        let routine = Self.routine([Action(.reps(Dose(4), every: .seconds(3)))])
        let timeline = try Planner(lengths: Self.lengths).plan(routine, quiet)
        let words = timeline.cues.compactMap(\.text)
        #expect(words.contains("Four repetitions."))
        #expect(words.filter { ["Two.", "Three.", "Last one."].contains($0) }.count == 3)
    }

    @Test func aSpokenCountdownTakesThePlaceOfTheTones() throws {
        let routine = Self.routine([Action(.hold(Dose(.seconds(30))))], move: .seconds(8))
        let options = PlanOptions(intro: .off, countdown: .voice)
        let timeline = try Planner(lengths: Self.lengths).plan(routine, options)
        #expect(timeline.cues.allSatisfy { $0.tone != .count })
        #expect(timeline.cues.compactMap(\.text).filter { $0 == "Three." }.count == 2)
        let off = try Planner(lengths: Self.lengths).plan(
            routine, PlanOptions(intro: .off, countdown: .off))
        #expect(off.cues.allSatisfy { $0.tone != .count && $0.text != "Three." })
    }

    @Test func aHoldOutsideItsRangeIsRefused() throws {
        let dose = Dose(Duration.seconds(30), range: .seconds(30)...(.seconds(90)))
        let routine = Self.routine([Action(.hold(dose))])
        #expect(
            throws: PlanFailure.holdOutside(
                .seconds(120), allowed: .seconds(30) ... .seconds(90))
        ) {
            _ = try Planner(lengths: Self.lengths).plan(
                routine, PlanOptions(hold: .seconds(120)))
        }
        let fixed = Self.routine([Action(.hold(Dose(.seconds(30))))])
        #expect(throws: PlanFailure.noHoldVaries) {
            _ = try Planner(lengths: Self.lengths).plan(fixed, PlanOptions(hold: .seconds(45)))
        }
    }

    @Test func anUnknownStepGetsASuggestion() throws {
        let routine = Self.routine([Action(.roll(Dose(.seconds(10))))])
        #expect(
            throws: PlanFailure.noSuchStep(.include, id: "band", near: nil, choices: [])
        ) {
            _ = try Planner(lengths: Self.lengths).plan(routine, PlanOptions(include: ["band"]))
        }
    }

    @Test func anOfferedStepIsInWhenAskedForAndALongOneInFull() throws {
        var offered = Step(
            id: "band", title: "B", setup: "Sit.", actions: [Action(.roll(Dose(.seconds(5))))])
        offered.isOffered = true
        var long = offered
        long.id = "long"
        long.isOffered = false
        long.isFullOnly = true
        var routine = Self.routine([Action(.roll(Dose(.seconds(10))))])
        routine.blocks[0].steps += [offered, long]
        func steps(_ options: PlanOptions) throws -> [String] {
            let timeline = try Planner(lengths: Self.lengths).plan(routine, options)
            return timeline.segments.filter { $0.kind == .roll }.compactMap(\.step)
        }
        #expect(try steps(PlanOptions()) == ["s"])
        #expect(try steps(PlanOptions(include: ["band"])) == ["s", "band"])
        #expect(try steps(PlanOptions(length: .full)) == ["s", "long"])
        #expect(try steps(PlanOptions(length: .full, include: ["band"])) == ["s", "band", "long"])
    }

    @Test func thePaceStretchesMovingAndNothingElse() throws {
        let routine = Self.routine(
            [Action(.roll(Dose(.seconds(12)))), Action(.hold(Dose(.seconds(30))))],
            sides: .oneThenOther(first: .left))
        let usual = try Planner(lengths: Self.lengths).plan(routine, quiet)
        let slow = try Planner(lengths: Self.lengths).plan(
            routine, PlanOptions(pace: 1.5, intro: .off))
        for kind in Segment.Kind.allCases {
            let before = usual.segments.filter { $0.kind == kind }.map(\.length)
            let after = slow.segments.filter { $0.kind == kind }.map(\.length)
            #expect(after == (kind == .move ? before.map { $0 * 3 / 2 } : before))
        }
    }

    @Test func planningGrowsLinearly() throws {
        let step = Self.routine([Action(.roll(Dose(.seconds(2))))]).blocks[0].steps[0]
        var counts: [Int] = []
        for size in [100, 200, 400] {
            var routine = Self.routine([])
            routine.blocks[0].steps = (0..<size).map { index in
                var step = step
                step.id = "s\(index)"
                return step
            }
            var measures = 0
            let lengths = CueLengths(
                speech: { utterance in
                    measures += 1
                    return Self.lengths.speech(utterance)
                }, tone: { _ in SessionFormat.grid })
            _ = try Planner(lengths: lengths).plan(routine, quiet)
            counts.append(measures)
        }
        #expect(counts[1] - counts[0] == (counts[2] - counts[1]) / 2)
    }
}
