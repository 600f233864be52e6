internal import Glibc
public import UnknotCore

/// Readings of the clock that neither jumps nor counts the time that the machine sleeps.
public enum Monotonic {
    /// A point in time, in nanoseconds of `CLOCK_MONOTONIC`.
    public typealias Time = Int64

    /// Now.
    public static var now: Time { read(CLOCK_MONOTONIC) }

    /// Now on the clock that goes on while the machine sleeps; it runs ahead of `now` by the time
    /// slept since the machine started.
    public static var nowWithSleep: Time { read(CLOCK_BOOTTIME) }

    /// The processor time that the program has used so far, on all its threads.
    static var processor: Time { read(CLOCK_PROCESS_CPUTIME_ID) }

    /// A count of frames at 48 kHz as nanoseconds.
    public static func nanoseconds(_ frames: Frames) -> Time {
        // In two parts, so that a session of any length stays far from overflow.
        let (seconds, rest) = frames.quotientAndRemainder(dividingBy: SessionFormat.sampleRate)
        return Int64(seconds) * 1_000_000_000
            + Int64(rest) * 1_000_000_000 / Int64(SessionFormat.sampleRate)
    }

    /// Nanoseconds as the nearest count of frames at 48 kHz, so that frames come back as they went.
    public static func frames(_ nanoseconds: Time) -> Frames {
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        let rate = Int64(SessionFormat.sampleRate)
        let half: Int64 = rest < 0 ? -500_000_000 : 500_000_000
        return Int(seconds * rate + (rest * rate + half) / 1_000_000_000)
    }

    private static func read(_ clock: clockid_t) -> Time {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
