import UnknotCore

/// The routine that `unknot new` writes: sound as it stands, with a word on every line that one may
/// want to change.
enum ExampleRoutine {
    /// The step that the example is tried with.
    static let step = "centre"

    /// The text of the file.
    ///
    /// - Parameters:
    ///   - name: a valid name for a routine.
    ///   - file: what the file is called, for the commands in its comments.
    /// - Returns: a routine with that name as its id, and a title made of it.
    static func text(_ name: String, file: String) -> String {
        let words = name.replacing("-", with: " ")
        let title = words.prefix(1).uppercased() + words.dropFirst()
        return """
            # A session for Unknot. What stands behind a # is for you, and Unknot passes it over.
            #
            # Change the words and the times, and then ask:
            #   unknot check \(file)                is it sound, how long does it last?
            #   unknot show \(file)                 what would I hand out?
            #   unknot start \(file) --from \(step)  how does a step feel? q ends it
            #
            # The spaces before a line say what it belongs to: keep lines below each other that stand
            # below each other, and use no tabs. A text that holds ": " or begins with { or [ wants
            # quotes around it.
            unknot: 1                     # the version of the format; it stays
            id: \(scalar(name))
            title: \(scalar(title))
            tool: roller                  # or lacrosse-ball, tennis-ball, double-ball, band, hands
            lead-in: 20s                  # time to get down before the first step
            switch: 15s                   # time to change to the other side

            blocks:
              # A block is done on one side from its first step to its last, and then on the other.
              # Write {side} where the side at work is meant, and {other} for the opposite one.
              - sides: right, left        # or: left, right; both (at once); none (as for the back)
                steps:
                  - id: centre            # for you and --from; each step has another one
                    title: Centre of the calf
                    setup: Sit with your legs long, hands behind you. Roller under your {side} calf.
                    option: For more weight, lay the {other} ankle on top.    # may be left out
                    caution: Stay two fingers below the crease of the knee.   # may be left out
                    move: 6s              # silence to get there, after these sentences
                    do:
                      # Say what to do, in a sentence or two that fit into the time. Before a hold
                      # the coach adds by itself how long it lasts, so leave some seconds for that.
                      - roll: 15s
                        say: Lift your hips and roll slowly up. Stop where it is tender.
                        brief: Roll slowly up.        # for --cues brief, and where time is short
                      - hold: 30s
                        range: 30s..90s   # what --hold and --length short or full may choose
                      - roll: 12s
                        say: Roll slowly back down.

                  - id: foot
                    title: Calf with a moving foot
                    setup: Stay on the spot that was most tender, hips on the floor.
                    caution: Tingling in the foot means move away.
                    move: 5s
                    do:
                      - rest: 8s
                        say: Point your {side} foot and draw it back, once for each number.
                      - reps: 8           # counted aloud, one every four seconds
                        every: 4s
                        range: 6..12

              # What has no right and left is a block of its own. Take these lines away if you have
              # nothing of the kind.
              - sides: both
                steps:
                  - id: together
                    title: Both calves together
                    setup: Lay both calves on the roller, legs relaxed.
                    move: 5s
                    do:
                      - repeat: 2         # the actions below, two times over
                        do:
                          - roll: 10s
                            say: Roll slowly up and down with little weight.
                            brief: Once more.
                          - rest: 5s

            """
    }

    /// A text as YAML takes it for one: some words mean something else without quotes.
    private static func scalar(_ text: String) -> String {
        let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
        return words.contains(text.lowercased()) ? "\"\(text)\"" : text
    }
}
