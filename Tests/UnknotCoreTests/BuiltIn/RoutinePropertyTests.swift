import Testing
import UnknotCore

/// The rules of every built-in routine at every combination of options.
struct RoutinePropertyTests {
    @Test(arguments: BuiltIn.allCases)
    func everyCombinationOfWordingsMakesASoundTimeline(builtIn: BuiltIn) throws {
        let subject = try Subject(builtIn)
        var dice = Dice(seed: 1)
        for length in PlanOptions.Length.allCases {
            for cues in PlanOptions.Cues.allCases {
                for intro in PlanOptions.Intro.allCases {
                    for countdown in PlanOptions.Countdown.allCases {
                        for side in Side.allCases {
                            var options = PlanOptions(
                                length: length, side: side, cues: cues, intro: intro,
                                countdown: countdown)
                            try subject.drawTimes(into: &options, &dice)
                            try subject.check(options, longTones: dice.one(of: [false, true]))
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: BuiltIn.allCases)
    func everyCombinationOfTimesMakesASoundTimeline(builtIn: BuiltIn) throws {
        let subject = try Subject(builtIn)
        var dice = Dice(seed: 2)
        for pace in Subject.paces {
            for rate in Subject.rates {
                for hold in Subject.Hold.allCases {
                    for leadIn in Subject.leadIns {
                        var options = PlanOptions(
                            length: dice.one(of: PlanOptions.Length.allCases), pace: pace,
                            leadIn: leadIn, cues: dice.one(of: PlanOptions.Cues.allCases),
                            intro: dice.one(of: PlanOptions.Intro.allCases),
                            countdown: dice.one(of: PlanOptions.Countdown.allCases), rate: rate)
                        subject.drawIncludes(into: &options, &dice)
                        options.hold = try subject.length(of: hold, options)
                        try subject.check(options, longTones: dice.one(of: [false, true]))
                    }
                }
            }
        }
    }
}

/// A built-in routine with two sets of lengths, and the times that its sessions are tried with.
private struct Subject {
    enum Hold: CaseIterable {
        case usual
        case shortest
        case longest
    }

    static let paces = [0.5, 1, 1.5, 3]
    static let rates = [80, 155, 230, 300]
    static let leadIns: [Duration?] = [nil, .zero, .milliseconds(12_300), .seconds(600)]

    let routine: Routine
    private let usual: CueLengths
    private let long = CueLengths.longest
    private let extras: [String]

    init(_ builtIn: BuiltIn) throws {
        routine = try builtIn.routine()
        usual = try .own
        extras = routine.blocks.flatMap(\.steps).filter { $0.isOffered || $0.isFullOnly }.map(\.id)
    }

    func drawTimes(into options: inout PlanOptions, _ dice: inout Dice) throws {
        options.pace = dice.one(of: Self.paces)
        options.rate = dice.one(of: Self.rates)
        options.leadIn = dice.one(of: Self.leadIns)
        drawIncludes(into: &options, &dice)
        options.hold = try length(of: dice.one(of: Hold.allCases), options)
    }

    func drawIncludes(into options: inout PlanOptions, _ dice: inout Dice) {
        options.include = dice.one(of: [[], extras])
    }

    /// The end of the range that all holds of the session share.
    func length(of hold: Hold, _ options: PlanOptions) throws -> Duration? {
        let range = try #require(Expected.holds(routine, options))
        switch hold {
        case .usual: return nil
        case .shortest: return range.lowerBound
        case .longest: return range.upperBound
        }
    }

    /// Plans and audits a session; what is wrong is recorded with its options.
    func check(_ options: PlanOptions, longTones: Bool) throws {
        do throws(PlanFailure) {
            let timeline = try Planner(lengths: longTones ? long : usual).plan(routine, options)
            let audit = TimelineAudit(
                timeline: timeline, expected: Expected(routine, options), options: options)
            let faults = CueRules.violations(of: timeline) + audit.faults
            #expect(faults.isEmpty, "\(options), long tones: \(longTones)")
        } catch {
            Issue.record("\(options), long tones: \(longTones): \(error)")
        }
    }
}
