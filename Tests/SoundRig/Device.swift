/// What ALSA's `default` is for a program under test.
///
/// The configuration is complete in itself. The system's own would add hooks that, where a sound
/// server happens to run, replace `default` after this file has defined it.
enum Device: Sendable {
    /// A sink of a PulseAudio server.
    case pulse(socket: String)
    /// Takes everything at once and plays nothing.
    case null
    /// Takes everything at once and writes it to a file: raw, in the format it was opened with.
    case file(String)
    /// No device at all.
    case none

    /// The text of the ALSA configuration.
    var configuration: String {
        switch self {
        case .pulse(let socket):
            "pcm.!default { type pulse server \"unix:\(socket)\" device \"floor\" }\n"
        case .null:
            "pcm.!default { type null }\n"
        case .file(let path):
            """
            pcm.!default {
                type file
                file "\(path)"
                format "raw"
                slave.pcm { type null }
            }

            """
        case .none:
            "# This machine has no sound device.\n"
        }
    }
}
