import ArgumentParser
import UnknotAudio

/// `unknot voices`: the voices to choose from.
struct VoicesCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "voices", abstract: "Show the voices to choose from.",
        discussion: """
            English voices, and the variants that can be put behind any of them with a plus \
            sign. The routines are written in English; --all shows the voices of other languages \
            too.

            EXAMPLES:
              unknot voices
              unknot start upper-calf --voice en-us+f3
            """)

    @Flag(help: "Show the voices of every language.")
    var all = false

    func run(in shell: Shell) throws {
        let voices: [VoiceInfo]
        let variants: [String]
        do throws(VoiceError) {
            voices = try EspeakVoice.voices()
            variants = try EspeakVoice.variants()
        } catch {
            throw Failure("\(error)", status: .noService)
        }
        let rows = voices.filter { all || $0.isEnglish }
            .map { [$0.name, $0.language, $0.title] }
        try shell.out(Table.text(rows, header: ["voice", "language", "name"]))
        try shell.out("\nVariants: \(variants.joined(separator: " "))\n")
    }
}
