import ArgumentParser
import Glibc
import UnknotAudio

/// Many sessions as files in a folder, as many at a time as there are cores.
///
/// Each is rendered by a process of its own, as eSpeak speaks with one voice at a time and carries
/// state from text to text: so every file is the same, byte for byte, as when it is rendered alone.
struct FolderOutput {
    /// Where the files are to lie.
    let folder: String
    /// The kind of files.
    let format: SoundFormat
    /// Whether files that stand there may be replaced.
    let force: Bool
    /// What renders each file: this program.
    var program = "/proc/self/exe"

    private struct Job {
        var process: pid_t
        var path: String
    }

    /// Renders routines, each to a file with its id as a name, and prints the paths.
    ///
    /// One that fails says why and does not keep the others back.
    ///
    /// - Parameters:
    ///   - routines: what to render.
    ///   - options: what else `unknot render` is told for each.
    ///   - interrupts: the signals that end it.
    ///   - shell: where paths and problems are printed.
    /// - Throws: `Failure` where the folder or a file in it is in the way; `ExitCode` with the
    ///   status of the first that failed.
    func render(
        _ routines: [Shelf.Entry], _ options: [String], _ interrupts: Interrupts, _ shell: Shell
    ) throws {
        try makeFolder()
        let paths = routines.map { "\(folder)/\($0.id).\(format.rawValue)" }
        if !force, let standing = paths.first(where: { access($0, F_OK) == 0 }) {
            throw Failure(
                "\(standing) cannot be made: a file stands there, which --force would replace.",
                status: .cannotCreate)
        }
        let bar = ProgressBar(STDERR_FILENO)
        let places = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        var waiting = Array(zip(routines, paths).reversed())
        var jobs: [Job] = []
        var worst: Int32 = 0
        // Whatever ends this, no process goes on writing.
        defer {
            for job in jobs { kill(job.process, SIGTERM) }
            for job in jobs { waitpid(job.process, nil, 0) }
        }
        while !waiting.isEmpty || !jobs.isEmpty {
            while jobs.count < places, let (routine, path) = waiting.popLast() {
                let words =
                    ["unknot", "render", routine.path, "--output", path, "--no-progress"] + options
                jobs.append(Job(process: try start(words), path: path))
            }
            if let signal = Self.wait(interrupts) {
                throw ExitCode(128 + signal)
            }
            for job in jobs {
                guard let status = Self.status(of: job.process) else { continue }
                jobs.removeAll { $0.process == job.process }
                bar?.clear()
                if status == 0 { try shell.line(job.path) } else if worst == 0 { worst = status }
            }
            bar?.show(paths.count - waiting.count - jobs.count, of: paths.count)
        }
        bar?.clear()
        if worst != 0 { throw ExitCode(worst) }
    }

    /// True for a folder, a device and the like.
    static func isNoPlainFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }

    private func makeFolder() throws {
        if mkdir(folder, 0o777) == 0 { return }
        let reason = String(cString: strerror(errno))
        var status = stat()
        if stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
        throw Failure("The folder \(folder) cannot be made: \(reason).", status: .cannotCreate)
    }

    // MARK: Processes

    private func start(_ words: [String]) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        var arguments = words.map { strdup($0) } + [nil]
        defer { for text in arguments { free(text) } }
        var process = pid_t()
        let code = posix_spawn(&process, program, &actions, nil, &arguments, environ)
        guard code == 0 else {
            throw Failure(
                "A process cannot be started: \(String(cString: strerror(code))).",
                status: .noService)
        }
        return process
    }

    /// Waits a moment; the number of a signal that has come.
    private static func wait(_ interrupts: Interrupts) -> Int32? {
        var entry = pollfd(fd: interrupts.descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&entry, 1, 10)
        return interrupts.next()
    }

    /// How a process ended, or nil while it runs.
    private static func status(of process: pid_t) -> Int32? {
        var status: Int32 = 0
        guard waitpid(process, &status, WNOHANG) != 0 else { return nil }
        let signal = status & 0x7f
        return signal == 0 ? status >> 8 & 0xff : 128 + signal
    }
}
