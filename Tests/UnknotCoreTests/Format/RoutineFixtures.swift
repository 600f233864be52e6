import UnknotCore

/// Routine files that the tests read, whole or broken in one place.
enum RoutineFixtures {
    /// The example of the format's description.
    static let upperCalf = """
        unknot: 1                                # the format's version
        id: upper-calf
        title: Upper calf, three passes
        source: 000_d897d1c14f008cd5.txt         # where the content comes from
        tool: roller
        lead-in: 20s                             # time to get down before the first step
        switch: 12s                              # time to change sides
        blocks:
          - sides: right, left                   # all steps right, then all steps left
            steps:
              - id: centre
                title: First pass, centre of the calf
                setup: Sit with legs long. Roller under your {side} calf, just below the thick part.
                option: Cross the {other} leg on top only if you want more pressure.
                caution: Stop two fingers short of the knee crease.
                move: 5s                         # silence to move in, after the set-up sentence
                do:
                  - roll: 12s
                    say: Loose ankle. Lift your hips and roll slowly up. Stay on a tender spot.
                  - hold: 30s
                    range: 30s..90s              # what --hold and --length may choose
                  - roll: 12s
                    say: Roll slowly back down and lower your hips.
        """

    /// A file that has every key of the format; lines 1 to 4 are its head.
    static let everything = """
        unknot: 1
        id: all
        title: All of it
        lead-in: 1m30s
        blocks:
          - sides: [left, right]
            steps:
              - id: first
                title: First
                tool: lacrosse-ball
                setup: "Lie down: the {side} side."
                offered: true
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

    /// What is wrong with a text, one line for each problem; nothing for a sound routine.
    static func lines(_ text: String) -> [String] {
        lines(Array(text.utf8))
    }

    /// What is wrong with a file, one line for each problem.
    static func lines(_ bytes: [UInt8]) -> [String] {
        switch RoutineReader.read(bytes) {
        case .success: []
        case .failure(let error): error.problems.map { $0.line(file: "a.yaml") }
        }
    }
}
