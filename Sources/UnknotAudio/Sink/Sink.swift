public import UnknotCore

/// Where a session's samples go; the sink alone decides how time passes.
///
/// A sink belongs to one thread at a time. The player calls `wait`, then `write` with at most
/// `period` frames, again and again, and at the end `finish` until it returns true; after an error, nothing more.
public protocol Sink: AnyObject {
    /// The most frames that one write may bring, or nil for a sink that hears nothing and is told
    /// only how far to move on.
    var period: Frames? { get }

    /// Waits until the next block may be written.
    ///
    /// Blocks the calling thread until then, until the bell rings, or until the sink wants its
    /// progress looked at, whichever comes first.
    ///
    /// - Throws: `SinkError` when the sink is lost; nothing more can be written then.
    func wait(_ bell: Bell) throws(SinkError) -> SinkReadiness

    /// Takes mono samples; call it only after `wait` said `ready`. Does not block.
    ///
    /// - Throws: `SinkError` when the sink is lost.
    func write(_ samples: UnsafeBufferPointer<Int16>) throws(SinkError)

    /// Moves on without samples, in a sink whose `period` is nil.
    func skip(_ frames: Frames)

    /// When the frame that is written next will be heard, or nil where time does not pass.
    var nextHeard: Monotonic.Time? { get }

    /// How many frames are known to have been heard since the sink was opened; it stands still
    /// while the sink is stuck.
    var heard: Frames { get }

    /// How often the stream broke off and began anew; what was queued then was lost, and what is
    /// written from then on is heard later than it would have been.
    var breaks: Int { get }

    /// Brings the end about: everything written has been heard, or is safely in its file.
    ///
    /// Waits for a tenth of a second at most; call it again until it returns true.
    ///
    /// - Throws: `SinkError` when that cannot be brought about.
    func finish(_ bell: Bell) throws(SinkError) -> Bool
}

/// Whether a sink may be written to.
public enum SinkReadiness: Hashable, Sendable {
    /// A block may be written.
    case ready
    /// Not yet: the bell rang, or some time has passed; look around and wait again.
    case notYet
}

/// Why a sink takes no more samples.
public enum SinkError: Error, Hashable, Sendable {
    /// The sound device cannot be opened or used; the text is the system's reason.
    case device(name: String, reason: String)
    /// A file cannot be made at a path.
    case cannotCreate(path: String, reason: String)
    /// A file cannot be written to its end.
    case cannotWrite(path: String, reason: String)
    /// A signal with this number asks the program to end.
    case interrupted(Int32)
}

extension SinkError: CustomStringConvertible {
    /// One sentence with the reason.
    public var description: String {
        switch self {
        case .device(let name, let reason):
            "The sound device \"\(name)\" cannot be used: \(reason)."
        case .cannotCreate(let path, let reason): "\(path) cannot be made: \(reason)."
        case .cannotWrite(let path, let reason): "\(path) cannot be written: \(reason)."
        case .interrupted: "Interrupted."
        }
    }
}
