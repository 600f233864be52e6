import Glibc
import Synchronization
import Testing

/// The real binary as a child process, in surroundings of its own: no user, no sound device.
final class Program {
    /// How a run ended and what it wrote.
    struct Result: Equatable {
        /// The exit status, or 1000 and the number of the signal that ended it.
        var status: Int32
        var output: String
        var errors: String
    }

    /// Where standard output goes.
    enum Output {
        /// Kept.
        case kept
        /// Not open, as after `>&-`.
        case closed
        /// A pipe that nobody reads.
        case unread
    }

    /// A run that takes this long is stuck, and is ended.
    private static let patience: Int32 = 60_000
    /// One child is made at a time, so that none inherits the pipes of another.
    static let spawning = Mutex(())

    private let id: pid_t
    private var outputEnd: Int32
    private var errorEnd: Int32
    private var output: [UInt8] = []
    private var errors: [UInt8] = []

    /// Starts `unknot` with these words.
    ///
    /// - Parameters:
    ///   - words: the arguments.
    ///   - folder: the home of the run; its ALSA configuration lies there.
    ///   - alsa: what `default` is; nothing leaves the run without a sound device.
    ///   - output: where standard output goes.
    ///   - variables: further environment variables.
    ///   - shell: a command of the shell that goes before the program, such as a limit.
    /// - Throws: if the program cannot be started.
    init(
        _ words: [String], in folder: TemporaryFolder, alsa: String = "# No device.\n",
        output: Output = .kept, _ variables: [String: String] = [:], shell: String? = nil
    ) throws {
        var environment = try Self.surroundings(in: folder, alsa: alsa)
        environment.merge(variables) { $1 }
        let program = try Self.path
        let line = shell.map { ["/bin/sh", "-c", "\($0); exec \"$0\" \"$@\"", program] }
        (id, outputEnd, errorEnd) = try Self.spawn(
            (line ?? [program]) + words, environment, output)
    }

    /// The variables of a run that knows neither user nor sound device.
    static func surroundings(in folder: TemporaryFolder, alsa: String) throws -> [String: String] {
        let configuration = try folder.write("alsa.conf", alsa.utf8)
        var environment = [
            "HOME": folder.path, "LANG": "C.UTF-8", "ALSA_CONFIG_PATH": configuration,
            "XDG_CONFIG_HOME": folder.file("config"), "XDG_RUNTIME_DIR": folder.path,
            "XDG_STATE_HOME": folder.file("state"), "XDG_DATA_HOME": folder.file("data"),
            "PULSE_SERVER": "unix:/nonexistent",
        ]
        for name in ["PATH", "LD_LIBRARY_PATH"] {
            if let value = getenv(name) { environment[name] = String(cString: value) }
        }
        return environment
    }

    deinit {
        for end in [outputEnd, errorEnd] where end >= 0 { close(end) }
    }

    /// Runs the program to its end.
    static func run(
        _ words: [String], in folder: TemporaryFolder, alsa: String = "# No device.\n",
        output: Output = .kept, _ variables: [String: String] = [:], shell: String? = nil
    ) throws -> Result {
        try Program(
            words, in: folder, alsa: alsa, output: output, variables, shell: shell
        ).finish()
    }

    /// Waits until a whole line stands on standard output.
    func waitForLine() {
        read { output.contains(UInt8(ascii: "\n")) }
    }

    /// Sends a signal to the program; it has not been waited for yet, so its id is its own.
    func signal(_ number: Int32) { kill(id, number) }

    /// Waits for its end.
    func finish() -> Result {
        read { false }
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return Result(
            status: signal == 0 ? status >> 8 & 0xFF : 1000 + signal,
            output: String(decoding: output, as: UTF8.self),
            errors: String(decoding: errors, as: UTF8.self))
    }

    /// Reads both streams until a condition holds or both have ended.
    private func read(until isEnough: () -> Bool) {
        while outputEnd >= 0 || errorEnd >= 0, !isEnough() {
            var entries = [
                pollfd(fd: outputEnd, events: Int16(POLLIN), revents: 0),
                pollfd(fd: errorEnd, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&entries, 2, Self.patience)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else {
                Issue.record("the program is stuck")
                kill(id, SIGKILL)
                return
            }
            if entries[0].revents != 0 { Self.take(&outputEnd, &output) }
            if entries[1].revents != 0 { Self.take(&errorEnd, &errors) }
        }
    }

    private static func take(_ descriptor: inout Int32, _ bytes: inout [UInt8]) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        if count > 0 {
            bytes += buffer[..<count]
        } else if count == 0 || errno != EINTR {
            close(descriptor)
            descriptor = -1
        }
    }

    /// The program that was built with the tests; it lies beside them.
    static var path: String {
        get throws {
            var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
            let length = readlink("/proc/self/exe", &buffer, buffer.count)
            try #require(length > 0)
            let tests = String(decoding: buffer[..<length], as: UTF8.self)
            let slash = try #require(tests.lastIndex(of: "/"))
            return "\(tests[..<slash])/unknot"
        }
    }

    private static func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        try #require(Glibc.pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func spawn(
        _ words: [String], _ environment: [String: String], _ output: Output
    ) throws -> (id: pid_t, output: Int32, errors: Int32) {
        try spawning.withLock { _ in
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            defer { posix_spawn_file_actions_destroy(&actions) }
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
            let out = try pipe()
            let problems = try pipe()
            switch output {
            case .kept, .unread:
                posix_spawn_file_actions_adddup2(&actions, out.write, STDOUT_FILENO)
            case .closed: posix_spawn_file_actions_addclose(&actions, STDOUT_FILENO)
            }
            posix_spawn_file_actions_adddup2(&actions, problems.write, STDERR_FILENO)
            if case .kept = output {} else { close(out.read) }

            var attributes = posix_spawnattr_t()
            posix_spawnattr_init(&attributes)
            defer { posix_spawnattr_destroy(&attributes) }
            var signals = sigset_t()
            sigemptyset(&signals)
            posix_spawnattr_setsigmask(&attributes, &signals)
            sigfillset(&signals)
            posix_spawnattr_setsigdefault(&attributes, &signals)
            posix_spawnattr_setflags(
                &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

            var arguments = words.map { strdup($0) } + [nil]
            var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
            defer { for text in arguments + variables { free(text) } }
            var id = pid_t()
            let code = posix_spawn(
                &id, words[0], &actions, &attributes, &arguments, &variables)
            close(out.write)
            close(problems.write)
            try #require(code == 0, "\(words[0]) could not be started")
            if case .kept = output { return (id, out.read, problems.read) }
            return (id, -1, problems.read)
        }
    }
}
