import UnknotCore

/// Routine files that the tests read, whole or broken in one place.
enum RoutineFixtures {
    /// A file with a key of each kind; lines 1 to 7 are its head.
    static let everything = """
        unknot: 1                                # the format's version
        id: all
        title: All of it
        source: A page of a book
        tool: tennis-ball
        lead-in: 1m30s
        switch: 12s
        blocks:
          - sides: [left, right]
            steps:
              - id: first
                title: First
                tool: lacrosse-ball
                setup: "Lie down: the {side} side."
                option: Cross the {other} leg on top.
                caution: Not on the knee.
                move: 5s                         # silence to move in
                offered: true
                optional: true
                only: full
                do:
                  - repeat: 3
                    range: 1..4
                    full: 3
                    do:
                      - roll: 7.5s
                        only: full
                      - reps: 10
                        every: 6
                        range: 8..12
                        say: Turn your {side} foot.
                        brief: Turn.
                  - rest: 2m
          - sides: both
            steps:
              - id: second
                title: Second
                setup: Sit.
                do: [{hold: 30s, range: 20s..60s, full: 45s}]
        """

    /// A routine with one step, whose lines from `setup` on are given; they begin on line 9.
    static func step(_ lines: String, sides: String = "right, left") -> String {
        """
        unknot: 1
        id: a
        title: A
        blocks:
          - sides: \(sides)
            steps:
              - id: one
                title: One

        """ + lines.split(separator: "\n").map { "        \($0)\n" }.joined()
    }

    /// A routine with one step and the given actions, which begin on line 11.
    static func actions(_ lines: String) -> String {
        let indented = lines.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
        return step("setup: Sit.\ndo:\n" + indented)
    }

    /// The problems of a text, one line each; none for a sound routine.
    static func lines(_ text: String) -> [String] {
        lines(Array(text.utf8))
    }

    /// The problems of a file, one line each.
    static func lines(_ bytes: [UInt8]) -> [String] {
        switch RoutineReader.read(bytes) {
        case .success: []
        case .failure(let error): error.problems.map { $0.line(file: "a.yaml") }
        }
    }

    /// A table of broken texts: the lines of each, then what is said to it, after `=> `.
    ///
    /// - Parameters:
    ///   - table: the table.
    ///   - file: the name that the places begin with.
    ///   - whole: makes a file of the lines; without it they are the text.
    /// - Returns: the texts, each with what is said to it.
    static func cases(
        _ table: String, file: String = "a.yaml", in whole: (String) -> String = { $0 }
    ) -> [Given<[String]>] {
        var cases: [(lines: [Substring], said: [String])] = []
        for line in table.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("=> ") {
                cases[cases.count - 1].said.append("\(file):\(line.dropFirst(3))")
            } else if cases.last?.said.isEmpty ?? false {
                cases[cases.count - 1].lines.append(line)
            } else {
                cases.append(([line], []))
            }
        }
        return cases.map { Given(whole($0.lines.joined(separator: "\n")), $0.said) }
    }
}
