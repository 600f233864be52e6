import Foundation
import Testing

@testable import UnknotCore

/// Routines made in code that are fitted into times, with nothing but tones to be heard.
struct FittingTests {
    private let quiet = PlanOptions(cues: .tones, intro: .off, countdown: .off)

    private static var lengths: CueLengths {
        CueLengths(
            speech: { $0.text.count * SessionFormat.grid / 2 }, tone: { _ in SessionFormat.grid })
    }

    private static func step(_ id: String, _ actions: [Action], isOptional: Bool = false) -> Step {
        Step(id: id, title: id, setup: "Sit.", actions: actions, isOptional: isOptional)
    }

    private static func routine(_ steps: [Step], sides: SidePlan = .none) -> Routine {
        Routine(
            id: "r", title: "R", leadIn: .zero, switchTime: .zero,
            blocks: [Block(sides: sides, steps: steps)])
    }

    private static func roll(_ seconds: Int, _ range: ClosedRange<Int>? = nil) -> Action {
        Action(.roll(dose(seconds, range)))
    }

    private static func hold(_ seconds: Int, _ range: ClosedRange<Int>? = nil) -> Action {
        Action(.hold(dose(seconds, range)))
    }

    private static func dose(_ seconds: Int, _ range: ClosedRange<Int>?) -> Dose<Duration> {
        Dose(
            .seconds(seconds),
            range: range.map { .seconds($0.lowerBound) ... .seconds($0.upperBound) })
    }

    /// What is done when a routine is fitted: each action as `id kind seconds`, and the summary.
    private func fit(
        _ routine: Routine, _ options: PlanOptions? = nil, to seconds: Int
    ) throws -> (work: [String], summary: String, duration: Frames) {
        let outcome = try Fitting(lengths: Self.lengths).fit(
            routine, options ?? quiet, to: .seconds(seconds))
        let timeline = try Planner(lengths: Self.lengths).plan(routine, outcome.options)
        #expect(timeline.duration == outcome.duration)
        let work = timeline.segments.filter { $0.action != nil }.map {
            let side = $0.side.map { "\($0) " } ?? ""
            return "\($0.step ?? "") \(side)\($0.kind) \($0.length / SessionFormat.sampleRate)"
        }
        return (work, outcome.summary, timeline.duration)
    }

    /// The failure that refuses a time.
    private func refusal(
        _ routine: Routine, _ options: PlanOptions, to seconds: Int
    ) -> PlanFailure? {
        do throws(PlanFailure) {
            _ = try Fitting(lengths: Self.lengths).fit(routine, options, to: .seconds(seconds))
            return nil
        } catch {
            return error
        }
    }

    // The closing takes 0.7 s, so a session with work of N s lasts N + 0.7 s; a step after one that
    // ends with a hold comes a second later.

