import Glibc

/// A card that fails on a timetable: what no sound server can be made to do.
let cardCases = [
    RigCase(name: "anUnderrunIsOneGlitch") { try glitch($0, "xrun@5") },
    RigCase(name: "aShortSuspendIsOneGlitch") { try glitch($0, "susp@5") },
    RigCase(name: "manyUnderrunsInARowEndInText") { workbench in
        let storm = (0..<40).map { "xrun@\(4 + Double($0) * 0.1)" }.joined(separator: ",")
        let (session, plan, _) = try start(workbench, storm)
        try workbench.expectGoodEnd(session, plan)
    },
    RigCase(name: "aStalledCardIsSeenAndComesBack") { try away($0, "stall@4-7", 4, 7) },
    RigCase(name: "aPulledHeadsetIsSeenAndComesBack") { try away($0, "nodev@4-8", 4, 8) },
    RigCase(name: "aPulledHeadsetLeavesTheProcessorAlone", body: pulledForGood),
    RigCase(name: "aBusyCardIsTriedAgain", body: busyAtStart),
    RigCase(name: "aFastClockKeepsCuesExact") { try clock($0, "rate=1.001", rate: 1.001) },
    RigCase(name: "aSlowClockKeepsCuesExact") { try clock($0, "rate=0.999", rate: 0.999) },
    RigCase(name: "oddPeriodsKeepCuesExact") { try clock($0, "period=777") },
    RigCase(name: "monoKeepsCuesExact") { try clock($0, "channels=1") },
    RigCase(name: "aHugeBufferKeepsCuesExact") { try clock($0, "period=24000,buffer=96000") },
    RigCase(name: "anotherRateIsConverted") { try otherRate($0) },
    RigCase(name: "theMachineSleeps", body: machineSleeps),
]

private func start(
    _ workbench: Workbench, _ timetable: String, ticks: Int = 12
) throws -> (ChildProcess, SessionPlan, FaultCard) {
    let arguments = try workbench.ticks(ticks)
    let plan = try workbench.plan(arguments)
    let card = try FaultCard(workbench, timetable)
    let session = try workbench.unknot(["start"] + arguments, on: card.device, card.variables)
    return (session, plan, card)
}

/// Notes the gaps of a recording and returns its tones, each with its distance from its place on
/// the timeline that the first one began.
private func tones(
    _ workbench: Workbench, _ plan: SessionPlan, _ recording: CardRecording
) throws -> [(name: String, frame: Int, at: Moment, error: Duration)] {
    let finder = ToneFinder(try workbench.tones())
    let heard = recording.tones(finder)
    guard let first = heard.first, let origin = plan.tones.first else {
        throw Failure("nothing was heard")
    }
    for gap in recording.gaps {
        workbench.note("gap (\(gap.why)) of \(gap.length.readable)")
    }
    return heard.map { tone, at in
        let time = (at - first.at).inSeconds
        let errors = plan.tones.filter { $0.name == tone.name }.map { planned in
            time - Double(planned.frame - origin.frame) / 48_000
        }
        let error = errors.min { abs($0) < abs($1) } ?? .infinity
        return (tone.name, tone.frame, at, .seconds(min(error, 1e6)))
    }
}

private func expectOnTimeline(
    _ workbench: Workbench, _ tones: [(name: String, frame: Int, at: Moment, error: Duration)],
    planned: Int, atLeast: Int
) throws {
    let worst = tones.map(\.error.inSeconds.magnitude).max() ?? 0
    workbench.note(
        "\(tones.count) of \(planned) tones heard, the worst \(Duration.seconds(worst).readable) "
            + "off its time")
    workbench.check {
        try expect(tones.count >= atLeast, "only \(tones.count) of \(planned) tones were heard")
    }
    try expect(worst <= 0.02, "a tone came \(Duration.seconds(worst).readable) off its time")
}

