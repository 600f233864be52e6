import Glibc

/// A running recording of what a sink plays, kept in memory: its left channel.
struct Capture: Sendable {
    /// Samples of the left channel so far, and the bytes of a frame that has only begun.
    private struct State {
        /// Bytes before the first sample that are still to come.
        var header: Int
        var samples: [Int16] = []
        var rest: [UInt8] = []
        /// When how many samples had come, in order.
        var arrivals: [(count: Int, at: Moment)] = []
    }

    let process: ChildProcess
    private let state: Watched<State>

    /// Starts a recorder that writes 16-bit frames to its standard output; returns when it runs.
    init(
        channels: Int, skipping header: Int = 0,
        start: (@escaping @Sendable (UnsafeRawBufferPointer?) -> Void) throws -> ChildProcess
    ) throws {
        let state = Watched(State(header: header))
        self.state = state
        process = try start { bytes in
            guard let bytes else { return }
            state.update { state in
                let skipped = min(state.header, bytes.count)
                state.header -= skipped
                state.rest += bytes.dropFirst(skipped)
                let frame = channels * 2
                let whole = state.rest.count / frame * frame
                for start in stride(from: 0, to: whole, by: frame) {
                    let bits = UInt16(state.rest[start]) | UInt16(state.rest[start + 1]) << 8
                    state.samples.append(Int16(bitPattern: bits))
                }
                state.rest.removeFirst(whole)
                state.arrivals.append((state.samples.count, .now))
            }
        }
        try wait(forFrames: 1, .seconds(10))
    }

    /// How many frames have been recorded.
    var length: Int { state.update { $0.samples.count } }

    /// Everything recorded so far.
    var samples: [Int16] { state.now.samples }

    /// When a frame arrived here: a little after it was heard.
    func arrival(of frame: Int) -> Moment? {
        state.now.arrivals.first { $0.count > frame }.map { arrival in
            arrival.at.advanced(by: .seconds(Double(frame - arrival.count) / 48_000))
        }
    }

    /// Waits until that many frames have been recorded since the start.
    func wait(forFrames count: Int, _ limit: Duration) throws {
        let enough = state.wait(limit) { $0.samples.count >= count ? true : nil }
        guard enough != nil else {
            throw Failure(
                "\(process.name) recorded \(length) of \(count) frames in \(limit.readable)"
                    + process.lastWords)
        }
    }

    /// Records half a second more, for what is still on its way, and returns everything.
    func finish() throws -> [Int16] {
        try wait(forFrames: length + 24_000, .seconds(10))
        process.signal(SIGTERM)
        _ = try process.waitForExit(.seconds(5))
        return state.now.samples
    }
}
