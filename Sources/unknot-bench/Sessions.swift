import Glibc

/// Routines made for measuring, and the sentences of a session.
enum Sessions {
    /// A routine that lasts about so many minutes.
    static func routine(minutes: Int) -> String {
        routine(steps: max(1, (minutes * 60 - 66 + 69) / 138))
    }

    /// A routine of so many steps, built like the ones that come with the program.
    ///
    /// Both sides, rolls and holds, a set-up sentence a step; hardly a sentence recurs.
    static func routine(steps: Int) -> String {
        let muscles = ["calf", "hamstrings", "thigh", "glutes", "outer thigh", "shin"]
        let texts = (1...steps).map { number in
            let muscle = muscles[number % muscles.count]
            return """
                      - id: step-\(number)
                        title: Pass \(number), the \(muscle)
                        setup: For pass \(number) sit with legs long. Roller under your {side} \(muscle), \
                where it was in pass \(number > 1 ? number - 1 : steps).
                        move: 5s
                        do:
                          - roll: 12s
                            say: Pass \(number), {side}. Lift your hips and roll slowly up.
                          - hold: 30s
                            range: 30s..90s
                          - roll: 12s
                            say: Back down through pass \(number), {side}.

                """
        }
        return """
            unknot: 1
            id: measured
            title: A session of \(steps) steps
            source: the benchmark
            tool: roller
            lead-in: 10s
            switch: 12s
            blocks:
              - sides: right, left
                steps:
            \(texts.joined())
            """
    }

    /// The sentences of a session, each once, in order.
    static func sentences(_ routine: String, _ place: Workplace) throws -> [String] {
        let path = place.path("plan.json")
        unlink(path)
        try place.run([place.program, "show", "--json", routine], output: path)
        let key = "\"text\" : \""
        var seen: Set<String> = []
        return Text.lines(path).compactMap { line -> String? in
            guard let start = line.firstRange(of: key)?.upperBound,
                let end = line.lastIndex(of: "\""), start < end
            else { return nil }
            return String(line[start..<end]).replacing("\\\"", with: "\"")
        }.filter { seen.insert($0).inserted }
    }

    /// A session's length in seconds.
    static func length(_ routine: String, _ place: Workplace) throws -> Double {
        let path = place.path("plan.json")
        unlink(path)
        try place.run([place.program, "show", "--json", routine], output: path)
        return Text.lines(path).first { $0.contains("\"duration\"") }.map(Text.number) ?? 0
    }
}
