/// Makes one command of a hand that hits several keys of a row at once.
///
/// The keys of a row give one command; hit a moment after each other they give it once, however
/// many they are, and whatever lies between them. Two intended presses come further apart.
public struct RowDebouncer: Sendable {
    /// The keys of one blow come closer together than this, in nanoseconds.
    public static let interval: Int64 = 150_000_000

    private var moments: [UserCommand: Int64] = [:]

    /// Creates one that has seen no command.
    public init() {}

    /// Whether a command at a moment, in nanoseconds of one clock, is a new one and not the rest of
    /// the blow that has given it already.
    public mutating func isMeant(_ command: UserCommand, at moment: Int64) -> Bool {
        defer { moments[command] = moment }
        guard let last = moments[command] else { return true }
        return moment - last >= Self.interval
    }
}
