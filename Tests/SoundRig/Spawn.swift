import CLinux
import Glibc

/// The making of a child process: its pipes, and what it inherits.
struct Spawn: ~Copyable {
    /// The rig's end of a pipe that a child writes to.
    struct Pipe: Sendable {
        var descriptor: Int32
        /// Whether it is the child's standard output, not its standard error.
        var isOutput: Bool

        /// Hands on what comes, then nil, and closes the pipe.
        func readToEnd(_ take: (UnsafeRawBufferPointer?) -> Void) {
            let size = 65_536
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
            defer { buffer.deallocate() }
            while true {
                let count = Glibc.read(descriptor, buffer.baseAddress, size)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
            take(nil)
            close(descriptor)
        }
    }

    private(set) var pipes: [Pipe] = []
    /// The child's ends, closed here once the child has them.
    private var handedOver: [Int32] = []
    private var actions = posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()

    /// With a terminal, the child leads a session of its own there: it opens it as its input.
    init(_ output: ChildProcess.Output, terminal: Terminal? = nil) throws {
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        posix_spawn_file_actions_addopen(
            &actions, STDIN_FILENO, terminal?.path ?? "/dev/null",
            terminal == nil ? O_RDONLY : O_RDWR, 0)
        if case .closed = output {
            posix_spawn_file_actions_addclose(&actions, STDOUT_FILENO)
        } else {
            try connect(STDOUT_FILENO)
        }
        try connect(STDERR_FILENO)

        // The child starts as from a shell: no signal blocked or ignored, a group of its own.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        // A session's leader leads its group as well, and must not ask to.
        let newSession: Int32 = 0x80  // POSIX_SPAWN_SETSID
        let flags =
            POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
            | (terminal == nil ? Int32(POSIX_SPAWN_SETPGROUP) : newSession)
        posix_spawnattr_setflags(&attributes, Int16(flags))
    }

    deinit {
        for descriptor in handedOver { close(descriptor) }
        var actions = actions
        var attributes = attributes
        posix_spawn_file_actions_destroy(&actions)
        posix_spawnattr_destroy(&attributes)
    }

    private mutating func connect(_ descriptor: Int32) throws {
        var ends: [Int32] = [-1, -1]
        // Close-on-exec: another child started meanwhile must not hold this pipe open.
        guard pipe2(&ends, O_CLOEXEC) == 0 else { throw Failure.system("pipe") }
        pipes.append(Pipe(descriptor: ends[0], isOutput: descriptor == STDOUT_FILENO))
        handedOver.append(ends[1])
        posix_spawn_file_actions_adddup2(&actions, ends[1], descriptor)
    }

    /// Starts the program with exactly these arguments and variables.
    func run(_ words: [String], _ environment: [String: String]) throws -> pid_t {
        var arguments = words.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var id = pid_t()
        var (actions, attributes) = (actions, attributes)
        let code = posix_spawnp(&id, words[0], &actions, &attributes, &arguments, &variables)
        guard code == 0 else {
            for pipe in pipes { close(pipe.descriptor) }
            throw Failure("\(words[0]) could not be started: \(String(cString: strerror(code)))")
        }
        return id
    }
}

extension Failure {
    /// The failure of a system call, with the reason that the system gave.
    static func system(_ what: String) -> Failure {
        Failure("\(what): \(String(cString: strerror(errno)))")
    }
}
