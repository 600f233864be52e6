import Testing

@testable import UnknotCore

/// The rules of a session hold whatever people ask of it, in whatever order, in virtual time.
///
/// No two sounds meet, it ends, and every second is accounted for.
struct CommandPropertyTests {
    @Test(arguments: BuiltIn.allCases)
    func anySequenceOfCommandsKeepsTheRules(builtIn: BuiltIn) throws {
        let routine = try builtIn.routine()
        let lengths = try CueLengths.own
        var dice = Dice(seed: 11)
        for _ in 0..<20 {
            let options = PlanOptions(
                length: dice.one(of: PlanOptions.Length.allCases),
                cues: dice.one(of: [.full, .full, .brief, .tones]),
                intro: dice.one(of: PlanOptions.Intro.allCases),
                countdown: dice.one(of: PlanOptions.Countdown.allCases))
            let plan = try LivePlan(routine, options, lengths: lengths)
            var session = VirtualSession(plan, lengths: lengths)
            for _ in 0..<80 where !session.conductor.isFinished {
                session.pass(Int.random(in: 0..<(12 * SessionFormat.sampleRate), using: &dice))
                session.ask(dice.one(of: VirtualSession.requests), &dice)
            }
            session.playOut()
            #expect(session.conductor.isFinished)
            #expect(session.overlaps.isEmpty, "\(session.overlaps.prefix(3))")
            let accounted =
                session.plan.timeline.duration + session.heardAgain + session.aside
                + session.paused
            #expect(session.now == accounted)
            let broken = CueRules.violations(of: session.plan.timeline, isChanged: true)
            #expect(broken.isEmpty, "\(broken.prefix(3))")
        }
    }
}

/// A session in virtual time that is asked for things as a live one is.
private struct VirtualSession {
    var plan: LivePlan
    var conductor: Conductor
    /// The time that has passed, and how it was spent while the session did not move on.
    var now: Frames = 0
    var aside: Frames = 0
    var paused: Frames = 0
    /// How much was played a second time, after a pause in the middle of an instruction.
    var heardAgain: Frames = 0
    private(set) var sounds: [(start: Frames, end: Frames, cue: Cue)] = []
    private let lengths: CueLengths
    private var isHeld = false

    static let requests: [UserCommand] = [
        .toggle, .toggle, .toggle, .next, .back, .repeat, .hold, .hold, .stay, .stay, .ease,
        .skipSide, .howLong, .help,
    ]

    init(_ plan: LivePlan, lengths: CueLengths) {
        self.plan = plan
        self.lengths = lengths
        conductor = Conductor(plan.timeline)
    }

    /// Sounds that begin before the one before has ended.
    var overlaps: [String] {
        zip(sounds, sounds.dropFirst()).filter { $0.end > $1.start }
            .map { "\($0.cue.line) until \($0.end), \($1.cue.line) from \($1.start)" }
    }

    mutating func pass(_ frames: Frames) {
        let end = now + frames
        while now < end, !conductor.isFinished {
            if conductor.isPaused {
                paused += end - now
                now = end
                return
            }
            step(min(conductor.framesToNextCue, end - now))
        }
    }

    mutating func playOut() {
        if isHeld { resume() }
        while !conductor.isFinished { step(conductor.framesToNextCue) }
    }

    private mutating func step(_ frames: Frames) {
        let interlude = conductor.interlude
        let block = conductor.advance(frames)
        for index in block.interludeBegun { note(interlude.cues[index], at: now) }
        for index in block.begun {
            let cue = conductor.timeline.cues[index]
            note(cue, at: now + block.offset + cue.frame - block.start)
        }
        aside += block.offset
        now += block.passed
    }

    private mutating func note(_ cue: Cue, at frame: Frames) {
        sounds.append((frame, frame + cue.length, cue))
    }

    // MARK: Requests, as a live session does them

    mutating func ask(_ request: UserCommand, _ dice: inout Dice) {
        guard !conductor.isFinished else { return }
        switch request {
        case .toggle: if isHeld { resume() } else { pause() }
        case .next: edit(.next)
        case .back: edit(.back)
        case .hold: edit(.hold)
        case .stay: edit(.stay(.seconds(15), isMirrored: dice.one(of: [true, false])))
        case .ease: edit(.ease)
        case .skipSide: edit(.skipSide)
        case .repeat: say(.instruction)
        case .howLong: say(.howLong)
        case .help: say(.words("Space pauses. Enter goes to the next step."))
        case .pause, .resume, .tender, .stop, .quit: break
        }
    }

    private var announcer: Announcer { Announcer(plan) }

    private mutating func pause() {
        isHeld = true
        cutWhatSounds()
        conductor.apply(.pause)
        conductor.apply(.say(announcer.pauseTone))
    }

    private mutating func resume() {
        isHeld = false
        cutWhatSounds()
        let interlude = announcer.resumption(at: conductor.position)
        if let restart = interlude.restart {
            heardAgain += max(0, conductor.position - restart)
        }
        conductor.apply(.resume(interlude))
    }

    private mutating func cutWhatSounds() {
        guard let last = sounds.indices.last, sounds[last].end > now else { return }
        sounds[last].end = now
    }

    private mutating func say(_ question: Announcer.Question) {
        guard isHeld else { return edit(.say(question)) }
        cutWhatSounds()
        conductor.apply(.say(announcer.interlude(question, at: conductor.position)))
    }

    private mutating func edit(_ edit: LivePlan.Edit) {
        let leaves = [.next, .back, .skipSide].contains(edit)
        guard leaves || !isHeld else { return }
        let isStill = conductor.isPaused || conductor.isInInterlude
        let from = conductor.position + (isStill ? 0 : 7_200)
        guard let change = try? plan.change(edit, at: from) else { return }
        if leaves, isStill { cutWhatSounds() }
        let isDone = conductor.apply(
            .replace(
                Replacement(
                    timeline: change.plan.timeline, clips: [], from: change.from,
                    goesOn: change.leaves)))
        guard isDone else { return }
        // What was under way may have been cut at the frame from which the plans differ.
        if !isStill, let last = sounds.indices.last,
            let same = change.plan.timeline.cues.first(where: {
                $0.frame == sounds[last].cue.frame && $0.content == sounds[last].cue.content
            })
        {
            sounds[last].end = min(sounds[last].end, sounds[last].start + same.length)
        }
        plan = change.plan
        if leaves { isHeld = false }
    }
}
