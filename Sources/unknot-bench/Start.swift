import Glibc

extension Group {
    /// From the start of a process to the first samples that a device gets.
    static let start = Group("start", "process start to the first samples at the device") {
        place, effort, report in
        let device = try FirstSamples(place)
        let text = "Lie down on the roller."
        let commands = [
            [place.program, "start", place.longest],
            [place.program, "start", "upper-calf"],
            [place.program, "start", place.longest, "--silent"],
            ["espeak-ng", text],
        ]
        // The silent one opens no device; what counts is its first line.
        let isHeard = [true, true, false, true]
        var times = commands.map { _ in [Double]() }
        for run in 0...effort.runs {
            for (index, command) in commands.enumerated() {
                let time =
                    isHeard[index]
                    ? try device.time(command) : try device.timeOfFirstLine(command)
                // The first turn brings files into memory and is not counted.
                if run > 0 { times[index].append(time * 1000) }
            }
        }
        let espeak = Figure("  espeak-ng \"one sentence\", same device", "ms", times[3])
        let longest = Figure(
            "start \(place.longest): process start to first samples", "ms", times[0])
        report(longest.atMost(300))
        report(
            Figure("  the same, held against issue 5's goal", "ms", times[0])
                .atMost(min(150, 3 * espeak.median), as: "<= 150 ms and <= 3 x espeak-ng"))
        report(Figure("  upper-calf", "ms", times[1]))
        report(Figure("  \(place.longest) --silent: first line", "ms", times[2]))
        report(espeak)
    }
}

/// An ALSA device whose first samples can be seen to arrive: a file device that writes to a pipe.
private struct FirstSamples {
    private let place: Workplace
    private let pipe: String
    private let configuration: String

    init(_ place: Workplace) throws {
        self.place = place
        pipe = place.path("device")
        guard mkfifo(pipe, 0o600) == 0 else { throw Failure("no pipe can be made") }
        configuration = try place.write(
            "fifo.conf",
            """
            pcm.!default {
                type file
                file "\(pipe)"
                format "raw"
                slave.pcm { type null }
            }

            """)
    }

    /// Seconds until a command's first samples arrive; the command is ended then.
    func time(_ command: [String]) throws -> Double {
        try timeOfFirstByte(pipe, command, output: nil)
    }

    /// Seconds until a command's first output arrives.
    func timeOfFirstLine(_ command: [String]) throws -> Double {
        let path = place.path("lines")
        unlink(path)
        guard mkfifo(path, 0o600) == 0 else { throw Failure("no pipe can be made") }
        return try timeOfFirstByte(path, command, output: path)
    }

    private func timeOfFirstByte(
        _ path: String, _ command: [String], output: String?
    ) throws -> Double {
        let reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard reader >= 0 else { throw Failure("the pipe cannot be opened") }
        defer { close(reader) }
        let child = try Child(command, place.environment(alsa: configuration), output: output)
        while child.age < 20 {
            var entry = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
            _ = poll(&entry, 1, 100)
            if entry.revents & Int16(POLLIN) != 0 {
                let age = child.age
                kill(child.id, SIGKILL)
                _ = try child.wait()
                return age
            }
            if child.hasEnded { throw Failure("\(child.name) ended without a sample") }
            // A pipe that lost its writer reports that at once, again and again.
            if entry.revents != 0 { Clock.wait(0.001) }
        }
        throw Failure("\(child.name) gave no sample within 20 s")
    }
}
