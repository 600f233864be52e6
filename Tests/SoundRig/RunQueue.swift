import Glibc

/// How long threads were ready to run and had no core: what a busy machine, and not the program, is
/// late by.
enum RunQueue {
    /// The time that all threads of a process that live now have waited for a core.
    static func waited(by process: pid_t) -> Duration {
        guard let folder = opendir("/proc/\(process)/task") else { return .zero }
        defer { closedir(folder) }
        var sum = Duration.zero
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.first != "." else { continue }
            sum += waited("/proc/\(process)/task/\(name)/schedstat")
        }
        return sum
    }

    /// The time that the calling thread has waited for a core.
    static var waitedHere: Duration { waited("/proc/thread-self/schedstat") }

    /// The second of three numbers, in nanoseconds; zero where the kernel does not count.
    private static func waited(_ path: String) -> Duration {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return .zero }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = read(file, &bytes, bytes.count)
        let words = bytes.prefix(max(0, count)).split(separator: UInt8(ascii: " "))
        guard words.count > 1, let time = Int(String(decoding: words[1], as: UTF8.self)) else {
            return .zero
        }
        return .nanoseconds(time)
    }
}
