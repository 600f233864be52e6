import Foundation
import Glibc

/// What is done to the program itself: stopped, told to end in a bad moment, left without output.
let programCases = [
    RigCase(name: "aShortStopOnACardSkipsForward") { try shortStop($0) },
    RigCase(name: "aShortStopOnAServerSkipsForward", body: shortStopOnAServer),
    RigCase(name: "aLongStopPausesAndCountsIn") { try longStop($0, silent: false) },
    RigCase(name: "aLongStopInTextPausesToo") { try longStop($0, silent: true) },
    RigCase(name: "closedOutputLeavesTheSound", body: closedOutput),
    RigCase(name: "endsWhileTheServerIsFrozen") { try endsInTrouble($0, frozen: true) },
    RigCase(name: "endsWhileTheServerIsGone") { try endsInTrouble($0, frozen: false) },
    RigCase(name: "endsWhileTheServerIsFrozenAtTheStart", body: endsAtFrozenStart),
    RigCase(name: "endsWhileTheCardStalls") { try endsOnCard($0, "stall@3", loses: true) },
    RigCase(name: "endsWhileTheCardIsPulled") { try endsOnCard($0, "nodev@3-1000", loses: true) },
    RigCase(name: "aFullDiskIsSaid", body: fullDisk),
    RigCase(name: "aFolderWithoutRoomIsSaid", body: lockedFolder),
    RigCase(name: "anInterruptedRenderLeavesNothing", body: interruptedRender),
]

private func shortStop(_ workbench: Workbench) throws {
    let arguments = try workbench.ticks(12)
    let plan = try workbench.plan(arguments)
    let card = try FaultCard(workbench, "")
    let session = try workbench.unknot(["start"] + arguments, on: card.device, card.variables)
    try stop(session, .seconds(1))
    let exit = try session.waitForExit(plan.patience)
    workbench.noteErrors(session)
    try expect(exit.status == 0, "unknot start: \(exit.readable)\(session.lastWords)")
    guard let zero = session.sessionZero else { throw Failure("no cue") }
    let late = (exit.at - zero) - .seconds(plan.duration)
    workbench.note("the session ended \(late.readable) off its time")
    try expect(abs(late.inSeconds) <= 0.2, "the session ended \(late.readable) off its time")
    let recording = try card.recording()
    let heard = recording.tones(ToneFinder(try workbench.tones()))
    guard let first = heard.first else { throw Failure("nothing was heard") }
    let worst =
        heard.map { _, at in
            let time = (at - first.at).inSeconds
            return plan.tones.map { abs(time - Double($0.frame - plan.tones[0].frame) / 48_000) }
                .min() ?? .infinity
        }.max() ?? .infinity
    workbench.note(
        "\(heard.count) of \(plan.tones.count) tones heard, the worst \((worst * 1000).rounded()) ms off"
    )
    try expect(heard.count >= plan.tones.count - 2 && worst <= 0.02, "tones came off their time")
}

@Sendable private func shortStopOnAServer(_ workbench: Workbench) throws {
    let arguments = try workbench.ticks(12)
    let plan = try workbench.plan(arguments)
    let server = try PulseServer(workbench)
    let capture = try server.capture()
    let session = try workbench.unknot(["start"] + arguments, on: server.device)
    try stop(session, .seconds(1))
    let exit = try session.waitForExit(plan.patience)
    workbench.noteErrors(session)
    try expect(exit.status == 0, "unknot start: \(exit.readable)\(session.lastWords)")
    let heard = ToneFinder(try workbench.tones()).tones(in: try capture.finish())
    guard let first = heard.first else { throw Failure("nothing was heard") }
    let errors = heard.map { tone in
        plan.tones.map { (tone.frame - first.frame) - ($0.frame - plan.tones[0].frame) }
            .min { abs($0) < abs($1) } ?? .max
    }
    workbench.note("\(heard.count) of \(plan.tones.count) tones heard, off by \(errors) frames")
    try expect(
        heard.count >= plan.tones.count - 4 && errors.allSatisfy { abs($0) <= 960 },
        "tones came off their time")
}

private func longStop(_ workbench: Workbench, silent: Bool) throws {
    let arguments = try workbench.ticks(10)
    let plan = try workbench.plan(arguments)
    let card = try FaultCard(workbench, "")
    let session = try workbench.unknot(
        ["start"] + arguments + (silent ? ["--silent"] : []), on: card.device, card.variables)
    try stop(session, .seconds(4))
    let exit = try session.waitForExit(plan.patience)
    workbench.noteErrors(session)
    try expect(exit.status == 0, "unknot start: \(exit.readable)\(session.lastWords)")
    try workbench.expectPauseAndReturn(session, plan, exit, away: .seconds(4))
}

/// Stops the session in its sixth second for a while.
private func stop(_ session: ChildProcess, _ span: Duration) throws {
    try session.waitForCue(at: .seconds(6))
    pause(.milliseconds(300))
    session.signal(SIGSTOP)
    pause(span)
    session.signal(SIGCONT)
}

@Sendable private func closedOutput(_ workbench: Workbench) throws {
    let arguments = try workbench.ticks(6)
    let plan = try workbench.plan(arguments)
    let card = try FaultCard(workbench, "")
    let session = try workbench.unknot(
        ["start"] + arguments, on: card.device, card.variables, output: .closed)
    let exit = try session.waitForExit(plan.patience)
    workbench.noteErrors(session)
    try expect(exit.status == 0, "unknot start: \(exit.readable)\(session.lastWords)")
    let heard = try card.recording().tones(ToneFinder(try workbench.tones()))
    try expect(heard.count == plan.tones.count, "\(heard.count) tones were heard")
}

