import ArgumentParser
import Glibc

/// The command line of Unknot: one file a command.
@main
struct Unknot: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unknot",
        abstract: "A hands-free coach for foam rolling, heard and not watched.",
        discussion: """
            Says where to put the roller and how to move, times every roll and hold, beeps when a \
            hold starts and ends, and tells you when to change sides. Where there is no sound it \
            goes on as timed text.

            EXAMPLES:
              unknot list                          the routines
              unknot start upper-calf              a spoken session
              unknot start upper-calf --silent     the same as text, without sound
              unknot show whole-body --side left   what a session holds
              unknot render upper-calf -o calf.wav the same session as a file
            """,
        version: "0.1.0",
        subcommands: [
            ListCommand.self, ShowCommand.self, CheckCommand.self, StartCommand.self,
            RenderCommand.self, DoctorCommand.self, VoicesCommand.self,
        ])

    /// Starts the program; a closed pipe is an error to report and not a reason to die silently.
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        main(nil)
    }
}
