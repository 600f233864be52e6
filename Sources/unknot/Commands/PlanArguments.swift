public import ArgumentParser
public import UnknotCore

/// The options that shape a session, the same on `show`, `start` and `render`.
struct PlanArguments: ParsableArguments {
    // What stands after these is their value even where it begins with a minus, so that the answer
    // to "--rate -5" names the range and not a missing value.
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Length of every hold that has a range.", valueName: "time"),
        transform: { try time($0) })
    var hold: Duration?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The time you have: doses move within their ranges, then optional steps are left out.",
            valueName: "time"),
        transform: { try time($0) })
    var fit: Duration?

    @Option(help: "Which doses (default: standard).")
    var length: PlanOptions.Length?

    @Option(help: "Which side, where there are two.")
    var side: Side = .both

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Stretches the times to move: 0.5 to 3 (default: 1).", valueName: "factor"),
        transform: { try factor($0) })
    var pace: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Time to get down before the first step.", valueName: "time"),
        transform: { try time($0) })
    var leadIn: Duration?

    @Option(help: "How much is said (default: full).")
    var cues: PlanOptions.Cues?

    @Option(help: "How the session opens (default: full; brief with --from).")
    var intro: PlanOptions.Intro?

    @Option(help: "What counts three, two, one (default: tones).")
    var countdown: PlanOptions.Countdown?

    @Option(
        help: ArgumentHelp(
            "A step that is off by default; may be given again.", valueName: "id"),
        completion: .offeredStep)
    var include: [String] = []

    @Option(
        help: ArgumentHelp(
            "Begin with this step; those before it are left out, on both sides.", valueName: "step"),
        completion: .step)
    var from: String?

    @Option(help: "The voice; \"unknot voices\" names them.", completion: .voice)
    var voice: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Words a minute: 80 to 300 (default: \(Utterance.usualRate)).", valueName: "wpm"))
    var rate: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Loudness: 0 to 100 (default: 100).", valueName: "percent"))
    var volume: Int?

    mutating func validate() throws {
        if let pace, !PlanOptions.paces.contains(pace) {
            throw ValidationError("--pace takes 0.5 to 3, not \(pace).")
        }
        if let rate, !Utterance.rates.contains(rate) {
            throw ValidationError("--rate takes 80 to 300 words a minute, not \(rate).")
        }
        if let volume, !Settings.volumes.contains(volume) {
            throw ValidationError("--volume takes 0 to 100 percent, not \(volume).")
        }
        if let leadIn, !PlanOptions.leadIns.contains(leadIn) {
            throw ValidationError("--lead-in takes 0s to 10m, not \(TimeText.text(leadIn)).")
        }
        if let fit, fit <= .zero {
            throw ValidationError("--fit takes a time such as 10m, not \(TimeText.text(fit)).")
        }
        if let hold, hold <= .zero {
            throw ValidationError("--hold takes a time such as 45s, not \(TimeText.text(hold)).")
        }
    }

    /// A number as people write it: Swift would also take 0x2 and nan.
    private static func factor(_ text: String) throws -> Double {
        let isPlain = text.allSatisfy { "-0123456789.".contains($0) }
        if isPlain, let factor = Double(text) { return factor }
        throw ValidationError("write a number from 0.5 to 3, such as 1.5")
    }

    private static func time(_ text: String) throws -> Duration {
        if let time = TimeText.duration(text) { return time }
        let meant = TimeText.meant(by: text).map { "did you mean \(TimeText.text($0))?" }
        throw ValidationError(meant ?? "write a time as 45s, 1m30s or 90")
    }
}

extension Region: ExpressibleByArgument {}
extension PlanOptions.Length: ExpressibleByArgument {}
extension PlanOptions.Cues: ExpressibleByArgument {}
extension PlanOptions.Intro: ExpressibleByArgument {}
extension PlanOptions.Countdown: ExpressibleByArgument {}
extension Side: ExpressibleByArgument {}
