import Glibc

extension Group {
    /// The longest routine as a WAV file, beside what else would make one.
    static let render = Group("render", "the longest routine to WAV, beside script and bare loop") {
        place, effort, report in
        let sentences = try Sessions.sentences(place.longest, place)
        let list = try place.write("sentences.txt", sentences.joined(separator: "\n") + "\n")
        let script = try place.write("speak.sh", Self.script)
        let file = place.path("session.wav")
        let render = [place.program, "render", place.longest, "-o", file]
        let speak = ["sh", script, list, place.path("joined.wav"), place.path("piece")]
        let loop = place.path("loop")
        var (rendered, scripted, bare) = ([Double](), [Double](), [Double]())
        for run in 0...effort.runs {
            // To replace a large file takes the time that its removal takes.
            unlink(file)
            let session = try place.run(render)
            let joined = try place.run(speak)
            unlink(loop)
            // The loop tells its own time, so that the start of its process does not count.
            try place.run([place.itself, "--bare-loop", list], output: loop)
            let time = Text.lines(loop).first.flatMap { Double($0) } ?? 0
            guard run > 0 else { continue }
            rendered.append(session.wall * 1000)
            scripted.append(joined.wall * 1000)
            bare.append(time)
        }
        let reference = Figure("  bare libespeak-ng loop, same sentences", "ms", bare)
        let other = Figure("  script: espeak-ng -w a sentence, joined by sox", "ms", scripted)
        report(
            Figure("render \(place.longest) to WAV, whole process", "ms", rendered)
                .atMost(1.5 * reference.median, as: "<= 1.5 x the loop"))
        report(
            Figure("  the same, held against the script", "ms", rendered)
                .atMost(other.median / 5, as: "<= 1/5 of the script"))
        report(reference)
        report(other)
        guard effort.isThorough else { return }
        let formats = ["flac", "ogg", "opus", "mp3"]
        let usages = try place.inTurn(
            5, formats.map { Array(render.dropLast()) + [place.path("session.\($0)")] })
        for (format, runs) in zip(formats, usages) {
            report(Figure("  render to .\(format)", "ms", runs.map { $0.wall * 1000 }))
        }
    }

    /// What a user's script would do; it knows no rests and no tones, and is the quicker for it.
    private static let script = """
        # sentences, result, piece
        number=0
        while IFS= read -r sentence; do
            number=$((number + 1))
            espeak-ng -v en -s 155 -w "$3-$(printf %05d $number).wav" "$sentence"
        done <"$1"
        sox "$3"-*.wav "$2"
        rm "$3"-*.wav

        """

    /// How rendering grows with the session.
    static let growth = Group("growth", "render of sessions of 10, 20, 40 and 80 minutes") {
        place, effort, report in
        let sizes = [10, 20, 40, 80]
        let commands = try sizes.map { minutes in
            let path = try place.write("m\(minutes).yaml", Sessions.routine(minutes: minutes))
            return [place.program, "render", path, "-o", place.path("session.wav")]
        }
        let lengths = try commands.map { try Sessions.length($0[2], place) }
        let usages = try place.inTurn(effort.runs, commands)
        for (index, runs) in usages.enumerated() {
            let minutes = Table.number(lengths[index] / 60)
            report(Figure("render of \(minutes) minutes", "ms", runs.map { $0.wall * 1000 }))
        }
        let pace = zip(usages, lengths).map { usage, length in
            Figure("", "", usage.map(\.wall)).median / length
        }
        report(
            Figure("  cost of a minute of 80 to one of 10", "x", [pace[3] / pace[0]])
                .atMost(1.25, as: "linear: <= 1.25 x"))
    }

    /// The memory of rendering and of playing.
    static let memory = Group("memory", "peak memory of a session of 40 minutes") {
        place, effort, report in
        let routine = try place.write("m40.yaml", Sessions.routine(minutes: 40))
        let double = try place.write("m80.yaml", Sessions.routine(minutes: 80))
        let file = place.path("session.wav")
        let usages = try place.inTurn(
            effort.isThorough ? 5 : 1,
            [
                [place.program, "render", routine, "-o", file],
                [place.program, "show", routine],
                [place.program, "render", place.longest, "-o", file],
                [place.program, "render", double, "-o", file],
                [place.program, "show", double],
            ])
        report(
            Figure("render of 40 minutes: peak memory", "MB", usages[0].map(\.peak)).atMost(80))
        report(Figure("  the plan and its speech alone", "MB", usages[1].map(\.peak)))
        // The clips of the stretch that is written, and no more for a session of twice the length.
        let added = { (write: Int, plan: Int) in
            zip(usages[write], usages[plan]).map { max(0, $0.peak - $1.peak) }
        }
        let short = Figure("  what writing 40 minutes adds", "MB", added(0, 1))
        report(short)
        report(
            Figure("  what writing 80 minutes adds", "MB", added(3, 4))
                .atMost(short.median + 2, as: "flat: <= 2 MB more"))
        report(Figure("  render of \(place.longest)", "MB", usages[2].map(\.peak)))
        report(try playingMemory(place, routine, seconds: effort.watch))
    }

    /// How much a playing session grows, on a device that takes everything.
    private static func playingMemory(
        _ place: Workplace, _ routine: String, seconds: Double
    ) throws -> Figure {
        let null = try place.write("null.conf", "pcm.!default { type null }\n")
        let child = try Child(
            [place.program, "start", routine], place.environment(alsa: null),
            output: place.path("log"))
        Clock.wait(3)
        let before = Consumption(of: child.id)
        Clock.wait(seconds)
        let after = Consumption(of: child.id)
        try child.stop()
        return Figure(
            "  growth while 40 minutes play, \(Table.number(seconds)) s watched", "MB",
            [after.resident - before.resident]
        ).atMost(1, as: "flat: <= 1 MB")
    }
}
