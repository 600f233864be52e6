internal import Glibc

/// Ends the process, which makes a finding of the input, unless a condition holds.
public func demand(_ condition: Bool, _ message: @autoclosure () -> String) {
    guard condition else { fatalError(message()) }
}

/// Counts how inputs ended, and says so on standard error when the run is over.
///
/// libFuzzer calls a target from one thread, so the count is not protected.
public enum Tally {
    private nonisolated(unsafe) static var counts: [String: Int] = [:]

    private static let isAnnounced: Bool = {
        let report: @convention(c) () -> Void = {
            let parts = Tally.counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            let line = "tally: \(parts.joined(separator: ", "))\n"
            _ = write(STDERR_FILENO, line, line.utf8.count)
        }
        return atexit(report) == 0
    }()

    /// Counts one more input that ended in this way.
    public static func count(_ ending: String) {
        _ = isAnnounced
        counts[ending, default: 0] += 1
    }
}
