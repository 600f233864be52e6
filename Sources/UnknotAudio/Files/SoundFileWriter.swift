internal import CSndfile
internal import UnknotCore

/// A sound file being written through a descriptor that somebody else owns.
///
/// The same samples and tags give the same bytes every time.
final class SoundFileWriter {
    private let format: SoundFormat
    private let tags: SoundTags
    private let port: FilePort
    private let channels: Int
    /// A block with every sample once for each channel; empty for mono.
    private let block: UnsafeMutableBufferPointer<Int16>
    private var file: OpaquePointer?
    private var hasTags = false

    /// Blocks of this size suit every encoder: one Vorbis write of a whole session crashes
    /// libsndfile 1.2.0.
    static let largestBlock = 4_096

    /// Starts a file of 48 kHz in an open, empty descriptor.
    ///
    /// - Parameters:
    ///   - descriptor: where it is written; its own offset is not used.
    ///   - format: the kind of file.
    ///   - channels: 1, or 2 with the same sound on both.
    ///   - length: how many frames will come, which decides between WAV and RF64.
    ///   - tags: what the file says of itself.
    ///   - limit: the bytes of samples from which on a WAV file becomes RF64.
    /// - Throws: `SoundFile.Failure` with libsndfile's reason.
    init(
        descriptor: Int32, format: SoundFormat, channels: Int, length: Frames, tags: SoundTags,
        rf64From limit: Int = SoundFormat.largestWAV
    ) throws(SoundFile.Failure) {
        self.format = format
        self.tags = tags
        self.channels = channels
        port = FilePort(descriptor)
        block = .allocate(capacity: channels > 1 ? channels * Self.largestBlock : 0)
        block.initialize(repeating: 0)
        var info = SF_INFO()
        info.samplerate = Int32(SessionFormat.sampleRate)
        info.channels = Int32(channels)
        let bytes = length * channels * MemoryLayout<Int16>.size
        info.format = format.code(bytes: bytes, rf64From: limit)
        var calls = FilePort.calls
        let context = Unmanaged.passUnretained(port).toOpaque()
        file = sf_open_virtual(&calls, Int32(SFM_WRITE), &info, context)
        guard file != nil else {
            let reason = String(cString: sf_strerror(nil))
            throw SoundFile.Failure(reason: "\(format.rawValue): \(reason)")
        }
        // A WAV file has its tags behind the samples, so that these begin where they always do.
        if format != .wav { setTags() }
    }

    deinit {
        if let file { sf_close(file) }
        block.deallocate()
    }

    /// Appends at most `largestBlock` mono samples.
    ///
    /// - Throws: `SoundFile.Failure` with the system's or the encoder's reason.
    func write(_ samples: UnsafeBufferPointer<Int16>) throws(SoundFile.Failure) {
        guard let file, !samples.isEmpty else { return }
        let count = sf_count_t(samples.count)
        var source = samples.baseAddress
        if channels > 1 {
            for (index, sample) in samples.enumerated() {
                for channel in 0..<channels { block[index * channels + channel] = sample }
            }
            source = UnsafePointer(block.baseAddress)
        }
        let written = sf_writef_short(file, source, count)
        if let reason = port.failure { throw SoundFile.Failure(reason: reason) }
        guard written == count else {
            throw SoundFile.Failure(reason: String(cString: sf_strerror(file)))
        }
    }

    /// Completes the file and leaves the descriptor open; does nothing the second time.
    ///
    /// - Throws: `SoundFile.Failure` with the system's or the encoder's reason.
    func close() throws(SoundFile.Failure) {
        guard let file else { return }
        setTags()
        self.file = nil
        let status = sf_close(file)
        port.finish()
        if let reason = port.failure { throw SoundFile.Failure(reason: reason) }
        guard status == 0 else {
            throw SoundFile.Failure(reason: String(cString: sf_error_number(status)))
        }
        guard format.isOgg else { return }
        // libsndfile takes a stream's number from the clock.
        try OggStream(port.descriptor).setSerial(tags.serial)
    }

    private func setTags() {
        guard !hasTags, let file else { return }
        hasTags = true
        sf_set_string(file, Int32(SF_STR_TITLE), tags.title)
        sf_set_string(file, Int32(SF_STR_ALBUM), tags.album)
        sf_set_string(file, Int32(SF_STR_COMMENT), tags.comment)
        if let track = tags.track {
            sf_set_string(file, Int32(SF_STR_TRACKNUMBER), String(track))
        }
    }
}

extension SoundTags {
    /// A number that files with other tags hardly share, so that streams may be strung together:
    /// FNV-1a of the tags.
    fileprivate var serial: UInt32 {
        [title, album, comment, track.map(String.init) ?? ""].joined(separator: "\n").utf8
            .reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }
}
