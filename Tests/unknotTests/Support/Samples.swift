/// Routine files that the tests write.
enum Samples {
    /// A session of a few seconds, whose tones alone are heard with `--cues tones --intro off`.
    static let short = """
        unknot: 1
        id: short
        title: Short
        lead-in: 0s
        blocks:
          - sides: none
            steps:
              - id: one
                title: One
                setup: Sit.
                do:
                  - roll: 1s
                    say: Go.

        """

    /// The options that make a short session shorter.
    static let quick = ["--cues", "tones", "--intro", "off", "--countdown", "off"]
}
