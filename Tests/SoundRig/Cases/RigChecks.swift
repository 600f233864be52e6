import Foundation
import Glibc

/// The rig measures itself, without the program: what it says about others rests on this.
let rigChecks = [
    RigCase(name: "theRigMeasuresToTheSample", body: rigMeasuresToTheSample)
]

/// Three tones, none of them far from another, between bursts of noise that stand for speech.
@Sendable private func rigMeasuresToTheSample(_ workbench: Workbench) throws {
    let tones = [
        "up": chirp(from: 600, to: 900, frames: 12_000),
        "down": chirp(from: 900, to: 600, frames: 12_000),
        "blip": chirp(from: 600, to: 600, frames: 4_000),
    ]
    var recording = [Int16](repeating: 0, count: 12 * 48_000)
    func lay(_ samples: [Int16], at frame: Int) {
        recording.replaceSubrange(frame..<frame + samples.count, with: samples)
    }
    let planned = [
        HeardTone(name: "up", frame: 48_000, likeness: 1),
        HeardTone(name: "blip", frame: 96_007, likeness: 1),
        HeardTone(name: "blip", frame: 120_006, likeness: 1),
        HeardTone(name: "down", frame: 240_007, likeness: 1),
        HeardTone(name: "up", frame: 333_333, likeness: 1),
        HeardTone(name: "down", frame: 500_001, likeness: 1),
    ]
    for tone in planned { lay(tones[tone.name] ?? [], at: tone.frame) }
    for frame in [2_000, 150_000, 400_000] { lay(noise(frames: 40_000), at: frame) }

    // In memory first: at half the volume and with a hiss, so not bit for bit.
    let hiss = noise(frames: recording.count)
    let dull = zip(recording, hiss).map { $0 / 2 + $1 / 512 }
    let finder = ToneFinder(tones)
    try expectSame(finder.tones(in: dull), planned, shift: 0)

    // Then through a server, which starts the recording somewhere in the middle of a quiet.
    let server = try PulseServer(workbench)
    let capture = try server.capture()
    let file = workbench.path("tones.raw")
    let stereo = recording.flatMap { [$0, $0] }
    try stereo.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: file)) }
    let player = try server.play(file: file)
    let exit = try player.waitForExit(.seconds(30))
    try expect(exit.status == 0, "pacat: \(exit.readable)\(player.lastWords)")
    let samples = try capture.finish()
    let heard = finder.tones(in: samples)
    let shift = (heard.first?.frame ?? 0) - planned[0].frame
    try expectSame(heard, planned, shift: shift)
    let exact = (0..<recording.count - 48_000).allSatisfy { frame in
        let at = frame + 48_000 + shift
        return samples.indices.contains(at) && samples[at] == recording[frame + 48_000]
    }
    workbench.note(exact ? "the server changed no sample" : "the server changed samples")
}

private func expectSame(_ heard: [HeardTone], _ planned: [HeardTone], shift: Int) throws {
    let (found, expected) = (
        heard.map { "\($0.name) \($0.frame - shift)" }, planned.map { "\($0.name) \($0.frame)" }
    )
    try expect(found == expected, "played \(expected), found \(found)")
}

/// A tone that glides, with a short attack and release.
private func chirp(from low: Double, to high: Double, frames: Int) -> [Int16] {
    var phase = 0.0
    return (0..<frames).map { index in
        let share = Double(index) / Double(frames)
        phase += 2 * Double.pi * (low + (high - low) * share) / 48_000
        let edge = min(1, Double(index + 1) / 240, Double(frames - index) / 240)
        return Int16(12_000 * edge * cos(phase))
    }
}

/// Noise that is the same in every run.
private func noise(frames: Int) -> [Int16] {
    var state: UInt32 = 1
    return (0..<frames).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return Int16(truncatingIfNeeded: state >> 16) / 4
    }
}
