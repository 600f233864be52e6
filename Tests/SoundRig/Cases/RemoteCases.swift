import Glibc

/// Sessions that desktops and headsets control, over a session bus.
let remoteCases = [
    RigCase(name: "playerctlControlsASession") { workbench in
        let server = try PulseServer(workbench)
        try playerctlControls(workbench, [], server.device)
    },
    RigCase(name: "playerctlControlsATextSession") { workbench in
        try playerctlControls(workbench, ["--silent"], .none)
    },
    RigCase(name: "playerctlStopsAndQuitsASession", body: playerctlEnds),
    RigCase(name: "aFrozenBusChangesNothing") { try withTrouble($0, SIGSTOP) },
    RigCase(name: "aBusThatGoesAwayChangesNothing") { try withTrouble($0, SIGKILL) },
    RigCase(name: "theDoctorFindsTheBus") { workbench in
        let bus = try MessageBus(workbench)
        let doctor = try workbench.unknot(["doctor"], bus.variables)
        _ = try doctor.waitForLine(.seconds(30), "line for a bus that is there") {
            $0.text.hasPrefix("bus       ok ")
        }
        bus.process.signal(SIGSTOP)
        let frozen = try workbench.unknot(["doctor"], bus.variables)
        _ = try frozen.waitForLine(.seconds(30), "line for a frozen bus") {
            $0.text.hasPrefix("bus       missing ") && $0.text.hasSuffix("does not answer")
        }
    },
]

private func playerctlControls(
    _ workbench: Workbench, _ options: [String], _ device: Device
) throws {
    let bus = try MessageBus(workbench)
    let routine = try workbench.shortRoutine(holds: [30, 30])
    let session = try bus.session([routine, "--intro", "off"] + options, on: device)
    try session.waitForCue(at: .seconds(2))

    try expect(try bus.playerctl("status") == "Playing", "the session plays")
    let metadata = try bus.playerctl(
        "metadata", "--format", "{{title}}, {{album}}, {{artist}}, {{mpris:trackid}}")
    try expect(
        metadata == "Step 1, right side, A short one, Unknot, '/unknot/step_1/right'", metadata)
    func length() throws -> Double {
        (Double(try bus.playerctl("metadata", "mpris:length")) ?? 0) / 1_000_000
    }
    let plan = try workbench.plan([routine, "--intro", "off"])
    // Where the plan is made without a voice, it is a little longer or shorter.
    let planned = try length()
    try expect(abs(planned - plan.duration) < 15, "\(planned) s long, not \(plan.duration) s")

    func position() throws -> Double { Double(try bus.playerctl("position")) ?? -1 }
    let (first, start) = (try position(), Moment.now)
    pause(.seconds(2))
    let moved = try position() - first
    let took = (Moment.now - start).inSeconds
    try expect(abs(moved - took) < 0.3, "\(moved) s in \(took) s")

    let paused = try pauses(bus, with: "play-pause")
    workbench.note("play-pause: told to be paused after \(paused.readable)")
    let stands = try position()
    pause(.seconds(1))
    try expect(try position() == stands, "the position stands still in a pause")
    _ = try session.waitForLine(.seconds(2), "sign of the pause") {
        CueLine($0)?.cue == "tone  pause"
    }
    // Whatever a headset sends, its one button pauses and goes on.
    try bus.playerctl("play")
    try bus.wait(for: "Playing", "status")
    try pauses(bus, with: "pause")
    try bus.playerctl("pause")
    try bus.wait(for: "Playing", "status")

    try bus.playerctl("next")
    try bus.wait(for: "Step 2, right side", "metadata", "xesam:title")
    // What is left out of a session makes it shorter; what is done again makes it longer.
    let shorter = try length()
    try expect(shorter < planned - 20, "\(shorter) s after next, \(planned) s before")
    try bus.playerctl("previous")
    pause(.milliseconds(300))
    try bus.playerctl("previous")
    try bus.wait(for: "Step 1, right side", "metadata", "xesam:title")
    try expect(try length() > shorter + 20, "previous brings the step back")

    // Seeking is a longer or a shorter hold.
    _ = try session.waitForLine(.seconds(60), "start of a hold") {
        CueLine($0)?.cue == "tone  hold-start"
    }
    let usual = try length()
    try bus.playerctl("position", "10+")
    try waitUntil(.seconds(5), "longer hold") { try length() > usual + 14 }
    try bus.playerctl("position", "10-")
    try waitUntil(.seconds(5), "shorter hold") { try length() < usual }

    for words in [["position", "30"], ["open", "file:///song.ogg"], ["volume", "0.5"]] {
        let answer = try bus.ask(words, player: "unknot")
        try expect(answer.status == 1, "playerctl \(words[0]) is refused")
    }
    session.signal(SIGINT)
    _ = try session.waitForExit(.seconds(5))
}

/// Pauses a session; how long until that is told.
@discardableResult
private func pauses(_ bus: MessageBus, with command: String) throws -> Duration {
    try bus.playerctl(command)
    return try bus.wait(for: "Paused", "status")
}

private func playerctlEnds(_ workbench: Workbench) throws {
    let bus = try MessageBus(workbench)
    let routine = try workbench.shortRoutine(holds: [30])
    let stopped = try bus.session([routine, "--silent"])
    try stopped.waitForCue(at: .seconds(1))
    try bus.playerctl("stop")
    let exit = try stopped.waitForExit(.seconds(30))
    try expect(exit.status == 0, "stop: \(exit.readable)\(stopped.lastWords)")
    let last = stopped.lines.compactMap(CueLine.init).last
    try expect(last?.cue.hasPrefix("say  ") == true, "no closing sentence: \(last?.cue ?? "")")

    let quit = try bus.session([routine, "--silent"])
    try quit.waitForCue(at: .seconds(1))
    let asked = Moment.now
    _ = try workbench.start(
        "dbus-send",
        [
            "--session", "--print-reply", "--dest=org.mpris.MediaPlayer2.unknot",
            "/org/mpris/MediaPlayer2", "org.mpris.MediaPlayer2.Quit",
        ], bus.variables)
    let end = try quit.waitForExit(.seconds(10))
    try expect(end.status == 0, "Quit: \(end.readable)\(quit.lastWords)")
    workbench.bound("gone after Quit", end.at - asked, Promise.gone)
}

/// A bus in trouble, before a session and during one, neither delays a cue nor costs anything.
private func withTrouble(_ workbench: Workbench, _ signal: Int32) throws {
    let routine = try workbench.briefRoutine()
    let plan = try workbench.plan([routine, "--intro", "off"])
    let bus = try MessageBus(workbench)
    let arguments = [routine, "--silent", "--intro", "off"]
    let during = try bus.session(arguments)
    bus.process.signal(signal)
    let folders = ["XDG_STATE_HOME": workbench.path("state-2")]
    let before = try workbench.unknot(
        ["start"] + arguments, bus.variables.merging(folders) { $1 })
    for session in [during, before] {
        let exit = try session.waitForExit(plan.patience)
        try expect(exit.status == 0, "\(exit.readable)\(session.lastWords)")
        try expect(session.errors.isEmpty, "nobody needs to hear of it\(session.lastWords)")
        try workbench.expectOnTime(session, plan)
        workbench.note("used \(exit.processor.readable) of the processor")
        let share = exit.processor.inSeconds / (exit.at - session.started).inSeconds
        try expect(share < 0.05, "\(share) of a core")
    }
}
