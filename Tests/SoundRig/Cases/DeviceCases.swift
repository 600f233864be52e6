import Foundation
import Glibc

/// Files, and devices that take samples faster than time passes.
let deviceCases = [
    RigCase(name: "aFileDeviceHearsTheRenderedSamples", body: fileDeviceHearsTheRender),
    RigCase(name: "aNullDeviceStillTakesTheFullTime", body: nullDeviceTakesTheFullTime),
    RigCase(name: "renderTwiceGivesTheSameBytes", body: renderTwiceGivesTheSameBytes),
]

@Sendable private func fileDeviceHearsTheRender(_ workbench: Workbench) throws {
    let routine = try workbench.briefRoutine()
    let plan = try workbench.plan([routine])
    let rendered = workbench.path("rendered.wav")
    try workbench.run(["render", routine, "-o", rendered])
    let file = try WAVFile(path: rendered)
    try expect(file.sampleRate == 48_000 && file.channels == 1, "a render is mono at 48 kHz")

    let played = workbench.path("played.raw")
    let session = try workbench.unknot(["start", routine], on: .file(played))
    let exit = try session.waitForExit(plan.patience)
    try expect(exit.status == 0, "unknot start: \(exit.readable)\(session.lastWords)")
    guard let bytes = FileManager.default.contents(atPath: played) else {
        throw Failure("the device wrote no file\(session.lastWords)")
    }
    let stereo = pcm16(bytes)
    let left = stride(from: 0, to: stereo.count, by: 2).map { stereo[$0] }
    if let frame = zip(left, file.samples).enumerated().first(where: { $1.0 != $1.1 })?.offset {
        throw Failure("they differ from frame \(frame) on, of \(file.samples.count)")
    }
    // The device is fed whole periods, so silence may follow the session's end.
    let tail = left.dropFirst(file.samples.count)
    try expect(
        left.count >= file.samples.count && tail.count <= 48_000 && tail.allSatisfy { $0 == 0 },
        "\(left.count) frames were played, \(file.samples.count) rendered")
    workbench.note("\(file.samples.count) frames equal, \(tail.count) frames of silence after them")
}

@Sendable private func nullDeviceTakesTheFullTime(_ workbench: Workbench) throws {
    let routine = try workbench.briefRoutine()
    let plan = try workbench.plan([routine])
    let session = try workbench.unknot(["start", routine], on: .null)
    let exit = try session.waitForExit(plan.patience)
    try expect(exit.status == 0, "unknot start: \(exit.readable)\(session.lastWords)")
    guard let first = session.lines.lazy.compactMap(CueLine.init).first else {
        throw Failure("no cue was printed\(session.lastWords)")
    }
    // From the first cue: what comes before is loading, not session.
    let error = (exit.at - first.at) - (.seconds(plan.duration) - first.stamp)
    let load = exit.processor.inSeconds / (exit.at - session.started).inSeconds
    let percent = "\((load * 1000).rounded() / 10) %"
    workbench.note("\(error.readable) off its time, \(percent) of a core")
    try expect(abs(error.inSeconds) <= 0.1, "the session's length is \(error.readable) off")
    try expect(load < 0.1, "the session took \(percent) of a core")
}

@Sendable private func renderTwiceGivesTheSameBytes(_ workbench: Workbench) throws {
    let files = try ["a.wav", "b.wav"].map { name in
        let path = workbench.path(name)
        try workbench.run(["render", "upper-calf", "-o", path])
        return FileManager.default.contents(atPath: path)
    }
    guard let first = files[0], let second = files[1] else { throw Failure("no file was made") }
    try expect(first == second, "two renders of the same session differ")
    workbench.note("\(first.count) bytes, twice")
}