private func glitch(_ workbench: Workbench, _ timetable: String) throws {
    let (session, plan, card) = try start(workbench, timetable)
    try workbench.expectGoodEnd(session, plan)
    let recording = try card.recording()
    let heard = try tones(workbench, plan, recording)
    try expectOnTimeline(workbench, heard, planned: plan.tones.count, atLeast: plan.tones.count - 1)
    let gaps = recording.gaps
    try expect(gaps.count == 1, "one gap, not \(gaps.count)")
    workbench.bound("the glitch", gaps[0].length, .milliseconds(250))
    try expect(!session.errors.contains { $0.tellsReturn }, "a glitch is no loss of sound")
}

/// The card is away between two times.
private func away(
    _ workbench: Workbench, _ timetable: String, _ from: Double, _ to: Double
) throws {
    let (session, plan, card) = try start(workbench, timetable, ticks: 14)
    // The timetable counts from the first sample.
    try session.waitForCue(at: .seconds(3))
    guard let zero = try card.recording().stretches.first?.start else {
        throw Failure("nothing was played")
    }
    let (gone, back) = (zero.advanced(by: .seconds(from)), zero.advanced(by: .seconds(to)))
    workbench.check {
        let loss = try session.waitForLoss(after: zero, .seconds(from + 2))
        workbench.bound("loss seen after", loss.at - gone, Promise.lossSeen)
    }
    try workbench.expectIdle(session, over: .seconds(2), "while it is away")
    workbench.check {
        let word = try session.waitForReturn(after: gone)
        workbench.note("said to be back after \((word.at - back).readable)")
    }
    try workbench.expectGoodEnd(session, plan)
    let heard = try tones(workbench, plan, try card.recording())
    guard let first = heard.first(where: { $0.at >= back }) else {
        throw Failure("nothing was heard after the return")
    }
    workbench.bound("first cue heard after", first.at - back, Promise.firstCueHeard)
    let missed = Int(to - from) + 2
    try expectOnTimeline(
        workbench, heard, planned: plan.tones.count, atLeast: plan.tones.count - missed)
}

@Sendable private func pulledForGood(_ workbench: Workbench) throws {
    let (session, plan, _) = try start(workbench, "nodev@3-1000")
    _ = try session.waitForLoss(after: session.started, .seconds(10))
    try workbench.expectIdle(session, over: .seconds(6), "while no card is there")
    try workbench.expectGoodEnd(session, plan)
}

@Sendable private func busyAtStart(_ workbench: Workbench) throws {
    let arguments = try workbench.ticks(12)
    let plan = try workbench.plan(arguments)
    let card = try FaultCard(workbench, "", openError: EBUSY, until: 4)
    let session = try workbench.unknot(["start"] + arguments, on: card.device, card.variables)
    try workbench.expectGoodEnd(session, plan)
    let recording = try card.recording()
    guard let first = recording.notes.first else { throw Failure("the card was not opened") }
    let free = first.at.advanced(by: .seconds(4))
    let heard = try tones(workbench, plan, recording)
    workbench.bound("first cue heard after", heard[0].at - free, Promise.firstCueHeard)
    try expect(
        session.errors.contains { $0.tellsLoss && $0.text.lowercased().contains("busy") },
        "it did not say that the device is busy")
}

/// Distances between tones are exact in samples, however fast the card is.
private func clock(_ workbench: Workbench, _ timetable: String, rate: Double = 1) throws {
    let (session, plan, card) = try start(workbench, timetable)
    let exit = try session.waitForExit(plan.patience)
    workbench.noteErrors(session)
    try expect(exit.status == 0, "unknot start: \(exit.readable)\(session.lastWords)")
    let recording = try card.recording(rate: rate)
    try expect(recording.gaps.isEmpty, "there were \(recording.gaps.count) gaps")
    let heard = recording.tones(ToneFinder(try workbench.tones())).map(\.tone)
    let distances = { (frames: [Int]) in zip(frames, frames.dropFirst()).map { $1 - $0 } }
    try expect(
        distances(heard.map(\.frame)) == distances(plan.tones.map(\.frame)),
        "the distances heard are \(distances(heard.map(\.frame)))")
    workbench.note("\(heard.count) tones exact")
}

