internal import Glibc

/// What an error of a PCM asks for.
///
/// The same number means different things in different states, and some plugins report a dead
/// server as an underrun for ever; so what to do depends on both, and the number of recoveries
/// without a played period is limited (see `RecoveryBudget`).
enum ALSARemedy: Equatable {
    /// Nothing is wrong; poll again.
    case retry
    /// Prepare the stream and go on.
    case prepare
    /// Resume the stream, or prepare it where the device cannot resume.
    case resume
    /// Give the device up.
    case reopen
}

/// The states of a PCM that matter for recovery.
enum ALSAState: Equatable {
    case prepared
    case running
    case setup
    case underrun
    case suspended
    case gone
    case other
}

extension ALSARemedy {
    /// The remedy for a negative return code of libasound.
    init(error: Int32, state: ALSAState) {
        switch (-error, state) {
        case (_, .gone): self = .reopen
        case (EAGAIN, _), (EINTR, _): self = .retry
        case (EPIPE, _), (_, .underrun): self = .prepare
        case (ESTRPIPE, _), (_, .suspended): self = .resume
        case (EBADFD, _), (_, .setup): self = .prepare
        default: self = .reopen
        }
    }
}

/// How many recoveries a device may need before it is given up.
///
/// Behind a PipeWire daemon that has died, preparing the stream succeeds every time and the stream
/// never plays, so the count matters more than the result.
struct RecoveryBudget {
    private static let withoutProgress = 3
    private static let inWindow = 10
    private static let window: Monotonic.Time = 5_000_000_000

    private var sinceProgress = 0
    private var recent: [Monotonic.Time] = []

    /// Notes that a period has been played.
    mutating func played() { sinceProgress = 0 }

    /// Notes a recovery; false when the budget is spent and the device should be given up.
    mutating func spend(now: Monotonic.Time) -> Bool {
        sinceProgress += 1
        recent.removeAll { now - $0 > Self.window }
        recent.append(now)
        return sinceProgress <= Self.withoutProgress && recent.count <= Self.inWindow
    }
}
