import Testing

@testable import UnknotCore

/// Routines made in code and sentences of known lengths; the drawn timeline has one line a cue.
struct PlannerTests {
    private static func routine(
        _ actions: [Action], move: Int = 5, sides: SidePlan = .none
    ) -> Routine {
        .made([.made(actions, move: move)], sides: sides, leadIn: 5, switchTime: 12)
    }

    private let quiet = PlanOptions(intro: .off)

    @Test func aHoldIsAnnouncedStartedHalvedCountedAndEnded() throws {
        let routine = Self.routine([.roll(12, say: "Roll up."), .hold(30)])
        let timeline = try Planner(lengths: .letters).plan(routine, quiet)
        #expect(
            timeline.cues.map(\.line)
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

    @Test func briefCuesNameTheToolOfAStepThatIsGoneBackToOrResumed() throws {
        var routine = Self.routine([.roll(12)])
        var soft = routine.blocks[0].steps[0]
        soft.id = "t"
        soft.title = "T"
        soft.tool = .tennisBall
        var softToo = soft
        softToo.id = "u"
        softToo.title = "U"
        routine.blocks[0].steps += [soft, softToo]
        let plan = try LivePlan(
            routine, PlanOptions(cues: .brief, intro: .off), lengths: .letters)
        func setUps(_ plan: LivePlan, from frame: Frames = 0) -> [[String]] {
            plan.timeline.segments(.setup).filter { $0.start >= frame }
                .map(plan.timeline.words(in:))
        }
        let roller = ["S.", "With a foam roller."]
        #expect(setUps(plan) == [roller, ["T.", "With a tennis ball."], ["U."]])
        let rolls = plan.timeline.segments(.roll)
        let middle = rolls[2].start + Duration.seconds(6).frames
        let back = try plan.change(.back, at: middle).plan
        #expect(setUps(back, from: middle) == [["U.", "With a tennis ball."]])
        let bookmark = try #require(plan.bookmark(at: middle))
        let resumed = try LivePlan(resuming: bookmark, of: routine, lengths: .letters)
        #expect(setUps(resumed) == [["U.", "With a tennis ball."]])
    }

    @Test func whatDoesNotFitIsShortenedThenHurriedThenReported() throws {
        let long = String(repeating: "word ", count: 20)
        func plan(_ seconds: Int, brief: Sentence?) throws(PlanFailure) -> Timeline {
            var roll = Action.roll(seconds, say: Sentence(long))
            roll.brief = brief
            roll.say?.position = SourcePosition(line: 7, column: 9)
            return try Planner(lengths: .letters).plan(Self.routine([roll]), quiet)
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

    @Test func aRepeatIsWordedBrieflyAfterTheFirstTime() throws {
        let round: [Action] = [
            .roll(20, say: "Roll slowly around.", brief: "Move on."), .hold(10),
        ]
        let routine = Self.routine([Action(.repeat(Dose(3), round))])
        let timeline = try Planner(lengths: .letters).plan(routine, quiet)
        #expect(timeline.segments(.hold).count == 3)
        #expect(timeline.cues.filter { $0.text == "Roll slowly around." }.count == 1)
        #expect(timeline.cues.filter { $0.text == "Move on." }.count == 2)
    }

    @Test func aSpokenCountdownTakesThePlaceOfTheTones() throws {
        let routine = Self.routine([.hold(30)], move: 8)
        let options = PlanOptions(intro: .off, countdown: .voice)
        let timeline = try Planner(lengths: .letters).plan(routine, options)
        #expect(timeline.cues.allSatisfy { $0.tone != .count })
        #expect(timeline.words.filter { $0 == "Three." }.count == 2)
        let off = try Planner(lengths: .letters).plan(
            routine, PlanOptions(intro: .off, countdown: .off))
        #expect(off.cues.allSatisfy { $0.tone != .count && $0.text != "Three." })
    }

    @Test func aHoldOutsideItsRangeIsRefused() throws {
        let routine = Self.routine([.hold(30, 30...90)])
        #expect(
            throws: PlanFailure.holdOutside(
                .seconds(120), allowed: .seconds(30) ... .seconds(90))
        ) {
            _ = try Planner(lengths: .letters).plan(
                routine, PlanOptions(hold: .seconds(120)))
        }
        let fixed = Self.routine([.hold(30)])
        #expect(throws: PlanFailure.noHoldVaries) {
            _ = try Planner(lengths: .letters).plan(fixed, PlanOptions(hold: .seconds(45)))
        }
    }

    @Test func anUnknownStepGetsASuggestion() throws {
        let routine = Self.routine([.roll(10)])
        #expect(
            throws: PlanFailure.noSuchStep(.include, id: "band", near: nil, choices: [])
        ) {
            _ = try Planner(lengths: .letters).plan(routine, PlanOptions(include: ["band"]))
        }
    }

    @Test func planningGrowsLinearly() throws {
        let step = Self.routine([.roll(2)]).blocks[0].steps[0]
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
                    return CueLengths.letters.speech(utterance)
                }, tone: { _ in SessionFormat.grid })
            _ = try Planner(lengths: lengths).plan(routine, quiet)
            counts.append(measures)
        }
        #expect(counts[1] - counts[0] == (counts[2] - counts[1]) / 2)
    }
}
