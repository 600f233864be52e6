import Foundation
import Glibc

/// A session of ticks under way on a server: something has been heard.
struct Scene {
    let session: ChildProcess
    let plan: SessionPlan
    let capture: Capture

    init(_ workbench: Workbench, _ server: any SoundServer, ticks: Int) throws {
        let arguments = try workbench.ticks(ticks)
        plan = try workbench.plan(arguments)
        capture = try server.capture()
        session = try workbench.unknot(["start"] + arguments, on: server.device)
        try session.waitForCue(at: .seconds(4))
    }
}

/// When a server or a sink is back, and what a program that does nothing but play makes of it.
///
/// `aplay` plays a second of noise, too faint to be taken for a tone or to hide one. When it is
/// heard tells how long the server itself takes, and how much of a figure is the program's.
struct Comeback {
    /// The noise, well below what counts as quiet.
    private static let loudest: Int16 = 24

    let at: Moment
    let capture: Capture

    /// Brings a server or its sink back, and begins to count when that is done.
    init(
        _ workbench: Workbench, of bring: () throws -> any SoundServer
    ) throws {
        let noise = (0..<48_000).flatMap { _ -> [Int16] in
            let sample = Int16.random(in: 1...Self.loudest)
            return [sample, sample]
        }
        let file = workbench.path("noise.raw")
        try noise.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: file)) }
        let server = try bring()
        at = .now
        let configuration = try workbench.write("aplay.conf", server.device.configuration)
        _ = try workbench.start(
            "aplay",
            ["-q", "-t", "raw", "-f", "S16_LE", "-r", "48000", "-c", "2", file],
            ["ALSA_CONFIG_PATH": configuration])
        capture = try server.capture()
    }

    /// How long after the return the noise was heard, or anything else.
    func firstSound() throws -> Duration {
        guard let frame = capture.samples.firstIndex(where: { $0 != 0 }),
            let heard = capture.arrival(of: frame)
        else { throw Failure("aplay was not heard") }
        return heard - at
    }
}

extension Workbench {
    /// Measures the first cue heard after a return, and fails unless all that is heard from then
    /// on stands where the timeline has it, to the sample.
    func expectHeard(
        _ session: ChildProcess, _ plan: SessionPlan, since back: Comeback,
        withinOfAplay: Bool = false
    ) throws {
        let aplay = try back.firstSound()
        note("aplay, started when the server was back, was heard after \(aplay.readable)")
        let heard = try expectHeard(
            session, plan, back.capture, after: back.at,
            within: Promise.firstCueHeard + (withinOfAplay ? aplay : .zero))
        guard let first = heard.first else { return }
        let shifts = heard.map { tone in
            plan.tones.filter { $0.name == tone.name }.map { tone.frame - $0.frame }
                .min { abs($0 - first.shift) < abs($1 - first.shift) } ?? .max
        }
        try expect(
            shifts.allSatisfy { $0 == first.shift },
            "after the return tones stood off by \(shifts.map { $0 - first.shift }) frames")
        note("their distances are exact to the sample")
    }

    /// Measures the first tone in a recording after a moment, and its place on the timeline.
    ///
    /// Returns the tones heard, each with the frames by which the recording is ahead of the plan.
    @discardableResult
    func expectHeard(
        _ session: ChildProcess, _ plan: SessionPlan, _ capture: Capture, after back: Moment,
        within bound: Duration = Promise.firstCueHeard
    ) throws -> [(name: String, frame: Int, shift: Int)] {
        let heard = ToneFinder(try tones()).tones(in: capture.samples)
            .compactMap { tone in capture.arrival(of: tone.frame).map { (tone, $0) } }
            .filter { $0.1 > back }
        guard let first = heard.first, let zero = session.sessionZero else {
            throw Failure("nothing was heard after the return")
        }
        let said = session.errors.first { $0.at > back && $0.tellsReturn }
        note("said to be back after: \(said.map { ($0.at - back).readable } ?? "never")")
        let time = (first.1 - zero).inSeconds
        let errors = plan.tones.map { (frame: $0.frame, off: time - Double($0.frame) / 48_000) }
        guard let error = errors.min(by: { abs($0.off) < abs($1.off) }) else {
            throw Failure("the plan has no tone")
        }
        note(
            "\(heard.count) tones heard after the return, the first "
                + "\((error.off * 1000).rounded()) ms off its place")
        check { try expect(abs(error.off) < 0.15, "the first tone came \(error.off) s off") }
        self.bound("first cue heard after", first.1 - back, bound)
        return heard.map { ($0.0.name, $0.0.frame, first.0.frame - error.frame) }
    }
}