    @Test func allHoldsAndRollsMoveByTheSameShareOfTheirRanges() throws {
        let routine = Self.routine([
            Self.step("a", [Self.roll(10, 10...30), Self.hold(30, 30...90)]),
            Self.step("b", [Self.roll(20), Self.hold(10, 10...40)]),
        ])
        let half = try fit(routine, to: 127)
        #expect(half.work == ["a roll 20", "a hold 60", "b roll 20", "b hold 25"])
        #expect(half.duration == 127 * SessionFormat.sampleRate)
        #expect(
            half.summary
                == "Fitted to 2:07: holds 25 to 60 s instead of 10 to 30 s; rolls 20 s instead of 10 s."
        )
    }

    @Test func whatIsLeftOverGoesToRollsAndThenIsSilence() throws {
        let routine = Self.routine(
            [Self.step("a", [Self.roll(10, 10...12), Self.hold(30, 30...40)])],
            sides: .oneThenOther(first: .right))
        let fitted = try fit(routine, to: 90)
        let right = fitted.work.filter { $0.contains("right") }
        let left = fitted.work.filter { $0.contains("left") }
        #expect(right.map { $0.replacing("right", with: "left") } == left)
        #expect(fitted.duration == 90 * SessionFormat.sampleRate)
    }

    @Test func stepsAreLeftOutFromTheLastOnOnlyWhereTheLeastIsTooLong() throws {
        let routine = Self.routine([
            Self.step("a", [Self.hold(30, 20...60)]),
            Self.step("b", [Self.roll(30)], isOptional: true),
            Self.step("c", [Self.roll(30), Self.hold(30, 20...60)], isOptional: true),
            Self.step("d", [Self.roll(10)]),
        ])
        #expect(
            try fit(routine, to: 115).summary
                == "Fitted to 1:55: holds 21 s instead of 30 s.")
        let without = try fit(routine, to: 110)
        #expect(without.work == ["a hold 60", "b roll 30", "d roll 10"])
        #expect(
            without.summary
                == "Fitted to 1:42, the nearest to 1:50 that its ranges allow: "
                + "holds 60 s instead of 30 s; left out: c.")
        #expect(
            try fit(routine, to: 45).summary
                == "Fitted to 0:45: holds 33 s instead of 30 s; left out: b, c.")
    }

    @Test func aStepThatWasAskedForIsNeverLeftOut() throws {
        let routine = Self.routine([
            Self.step("a", [Self.roll(30)]), Self.step("b", [Self.roll(30)], isOptional: true),
        ])
        var options = quiet
        #expect(try fit(routine, options, to: 40).work == ["a roll 30"])
        options.include = ["b"]
        #expect(
            refusal(routine, options, to: 40)
                == .tooShort(.seconds(40), shortest: .seconds(61)))
    }

    @Test func somethingIsAlwaysLeftToDo() throws {
        let routine = Self.routine([
            Self.step("a", [Self.roll(30)], isOptional: true),
            Self.step("b", [Self.roll(30)], isOptional: true),
        ])
        #expect(try fit(routine, to: 31).work == ["a roll 30"])
        #expect(
            refusal(routine, quiet, to: 30) == .tooShort(.seconds(30), shortest: .seconds(31)))
    }

    @Test func repetitionsAndRoundsMoveByWholeOnes() throws {
        let reps = Action(.reps(Dose(10, range: 5...15), every: .seconds(6)))
        let rounds = Action(.repeat(Dose(2, range: 1...3), [Self.roll(20), Self.hold(20)]))
        let routine = Self.routine([Self.step("a", [reps, rounds])])
        let fitted = try fit(routine, to: 129)
        #expect(fitted.work == ["a reps 84", "a roll 20", "a hold 20"])
        #expect(
            fitted.summary
                == "Fitted to 2:05, the nearest to 2:09 that its ranges allow: "
                + "repetitions 14 instead of 10; rounds 1 instead of 2.")
    }

    @Test func aHoldThatWasAskedForStays() throws {
        let routine = Self.routine([
            Self.step("a", [Self.roll(20, 10...60), Self.hold(30, 20...60)])
        ])
        var options = quiet
        options.hold = .seconds(45)
        #expect(try fit(routine, options, to: 80).work == ["a roll 34", "a hold 45"])
        #expect(
            refusal(routine, options, to: 50)
                == .tooShort(.seconds(50), shortest: .seconds(56)))
    }

    @Test func aHoldMayBeAskedForAlsoWhereItsOnlyStepIsLeftOut() throws {
        let routine = Self.routine([
            Self.step("a", [Self.roll(20)]),
            Self.step("b", [Self.roll(20), Self.hold(30, 20...60)], isOptional: true),
        ])
        var options = quiet
        options.hold = .seconds(45)
        let fitted = try fit(routine, options, to: 60)
        #expect(fitted.work == ["a roll 20"])
        #expect(fitted.summary.hasSuffix(" that its ranges allow: left out: b."))
    }

    @Test func theLengthAskedForIsWhereItStarts() throws {
        let routine = Self.routine([
            Self.step("a", [Self.hold(30, 20...60), Self.roll(10)])
        ])
        for (length, start) in [(PlanOptions.Length.short, 20), (.full, 60)] {
            var options = quiet
            options.length = length
            #expect(
                try fit(routine, options, to: 41).summary
                    == "Fitted to 0:41: holds 30 s instead of \(start) s.")
        }
        #expect(try fit(routine, to: 41).summary == "Fitted to 0:41: nothing is changed.")
    }

    @Test func moreTimeThanTheRangesHaveGivesTheLongest() throws {
        let routine = Self.routine([Self.step("a", [Self.hold(30, 20...60)])])
        let fitted = try fit(routine, to: 32_400)
        #expect(fitted.work == ["a hold 60"])
        #expect(
            fitted.summary
                == "Fitted to 1:01, the longest that its ranges allow: holds 60 s instead of 30 s.")
    }

    @Test func theOpeningNamesTheTimeToTheSecond() throws {
        let routine = Self.routine([Self.step("a", [Self.hold(30, 20...600), Self.roll(10)])])
        for seconds in [240, 243, 601] {
            let fitted = try Fitting(lengths: Self.lengths).fit(
                routine, PlanOptions(), to: .milliseconds(seconds * 1_000 + 900))
            let timeline = try Planner(lengths: Self.lengths).plan(routine, fitted.options)
            let words = English.time(.seconds(seconds))
            #expect(timeline.cues.first?.text == "R. This session takes \(words).")
            #expect(timeline.duration == seconds * SessionFormat.sampleRate)
        }
    }

    // MARK: What is kept

    @Test func amountsOfAnotherRoutineStayWithinTheRangesOfThisOne() throws {
        let before = Self.routine([
            Self.step("a", [Self.roll(30, 10...60), Self.hold(60, 20...90)])
        ])
        let now = Self.routine([
            Self.step("a", [Self.roll(10, 10...20), Self.hold(20, 20...30), Self.roll(5)]),
            Self.step("new", [Self.roll(7)]),
        ])
        let fitted = try Fitting(lengths: Self.lengths).fit(before, quiet, to: .seconds(130))
        let timeline = try Planner(lengths: Self.lengths).plan(now, fitted.options)
        let work = timeline.segments.filter { $0.action != nil }
            .map { $0.length / SessionFormat.sampleRate }
        #expect(work == [20, 30, 5, 7])
    }

    @Test func optionsThatWereKeptBeforeAreStillRead() throws {
        var kept = try #require(
            JSONSerialization.jsonObject(with: JSONEncoder().encode(quiet)) as? [String: Any])
        #expect(kept["fitted"] == nil)
        kept["hold"] = nil
        let data = try JSONSerialization.data(withJSONObject: kept)
        #expect(try JSONDecoder().decode(PlanOptions.self, from: data) == quiet)
    }
}
