import Glibc
import UnknotAudio

/// A bar on a terminal for work that takes longer than half a second; nothing anywhere else.
final class ProgressBar {
    private let descriptor: Int32
    private let started = Monotonic.now
    private var nextUpdate: Monotonic.Time
    private var isShown = false

    private static let patience: Monotonic.Time = 500_000_000
    private static let pause: Monotonic.Time = 100_000_000
    private static let width = 40

    /// Starts to count the time; nil where the descriptor is no terminal.
    init?(_ descriptor: Int32) {
        guard isatty(descriptor) == 1 else { return nil }
        self.descriptor = descriptor
        nextUpdate = started + Self.patience
    }

    deinit { clear() }

    /// Shows how far the work has come, when it is time to.
    func show(_ done: Int, of total: Int) {
        let now = Monotonic.now
        guard now >= nextUpdate, total > 0 else { return }
        nextUpdate = now + Self.pause
        isShown = true
        _ = StandardStream.write("\r" + Self.text(done, of: total), to: descriptor)
    }

    /// Takes the bar away, so that what follows has its line.
    func clear() {
        guard isShown else { return }
        isShown = false
        let blank = String(repeating: " ", count: Self.width + 8)
        _ = StandardStream.write("\r\(blank)\r", to: descriptor)
    }

    /// The bar: `[#####-----]  50 %`.
    static func text(_ done: Int, of total: Int) -> String {
        let share = min(max(0, Double(done) / Double(total)), 1)
        let filled = Int(share * Double(width))
        let percent = "\(Int(share * 100))"
        return "[" + String(repeating: "#", count: filled)
            + String(repeating: "-", count: width - filled) + "] "
            + String(repeating: " ", count: 3 - percent.count) + percent + " %"
    }
}
