internal import CSndfile

/// The kinds of sound files that a session can be written as; the raw value is the ending of
/// their names.
public enum SoundFormat: String, Hashable, Sendable, CaseIterable {
    /// 16 bits without loss, as a plain WAV or, past 4 GiB, as RF64.
    case wav
    /// 16 bits without loss, half as large.
    case flac
    /// Vorbis.
    case ogg
    /// Opus.
    case opus
    /// MP3.
    case mp3

    /// The format that a path's ending names, in capitals or not; nil for another ending.
    public init?(path: String) {
        guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/"),
            dot > path.startIndex, path[path.index(before: dot)] != "/"
        else { return nil }
        self.init(rawValue: path[dot...].dropFirst().lowercased())
    }

    /// A sentence's list of the endings: `.wav, .flac, .ogg, .opus or .mp3`.
    public static var endings: String {
        let endings = allCases.map { ".\($0.rawValue)" }
        return endings.dropLast().joined(separator: ", ") + " or \(endings.last ?? "")"
    }

    /// What libsndfile calls it, for a file of so many bytes of samples.
    func code(bytes: Int, rf64From limit: Int) -> Int32 {
        switch self {
        case .wav: Int32((bytes < limit ? SF_FORMAT_WAV : SF_FORMAT_RF64) | SF_FORMAT_PCM_16)
        case .flac: Int32(SF_FORMAT_FLAC | SF_FORMAT_PCM_16)
        case .ogg: Int32(SF_FORMAT_OGG | SF_FORMAT_VORBIS)
        case .opus: Int32(SF_FORMAT_OGG | SF_FORMAT_OPUS)
        case .mp3: Int32(SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III)
        }
    }

    /// A WAV file holds 4 GiB with its headers and tags; a little less is left to the samples.
    static let largestWAV = 4_294_967_295 - 65_536

    /// True where the file is a stream of Ogg pages.
    var isOgg: Bool { self == .ogg || self == .opus }
}

/// What a sound file says of itself.
public struct SoundTags: Hashable, Sendable {
    /// The name of the session or of its part.
    public var title: String
    /// What it is a part of.
    public var album: String
    /// What it was made with.
    public var comment: String
    /// Its number among the parts, or nil.
    public var track: Int?

    /// Creates tags.
    public init(title: String, album: String, comment: String, track: Int? = nil) {
        self.title = title
        self.album = album
        self.comment = comment
        self.track = track
    }
}
