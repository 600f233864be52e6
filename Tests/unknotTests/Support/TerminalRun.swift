import Glibc
import Synchronization
import Testing

/// A command of the shell in a pseudo-terminal of its own: the test has the keyboard and the screen.
final class TerminalRun {
    /// A run that takes longer has hung.
    private static let patience = Duration.seconds(120)

    /// The shell, which leads the terminal's session.
    let id: pid_t
    /// The settings of the terminal before anything ran in it.
    let settingsBefore: [UInt8]
    /// All that has been shown.
    private(set) var screen = ""
    /// The window as it is now.
    private(set) var window: ShownWindow
    /// Windows that were complete and have not been waited for yet.
    private var frames: [ShownWindow] = []
    private var keyboard: Int32

    /// Starts `sh` with a script, in which `$0` is the program.
    ///
    /// - Parameters:
    ///   - script: what the shell runs.
    ///   - words: its arguments.
    ///   - folder: the home of the run.
    ///   - alsa: what `default` is; nothing leaves the run without a sound device.
    ///   - size: columns and rows of the window.
    ///   - variables: further environment variables; without `TERM` there are lines alone.
    /// - Throws: if there is no terminal or the program cannot be started.
    init(
        _ script: String, _ words: [String], in folder: TemporaryFolder,
        alsa: String = "# No device.\n", size: (Int, Int) = (80, 24),
        _ variables: [String: String] = [:]
    ) throws {
        window = ShownWindow(width: size.0, height: size.1)
        // posix_openpt and its kin are not in the Glibc module; this is what they do.
        let (unlock, askNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)  // TIOCSPTLCK, TIOCGPTN
        let keyboard = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
        var locked: Int32 = 0
        var number: UInt32 = 0
        try #require(keyboard >= 0)
        try #require(ioctl(keyboard, unlock, &locked) == 0)
        try #require(ioctl(keyboard, askNumber, &number) == 0)
        self.keyboard = keyboard
        settingsBefore = Self.settings(keyboard)
        var environment = try Program.surroundings(in: folder, alsa: alsa)
        // Swift's own report of a crash asks for a key, and takes its time.
        environment["SWIFT_BACKTRACE"] = "enable=no"
        environment.merge(variables) { $1 }
        Self.resize(keyboard, size)
        id = try Self.spawn(
            ["/bin/sh", "-c", script, try Program.path] + words, environment, "/dev/pts/\(number)")
    }

    deinit {
        if keyboard >= 0 { close(keyboard) }
        kill(id, SIGKILL)
        var status: Int32 = 0
        waitpid(id, &status, 0)
    }

    /// The settings of the terminal, byte for byte.
    var settings: [UInt8] { Self.settings(keyboard) }

    /// Types the keys.
    func type(_ keys: String) {
        let bytes = Array(keys.utf8)
        #expect(write(keyboard, bytes, bytes.count) == bytes.count)
    }

    /// Waits until the keys come one by one, or line by line.
    func waitUntilRaw(_ isRaw: Bool = true) throws {
        try wait("the terminal to be \(isRaw ? "raw" : "as before")") {
            var now = termios()
            return tcgetattr(keyboard, &now) == 0 && (now.c_lflag & tcflag_t(ICANON) == 0) == isRaw
        }
    }

    /// Waits until a text is shown that has not been waited for yet, and returns what came before.
    @discardableResult
    func waitFor(_ text: String) throws -> String {
        var before = ""
        try wait("\"\(text)\"") {
            guard let place = screen.firstRange(of: text) else { return false }
            before = String(screen[..<place.lowerBound])
            screen.removeSubrange(..<place.upperBound)
            return true
        }
        return before
    }

    /// Gives the window another size, in which nothing stands yet.
    func resize(_ width: Int, _ height: Int) {
        window = ShownWindow(width: width, height: height)
        window.show(Array("\u{1B}[?1049h".utf8))
        Self.resize(keyboard, (width, height))
    }

    /// Passes over all windows so far.
    func forgetWindows() {
        _ = window.takeFrames()
        frames = []
    }

    /// Waits until a window was complete that fits, and returns it; those before it are gone.
    func waitForWindow(
        _ what: String, where fits: (ShownWindow) -> Bool
    ) throws -> ShownWindow {
        var found: ShownWindow?
        try wait("window: \(what)") {
            frames += window.takeFrames()
            guard let index = frames.firstIndex(where: fits) else {
                frames = []
                return false
            }
            found = frames[index]
            frames.removeFirst(index + 1)
            return true
        }
        return try #require(found)
    }

    /// Waits for a condition, and reads what is shown meanwhile.
    func wait(_ what: String, until isTrue: () -> Bool) throws {
        let start = ContinuousClock.now
        while !isTrue() {
            try #require(
                ContinuousClock.now - start < Self.patience, "no \(what); shown: \(screen)")
            var entry = pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0)
            guard poll(&entry, 1, 10) > 0 else { continue }
            var buffer = [UInt8](repeating: 0, count: 4_096)
            let count = read(keyboard, &buffer, buffer.count)
            if count > 0 {
                window.show(buffer[..<count])
                screen += String(decoding: buffer[..<count], as: UTF8.self)
                    .replacing("\r\n", with: "\n")
            } else {
                usleep(10_000)
            }
        }
    }

    /// Takes the terminal away, as when its window is closed.
    func hangUp() {
        close(keyboard)
        keyboard = -1
    }

    /// Waits for the shell's end, or that of what it has become; its status as `wait` tells it.
    func finish() throws -> Int32 {
        var status: Int32 = 0
        try wait("end") { waitpid(id, &status, WNOHANG) == id }
        return status
    }

    private static func resize(_ terminal: Int32, _ size: (Int, Int)) {
        var window = winsize(
            ws_row: UInt16(size.1), ws_col: UInt16(size.0), ws_xpixel: 0, ws_ypixel: 0)
        #expect(ioctl(terminal, UInt(TIOCSWINSZ), &window) == 0)
    }

    private static func settings(_ terminal: Int32) -> [UInt8] {
        var now = termios()
        guard tcgetattr(terminal, &now) == 0 else { return [] }
        return withUnsafeBytes(of: now) { Array($0) }
    }

    private static func spawn(
        _ words: [String], _ environment: [String: String], _ terminal: String
    ) throws -> pid_t {
        try Program.spawning.withLock { _ in
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            defer { posix_spawn_file_actions_destroy(&actions) }
            // The leader of a session that opens a terminal has it from then on.
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, terminal, O_RDWR, 0)
            posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
            posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
            var attributes = posix_spawnattr_t()
            posix_spawnattr_init(&attributes)
            defer { posix_spawnattr_destroy(&attributes) }
            var signals = sigset_t()
            sigemptyset(&signals)
            posix_spawnattr_setsigmask(&attributes, &signals)
            sigfillset(&signals)
            posix_spawnattr_setsigdefault(&attributes, &signals)
            let newSession: Int32 = 0x80  // POSIX_SPAWN_SETSID
            posix_spawnattr_setflags(
                &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | newSession))
            var arguments = words.map { strdup($0) } + [nil]
            var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
            defer { for text in arguments + variables { free(text) } }
            var id = pid_t()
            let code = posix_spawn(
                &id, words[0], &actions, &attributes, &arguments, &variables)
            try #require(code == 0, "\(words[0]) could not be started")
            return id
        }
    }
}
