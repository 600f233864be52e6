/// What ALSA's `default` is for a program under test.
///
/// The configuration is complete in itself. The system's own would add hooks that, where a sound
/// server happens to run, replace `default` after this file has defined it.
enum Device: Sendable {
    /// A sink of a PulseAudio server.
    case pulse(socket: String)
    /// A sink of a PipeWire daemon, through this build of its plugin.
    case pipeWire(plugin: String)
    /// The card that fails on a timetable, through this build of its plugin.
    case card(plugin: String)
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
        case .pipeWire(let plugin):
            """
            pcm_type.pipewire { lib "\(plugin)" }
            pcm.!default { type pipewire playback_node "-1" capture_node "-1" }

            """
        case .card(let plugin):
            // plug converts for cards that take another rate or number of channels.
            """
            pcm_type.fault { lib "\(plugin)" }
            pcm.card { type fault }
            pcm.!default { type plug slave.pcm "card" }

            """
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
