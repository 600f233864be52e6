/// Tells presses from the blow of a hand that does not see and hits several keys of a row.
///
/// The keys of a row ask for one thing; hit a moment after each other they ask for it once, however
/// many they are, and whatever lies between them. Two presses that are meant come further apart.
public struct BlowFilter: Sendable {
    /// The keys of one blow come closer together than this, and presses that are meant do not.
    public static let interval: Int64 = 150_000_000

    private var moments: [Request: Int64] = [:]

    /// Creates one that has seen nothing.
    public init() {}

    /// Whether a request at a moment, in nanoseconds of one clock, is meant, and not the rest of
    /// the blow that has asked for it already.
    public mutating func isMeant(_ request: Request, at moment: Int64) -> Bool {
        defer { moments[request] = moment }
        guard let last = moments[request] else { return true }
        return moment - last >= Self.interval
    }
}
