import Glibc

/// A process that is measured: started with exactly these variables, its output thrown away or
/// kept in a file, and waited for with what it used.
final class Child {
    /// What a process has used when it has ended.
    struct Usage {
        /// From the start to the end.
        var wall: Double
        /// The exit status, or 128 and the signal.
        var status: Int32
        /// The largest resident set, in MB.
        var peak: Double
    }

    let name: String
    let id: pid_t
    private let started: Double
    private var isReaped = false

    /// Starts a program (a path or a name in PATH), with a file for its output and errors or none.
    init(_ words: [String], _ environment: [String: String], output: String? = nil) throws {
        name = words.first.map { $0.split(separator: "/").last.map(String.init) ?? $0 } ?? ""
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(
            &actions, STDOUT_FILENO, output ?? "/dev/null", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // As from a shell: no signal ignored.
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var arguments = words.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var id = pid_t()
        started = Clock.now
        let code = posix_spawnp(&id, words[0], &actions, &attributes, &arguments, &variables)
        guard code == 0 else {
            throw Failure("\(name) could not be started: \(String(cString: strerror(code)))")
        }
        self.id = id
    }

    deinit {
        guard !isReaped else { return }
        kill(id, SIGKILL)
        var status: Int32 = 0
        waitpid(id, &status, 0)
    }

    /// Waits for the end, however long that takes.
    func wait() throws -> Usage {
        var status: Int32 = 0
        var usage = rusage()
        while wait4(id, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw Failure("\(name) was lost") }
        }
        isReaped = true
        let wall = Clock.now - started
        let signal = status & 0x7f
        if signal == SIGINT { throw Failure("interrupted") }
        return Usage(
            wall: wall, status: signal == 0 ? status >> 8 & 0xff : 128 + signal,
            peak: Double(usage.ru_maxrss) / 1024)
    }

    /// Asks it to end, and waits until it has.
    func stop() throws {
        kill(id, SIGTERM)
        _ = try wait()
    }

    /// Whether it has ended; it can still be waited for.
    var hasEnded: Bool {
        var information = siginfo_t()
        let result = waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT | WNOHANG)
        return result != 0 || information.si_signo != 0
    }

    /// Seconds since it was started.
    var age: Double { Clock.now - started }
}

/// The clock that everything is measured with, in seconds.
enum Clock {
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Lets time pass while something else is measured.
    static func wait(_ seconds: Double) {
        var left = timespec(
            tv_sec: Int(seconds), tv_nsec: Int((seconds - seconds.rounded(.down)) * 1e9))
        var rest = left
        while nanosleep(&left, &rest) != 0, errno == EINTR { left = rest }
    }
}

/// What a running process has used so far, from /proc.
struct Consumption {
    /// Of each thread, seconds of processor time, and how often it went to sleep and was woken.
    private var threads: [String: (processor: Double, wakeUps: Double)] = [:]
    /// The resident set, in MB.
    var resident = 0.0
    /// The largest resident set, in MB.
    var peak = 0.0

    /// Reads what a process has used.
    init(of id: pid_t) {
        for line in Text.lines("/proc/\(id)/status") {
            if line.hasPrefix("VmRSS:") { resident = Text.number(line) / 1024 }
            if line.hasPrefix("VmHWM:") { peak = Text.number(line) / 1024 }
        }
        for thread in Text.names(in: "/proc/\(id)/task") {
            let folder = "/proc/\(id)/task/\(thread)"
            let nanoseconds = Text.lines("\(folder)/schedstat").first?.split(separator: " ").first
            let wakeUps = Text.lines("\(folder)/status")
                .first { $0.hasPrefix("voluntary_ctxt_switches:") }
            threads[thread] = (
                (nanoseconds.flatMap { Double($0) } ?? 0) / 1e9, wakeUps.map(Text.number) ?? 0
            )
        }
    }

    /// What was used since then; a thread that has ended meanwhile is left out.
    func since(_ before: Consumption) -> (processor: Double, wakeUps: Double) {
        threads.reduce(into: (0, 0)) { sum, thread in
            let start = before.threads[thread.key] ?? (0, 0)
            sum.0 += thread.value.processor - start.processor
            sum.1 += thread.value.wakeUps - start.wakeUps
        }
    }
}

/// Small text files.
enum Text {
    /// The lines of a file; none if it cannot be read.
    static func lines(_ path: String) -> [Substring] {
        read(path).split(separator: "\n")
    }

    /// A whole file; nothing if it cannot be read.
    static func read(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }

    /// The first number in a line.
    static func number(_ line: some StringProtocol) -> Double {
        line.split(whereSeparator: { !$0.isNumber && $0 != "." }).first.flatMap { Double($0) } ?? 0
    }

    /// The names of what lies in a folder, without or with those that begin with a dot.
    static func names(in folder: String, all: Bool = false) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != "..", all || !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }
}
