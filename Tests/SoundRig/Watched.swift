import Glibc

/// A value that threads change and others wait for, always with a deadline.
///
/// A case must never wait by sleeping and never for ever: it names what it waits for and how long.
/// Deadlines are on the monotonic clock, so a corrected wall clock cannot move them.
final class Watched<State: Sendable>: @unchecked Sendable {
    // Unchecked: `state` is touched only between lock and unlock of `mutex`.
    private var state: State
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(_ state: State) {
        self.state = state
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(changed, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// The value now.
    var now: State { update { $0 } }

    /// Changes the value and wakes whoever waits for it.
    @discardableResult
    func update<Result>(_ change: (inout State) throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        let result = try change(&state)
        pthread_cond_broadcast(changed)
        return result
    }

    /// Waits until `find` gives a value and returns it, or nil once the time is over.
    func wait<Result>(_ limit: Duration, for find: (State) throws -> Result?) rethrows -> Result? {
        var deadline = Moment.now.advanced(by: limit).timespec
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = try find(state) { return result }
            guard pthread_cond_timedwait(changed, mutex, &deadline) == 0 else {
                return try find(state)
            }
        }
    }
}

/// A moment on the clock that sessions are paced by: CLOCK_MONOTONIC.
struct Moment: Comparable, Sendable {
    private var nanoseconds: Int

    init(nanoseconds: Int) { self.nanoseconds = nanoseconds }

    static var now: Moment {
        var time = Glibc.timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Moment(nanoseconds: time.tv_sec * 1_000_000_000 + time.tv_nsec)
    }

    var timespec: timespec {
        Glibc.timespec(
            tv_sec: nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
    }

    func advanced(by duration: Duration) -> Moment {
        let (seconds, attoseconds) = duration.components
        return Moment(
            nanoseconds: nanoseconds + Int(seconds) * 1_000_000_000
                + Int(attoseconds / 1_000_000_000))
    }

    static func - (later: Moment, earlier: Moment) -> Duration {
        .nanoseconds(later.nanoseconds - earlier.nanoseconds)
    }

    static func < (left: Moment, right: Moment) -> Bool { left.nanoseconds < right.nanoseconds }
}

extension Duration {
    /// This duration in seconds, for arithmetic on measurements.
    var inSeconds: Double { self / .seconds(1) }

    /// This duration as a person reads it: `12.3 s`, or `4.5 ms` below a second.
    var readable: String {
        let tenths = { (value: Double) in (value * 10).rounded() / 10 }
        let size = inSeconds.magnitude
        return size < 1 ? "\(tenths(inSeconds * 1000)) ms" : "\(tenths(inSeconds)) s"
    }
}

/// Why a case failed, in words.
struct Failure: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}

/// Fails the case unless the condition holds.
func expect(_ condition: Bool, _ failure: @autoclosure () -> String) throws {
    guard condition else { throw Failure(failure()) }
}
