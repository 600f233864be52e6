internal import Glibc
public import UnknotCore

/// A session as files: nothing paces them, and they appear when all of them are complete.
///
/// One file holds the whole session; beside it there may be a file for each of its parts, and
/// texts. Memory does not grow with the session.
public final class FileSink: Sink {
    /// A sound file to write.
    public struct File: Hashable, Sendable {
        /// Where it is to appear.
        public var path: String
        /// The kind of file.
        public var format: SoundFormat
        /// 1, or 2 with the same sound on both.
        public var channels: Int
        /// What it says of itself.
        public var tags: SoundTags
        /// Whether it may take the place of a file that stands there.
        public var replaces: Bool

        /// Creates a description of a file.
        public init(
            path: String, format: SoundFormat, channels: Int = 1, tags: SoundTags,
            replaces: Bool = true
        ) {
            self.path = path
            self.format = format
            self.channels = channels
            self.tags = tags
            self.replaces = replaces
        }
    }

    /// A sound file with a stretch of the session.
    public struct Part: Hashable, Sendable {
        /// The file.
        public var file: File
        /// The stretch; parts are in order and do not overlap.
        public var frames: Range<Frames>

        /// Creates a part.
        public init(file: File, frames: Range<Frames>) {
            self.file = file
            self.frames = frames
        }
    }

    /// A text that lies beside the sound.
    public struct TextFile: Hashable, Sendable {
        /// Where it is to appear.
        public var path: String
        /// Its contents.
        public var text: String
        /// Whether it may take the place of a file that stands there.
        public var replaces: Bool

        /// Creates a description of a text.
        public init(path: String, text: String, replaces: Bool = false) {
            self.path = path
            self.text = text
            self.replaces = replaces
        }
    }

    private let whole: SoundOutput
    private let parts: [(frames: Range<Frames>, output: SoundOutput)]
    private let texts: [(text: String, file: WholeFile)]
    private let interrupts: Interrupts?
    private let progress: ((Frames) -> Void)?
    private var position: Frames = 0
    /// The first part that is not complete.
    private var nextPart = 0

    /// Starts the files; nothing appears at their paths, and nothing there changes, before `finish`.
    ///
    /// - Parameters:
    ///   - file: the file with the whole session.
    ///   - length: how many frames the session has.
    ///   - parts: files with its parts, if any.
    ///   - texts: what is written beside.
    ///   - interrupts: the signals that end the writing, if any.
    ///   - progress: told before every block how many frames are written.
    /// - Throws: `SinkError.cannotCreate`.
    public init(
        _ file: File, length: Frames, parts: [Part] = [], texts: [TextFile] = [],
        interrupts: Interrupts? = nil, progress: ((Frames) -> Void)? = nil
    ) throws(SinkError) {
        self.interrupts = interrupts
        self.progress = progress
        if parts.count > 100 { Self.allowManyFiles() }
        whole = try SoundOutput(file, length: length)
        var outputs: [(Range<Frames>, SoundOutput)] = []
        for part in parts {
            outputs.append((part.frames, try SoundOutput(part.file, length: part.frames.count)))
        }
        self.parts = outputs
        var files: [(String, WholeFile)] = []
        for text in texts {
            do throws(WholeFile.Failure) {
                let file = try WholeFile(path: text.path, replaces: text.replaces)
                files.append((text.text, file))
            } catch {
                throw .cannotCreate(path: text.path, reason: error.reason)
            }
        }
        self.texts = files
    }

    /// Blocks of this size suit every encoder of libsndfile.
    public var period: Frames? { SoundFileWriter.largestBlock }

    /// Always ready, unless a signal ends the writing.
    public func wait(_ bell: Bell) throws(SinkError) -> SinkReadiness {
        if let signal = interrupts?.next() { throw .interrupted(signal) }
        progress?(position)
        return .ready
    }

