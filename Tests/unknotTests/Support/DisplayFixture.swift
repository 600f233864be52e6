import Testing

/// Sessions whose display is looked at: a routine that begins with a hold, and one that begins with
/// getting into place.
struct DisplayFixture {
    let folder: TemporaryFolder
    let work: String
    let place: String

    private static func routine(_ setup: String, _ title: String) -> String {
        """
        unknot: 1
        id: calf
        title: Calf
        lead-in: 0s
        blocks:
          - sides: left, right
            steps:
              - id: centre
                title: \(title)
                setup: \(setup)
                caution: Stop two fingers short of the knee crease.
                do:
                  - hold: 45s
                  - rest: 5s
                  - roll: 12s
        """
    }

    init() throws {
        folder = try TemporaryFolder()
        let title = "First pass, centre of the calf"
        work = try folder.write("work.yaml", Self.routine("Sit.", title).utf8)
        place = try folder.write(
            "place.yaml",
            Self.routine(
                "Sit with legs long. Roller under your {side} calf, just below the thick part.",
                title
            ).utf8)
    }

    /// A session on a device that takes everything.
    func session(_ script: String, _ words: [String] = []) throws -> TerminalRun {
        let run = try TerminalRun(
            script, ["start", work, "--cues", "tones", "--intro", "off", "--no-remote"] + words,
            in: folder, alsa: "pcm.!default { type null }\n",
            ["TERM": "xterm", "ESPEAK_DATA_PATH": "/nonexistent"])
        _ = try run.waitForWindow("a hold") { $0.text.contains("HOLD · LEFT SIDE") }
        return run
    }
}
