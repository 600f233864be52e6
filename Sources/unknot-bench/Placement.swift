import Glibc

extension Group {
    /// From the word `pause` to silence, at moments that nobody chose.
    static let pause = Group("pause", "pause to silence as captured, 100 commands (--long)") {
        place, _, report in
        for figure in try Rig(place).figures(of: "commandsAtAnyMomentKeepHoldsExact") {
            report(figure.atMost(120, .hundredth, as: "p99 <= 120 ms"))
        }
    }

    /// Every tone of a long session in the place where the plan has it, under load.
    static let placement = Group(
        "placement", "40 minutes on PulseAudio and on PipeWire, both cores loaded (--long)"
    ) {
        place, _, report in
        for name in ["loadOnEveryCoreChangesNothing", "PipeWire_loadOnEveryCoreChangesNothing"] {
            for figure in try Rig(place).figures(of: name, isLong: true) {
                report(figure.atMost(0, .largest, as: "0"))
            }
        }
    }
}

/// The sound rig, which has the servers and the recorders, and knows what a session plays.
private struct Rig {
    private let place: Workplace
    private let program: String

    init(_ place: Workplace) throws {
        self.place = place
        program =
            place.itself.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/") + "/sound-rig"
        guard access(program, X_OK) == 0 else {
            throw Failure("\(program) is not built; run: make bench")
        }
    }

    /// What a case of the rig measures; a case that fails has figures, too, as far as it came.
    func figures(of name: String, isLong: Bool = false) throws -> [Figure] {
        let log = place.path("\(name).log")
        let words =
            [program, "--figures", "--unknot", place.program] + (isLong ? ["--long"] : []) + [name]
        let usage = try Child(words, Self.variables, output: log).wait()
        let lines = Text.lines(log)
        let figures = lines.compactMap { line -> Figure? in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard cells.count > 3, cells[0] == "figure" else { return nil }
            return Figure(String(cells[1]), String(cells[2]), cells[3...].compactMap(Double.init))
        }
        guard usage.status == 0 || !figures.isEmpty else {
            throw Failure("\(name): \(lines.joined(separator: " / "))")
        }
        return figures
    }

    /// The rig makes surroundings of its own for what it starts.
    private static var variables: [String: String] {
        var variables: [String: String] = [:]
        for name in ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"] {
            variables[name] = getenv(name).map { String(cString: $0) }
        }
        return variables
    }
}
