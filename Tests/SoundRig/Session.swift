import Foundation
import Glibc

/// What `unknot show --json` says: the plan that everything heard and printed is held against.
struct SessionPlan: Decodable {
    struct Cue: Decodable {
        var frame: Int
        var kind: String
        var text: String?
        var tone: String?

        /// The line that this cue prints, without its time.
        var line: String { "\(kind == "speech" ? "say" : "tone")  \(text ?? tone ?? "")" }
    }

    /// In seconds.
    var duration: Double
    var cues: [Cue]

    /// The tones, in order.
    var tones: [(name: String, frame: Int)] {
        cues.compactMap { cue in cue.tone.map { ($0, cue.frame) } }
    }

    /// How long the session lasts, and a little more: the limit for waiting for its end.
    var patience: Duration { .seconds(duration) + .seconds(30) }
}

/// A cue's line: the session time as `M:SS.t`, two spaces, `say` or `tone`, two spaces, the words.
struct CueLine {
    /// The time printed.
    var stamp: Duration
    /// What follows the time.
    var cue: String
    var at: Moment
    /// What its process had waited for a core until then.
    var waited: Duration

    /// Nil if the line is none of a cue.
    init?(_ line: ChildProcess.Line) {
        guard let end = line.text.firstRange(of: "  ")?.lowerBound else { return nil }
        let parts = line.text[..<end].split(separator: ":")
        let seconds = parts.last?.split(separator: ".") ?? []
        guard parts.count == 2, seconds.count == 2, seconds[0].count == 2, seconds[1].count == 1,
            let minutes = Int(parts[0]), let whole = Int(seconds[0]), let tenths = Int(seconds[1])
        else { return nil }
        let cue = line.text[end...].dropFirst(2)
        guard cue.hasPrefix("say  ") || cue.hasPrefix("tone  ") else { return nil }
        stamp = .seconds(minutes * 60 + whole) + .milliseconds(tenths * 100)
        self.cue = String(cue)
        at = line.at
        waited = line.waited
    }
}

extension Workbench {
    /// Starts `unknot` with a device of its own.
    func unknot(
        _ arguments: [String], on device: Device = .none, _ variables: [String: String] = [:],
        output: ChildProcess.Output = .lines
    ) throws -> ChildProcess {
        // A new name each time: the configuration of a program that still runs must stay.
        let configuration = try write("alsa-\(UUID().uuidString).conf", device.configuration)
        return try start(
            subject.program, arguments,
            ["ALSA_CONFIG_PATH": configuration].merging(variables) { $1 }, output: output)
    }

    /// Runs `unknot` to its end, which must be a good one, and returns its standard output.
    @discardableResult
    func run(_ arguments: [String]) throws -> [String] {
        let child = try unknot(arguments)
        let exit = try child.waitForExit(.seconds(30))
        try expect(
            exit.status == 0,
            "unknot \(arguments.joined(separator: " ")): \(exit.readable)\(child.lastWords)")
        return child.lines.map(\.text)
    }

    /// The plan of a routine with these options.
    func plan(_ arguments: [String]) throws -> SessionPlan {
        let json = try run(["show", "--json"] + arguments).joined(separator: "\n")
        do {
            return try JSONDecoder().decode(SessionPlan.self, from: Data(json.utf8))
        } catch {
            throw Failure("unknot show --json is not as agreed: \(error)")
        }
    }

    /// The tones' samples, by name.
    func tones() throws -> [String: [Int16]] {
        let names = try FileManager.default.contentsOfDirectory(atPath: subject.tones)
            .filter { $0.hasSuffix(".wav") }
        try expect(!names.isEmpty, "no tones in \(subject.tones)")
        return try Dictionary(
            uniqueKeysWithValues: names.map { name in
                let file = try WAVFile(path: "\(subject.tones)/\(name)")
                try expect(
                    file.sampleRate == 48_000 && file.channels == 1, "\(name): mono at 48 kHz?")
                return (String(name.dropLast(4)), file.samples)
            })
    }

    /// A routine of a single hold of 5 s on no side: half a minute, every kind of cue line.
    func briefRoutine() throws -> String {
        try write("brief.yaml", routine(id: "brief", sides: "none", holds: [5]))
    }

    /// A routine with these holds, in seconds, on each side.
    func shortRoutine(holds: [Int]) throws -> String {
        try write("short.yaml", routine(id: "short", sides: "right, left", holds: holds))
    }

    private func routine(id: String, sides: String, holds: [Int]) -> String {
        // Seven seconds before a hold: the coach announces the hold in them.
        let steps = holds.enumerated().map { index, hold in
            """
                  - id: step-\(index + 1)
                    title: Step \(index + 1)
                    setup: Roller under your calf.
                    move: 2s
                    do:
                      - roll: 7s
                        say: Roll slowly.
                      - hold: \(hold)s
                      - roll: 3s

            """
        }
        return """
            unknot: 1
            id: \(id)
            title: A short one
            source: the sound rig
            tool: roller
            lead-in: 5s
            switch: 8s
            blocks:
              - sides: \(sides)
                steps:
            \(steps.joined())
            """
    }

    /// Fails unless the program printed exactly the plan's cues, each within 50 ms of its time; on a
    /// busy machine, so much later as its threads waited for a core since the line before.
    func expectOnTime(_ child: ChildProcess, _ plan: SessionPlan) throws {
        let lines = child.lines.compactMap(CueLine.init)
        let (printed, planned) = (lines.map(\.cue), plan.cues.map(\.line))
        if let difference = zip(printed, planned).first(where: { $0 != $1 }) {
            throw Failure("printed \"\(difference.0)\" where \"\(difference.1)\" was planned")
        }
        try expect(
            printed.count == planned.count,
            "printed \(printed.count) cues of \(planned.count)\(child.lastWords)")
        guard let first = lines.first else { throw Failure("the plan has no cue") }
        let zeros = lines.map { ($0.at - first.at) - ($0.stamp - first.stamp) }
        let zero = zeros.sorted()[zeros.count / 2]
        let errors = zeros.map { $0 - zero }
        let waits = zip(lines, [.zero] + lines.map(\.waited)).map { max(.zero, $0.waited - $1) }
        let worst = errors.max { abs($0.inSeconds) < abs($1.inSeconds) } ?? .zero
        note("\(lines.count) lines, the worst \(worst.readable) off its time")
        let allowed = Duration.milliseconds(50)
        let late = lines.indices.filter {
            errors[$0] < .zero - allowed || errors[$0] > allowed + waits[$0]
        }
        .map {
            "\(lines[$0].stamp.readable) \(errors[$0].readable), \(waits[$0].readable) of waiting"
        }
        let excused = errors.filter { $0 > allowed }.count - late.count
        if excused > 0 { note("\(excused) of them while the program waited for a core") }
        try expect(
            late.isEmpty, "lines came off their time: \(late.prefix(8).joined(separator: "; "))")
    }
}
