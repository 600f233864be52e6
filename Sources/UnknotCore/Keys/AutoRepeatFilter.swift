/// Leaves out most of what a terminal repeats while a key is held; it sends presses and
/// repetitions alike.
///
/// The first repetition comes after a quarter of a second or more, as a second press would, and
/// counts; those that follow at once do not. So a knee on the keyboard counts twice, not fifty
/// times.
public struct AutoRepeatFilter: Sendable {
    /// Repetitions come faster than this, 11 to 40 a second, and fingers do not; in nanoseconds.
    public static let interval: Int64 = 95_000_000

    private var last: (key: Key, moment: Int64)?

    /// Creates one that has seen no key.
    public init() {}

    /// Whether a key at a moment, in nanoseconds of one clock, is a press.
    public mutating func isPress(_ key: Key, at moment: Int64) -> Bool {
        defer { last = (key, moment) }
        guard let last, last.key == key else { return true }
        return moment - last.moment >= Self.interval
    }
}
