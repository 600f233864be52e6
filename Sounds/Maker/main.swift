// Writes the tones as WAV files: `swift run make-tones Sounds/Tones`.

import FoundationEssentials
import Glibc
import Sounds
import UnknotCore

/// Says on standard error why nothing more is done, and ends.
func stop(_ message: String, status: Int32) -> Never {
    let line = Array("make-tones: \(message)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
    exit(status)
}

guard CommandLine.arguments.count == 2 else {
    stop("name one folder to write into, for example: make-tones Sounds/Tones", status: 64)
}
let folder = CommandLine.arguments[1]
for tone in Tone.allCases {
    let path = "\(folder)/\(tone.rawValue).wav"
    do {
        // Atomic: into a temporary file beside it, which then takes its name.
        try Data(WaveFile.bytes(of: ToneRecipe.clip(for: tone)))
            .write(to: URL(filePath: path), options: .atomic)
    } catch {
        stop("cannot write \(path); is there such a folder, and may you write to it?", status: 73)
    }
}
