internal import CLinux
internal import Glibc
internal import UnknotCore

/// A copy of the process that speaks on a second core, because one eSpeak has only one voice at a
/// time and cannot be started twice.
///
/// It is forked after the engine has started and before the program has other threads at work,
/// speaks in order, leaves the samples in shared memory, and ends. When it fails in any way, they
/// are simply not there: an engine that crashes or hangs takes the twin along and nobody else.
struct SpeechTwin {
    /// What a twin has left.
    struct Yield {
        /// The samples in the order of the work, as far as it came; nil where that failed.
        var takes: [[Int16]?]
        /// Whether it crashed, or was ended because it took too long, at what came next.
        var isLost: Bool
    }

    private let memory: UnsafeMutableRawPointer
    private let size: Int
    private let most: Int
    private let process: pid_t
    private let ended: Int32

    private static let page = sysconf(Int32(_SC_PAGESIZE))

    /// A twin that takes longer than this has failed.
    private static let patience: Int32 = 5_000

    /// Starts a twin; nil where the system gives none.
    ///
    /// - Parameters:
    ///   - work: what it says.
    ///   - capacity: the most samples that all of it may have.
    ///   - take: says one; called in the twin only, and may neither use other threads nor wait for
    ///     any.
    init?(_ work: [Utterance], capacity: Int, take: (Utterance) -> [Int16]?) {
        // For each text its length and its samples; the number of finished ones stands first.
        most = work.count
        size = 8 + work.count * 8 + capacity * MemoryLayout<Int16>.size
        let shared = MAP_SHARED | MAP_ANONYMOUS
        guard let memory = mmap(nil, size, PROT_READ | PROT_WRITE, shared, -1, 0),
            memory != MAP_FAILED
        else { return nil }
        self.memory = memory
        var ends: [Int32] = [-1, -1]
        guard pipe2(&ends, O_CLOEXEC) == 0 else {
            munmap(memory, size)
            return nil
        }
        process = unknot_fork()
        if process == 0 {
            Self.beQuiet()
            Self.make(work, memory, size, take)
            _exit(0)
        }
        close(ends[1])
        ended = ends[0]
        guard process > 0 else {
            close(ended)
            munmap(memory, size)
            return nil
        }
    }

    /// Leaves it to the parent to say that the twin crashed.
    private static func beQuiet() {
        for crash in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT] { signal(crash, SIG_DFL) }
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        let nowhere = open("/dev/null", O_WRONLY)
        if nowhere >= 0 { dup2(nowhere, STDERR_FILENO) }
    }

    /// Speaks, in the twin.
    private static func make(
        _ work: [Utterance], _ memory: UnsafeMutableRawPointer, _ size: Int,
        _ take: (Utterance) -> [Int16]?
    ) {
        var place = 8
        for (index, utterance) in work.enumerated() {
            let samples = take(utterance) ?? []
            let bytes = samples.count * MemoryLayout<Int16>.size
            guard place + 8 + bytes <= size else { return }
            memory.storeBytes(of: samples.count, toByteOffset: place, as: Int.self)
            samples.withUnsafeBytes {
                if let source = $0.baseAddress { memcpy(memory + place + 8, source, bytes) }
            }
            place += 8 + (bytes + 7) / 8 * 8
            memory.storeBytes(of: index + 1, as: Int.self)
        }
    }

    /// Waits for the twin to end, takes what it said, and lets everything of it go; call it once.
    func finish() -> Yield {
        // The twin writes nothing to the pipe: its end is what closes it.
        if unknot_wait(ended, Self.patience) <= 0 { kill(process, SIGKILL) }
        close(ended)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        defer { munmap(memory, size) }
        var place = 8
        var released = 0
        var takes: [[Int16]?] = []
        // A twin that crashed may have written anything.
        for _ in 0..<min(most, max(0, memory.load(as: Int.self))) {
            let room = size - place - 8
            guard room >= 0 else { break }
            let count = memory.load(fromByteOffset: place, as: Int.self)
            let start = (memory + place + 8).assumingMemoryBound(to: Int16.self)
            guard count >= 0, count <= room / MemoryLayout<Int16>.size else { break }
            place += 8 + (count * MemoryLayout<Int16>.size + 7) / 8 * 8
            guard count > 0 else {
                takes.append(nil)
                continue
            }
            takes.append(Array(UnsafeBufferPointer(start: start, count: count)))
            // What has been copied is not kept twice: with a session's speech that is much.
            let done = place & ~(Self.page - 1)
            madvise(memory + released, done - released, MADV_REMOVE)
            released = done
        }
        return Yield(takes: takes, isLost: status != 0)
    }
}
