import Glibc

extension Group {
    /// What a playing session costs, beside `aplay` with the rendered file.
    static let playing = Group("playing", "processor, wake-ups and memory while a session plays") {
        place, effort, report in
        let server = try Server(place)
        let configuration = try place.write("pulse.conf", server.configuration)
        let variables = place.environment(alsa: configuration)
        let file = place.path("session.wav")
        try place.run([place.program, "render", place.longest, "-o", file])
        // Mono as the file is; the session plays two channels, as headsets want it.
        let stereo = place.path("stereo.wav")
        try place.run(["sox", file, "-c", "2", stereo])
        let commands = [
            [place.program, "start", place.longest], ["aplay", "-q", stereo],
        ]
        var costs = commands.map { _ in [Cost]() }
        // A window a run: what a session costs does not change from one to the next by much.
        let window = max(1.5, effort.watch / 4)
        for _ in 0..<(effort.isThorough ? 5 : 3) {
            for (index, command) in commands.enumerated() {
                let child = try Child(command, variables, output: place.path("log"))
                // A null sink takes its first second to start.
                Clock.wait(2)
                let before = Consumption(of: child.id)
                let start = Clock.now
                Clock.wait(window)
                let after = Consumption(of: child.id)
                guard !child.hasEnded else { throw Failure("\(child.name) did not play on") }
                costs[index].append(Cost(before, after, Clock.now - start))
                try child.stop()
            }
        }
        try server.stop()
        let aplay = costs[1]
        let limit = 2 * Figure("", "", aplay.map(\.processor)).median
        report(
            Figure("playing \(place.longest): processor", "%", costs[0].map(\.processor))
                .atMost(limit, as: "<= 2 x aplay"))
        report(Figure("  aplay, the rendered file", "%", aplay.map(\.processor)))
        report(Figure("playing: wake-ups", "/s", costs[0].map(\.wakeUps)).atMost(55))
        report(Figure("  aplay", "/s", aplay.map(\.wakeUps)))
        report(Figure("playing: memory", "MB", costs[0].map(\.resident)).atMost(40))
        report(Figure("  its peak since the start", "MB", costs[0].map(\.peak)))
        report(Figure("  aplay", "MB", aplay.map(\.resident)))
    }

    /// A hold that a shell script times, as they are heard.
    static let timing = Group("timing", "a hold of 5 s, by the session and by a shell script") {
        place, effort, report in
        let server = try Server(place)
        let configuration = try place.write("pulse.conf", server.configuration)
        let variables = place.environment(alsa: configuration, pulse: server.socket)
        let tones = Tones(place)
        let routine = try place.write("hold.yaml", brief)
        let session = [
            place.program, "start", routine, "--intro", "off", "--cues", "tones", "--countdown",
            "off", "--lead-in", "0s",
        ]
        let script = try place.write(
            "hold.sh",
            """
            espeak-ng -v en -s 155 "Hold."
            aplay -q \(tones.start)
            sleep 5
            aplay -q \(tones.end)

            """)
        var (ours, others) = ([Double](), [Double]())
        for _ in 0..<5 {
            for (isOurs, command) in [(true, session), (false, ["sh", script])] {
                let capture = try Capture(place, server)
                try place.run(command, variables)
                let samples = try capture.finish()
                guard
                    let length = isOurs
                        ? tones.distance(in: samples) : tones.distanceOfLastTwo(in: samples)
                else { throw Failure("the tones of \(command[0]) were not found in the capture") }
                let error = (Double(length) / 48_000 - 5) * 1000
                if isOurs { ours.append(error) } else { others.append(error) }
            }
        }
        try server.stop()
        report(
            Figure("a hold of 5 s as captured: too long by", "ms", ours)
                .atMost(0, .largest, as: "0 samples of error"))
        report(Figure("  script: espeak-ng, aplay, sleep 5, aplay", "ms", others))
    }

    /// Nothing but one hold of five seconds.
    private static let brief = """
        unknot: 1
        id: hold
        title: Hold
        source: the benchmark
        tool: roller
        lead-in: 1s
        switch: 5s
        blocks:
          - sides: none
            steps:
              - id: hold
                title: Hold
                setup: Lie down.
                move: 0s
                do:
                  - roll: 7s
                  - hold: 5s

        """
}

/// What a process costs while it plays.
private struct Cost {
    /// Percent of one core.
    var processor: Double
    /// Wake-ups a second.
    var wakeUps: Double
    /// Memory at the end, in MB.
    var resident: Double
    /// The largest memory since the start, in MB.
    var peak: Double

    init(_ before: Consumption, _ after: Consumption, _ seconds: Double) {
        let used = after.since(before)
        processor = used.processor / seconds * 100
        wakeUps = used.wakeUps / seconds
        resident = after.resident
        peak = after.peak
    }
}
