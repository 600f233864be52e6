import Glibc

/// A process that the rig started, and the only kind that it signals.
///
/// It has its own process group, so that Ctrl-C in the terminal reaches the rig alone, and the rig
/// ends its children by their ids. A child is reaped under the same lock that signals are sent
/// under: an id that has been given to another process is never signalled.
final class ChildProcess: Sendable {
    /// Where the child's standard output goes.
    enum Output {
        /// Kept as lines, each with the moment it arrived.
        case lines
        /// Handed on as it comes, on the reading thread; nil at the end.
        case bytes(@Sendable (UnsafeRawBufferPointer?) -> Void)
        /// Not open at all, as after `>&-`.
        case closed
    }

    /// A line of output and the moment its end arrived.
    struct Line: Sendable {
        var text: String
        var at: Moment
        /// How long the child, and the thread that reads here, had waited for a core until then.
        var waited: Duration
    }

    /// How the child ended and what it used.
    struct Exit: Sendable {
        /// The exit status; nil if a signal ended the child.
        var status: Int?
        /// The signal that ended the child.
        var signal: Int?
        var at: Moment
        /// Processor time, the kernel's part included.
        var processor: Duration
        /// The largest resident set, in KiB.
        var peakMemory: Int

        var readable: String {
            status.map { "status \($0)" } ?? "signal \(signal ?? 0)"
        }
    }

    private struct State {
        var output: [Line] = []
        var errors: [Line] = []
        /// Pipes that have not come to their end.
        var openPipes = 0
        var exit: Exit?
    }

    let name: String
    let id: pid_t
    let started: Moment
    private let state: Watched<State>

    /// Starts `program` (a path, or a name to look for in PATH) with exactly these variables.
    init(
        _ program: String, _ arguments: [String], environment: [String: String],
        output: Output = .lines, terminal: Terminal? = nil
    ) throws {
        name = program.split(separator: "/").last.map(String.init) ?? program
        let spawn = try Spawn(output, terminal: terminal)
        started = .now
        id = try spawn.run([program] + arguments, environment)
        state = Watched(State(openPipes: spawn.pipes.count))
        for pipe in spawn.pipes { read(pipe, output) }
        detachThread { [self] in reap() }
    }

    /// Sends a signal, unless the child has ended.
    func signal(_ number: Int32) {
        state.update { state in
            if state.exit == nil { kill(id, number) }
        }
    }

    /// What has come on standard output so far.
    var lines: [Line] { state.now.output }

    /// What has come on standard error so far.
    var errors: [Line] { state.now.errors }

    /// The processor time used so far, or nil once the child has ended.
    var processorTime: Duration? {
        state.update { state in
            var clock = clockid_t()
            var time = timespec()
            guard state.exit == nil, clock_getcpuclockid(id, &clock) == 0,
                clock_gettime(clock, &time) == 0
            else { return nil }
            return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        }
    }

    /// How the child ended, or nil while it runs.
    var exit: Exit? { state.now.exit }

    /// Waits for the child's end and for the last of its output.
    func waitForExit(_ limit: Duration) throws -> Exit {
        guard let exit = state.wait(limit, for: \.exit) else {
            throw Failure("\(name) still runs after \(limit.readable)\(lastWords)")
        }
        // A grandchild may hold a pipe open; what it writes is not waited for.
        _ = state.wait(.seconds(2)) { $0.openPipes == 0 ? true : nil }
        return exit
    }

    /// Waits until a line of standard output, or of standard error, satisfies the condition, and
    /// returns it.
    func waitForLine(
        _ limit: Duration, _ what: String, inErrors: Bool = false, where matches: (Line) -> Bool
    ) throws -> Line {
        let found = state.wait(limit) { state -> Line?? in
            let lines = inErrors ? state.errors : state.output
            if let line = lines.first(where: matches) { return .some(line) }
            return state.exit != nil && state.openPipes == 0 ? .some(nil) : nil
        }
        guard let line = found ?? nil else {
            let why = found == nil ? "within \(limit.readable)" : "before its end"
            throw Failure("\(name) printed no \(what) \(why)\(lastWords)")
        }
        return line
    }

    /// The end of what the child wrote on standard error, for messages.
    var lastWords: String {
        let words = errors.suffix(3).map(\.text).joined(separator: " / ")
        return words.isEmpty ? "" : "; its standard error: \(words)"
    }

    private func read(_ pipe: Spawn.Pipe, _ output: Output) {
        detachThread { [state, id] in
            var splitter = LineSplitter()
            pipe.readToEnd { bytes in
                let now = Moment.now
                if pipe.isOutput, case .bytes(let take) = output {
                    take(bytes)
                } else {
                    let waited = RunQueue.waited(by: id) + RunQueue.waitedHere
                    let lines = splitter.take(bytes).map {
                        Line(text: $0, at: now, waited: waited)
                    }
                    state.update {
                        if pipe.isOutput { $0.output += lines } else { $0.errors += lines }
                    }
                }
            }
            state.update { $0.openPipes -= 1 }
        }
    }

    private func reap() {
        // First without reaping, so that the id stays ours until the lock is held.
        var information = siginfo_t()
        while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let now = Moment.now
        state.update { state in
            var status: Int32 = 0
            var usage = rusage()
            while wait4(id, &status, 0, &usage) < 0, errno == EINTR {}
            let signal = Int(status & 0x7f)
            state.exit = Exit(
                status: signal == 0 ? Int(status >> 8 & 0xff) : nil,
                signal: signal == 0 ? nil : signal, at: now,
                processor: usage.ru_utime.duration + usage.ru_stime.duration,
                peakMemory: usage.ru_maxrss)
        }
    }
}

/// Cuts bytes into lines; what follows the last newline counts as a line at the end.
private struct LineSplitter {
    private var rest: [UInt8] = []

    mutating func take(_ bytes: UnsafeRawBufferPointer?) -> [String] {
        guard let bytes else { return rest.isEmpty ? [] : [String(decoding: rest, as: UTF8.self)] }
        rest += bytes
        var parts = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        rest = parts.popLast().map(Array.init) ?? []
        return parts.map { String(decoding: $0, as: UTF8.self) }
    }
}

extension timeval {
    fileprivate var duration: Duration { .seconds(tv_sec) + .microseconds(tv_usec) }
}

/// Runs the body on a thread of its own, which nobody joins.
func detachThread(_ body: @escaping @Sendable () -> Void) {
    final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(Body(body))
    let code = pthread_create(
        &thread, nil,
        { argument in
            if let argument {
                Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
            }
            return nil
        }, argument.toOpaque())
    guard code == 0 else { fatalError("no thread: \(String(cString: strerror(code)))") }
    pthread_detach(thread)
}
