import Foundation
import Glibc

/// A sound card that fails on a timetable: an ALSA plugin of the rig's own, and what it recorded.
struct FaultCard: Sendable {
    /// What a program has to open to play on it.
    let device: Device
    /// The variables that tell the card what to do in that program.
    let variables: [String: String]
    private let record: String

    /// A card that fails on this timetable, such as `xrun@5,stall@20-23`.
    ///
    /// Tests/FaultPlugin/fault.h has the words; its seconds count from the first sample played.
    /// Opening the card gives `openError` until so many seconds after the first attempt, or for
    /// ever.
    init(
        _ workbench: Workbench, _ timetable: String, openError: Int32? = nil, until: Double? = nil
    ) throws {
        device = .card(plugin: try TestLibrary.card.path(workbench.subject))
        record = workbench.path("card")
        var variables = ["FAULTPCM": timetable, "FAULTPCM_RECORD": record]
        variables["FAULTPCM_OPENERR"] = openError.map(String.init)
        variables["FAULTPCM_OPENERR_UNTIL"] = until.map { "\($0)" }
        self.variables = variables
    }

    /// What the card has played so far.
    func recording(rate: Double = 1, hertz: Int = 48_000) throws -> CardRecording {
        let files = FileManager.default
        let log = files.contents(atPath: "\(record).log").map {
            String(decoding: $0, as: UTF8.self)
        }
        let bytes = files.contents(atPath: "\(record).raw").map(Array.init) ?? []
        return try CardRecording(
            log: log ?? "", samples: pcm16(bytes), framesPerSecond: Double(hertz) * rate)
    }
}

/// What a card played, and when: stretches of samples, each with the moment of its first.
struct CardRecording {
    /// Samples that were played without a gap.
    struct Stretch {
        var frames: Range<Int>
        var start: Moment
        /// Why it ended: `xrun`, `susp`, `nodev`, `stall`, `empty` (the program was late) or `stop`.
        var end: String
    }

    /// Something else that happened: `open`, `refuse`, `close`.
    struct Note {
        var what: String
        var at: Moment
    }

    var samples: [Int16]
    var stretches: [Stretch] = []
    var notes: [Note] = []
    private let framesPerSecond: Double

    init(log: String, samples: [Int16], framesPerSecond: Double) throws {
        self.samples = samples
        self.framesPerSecond = framesPerSecond
        for line in log.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 3, let frame = Int(words[1]), let time = Int(words[2]) else {
                throw Failure("the card noted \"\(line)\"")
            }
            let (what, at) = (String(words[0]), Moment(nanoseconds: time))
            switch what {
            case "start":
                stretches.append(Stretch(frames: frame..<frame, start: at, end: "still playing"))
            case "open", "refuse", "close": notes.append(Note(what: what, at: at))
            default:
                guard let last = stretches.indices.last else { continue }
                stretches[last].frames = stretches[last].frames.lowerBound..<frame
                stretches[last].end = what
            }
        }
        // A program that was killed left its last stretch open.
        if let last = stretches.indices.last, stretches[last].frames.isEmpty {
            let first = stretches[last].frames.lowerBound
            stretches[last].frames = first..<max(first, samples.count)
        }
    }

    /// When a frame was heard.
    func moment(of frame: Int) -> Moment? {
        guard let stretch = stretches.last(where: { $0.frames.lowerBound <= frame }) else {
            return nil
        }
        let seconds = Double(frame - stretch.frames.lowerBound) / framesPerSecond
        return stretch.start.advanced(by: .seconds(seconds))
    }

    /// The tones that were heard whole, each with its moment.
    ///
    /// Every stretch is searched by itself: what stands on both sides of a gap is not one sound.
    func tones(_ finder: ToneFinder) -> [(tone: HeardTone, at: Moment)] {
        stretches.flatMap { stretch -> [(tone: HeardTone, at: Moment)] in
            let range = stretch.frames.clamped(to: samples.indices)
            return finder.tones(in: Array(samples[range])).compactMap { tone in
                var tone = tone
                tone.frame += range.lowerBound
                return moment(of: tone.frame).map { (tone, $0) }
            }
        }
    }

    /// Every pause between two stretches, and why it began.
    var gaps: [(why: String, at: Moment, length: Duration)] {
        zip(stretches, stretches.dropFirst()).map { before, after in
            let seconds = Double(before.frames.count) / framesPerSecond
            let end = before.start.advanced(by: .seconds(seconds))
            return (before.end, end, after.start - end)
        }
    }
}

/// A shared library of the rig's own, in C, made when the first case asks for it.
struct TestLibrary: Sendable {
    static let card = TestLibrary(
        name: "libasound_module_pcm_fault.so", sources: ["fault.c", "card.c", "settings.c"],
        libraries: ["-lasound"])
    static let sleepClock = TestLibrary(
        name: "sleepclock.so", sources: ["sleepclock.c"], libraries: [])

    var name: String
    var sources: [String]
    var libraries: [String]

    /// Cases run side by side: the first one makes a library, the others find it made.
    private static let made = Watched<Set<String>>([])

    /// Makes the library unless it is made, and returns its path.
    func path(_ subject: Workbench.Subject) throws -> String {
        let path = "\(subject.libraries)/\(name)"
        try Self.made.update { made in
            guard !made.contains(name) else { return }
            let compiler = try ChildProcess(
                "cc",
                ["-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-fPIC", "-DPIC", "-shared"]
                    // Never unloaded, so that its timetable outlives a closed handle.
                    + ["-Wl,-z,nodelete,-Bsymbolic", "-o", path]
                    + sources.map { "\(subject.librarySources)/\($0)" } + libraries,
                environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"])
            let exit = try compiler.waitForExit(.seconds(60))
            try expect(exit.status == 0, "cc cannot make \(name)\(compiler.lastWords)")
            made.insert(name)
        }
        return path
    }
}
