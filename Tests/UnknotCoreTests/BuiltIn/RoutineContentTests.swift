import Testing

@testable import UnknotCore

/// The doses of the built-in routines, their words, and their care for health.
struct RoutineContentTests {
    // MARK: Doses

    @Test(arguments: [
        (BuiltIn.upperCalf, "5:24", "11:24"), (.lowerCalf, "5:24", "11:24"),
        (.wholeBody, "11:00", "22:00"), (.calfProgramme, "8:32", "20:32"),
        (.ballLegs, "10:00", "14:00"), (.ballBack, "9:30", "9:30"),
    ])
    func theTimedWorkIsThatOfTheSource(builtIn: BuiltIn, standard: String, full: String) throws {
        #expect(try work(builtIn) == standard)
        #expect(try work(builtIn, PlanOptions(length: .full)) == full)
    }

    @Test func aBallHasTwoMinutesForEachButtockAndOneMinuteForEachOfTheRest() throws {
        let timeline = try plan(.ballLegs)
        let steps = ["glutes", "quadriceps", "above-knee", "outer-thigh"]
        for side in [Side.right, .left] {
            let seconds = steps.map { step in
                timeline.work.filter { $0.step == step && $0.side == side }
                    .reduce(0) { $0 + $1.length } / SessionFormat.sampleRate
            }
            #expect(seconds == [120, 60, 60, 60])
        }
        let back = try plan(.ballBack)
        #expect(
            back.work.filter { $0.step == "lats" && $0.side == .right }
                .reduce(0) { $0 + $1.length } == 120 * SessionFormat.sampleRate)
    }

    @Test func theHandsDoTwelveRepetitionsAndUpToFifteen() throws {
        let step = try #require(try step("hands", of: .calfProgramme))
        #expect(
            step.actions.map(\.kind) == [
                .reps(Dose(12, range: 12...15, full: 12), every: .seconds(3))
            ])
    }

    @Test(arguments: [BuiltIn.upperCalf, .lowerCalf, .wholeBody])
    func everyRollerHoldIsThirtySecondsAndUpToNinety(builtIn: BuiltIn) throws {
        let holds = try builtIn.routine().blocks.flatMap(\.steps).flatMap(\.actions).filter {
            if case .hold = $0.kind { true } else { false }
        }
        #expect(holds.count == (builtIn == .wholeBody ? 7 : 3))
        #expect(
            holds.allSatisfy {
                $0.kind == .hold(Dose(.seconds(30), range: .seconds(30) ... .seconds(90)))
            })
    }

    @Test func tenderPointsUnderTheBallAreHeldForFifteenSecondsAtLeast() throws {
        let step = try #require(try step("ball", of: .calfProgramme))
        let holds = step.actions.compactMap { action -> Duration? in
            if case .hold(let dose) = action.kind { dose.range.lowerBound } else { nil }
        }
        #expect(holds == [.seconds(15), .seconds(15)])
    }

    // MARK: Steps and sides

    @Test(arguments: PlanOptions.Length.allCases)
    func behindTheKneeAndTheBandAreDoneOnlyWhenAskedFor(length: PlanOptions.Length) throws {
        for (builtIn, id) in [(BuiltIn.ballLegs, "behind-knee"), (.calfProgramme, "band")] {
            for asked in [[], [id]] {
                let options = PlanOptions(length: length, include: asked)
                let isDone = try plan(builtIn, options).segments.contains { $0.step == id }
                #expect(isDone == !asked.isEmpty, "\(id)")
            }
        }
    }

    @Test(arguments: BuiltIn.allCases) func anIdIsTheNameOfItsFile(builtIn: BuiltIn) throws {
        #expect(try builtIn.routine().id == builtIn.rawValue)
    }

    @Test(arguments: BuiltIn.allCases)
    func everyStepNamesItsRegionAndSoDoItsSegments(builtIn: BuiltIn) throws {
        for step in try builtIn.routine().blocks.flatMap(\.steps) {
            #expect(!step.regions.isEmpty, "\(step.id)")
            let segments = try longest(builtIn).segments.filter { $0.step == step.id }
            #expect(!segments.isEmpty && segments.allSatisfy { $0.regions == step.regions })
        }
    }

    @Test(arguments: BuiltIn.allCases)
    func everySidedSetUpNamesItsSide(builtIn: BuiltIn) throws {
        for block in try builtIn.routine().blocks {
            guard case .oneThenOther(let first) = block.sides else { continue }
            #expect(first == .right)
            for step in block.steps {
                #expect(step.setup.text.contains("{side}"), "\(step.id)")
            }
        }
    }

    // MARK: Words

    @Test(arguments: BuiltIn.allCases)
    func everySentenceHasTwentyFiveWordsAtMost(builtIn: BuiltIn) throws {
        for cue in try longest(builtIn).words {
            #expect(cue.split(separator: " ").count <= 25, "\(cue)")
            #expect(!cue.contains("{"), "\(cue)")
        }
    }

    @Test(arguments: BuiltIn.allCases)
    func nothingThatIsSaidPromisesACure(builtIn: BuiltIn) throws {
        let promises = [
            "cure", "heal", "guarantee", "break up", "breaks up", "adhesion", "scar tissue",
            "toxin", "detox", "knots", "fascia", "lactic", "cellulite", "fix", "treat", "therapy",
            "pain free", "pain-free", "get rid", "dissolve", "melt", "posture", "prevent",
        ]
        for text in try longest(builtIn).words + builtIn.routine().titles {
            let lower = text.lowercased()
            #expect(promises.filter { lower.contains($0) } == [], "\(text)")
        }
    }

    @Test(arguments: BuiltIn.allCases)
    func noSentencePutsAToolOnTheKneecap(builtIn: BuiltIn) throws {
        for text in try longest(builtIn).words {
            let sentences = text.lowercased().split { ".!?".contains($0) }
            for sentence in sentences
            where sentence.contains("kneecap") || sentence.contains("knee cap") {
                let keepsOff = ["never on the kneecap", "above", "keep clear of"]
                #expect(keepsOff.contains { sentence.contains($0) }, "\(text)")
            }
        }
    }

    @Test func theBallAtTheKneeLiesOnTheMuscleAboveIt() throws {
        let step = try #require(try step("above-knee", of: .ballLegs))
        #expect(
            step.setup.text.contains("Ball on the muscle, two fingers above your {side} kneecap."))
        #expect(step.caution?.text == "Never on the kneecap. Pain inside the knee means stop.")
        let advice = Language.english.paper.adviceAfter.flatMap { $0.entries }
        #expect(advice.contains { $0.contains("kneecap") })
    }

    // MARK: Health

    /// The nerve follows the outer cord behind the knee and lies bare just below the bony knob.
    @Test func noCueLeadsOntoThePeronealNerve() throws {
        for builtIn in BuiltIn.allCases {
            for text in try longest(builtIn).words {
                let lower = text.lowercased()
                #expect(!lower.contains("either cord"), "\(text)")
                if lower.contains("outer cord") { #expect(lower.contains("never the outer cord")) }
                guard lower.contains("knob") else { continue }
                let distances = ["a hand's width below the bony knob", "well below the bony knob"]
                #expect(distances.contains { lower.contains($0) }, "\(text)")
            }
        }
        let outer = [
            (BuiltIn.upperCalf, "outer"), (.calfProgramme, "upper-calf-outer"),
            (.ballLegs, "calf-outer"),
        ]
        for (builtIn, id) in outer {
            let step = try #require(try step(id, of: builtIn))
            let caution = step.caution?.text ?? ""
            #expect(caution.contains("Stay a hand's width below the bony knob outside the knee."))
            // The crease is higher than the knob: it is no limit here.
            #expect(!step.sentences.contains { $0.contains("crease") }, "\(builtIn) \(id)")
            #expect(!step.sentences.contains { $0.contains("short of the knee") }, "\(builtIn)")
        }
    }

    @Test func theBallBehindTheKneeLiesOnTheInnerCordAlone() throws {
        let step = try #require(try step("behind-knee", of: .ballLegs))
        #expect(step.title == "Inner cord behind the knee")
        #expect(step.setup.text.contains("Ball on the inner cord beside the hollow of your {side}"))
        #expect(step.caution?.text.hasPrefix("Never the middle, never the outer cord.") == true)
    }

    @Test func theLowerCalfIsRolledFromAHandsWidthAboveTheAnkleBones() throws {
        let first = [(BuiltIn.lowerCalf, "centre"), (.calfProgramme, "lower-calf")]
        for (builtIn, id) in first {
            let step = try #require(try step(id, of: builtIn))
            #expect(step.setup.text.contains("a hand's width above the ankle bones."), "\(id)")
            #expect(
                step.caution?.text.hasSuffix(
                    "Stay a hand's width above the ankle bones, and be light there.") == true)
        }
        for builtIn in BuiltIn.allCases {
            #expect(try !longest(builtIn).words.contains { $0.contains("heel cord") })
        }
    }

    @Test(arguments: BuiltIn.allCases)
    func briefCuesNameTheTool(builtIn: BuiltIn) throws {
        let routine = try builtIn.routine()
        let steps = routine.blocks.flatMap(\.steps)
        let offered = steps.filter(\.isOffered).map(\.id)
        var starts: [String?] = [nil]
        starts += steps.map(\.id)
        for length in PlanOptions.Length.allCases {
            for from in starts {
                var options = PlanOptions(length: length, cues: .brief, include: offered)
                options.from = from
                guard let timeline = try? plan(builtIn, options) else { continue }
                var tool: Tool?
                for setUp in timeline.segments(.setup) {
                    let step = try #require(steps.first { $0.id == setUp.step })
                    let next = step.tool ?? routine.tool
                    let named = timeline.words(in: setUp).filter { $0.hasPrefix("With ") }
                    let expected = [Language.english.withTool(next)]
                    #expect(
                        named == (next == tool ? [] : expected), "\(step.id) from \(from ?? "")")
                    tool = next
                }
            }
        }
    }

    @Test(arguments: BuiltIn.allCases)
    func briefCuesNameTheSide(builtIn: BuiltIn) throws {
        let timeline = try plan(builtIn, PlanOptions(length: .full, cues: .brief))
        for setUp in timeline.segments(.setup) {
            let words = timeline.words(in: setUp)
            let title = Language.english.stepTitle(setUp.title, setUp.side)
            #expect(words.contains(title), "\(words)")
        }
    }

    @Test(arguments: BuiltIn.allCases)
    func briefCuesTellToesInAndOut(builtIn: BuiltIn) throws {
        for step in try builtIn.routine().blocks.flatMap(\.steps) {
            let setUp = step.setup.text
            let title = step.title
            #expect(!setUp.contains("toes in") || title.contains("toes in"), "\(title)")
            #expect(!setUp.contains("toes out") || title.contains("toes out"), "\(title)")
            #expect(!setUp.contains("Toes to the ceiling") || title.contains("toes up"), "\(title)")
        }
    }

    @Test(arguments: PlanOptions.Length.allCases)
    func noSpotOfTheBackIsUnderABallForMoreThanThirtySeconds(length: PlanOptions.Length) throws {
        for cues in [PlanOptions.Cues.full, .brief] {
            let timeline = try plan(.ballBack, PlanOptions(length: length, cues: cues))
            var before: Segment?
            for segment in timeline.segments {
                let stays = [.hold, .reps].contains(segment.kind)
                if stays {
                    #expect(segment.length <= 30 * SessionFormat.sampleRate, "\(segment)")
                    #expect(before?.kind == .roll || before?.kind == .move)
                }
                before = segment
            }
            let top = timeline.work.filter { $0.step == "shoulder-top" && $0.side == .right }
            #expect(top.map(\.kind) == [.reps, .roll, .reps])
        }
    }

    /// A bridge is tiring: the hips are up while something rolls, and down for the set-up and hold.
    @Test(arguments: [(BuiltIn.wholeBody, "upper-back"), (.ballBack, "middle-back")])
    func theHipsAreDownForTheHoldUnderTheBack(builtIn: BuiltIn, id: String) throws {
        let step = try #require(try step(id, of: builtIn))
        #expect(!step.setup.text.lowercased().contains("hips lifted"))
        #expect(step.actions.count == 3)
        for text in [step.actions[0].say, step.actions[0].brief] {
            let words = try #require(text).text.lowercased()
            let up = try #require(words.firstRange(of: "lift"))
            let down = try #require(
                words.firstRange(of: "hips down") ?? words.firstRange(of: "let your hips down"))
            #expect(up.lowerBound < down.lowerBound)
        }
        for text in [step.actions[2].say, step.actions[2].brief] {
            #expect(try #require(text).text.hasPrefix("Lift"))
        }
        for length in PlanOptions.Length.allCases {
            let rolls = try plan(builtIn, PlanOptions(length: length)).work.filter {
                $0.step == id && $0.kind == .roll
            }
            #expect(rolls.count == 2)
            #expect(rolls.allSatisfy { $0.length <= 30 * SessionFormat.sampleRate })
        }
    }

    @Test func aHeadacheMeansStopWhereverAToolIsUnderTheUpperBack() throws {
        let places = [
            (BuiltIn.wholeBody, "upper-back"), (.ballBack, "rear-shoulder"),
            (.ballBack, "shoulder-top"), (.ballBack, "middle-back"),
        ]
        for (builtIn, id) in places {
            let caution = try #require(try step(id, of: builtIn)?.caution).text
            #expect(caution.lowercased().contains("headache means stop."), "\(caution)")
        }
    }

    @Test func theAdviceNamesCalfPainTheBackAndTheEndOfTheSession() {
        #expect(
            EnglishAdvice.mustNot.contains { $0.contains("clot") && $0.contains("new calf pain") })
        #expect(EnglishAdvice.askFirst.contains { $0.contains("ribs") && $0.contains("pacemaker") })
        #expect(EnglishAdvice.stopWhen.contains { $0.contains("does not pass") })
        #expect(
            EnglishAdvice.keepOff.contains { $0.contains("Stay a hand's width below the knob.") })
        #expect(
            EnglishAdvice.keepOff.contains { $0.contains("a hand's width above the ankle bones") })
    }

    @Test(arguments: PlanOptions.Length.allCases)
    func theHoldOnTheOuterThighIsAChoice(length: PlanOptions.Length) throws {
        for cues in [PlanOptions.Cues.full, .brief] {
            let timeline = try plan(.wholeBody, PlanOptions(length: length, cues: cues))
            for side in [Side.right, .left] {
                let roll = try #require(
                    timeline.work.first { $0.step == "outer-thigh" && $0.side == side })
                let words = timeline.words(in: roll).joined(separator: " ")
                #expect(words.contains("Hold only if that is easy"), "\(words)")
            }
        }
    }

    // MARK: The opening

    @Test(arguments: BuiltIn.allCases)
    func theOpeningTellsTheLengthThenWhoShouldNotThenWhenToStop(builtIn: BuiltIn) throws {
        let phrases = Language.english
        let timeline = try plan(builtIn)
        let title = try builtIn.routine().title
        let intro = timeline.words(in: .intro)
        #expect(intro.first == phrases.opening(title, Duration(frames: timeline.duration)))
        #expect(intro.dropFirst().first?.hasPrefix("You will need ") == true)
        #expect(
            Array(intro.dropFirst(2))
                == phrases.screening + [phrases.stopRule] + phrases.guidance)

        let brief = try plan(builtIn, PlanOptions(intro: .brief))
        #expect(
            brief.words(in: .intro) == [
                phrases.opening(title, Duration(frames: brief.duration)), phrases.stopRule,
            ])
        let off = try plan(builtIn, PlanOptions(intro: .off))
        #expect(off.segments.first?.kind == .setup)
        #expect(off.words.contains(phrases.stopRule) == false)
    }

    @Test(arguments: BuiltIn.allCases)
    func noOptionRepeatsWhatTheOpeningSays(builtIn: BuiltIn) throws {
        let said = Language.english.guidance.flatMap { $0.split { ".?".contains($0) } }
            .map { $0.trimmingPrefix(" ") }
        for step in try builtIn.routine().blocks.flatMap(\.steps) {
            let option = step.option?.text ?? ""
            #expect(said.filter { option.contains($0) } == [], "\(step.id)")
            #expect(!option.contains("out of ten"), "\(step.id)")
        }
    }

    // MARK: -

    private func plan(
        _ builtIn: BuiltIn, _ options: PlanOptions = PlanOptions()
    ) throws -> Timeline {
        try Planner(lengths: .own).plan(builtIn.routine(), options)
    }

    /// The session in which everything is said.
    private func longest(_ builtIn: BuiltIn) throws -> Timeline {
        let steps = try builtIn.routine().blocks.flatMap(\.steps)
        let offered = steps.filter(\.isOffered).map(\.id)
        return try plan(builtIn, PlanOptions(length: .full, include: offered))
    }

    private func work(
        _ builtIn: BuiltIn, _ options: PlanOptions = PlanOptions()
    ) throws -> String {
        TimeText.clock(try plan(builtIn, options).work.reduce(0) { $0 + $1.length })
    }

    private func step(_ id: String, of builtIn: BuiltIn) throws -> Step? {
        try builtIn.routine().blocks.flatMap(\.steps).first { $0.id == id }
    }
}

extension Timeline {
    fileprivate var work: [Segment] { segments.filter(\.isWork) }

    /// All that is said in the segments of a kind.
    fileprivate func words(in kind: Segment.Kind) -> [String] {
        segments(kind).flatMap { words(in: $0) }
    }
}

extension Step {
    /// All that its author has the coach say.
    fileprivate var sentences: [String] {
        [setup, option, caution].compactMap { $0?.text }
            + actions.flatMap { [$0.say, $0.brief] }.compactMap { $0?.text }
    }
}

extension Routine {
    fileprivate var titles: [String] { [title] + blocks.flatMap(\.steps).map(\.title) }
}
