import Testing

@testable import UnknotCore

/// Whoever shows or captions cues chooses by their role, so that it has to be the right one.
struct CueRoleTests {
    private let language = Language.english

    @Test(arguments: BuiltIn.allCases, PlanOptions.Cues.allCases)
    func everyCueHasTheRoleOfItsWords(builtIn: BuiltIn, cues: PlanOptions.Cues) throws {
        let routine = try builtIn.routine()
        let planner = Planner(lengths: try .own)
        let offered = routine.blocks.flatMap(\.steps).filter(\.isOffered).map(\.id)
        for countdown in PlanOptions.Countdown.allCases {
            for intro in PlanOptions.Intro.allCases {
                let options = PlanOptions(
                    length: intro == .brief ? .standard : .full, cues: cues, intro: intro,
                    countdown: countdown, include: offered)
                let timeline = try planner.plan(routine, options)
                let roles = roles(of: routine, timeline)
                let opening = timeline.segments(.intro).first?.end ?? 0
                for cue in timeline.cues {
                    #expect(cue.role == role(of: cue, roles), "\(cue.line): \(cue.role)")
                    // Apart from the opening, tones alone have no words but a spoken countdown.
                    if cues == .tones, cue.text != nil, cue.frame >= opening {
                        #expect(countdown == .voice && cue.role == .count, "\(cue.line)")
                    }
                }
            }
        }
    }

    /// A sentence that is neither the routine's nor a fixed one announces an action or its length.
    private func role(of cue: Cue, _ roles: [String: Cue.Role]) -> Cue.Role {
        if let text = cue.text { return roles[text] ?? .announcement }
        return cue.tone == .count ? .count : cue.tone == .half ? .remark : .signal
    }

    /// The role of each sentence of a routine, and of the coach's own.
    private func roles(of routine: Routine, _ timeline: Timeline) -> [String: Cue.Role] {
        var roles: [String: Cue.Role] = [:]
        func add(_ role: Cue.Role, _ sentences: [String]) {
            for sentence in sentences { roles[sentence] = role }
        }
        func add(_ actions: [Action], _ side: Side) {
            for action in actions {
                add(.instruction, [action.say, action.brief].compactMap { $0?.filled(for: side) })
                if case .repeat(_, let inner) = action.kind { add(inner, side) }
            }
        }
        for step in routine.blocks.flatMap(\.steps) {
            for side in Side.allCases {
                add(.title, [language.stepTitle(step.title, side)])
                add(.setup, [step.setup.filled(for: side)])
                add(.choice, [step.option].compactMap { $0?.filled(for: side) })
                add(.caution, [step.caution].compactMap { $0?.filled(for: side) })
                add(step.actions, side)
            }
        }
        add(.title, [language.opening(routine.title, Duration(frames: timeline.duration))])
        add(
            .setup,
            Tool.allCases.map(language.withTool)
                + timeline.words.filter { $0.hasPrefix("You will need ") })
        add(.caution, language.screening + [language.stopRule])
        add(.instruction, language.guidance + [language.easeOff])
        for wording in [
            language.closing, language.changeSides(.left), language.changeSides(.right),
        ] {
            add(.instruction, [wording.full, wording.brief])
        }
        add(.remark, [language.halfWay, language.breathe, language.newSpot])
        add(.count, language.countdown + [language.tenSeconds, language.fiveSeconds])
        add(
            .count,
            (2...20).flatMap { [language.repetition($0, false), language.repetition($0, true)] })
        return roles
    }
}
