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
        if channels == 1 {
            return Contents(samples: Array(samples.prefix(frames)), rate: rate)
        }
        let mono = (0..<frames).map { frame in
            let sum = (0..<channels).reduce(0) { $0 + Int(samples[frame * channels + $1]) }
            return Int16(sum / channels)
        }
        return Contents(samples: mono, rate: rate)
    }
}
