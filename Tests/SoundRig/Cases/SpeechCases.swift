import Foundation
import Glibc

/// Sentences that do not fit, sentences that break other programs, and no voice at all.
let speechCases = [
    RigCase(name: "aSentenceTooLongForItsPlaceIsRefused", body: tooLong),
    RigCase(name: "hostileTextChangesNothingElse", body: hostileText),
    RigCase(name: "aVoiceThatIsNotThereIsNamed", body: voiceNotThere),
    RigCase(name: "withoutVoiceDataTonesGoOn", body: withoutVoiceData),
]

extension Workbench {
    fileprivate func saying(_ name: String, _ text: String, roll: Int = 30) throws -> String {
        try write(
            "\(name).yaml",
            """
            unknot: 1
            id: \(name)
            title: Words
            source: the sound rig
            tool: roller
            lead-in: 3s
            blocks:
              - sides: none
                steps:
                  - id: step-1
                    title: Step
                    setup: Roller.
                    move: 1s
                    do:
                      - roll: \(roll)s
                        say: "\(text)"
                      - rest: 10s
                        say: Let go and breathe.

            """)
    }
}

@Sendable private func tooLong(_ workbench: Workbench) throws {
    let text = "Roll slowly up to just below the knee and keep the weight on your hands all the way"
    let routine = try workbench.saying("long", text, roll: 3)
    for rate in ["155", "80"] {
        for verb in [["check", routine], ["start", routine, "--rate", rate]] {
            let child = try workbench.unknot(verb)
            let exit = try child.waitForExit(.seconds(20))
            let words = (child.lines + child.errors).map(\.text).joined(separator: " ")
            try expect(exit.status == 65, "\(verb[0]) at \(rate): \(exit.readable) \(words)")
            try expect(words.contains("long.yaml:"), "no file and line: \(words)")
        }
    }
}

@Sendable private func hostileText(_ workbench: Workbench) throws {
    let texts = [
        "plain": "Roll.", "quotes": String(repeating: "s'", count: 110),
        "control": "\\x01100S roll", "markup": "<prosody rate='50%'> roll", "thirty": "Thirty z",
        "script": "ꦲꦤꦕꦫꦏ roll", "digits": String(repeating: "9", count: 120),
        "dots": String(repeating: ". ", count: 90), "phonemes": "[[h@l'oU roll",
    ]
    var rest: Int?
    var refused: [String] = []
    for (name, text) in texts.sorted(by: {
        $0.key == "plain" || $0.key < $1.key && $1.key != "plain"
    }) {
        let routine = try workbench.saying(name, text)
        let file = workbench.path("\(name).wav")
        let render = try workbench.unknot(
            ["render", routine, "--intro", "off", "-o", file])
        let exit = try render.waitForExit(.seconds(30))
        if exit.status == 65 {
            refused.append(name)
            continue
        }
        try expect(exit.status == 0, "\(name): \(exit.readable)\(render.lastWords)")
        // What is said ten seconds before the end must sound the same, whatever came before it.
        let samples = Array(try WAVFile(path: file).samples)
        let plan = try workbench.plan([routine, "--intro", "off"])
        guard let cue = plan.cues.last(where: { $0.text == "Let go and breathe." }) else {
            throw Failure("\(name): the last sentence is gone")
        }
        let loud = samples[cue.frame..<min(samples.count, cue.frame + 4 * 48_000)]
        let length = (loud.lastIndex { $0.magnitude > 100 } ?? cue.frame) - cue.frame
        if let rest {
            let change = abs(Double(length - rest) / Double(rest))
            try expect(
                change < 0.15, "\(name) bends the next sentence: \(rest) to \(length) frames")
        }
        if name == "plain" { rest = length }
    }
    workbench.note("\(texts.count) texts, refused when read: \(refused)")
}

@Sendable private func voiceNotThere(_ workbench: Workbench) throws {
    let routine = try workbench.ticks(3)
    let session = try workbench.unknot(["start", routine[0], "--voice", "en-nowhere"])
    let exit = try session.waitForExit(.seconds(60))
    workbench.noteErrors(session)
    try expect(
        session.errors.contains { $0.text.contains("en-nowhere") },
        "it does not name the voice: \(exit.readable)\(session.lastWords)")
}

@Sendable private func withoutVoiceData(_ workbench: Workbench) throws {
    let arguments = try workbench.ticks(3)
    let card = try FaultCard(workbench, "")
    try FileManager.default.createDirectory(
        atPath: workbench.path("no-data"), withIntermediateDirectories: true)
    let session = try workbench.unknot(
        ["start"] + arguments.prefix(1) + ["--intro", "off"], on: card.device,
        card.variables.merging(["ESPEAK_DATA_PATH": workbench.path("no-data")]) { $1 })
    let exit = try session.waitForExit(.seconds(60))
    workbench.noteErrors(session)
    try expect(exit.status == 0, "unknot start: \(exit.readable)\(session.lastWords)")
    try expect(session.errors.count == 1, "one line was to name the reason")
    let heard = try card.recording().tones(ToneFinder(try workbench.tones()))
    try expect(heard.count >= 3, "\(heard.count) tones were heard")
}