/// Ctrl-C and a request to end, each at several moments of the trouble.
private func endsInTrouble(_ workbench: Workbench, frozen: Bool) throws {
    let arguments = try workbench.ticks(30)
    for (name, signal, status, delay) in [
        ("a", SIGINT, 130, Duration.milliseconds(20)), ("b", SIGTERM, 143, .milliseconds(450)),
        ("c", SIGINT, 130, .seconds(4)),
    ] {
        let server = try PulseServer(workbench, name: name)
        let session = try workbench.unknot(["start"] + arguments, on: server.device)
        try session.waitForCue(at: .seconds(4))
        server.process.signal(frozen ? SIGSTOP : SIGKILL)
        pause(delay)
        try workbench.expectGone(session, signal, status, "\(delay.readable) into the trouble")
        server.process.signal(SIGKILL)
    }
}

@Sendable private func endsAtFrozenStart(_ workbench: Workbench) throws {
    let server = try PulseServer(workbench)
    server.process.signal(SIGSTOP)
    let arguments = try workbench.ticks(30)
    for (signal, status, delay) in [
        (SIGINT, 130, Duration.milliseconds(700)), (SIGTERM, 143, .seconds(2)),
        (SIGINT, 130, .seconds(6)),
    ] {
        let session = try workbench.unknot(["start"] + arguments, on: server.device)
        pause(delay)
        try workbench.expectGone(session, signal, status, "\(delay.readable) after the start")
    }
}

private func endsOnCard(_ workbench: Workbench, _ timetable: String, loses: Bool) throws {
    let arguments = try workbench.ticks(30)
    for (signal, status, delay) in [
        (SIGINT, 130, Duration.milliseconds(100)), (SIGTERM, 143, .seconds(2)),
    ] {
        let card = try FaultCard(workbench, timetable)
        let session = try workbench.unknot(["start"] + arguments, on: card.device, card.variables)
        try session.waitForCue(at: .seconds(3))
        pause(delay)
        try workbench.expectGone(session, signal, status, "\(delay.readable) into the trouble")
    }
}

extension Workbench {
    /// Sends a signal and fails unless the session is gone within its bound.
    func expectGone(
        _ session: ChildProcess, _ signal: Int32, _ status: Int, _ when: String
    ) throws {
        let sent = Moment.now
        session.signal(signal)
        let exit = try session.waitForExit(.seconds(10))
        try expect(exit.status == status, "\(when): \(exit.readable)\(session.lastWords)")
        bound("signal \(signal) \(when): gone after", exit.at - sent, Promise.gone)
    }
}

// MARK: Rendered files

/// A file that may not grow beyond 100 KiB, as on a full disk.
@Sendable private func fullDisk(_ workbench: Workbench) throws {
    try FileManager.default.createDirectory(
        atPath: workbench.path("disk"), withIntermediateDirectories: true)
    let render = try workbench.start(
        "sh",
        [
            "-c", "trap '' XFSZ; ulimit -f 200; exec \"$0\" \"$@\"", workbench.subject.program,
            "render", "upper-calf", "-o", workbench.path("disk/session.wav"),
        ])
    try workbench.expectNothingMade(render)
    let left = try FileManager.default.contentsOfDirectory(atPath: workbench.path("disk"))
    try expect(left.isEmpty, "it left \(left)")
}

/// Folders that not even the superuser can write to.
@Sendable private func lockedFolder(_ workbench: Workbench) throws {
    for folder in ["/proc/self", "/sys/kernel"] {
        try workbench.expectNothingMade(
            try workbench.unknot(["render", "upper-calf", "-o", "\(folder)/session.wav"]))
    }
}

extension Workbench {
    fileprivate func expectNothingMade(_ render: ChildProcess) throws {
        let exit = try render.waitForExit(.seconds(60))
        noteErrors(render)
        try expect([73, 74].contains(exit.status), "it ended with \(exit.readable)")
        // PulseAudio's library, behind eSpeak, says that its memory has been limited, too.
        let reasons = render.errors.filter { $0.text.hasPrefix("unknot: ") }
        try expect(reasons.count == 1, "one line was to say why, not \(reasons.map(\.text))")
    }
}

@Sendable private func interruptedRender(_ workbench: Workbench) throws {
    try FileManager.default.createDirectory(
        atPath: workbench.path("renders"), withIntermediateDirectories: true)
    var statuses: [String] = []
    for delay in [20, 60, 120, 200, 300, 450] {
        let path = workbench.path("renders/\(delay).wav")
        let render = try workbench.unknot(["render", "whole-body", "-o", path])
        pause(.milliseconds(delay))
        render.signal(SIGTERM)
        let exit = try render.waitForExit(.seconds(10))
        statuses.append(exit.readable)
        let files = try FileManager.default.contentsOfDirectory(atPath: workbench.path("renders"))
        if exit.status == 0 {
            _ = try WAVFile(path: path)
            try FileManager.default.removeItem(atPath: path)
        } else {
            try expect(files.isEmpty, "after \(delay) ms it left \(files)")
        }
    }
    workbench.note("ended with \(statuses)")
    try expect(statuses.contains { $0 != "status 0" }, "no render was interrupted")
}
