internal import CSndfile
internal import Glibc
internal import UnknotCore

/// Sound files through libsndfile: any format in, the session's formats out.
enum SoundFile {
    /// What a sound file holds, mixed down to mono.
    struct Contents {
        /// Mono samples at `rate`.
        var samples: [Int16]
        /// Samples a second.
        var rate: Int
    }

    /// A reason in libsndfile's words.
    struct Failure: Error {
        var reason: String
    }

    /// Reads a whole short file, whatever its format, channels and rate.
    ///
    /// - Throws: `Failure` for a file that cannot be read, holds nothing, or lasts over `seconds`.
    static func read(_ path: String, longest seconds: Int) throws(Failure) -> Contents {
        var info = SF_INFO()
        guard let file = sf_open(path, Int32(SFM_READ), &info) else {
            throw Failure(reason: String(cString: sf_strerror(nil)))
        }
        defer { sf_close(file) }
        let channels = Int(info.channels)
        let rate = Int(info.samplerate)
        guard channels > 0, rate > 0, info.frames > 0 else {
            throw Failure(reason: "it holds no sound")
        }
        guard info.frames <= Int64(seconds) * Int64(rate) else {
            throw Failure(reason: "it lasts longer than \(seconds) s")
        }
        var samples = [Int16](repeating: 0, count: Int(info.frames) * channels)
        let frames = Int(sf_readf_short(file, &samples, info.frames))
        guard frames > 0 else { throw Failure(reason: String(cString: sf_strerror(file))) }
        let mono = (0..<frames).map { frame in
            let sum = (0..<channels).reduce(0) { $0 + Int(samples[frame * channels + $1]) }
            return Int16(sum / channels)
        }
        return Contents(samples: mono, rate: rate)
    }
}

/// A sound file being written through a descriptor that somebody else owns.
final class SoundFileWriter {
    private var file: OpaquePointer?

    /// Starts a mono WAV file of 16 bits at 48 kHz in an open, empty file.
    ///
    /// - Throws: `SoundFile.Failure` with libsndfile's reason.
    init(descriptor: Int32) throws(SoundFile.Failure) {
        var info = SF_INFO()
        info.samplerate = Int32(SessionFormat.sampleRate)
        info.channels = 1
        info.format = Int32(SF_FORMAT_WAV | SF_FORMAT_PCM_16)
        file = sf_open_fd(descriptor, Int32(SFM_WRITE), &info, 0)
        if file == nil { throw SoundFile.Failure(reason: String(cString: sf_strerror(nil))) }
    }

    deinit { close() }

    /// Appends samples; false when not all of them could be written.
    func write(_ samples: UnsafeBufferPointer<Int16>) -> Bool {
        guard let file else { return false }
        let count = sf_count_t(samples.count)
        return sf_writef_short(file, samples.baseAddress, count) == count
    }

    /// Completes the header and leaves the descriptor open; does nothing the second time.
    func close() {
        if let file { sf_close(file) }
        file = nil
    }
}