    /// Appends a block.
    public func write(_ samples: UnsafeBufferPointer<Int16>) throws(SinkError) {
        try whole.write(samples)
        let block = position..<position + samples.count
        while nextPart < parts.count {
            let (frames, output) = parts[nextPart]
            let stretch = frames.clamped(to: block)
            if !stretch.isEmpty {
                let range = stretch.lowerBound - position..<stretch.upperBound - position
                try output.write(UnsafeBufferPointer(rebasing: samples[range]))
            }
            guard frames.upperBound <= block.upperBound else { break }
            try output.close()
            nextPart += 1
        }
        position = block.upperBound
    }

    /// Does nothing: this sink gets samples.
    public func skip(_ frames: Frames) {}

    /// Nil: time does not pass in a file.
    public var nextHeard: Monotonic.Time? { nil }

    /// Everything written.
    public var heard: Frames { position }

    /// None: nothing can break it off.
    public var breaks: Int { 0 }

    /// Completes the files and, when all of them are on the disk, gives them their names.
    public func finish(_ bell: Bell) throws(SinkError) -> Bool {
        try whole.close()
        for (_, output) in parts { try output.close() }
        for (text, file) in texts {
            try Self.named(file) { () throws(WholeFile.Failure) in try file.fill(with: text) }
        }
        // What can still fail after this is a name that somebody else has just taken.
        for file in files {
            try Self.named(file) { () throws(WholeFile.Failure) in try file.save() }
        }
        for file in files {
            try Self.named(file) { () throws(WholeFile.Failure) in try file.commit() }
        }
        return true
    }

    /// What did not stand there comes first: it is what may fail.
    private var files: [WholeFile] {
        texts.map(\.file) + parts.map(\.output.file) + [whole.file]
    }

    private static func named(
        _ file: WholeFile, _ body: () throws(WholeFile.Failure) -> Void
    ) throws(SinkError) {
        do throws(WholeFile.Failure) {
            try body()
        } catch {
            throw error.isCreation
                ? .cannotCreate(path: file.path, reason: error.reason)
                : .cannotWrite(path: file.path, reason: error.reason)
        }
    }

    /// Parts stay open until all are complete; a session of many steps has more of them than a
    /// process may usually open.
    private static func allowManyFiles() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}

/// A sound file that is being written, with its encoder while that is at work.
private final class SoundOutput {
    let file: WholeFile
    private let request: FileSink.File
    private let length: Frames
    private var writer: SoundFileWriter?
    private var isClosed = false

    init(_ request: FileSink.File, length: Frames) throws(SinkError) {
        self.request = request
        self.length = length
        do throws(WholeFile.Failure) {
            file = try WholeFile(path: request.path, replaces: request.replaces)
        } catch {
            throw .cannotCreate(path: request.path, reason: error.reason)
        }
    }

    func write(_ samples: UnsafeBufferPointer<Int16>) throws(SinkError) {
        let writer = try start()
        try named { () throws(SoundFile.Failure) in try writer.write(samples) }
    }

    /// Completes the file; does nothing the second time.
    func close() throws(SinkError) {
        guard !isClosed else { return }
        let writer = try start()
        try named { () throws(SoundFile.Failure) in try writer.close() }
        isClosed = true
        self.writer = nil
    }

    private func start() throws(SinkError) -> SoundFileWriter {
        if let writer { return writer }
        do throws(SoundFile.Failure) {
            let writer = try SoundFileWriter(
                descriptor: file.descriptor, format: request.format, channels: request.channels,
                length: length, tags: request.tags)
            self.writer = writer
            return writer
        } catch {
            throw .cannotCreate(path: request.path, reason: error.reason)
        }
    }

    private func named(_ body: () throws(SoundFile.Failure) -> Void) throws(SinkError) {
        do throws(SoundFile.Failure) {
            try body()
        } catch {
            throw .cannotWrite(path: request.path, reason: error.reason)
        }
    }
}
