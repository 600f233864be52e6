import Glibc

/// Sessions that people change while they run, as they are heard.
let commandCases = [
    RigCase(name: "commandsAtAnyMomentKeepHoldsExact", limit: .seconds(900)) { workbench in
        var commands = Commands(workbench, seed: 7)
        try commands.play(100)
    },
    RigCase(name: "aKilledSessionGoesOnInItsHold", limit: .seconds(300)) {
        try goesOnInItsHold($0)
    },
]

/// A session on a server that gets a hundred commands at moments that nobody chose.
private struct Commands {
    /// From a pause to silence, as heard; for 99 of 100.
    private static let silence = Duration.milliseconds(120)
    /// So many samples of quiet are a pause and not a gap between two words.
    private static let quiet = 12_000
    /// A pause lasts some of the device's periods and an interlude of some tenths of a second: this
    /// is what 1,024 and 4,800 frames have in common.
    private static let block = 64

    private let workbench: Workbench
    private var dice: UInt64

    init(_ workbench: Workbench, seed: UInt64) {
        self.workbench = workbench
        dice = seed
    }

    mutating func play(_ count: Int) throws {
        let server = try PulseServer(workbench)
        let capture = try server.capture()
        // Holds of 6 s, of which many are heard from their start to their end all the same.
        let routine = try workbench.shortRoutine(holds: Array(repeating: 6, count: 24))
        let socket = workbench.path("control")
        let session = try workbench.unknot(
            ["start", routine, "--intro", "off", "--control", socket],
            on: server.device)
        let controls = try Controls(socket, session)
        try session.waitForCue(at: .seconds(1))
        var pauses: [Moment] = []
        var leaves: [Moment] = []
        var isPaused = false
        var wasPaused = false
        for _ in 0..<count {
            // After a pause it is left alone for a while, or it would never come to a hold.
            let longest = wasPaused ? 14_000_000 : 2_200_000
            Glibc.usleep(useconds_t(300_000 + random(longest)))
            let word = isPaused ? "resume" : one(of: Self.words)
            let asked = Moment.now
            let answer = try controls.ask(word)
            if word == "pause", answer.hasPrefix("ok") { pauses.append(asked) }
            if ["next", "back", "pause", "resume"].contains(word) { leaves.append(asked) }
            wasPaused = isPaused
            if word == "pause" || word == "resume" { isPaused = word == "pause" }
        }
        if isPaused { _ = try controls.ask("resume") }
        // What was asked for last is heard out.
        usleep(12_000_000)
        _ = try controls.ask("stop")
        let exit = try session.waitForExit(.seconds(60))
        try expect(exit.status == 0, "unknot start: \(exit.readable)\(session.lastWords)")
        try expect(
            !session.errors.contains { $0.tellsLoss }, "the sound was lost\(session.lastWords)")
        let samples = try capture.finish()
        try expectSilence(samples, capture, after: pauses)
        try expectHolds(session, samples, capture, leaves)
    }

    /// As often back as on, so that the session does not end before its time.
    private static let words =
        Array(repeating: "pause", count: 10) + ["stay", "ease", "hold", "hold", "next", "back"]
        + ["repeat", "how-long", "how-long", "help"]

    /// Every pause that cut something off was silent in time.
    private func expectSilence(
        _ samples: [Int16], _ capture: Capture, after pauses: [Moment]
    ) throws {
        var times: [Duration] = []
        for asked in pauses {
            guard let first = frame(at: asked, capture) else { continue }
            var last = first
            var index = first
            while index < samples.count, index - last < Self.quiet {
                if samples[index].magnitude > 64 { last = index }
                index += 1
            }
            // Where nothing sounded there was nothing to silence.
            guard last > first, let silent = capture.arrival(of: last) else { continue }
            times.append(silent - asked)
        }
        times.sort()
        workbench.figure("pause to silence, as captured", "ms", times.map { $0.inSeconds * 1000 })
        guard let worst = times.last else { throw Failure("no pause cut anything off") }
        workbench.note(
            "\(times.count) of \(pauses.count) pauses cut something off; silent after "
                + "\(times[times.count / 2].readable) in the middle")
        workbench.bound(
            "pause to silence, as heard", times[(times.count * 99 - 1) / 100], Self.silence)
        workbench.note("the slowest took \(worst.readable)")
    }

