public import UnknotCore

/// A sound file as a sink: nothing paces it, and the file appears when it is finished.
public final class FileSink: Sink {
    private let path: String
    private let file: WholeFile
    private let writer: SoundFileWriter
    private let interrupts: Interrupts?
    private var position: Frames = 0

    /// Starts a mono WAV file of 16 bits at 48 kHz.
    ///
    /// Nothing appears at the path, and nothing there changes, before `finish`.
    ///
    /// - Parameters:
    ///   - path: where the file is to appear.
    ///   - interrupts: the signals that end the writing, if any.
    /// - Throws: `SinkError.cannotCreate`.
    public init(path: String, interrupts: Interrupts? = nil) throws(SinkError) {
        self.path = path
        self.interrupts = interrupts
        do {
            file = try WholeFile(path: path)
        } catch {
            throw .cannotCreate(path: path, reason: error.reason)
        }
        do {
            writer = try SoundFileWriter(descriptor: file.descriptor)
        } catch {
            throw .cannotCreate(path: path, reason: error.reason)
        }
    }

    /// Blocks of this size suit every encoder of libsndfile.
    public var period: Frames? { 4_096 }

    /// Always ready, unless a signal ends the writing.
    public func wait(_ bell: Bell) throws(SinkError) -> SinkReadiness {
        if let signal = interrupts?.next() { throw .interrupted(signal) }
        return .ready
    }

    /// Appends a block.
    public func write(_ samples: UnsafeBufferPointer<Int16>) throws(SinkError) {
        guard writer.write(samples) else {
            throw .cannotWrite(path: path, reason: "no space is left, or the device failed")
        }
        position += samples.count
    }

    /// Does nothing: this sink gets samples.
    public func skip(_ frames: Frames) {}

    /// Nil: time does not pass in a file.
    public var nextHeard: Monotonic.Time? { nil }

    /// Everything written.
    public var heard: Frames { position }

    /// None: nothing can break it off.
    public var breaks: Int { 0 }

    /// Completes the file and gives it its name.
    public func finish(_ bell: Bell) throws(SinkError) {
        writer.close()
        do {
            try file.commit()
        } catch {
            throw .cannotWrite(path: path, reason: error.reason)
        }
    }
}