/// At 44.1 kHz the tones sound as they should, as exactly as ALSA's conversion allows.
private func otherRate(_ workbench: Workbench) throws {
    let (session, plan, card) = try start(workbench, "hz=44100")
    try workbench.expectGoodEnd(session, plan)
    let recording = try card.recording(hertz: 44_100)
    let converted = (0..<recording.samples.count * 160 / 147).map { index -> Int16 in
        let place = Double(index) * 147 / 160
        let (whole, part) = (Int(place), place - place.rounded(.down))
        let next = min(whole + 1, recording.samples.count - 1)
        let (left, right) = (Double(recording.samples[whole]), Double(recording.samples[next]))
        return Int16(left + (right - left) * part)
    }
    // ALSA's linear conversion dulls the brighter tones beyond knowing; this one stays itself.
    let heard = ToneFinder(try workbench.tones(), alike: 0.9).tones(in: converted)
        .filter { $0.name == "go" }.map(\.frame)
    let ticks = plan.tones.filter { $0.name == "go" }.map(\.frame)
    try expect(heard.count == ticks.count, "\(heard.count) of \(ticks.count) ticks were heard")
    let errors = zip(heard, ticks).map { ($0 - heard[0]) - ($1 - ticks[0]) }
    // ALSA converts whole periods, and rounds their length: up to two frames in a thousand.
    let worst = zip(errors, ticks).map { abs(Double($0) / Double(max(1, $1 - ticks[0]))) }.max()
    workbench.note("distances off by \(((worst ?? 0) * 10_000).rounded() / 100) % at most")
    try expect((worst ?? 1) <= 0.002, "distances are off by \(errors) samples")
}

/// The card is suspended, and the boot-time clock says that the machine slept for half a minute.
@Sendable private func machineSleeps(_ workbench: Workbench) throws {
    let arguments = try workbench.ticks(12)
    let plan = try workbench.plan(arguments)
    let card = try FaultCard(workbench, "susp@6")
    let clock = try TestLibrary.sleepClock.path(workbench.subject)
    let flag = workbench.path("slept")
    let session = try workbench.unknot(
        ["start"] + arguments, on: card.device,
        card.variables.merging(
            ["LD_PRELOAD": clock, "SLEEPCLOCK_FLAG": flag, "SLEEPCLOCK": "30"]) { $1 })
    try session.waitForCue(at: .seconds(3))
    guard let start = try card.recording().stretches.first?.start else {
        throw Failure("nothing was played")
    }
    pause(start.advanced(by: .seconds(6)) - .now)
    try workbench.write("slept", "")
    let exit = try session.waitForExit(plan.patience)
    workbench.noteErrors(session)
    try expect(exit.status == 0, "unknot start: \(exit.readable)\(session.lastWords)")
    try workbench.expectPauseAndReturn(session, plan, exit, away: .zero)
}

extension Workbench {
    /// Fails unless a session was paused, said where it was on return, counted in, and left nothing
    /// out.
    func expectPauseAndReturn(
        _ session: ChildProcess, _ plan: SessionPlan, _ exit: ChildProcess.Exit, away: Duration
    ) throws {
        let cues = session.lines.compactMap(CueLine.init)
        for line in session.lines where CueLine(line) == nil { note("said: \(line.text)") }
        let missing = plan.cues.map(\.line).filter { line in !cues.contains { $0.cue == line } }
        try expect(missing.isEmpty, "cues were left out: \(missing)")
        guard let zero = session.sessionZero else { throw Failure("no cue") }
        let longer = (exit.at - zero) - .seconds(plan.duration)
        note("the session ended \(longer.readable) later than without a pause")
        check {
            try expect(longer >= .milliseconds(500) + away, "nobody was counted in on return")
        }
        let planned = Set(plan.cues.map(\.line))
        let words = session.lines.filter { line in
            CueLine(line).map { !planned.contains($0.cue) } ?? true
        }
        check {
            try expect(
                !words.isEmpty || !session.errors.isEmpty, "nobody was told where the session is")
        }
        let ticks = cues.filter { $0.cue == "tone  go" }.count
        try expect(
            ticks >= plan.tones.filter { $0.name == "go" }.count, "only \(ticks) tones were due")
    }
}
