import Testing

@testable import UnknotCore

/// Routines made in code that are fitted into times, with nothing but tones to be heard.
struct FittingTests {
    private let quiet = PlanOptions(cues: .tones, intro: .off, countdown: .off)

    /// The work of a fitted routine, each action as `id kind seconds`, and the summary.
    private func fit(
        _ routine: Routine, _ options: PlanOptions? = nil, to seconds: Int
    ) throws -> (work: [String], summary: String, duration: Frames) {
        let outcome = try Fitting(lengths: .letters).fit(
            routine, options ?? quiet, to: .seconds(seconds))
        let timeline = try Planner(lengths: .letters).plan(routine, outcome.options)
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
            _ = try Fitting(lengths: .letters).fit(routine, options, to: .seconds(seconds))
            return nil
        } catch {
            return error
        }
    }

    // The closing takes 0.7 s, so a session with work of N s lasts N + 0.7 s; a step after one that
    // ends with a hold comes a second later.

    @Test func allHoldsAndRollsMoveByTheSameShareOfTheirRanges() throws {
        let routine = Routine.made([
            .made([.roll(10, 10...30), .hold(30, 30...90)], id: "a"),
            .made([.roll(20), .hold(10, 10...40)], id: "b"),
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
        let routine = Routine.made(
            [.made([.roll(10, 10...12), .hold(30, 30...40)], id: "a")],
            sides: .rightThenLeft, switchTime: 0)
        let fitted = try fit(routine, to: 90)
        let right = fitted.work.filter { $0.contains("right") }
        let left = fitted.work.filter { $0.contains("left") }
        #expect(right.map { $0.replacing("right", with: "left") } == left)
        #expect(fitted.duration == 90 * SessionFormat.sampleRate)
    }

    @Test func stepsAreLeftOutFromTheLastOnOnlyWhereTheLeastIsTooLong() throws {
        let routine = Routine.made([
            .made([.hold(30, 20...60)], id: "a"),
            .made([.roll(30)], id: "b", isOptional: true),
            .made([.roll(30), .hold(30, 20...60)], id: "c", isOptional: true),
            .made([.roll(10)], id: "d"),
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
        let routine = Routine.made([
            .made([.roll(30)], id: "a"), .made([.roll(30)], id: "b", isOptional: true),
        ])
        var options = quiet
        #expect(try fit(routine, options, to: 40).work == ["a roll 30"])
        options.include = ["b"]
        #expect(
            refusal(routine, options, to: 40)
                == .tooShort(.seconds(40), shortest: .seconds(61)))
    }

    @Test func somethingIsAlwaysLeftToDo() throws {
        let routine = Routine.made([
            .made([.roll(30)], id: "a", isOptional: true),
            .made([.roll(30)], id: "b", isOptional: true),
        ])
        #expect(try fit(routine, to: 31).work == ["a roll 30"])
        #expect(
            refusal(routine, quiet, to: 30) == .tooShort(.seconds(30), shortest: .seconds(31)))
    }

    @Test func repetitionsAndRoundsMoveByWholeOnes() throws {
        let reps = Action.reps(10, 5...15, every: 6)
        let rounds = Action(.repeat(Dose(2, range: 1...3), [.roll(20), .hold(20)]))
        let routine = Routine.made([.made([reps, rounds], id: "a")])
        let fitted = try fit(routine, to: 129)
        #expect(fitted.work == ["a reps 84", "a roll 20", "a hold 20"])
        #expect(
            fitted.summary
                == "Fitted to 2:05, the nearest to 2:09 that its ranges allow: "
                + "repetitions 14 instead of 10; rounds 1 instead of 2.")
    }

    @Test func aHoldThatWasAskedForStays() throws {
        let routine = Routine.made([
            .made([.roll(20, 10...60), .hold(30, 20...60)], id: "a")
        ])
        var options = quiet
        options.hold = .seconds(45)
        #expect(try fit(routine, options, to: 80).work == ["a roll 34", "a hold 45"])
        #expect(
            refusal(routine, options, to: 50)
                == .tooShort(.seconds(50), shortest: .seconds(56)))
    }

    @Test func aHoldMayBeAskedForAlsoWhereItsOnlyStepIsLeftOut() throws {
        let routine = Routine.made([
            .made([.roll(20)], id: "a"),
            .made([.roll(20), .hold(30, 20...60)], id: "b", isOptional: true),
        ])
        var options = quiet
        options.hold = .seconds(45)
        let fitted = try fit(routine, options, to: 60)
        #expect(fitted.work == ["a roll 20"])
        #expect(fitted.summary.hasSuffix(" that its ranges allow: left out: b."))
    }

    @Test func theLengthAskedForIsWhereItStarts() throws {
        let routine = Routine.made([
            .made([.hold(30, 20...60), .roll(10)], id: "a")
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
        let routine = Routine.made([.made([.hold(30, 20...60)], id: "a")])
        let fitted = try fit(routine, to: 32_400)
        #expect(fitted.work == ["a hold 60"])
        #expect(
            fitted.summary
                == "Fitted to 1:01, the longest that its ranges allow: holds 60 s instead of 30 s.")
    }

    // MARK: What is kept

    @Test func amountsOfAnotherRoutineStayWithinTheRangesOfThisOne() throws {
        let before = Routine.made([
            .made([.roll(30, 10...60), .hold(60, 20...90)], id: "a")
        ])
        let now = Routine.made([
            .made([.roll(10, 10...20), .hold(20, 20...30), .roll(5)], id: "a"),
            .made([.roll(7)], id: "new"),
        ])
        let fitted = try Fitting(lengths: .letters).fit(before, quiet, to: .seconds(130))
        let timeline = try Planner(lengths: .letters).plan(now, fitted.options)
        let work = timeline.segments.filter { $0.action != nil }
            .map { $0.length / SessionFormat.sampleRate }
        #expect(work == [20, 30, 5, 7])
    }
}
