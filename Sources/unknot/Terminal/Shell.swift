import ArgumentParser
import Glibc

/// What a command needs of the world around it; tests give it another one.
struct Shell: Sendable {
    /// Writes to standard output, as it is; throws when that is closed or full.
    var out: @Sendable (String) throws -> Void
    /// Writes a line to standard error.
    var complain: @Sendable (String) -> Void
    /// Looks up an environment variable.
    var environment: @Sendable (String) -> String?
    /// The columns of the terminal on standard output; nil where that is none.
    var columns: @Sendable () -> Int? = { nil }

    /// The world of the command that runs.
    @TaskLocal static var current = Shell.live

    /// The real world.
    static let live = Shell(
        out: { text in
            let problem = StandardStream.write(text, to: STDOUT_FILENO)
            guard let problem else { return }
            throw Failure(
                "Standard output cannot be written: \(problem). Send it to a terminal or a file.",
                status: .cannotWrite)
        },
        complain: { _ = StandardStream.write("unknot: \($0)\n", to: STDERR_FILENO) },
        environment: { name in getenv(name).map { String(cString: $0) } },
        columns: { StandardStream.columns(of: STDOUT_FILENO) })

    /// Prints a line to standard output.
    func line(_ text: String) throws { try out(text + "\n") }
}

/// Writing to the standard streams, which may be closed, full or slow.
enum StandardStream {
    /// Takes the numbers of standard streams that were closed before the program started, so that
    /// no file of its own gets one of them and is then written to as if it were the stream.
    ///
    /// Writing to such a stream fails as it does to a closed one.
    static func occupy() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
        where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest free number is this one.
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// The columns of a terminal; nil for anything else, and for one that does not say.
    static func columns(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0,
            size.ws_col > 0
        else { return nil }
        return Int(size.ws_col)
    }

    /// Why a terminal that has gone takes nothing, in words that suit a stream.
    static let gone = "it is gone"

    /// Why the last write failed, in words that suit a stream.
    static var reason: String {
        switch errno {
        case EBADF: "it is closed"
        case EPIPE: "its reader has gone"
        default: String(cString: strerror(errno))
        }
    }

    /// Writes a whole text; the system's reason when that fails.
    static func write(_ text: String, to descriptor: Int32) -> String? {
        var text = text
        return text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let count = Glibc.write(
                    descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                if count > 0 {
                    done += count
                } else if errno != EINTR, errno != EAGAIN {
                    return reason
                } else {
                    var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&entry, 1, 1_000)
                }
            }
            return nil
        }
    }
}

/// Why a command ends early, in a sentence for the user, with the status to end with.
struct Failure: Error, Equatable {
    /// The exit statuses of sysexits.h that the command line promises.
    enum Status: Int32 {
        case usage = 64
        case unsoundRoutine = 65
        case noInput = 66
        case noService = 69
        case cannotCreate = 73
        case cannotWrite = 74
    }

    /// What to print: sentences, or lines as compilers write them.
    var message: String
    /// The exit status.
    var status: Status

    init(_ message: String, status: Status) {
        self.message = message
        self.status = status
    }
}

/// A command whose failures are printed as they are and become exit statuses.
protocol ShellCommand: ParsableCommand {
    /// Does the work; throws `Failure` for what the user can mend.
    func run(in shell: Shell) throws
}

extension ShellCommand {
    /// Runs the command in the current shell.
    func run() throws {
        let shell = Shell.current
        do {
            try run(in: shell)
        } catch let failure as Failure {
            shell.complain(failure.message)
            throw ExitCode(failure.status.rawValue)
        }
    }
}
