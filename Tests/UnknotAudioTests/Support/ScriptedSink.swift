import UnknotAudio
import UnknotCore

/// A sink in virtual time that keeps what it gets: its clock moves by what is written.
final class ScriptedSink: Sink {
    let period: Frames?
    private(set) var samples: [Int16] = []
    private(set) var waits = 0
    private(set) var isFinished = false
    /// Called before each wait with its number; may throw what the device would.
    var onWait: (Int) throws(SinkError) -> Void = { (_: Int) throws(SinkError) in }
    /// When the first frame written is heard.
    var zero: Monotonic.Time?
    /// How many frames the device reports as played; nil means all that were written.
    var reported: Frames?

    init(period: Frames = 960) {
        self.period = period
    }

    func wait(_ bell: Bell) throws(SinkError) -> SinkReadiness {
        waits += 1
        try onWait(waits)
        return .ready
    }

    func write(_ block: UnsafeBufferPointer<Int16>) throws(SinkError) { samples += block }
    func skip(_ frames: Frames) {}
    var nextHeard: Monotonic.Time? { zero.map { $0 + Monotonic.nanoseconds(samples.count) } }
    /// The clock that this device plays by: what was written last is heard now.
    var now: Monotonic.Time { nextHeard ?? 0 }
    var heard: Frames { reported ?? samples.count }
    /// How often the stream broke off.
    var breaks = 0
    func finish(_ bell: Bell) throws(SinkError) -> Bool {
        isFinished = true
        return true
    }
}