    /// The recording's frame that arrived at a moment.
    private func frame(at moment: Moment, _ capture: Capture) -> Int? {
        var (low, high) = (0, capture.length)
        while low < high {
            let middle = (low + high) / 2
            guard let arrival = capture.arrival(of: middle) else { return nil }
            if arrival < moment { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Every tone was heard whole, and every hold lasted what the session says of it, to the
    /// sample; one that was paused lasted whole blocks longer.
    private func expectHolds(
        _ session: ChildProcess, _ samples: [Int16], _ capture: Capture, _ leaves: [Moment]
    ) throws {
        let heard = ToneFinder(try workbench.tones()).tones(in: samples)
        let printed = session.lines.compactMap(CueLine.init)
            .filter { $0.cue.hasPrefix("tone") }
            .map { (name: String($0.cue.dropFirst("tone  ".count)), line: $0) }
        // A tone that was cut by a command is not heard as itself.
        var next = 0
        var pairs: [(tone: HeardTone, line: CueLine)] = []
        for (name, line) in printed {
            if next < heard.count, heard[next].name == name {
                pairs.append((heard[next], line))
                next += 1
                continue
            }
            let wasCut = leaves.contains { abs(($0 - line.at).inSeconds) < 1 }
            try expect(
                wasCut,
                "\(name) at \(line.stamp.readable) was not heard; then came "
                    + "\(heard.dropFirst(next).prefix(3).map(\.name))")
        }
        try expect(next == heard.count, "heard \(heard.dropFirst(next).map(\.name)) unplanned")
        var exact = 0
        var paused = 0
        var odd = 0
        var start: (tone: HeardTone, line: CueLine)?
        for pair in pairs {
            if pair.tone.name == "hold-start" { start = pair }
            guard pair.tone.name == "hold-end", let begun = start else { continue }
            start = nil
            let length = pair.tone.frame - begun.tone.frame
            let planned = Int(((pair.line.stamp - begun.line.stamp).inSeconds * 48_000).rounded())
            if length == planned {
                exact += 1
            } else {
                paused += 1
                let added = length - planned
                try expect(
                    added > 0,
                    "the hold at \(begun.line.stamp.readable) lasted \(length) frames, "
                        + "not \(planned)")
                guard !added.isMultiple(of: Self.block) else { continue }
                odd += 1
                let lines = session.lines.filter {
                    $0.at >= begun.line.at && $0.at <= pair.line.at
                }
                workbench.note(
                    "\(added) frames longer: \(lines.map { "\(($0.at - begun.line.at).readable) \($0.text)" })"
                )
            }
        }
        // A stream that breaks off in a pause makes that longer by any number of frames.
        try expect(odd <= 1, "\(odd) of \(paused) paused holds are longer by no such number")
        try expect(
            exact >= 2 && exact + paused >= 5,
            "only \(exact) holds and \(paused) paused ones were heard from start to end")
        workbench.note("\(exact) holds exact, \(paused) with pauses exact without them")
    }

    private mutating func random(_ range: Int) -> Int {
        dice = dice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(dice >> 33) % range
    }

    private mutating func one(of words: [String]) -> String { words[random(words.count)] }
}

/// A session that is killed in a hold: what is left of that hold follows its set-up.
@Sendable private func goesOnInItsHold(_ workbench: Workbench) throws {
    let arguments = ["upper-calf", "--intro", "brief", "--lead-in", "5s"]
    let plan = try workbench.plan(arguments)
    let starts = plan.tones.filter { $0.name == "hold-start" }
    try expect(starts.count > 1, "the plan has no second hold")
    let hold = Duration.seconds(Double(starts[1].frame) / 48_000)
    let server = try PulseServer(workbench)
    let first = try workbench.unknot(["start"] + arguments, on: server.device)
    let into = Duration.seconds(12)
    _ = try first.waitForLine(hold + .seconds(30), "second hold") { line in
        CueLine(line).map { $0.stamp >= hold - .milliseconds(50) } ?? false
    }
    pause(into)
    first.signal(SIGKILL)
    _ = try first.waitForExit(.seconds(5))
    let capture = try server.capture()
    let second = try workbench.unknot(["resume"], on: server.device)
    _ = try second.waitForLine(.seconds(90), "end of the hold") { $0.text.hasSuffix("hold-end") }
    let samples = try capture.finish()
    second.signal(SIGINT)
    _ = try second.waitForExit(.seconds(5))
    let heard = ToneFinder(try workbench.tones()).tones(in: samples)
    guard let start = heard.first(where: { $0.name == "hold-start" }),
        let end = heard.first(where: { $0.name == "hold-end" })
    else { throw Failure("heard \(heard.map(\.name))\(second.lastWords)") }
    let left = Double(end.frame - start.frame) / 48_000
    workbench.note("30 s, killed after \(into.readable); \(left) s were left")
    try expect(abs(left - 18) <= 5, "\(left) s of the hold were left, not 18")
    let said = second.lines.compactMap(CueLine.init).map(\.cue)
    try expect(said.contains { $0.contains("Welcome back") }, "no welcome: \(said)")
    try expect(said.contains { $0.contains("toes in") }, "another step: \(said)")
    let ticks = heard.filter { $0.name == "count" && $0.frame < start.frame }
    try expect(ticks.count == 3, "\(ticks.count) ticks counted in")
}
