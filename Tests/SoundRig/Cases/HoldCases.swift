import Glibc

/// What a session sounds like on a PulseAudio null sink: every tone where the plan has it.
let holdCases = [
    RigCase(name: "holdsAreExactToTheSample", limit: .seconds(900)) { workbench in
        try playAndCompare(
            workbench, try PulseServer(workbench),
            ["upper-calf", "--hold", "30s", "--intro", "off"],
            holds: Array(repeating: 30, count: 6))
    }
]

/// Plays the routine and fails unless every tone is heard where the plan has it.
func playAndCompare(
    _ workbench: Workbench, _ server: any SoundServer, _ arguments: [String], holds: [Int]
) throws {
    let plan = try workbench.plan(arguments)
    let finder = ToneFinder(try workbench.tones())
    let capture = try server.capture()
    let session = try workbench.unknot(["start"] + arguments, on: server.device)
    let exit = try session.waitForExit(plan.patience)
    try expect(exit.status == 0, "unknot start: \(exit.readable)\(session.lastWords)")
    try expect(session.errors.isEmpty, "unknot start complained\(session.lastWords)")
    let heard = finder.tones(in: try capture.finish())

    try expect(
        heard.map(\.name) == plan.tones.map(\.name),
        "heard \(heard.map(\.name)) where \(plan.tones.map(\.name)) was planned")
    guard let first = heard.first, let origin = plan.tones.first else {
        throw Failure("the plan has no tone")
    }
    for (tone, planned) in zip(heard, plan.tones) {
        let error = (tone.frame - first.frame) - (planned.frame - origin.frame)
        try expect(
            error == 0,
            "\(planned.name) at frame \(planned.frame) was heard \(error) frames off its place")
    }
    let starts = heard.filter { $0.name == "hold-start" }
    let ends = heard.filter { $0.name == "hold-end" }
    let lengths = zip(starts, ends).map { $1.frame - $0.frame }
    try expect(
        starts.count == ends.count && lengths == holds.map { $0 * 48_000 },
        "the holds lasted \(lengths) frames")
    workbench.note(
        "\(heard.count) tones exact; holds of \(lengths.map(String.init).joined(separator: ", "))")
}
