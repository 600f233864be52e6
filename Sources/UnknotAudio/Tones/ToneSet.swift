internal import Glibc
internal import Sounds
public import UnknotCore

/// The tones that a session sounds: the user's files where there are some, else the built-in ones.
public struct ToneSet: Sendable {
    private var clips: [Tone: Clip] = [:]

    /// Why a tone is not the one that a file was meant to give; one sentence each.
    public private(set) var warnings: [String] = []

    /// Loads the tones.
    ///
    /// A user's file may have any format, rate and number of channels that libsndfile reads; it is
    /// brought to the session's rate and loudness, starts with its first audible sample, and may
    /// last 0.8 s.
    ///
    /// - Parameter own: the folder of the user's files, `NAME.wav` or another ending each, or nil.
    public init(own: String? = nil) {
        let builtIn = DataFolder.path(ofTarget: "Sounds", "Tones")
        let files = own.map(Self.files) ?? [:]
        for tone in Tone.allCases {
            if let own, let name = files[tone.rawValue] {
                do throws(SoundFile.Failure) {
                    clips[tone] = try Self.load("\(own)/\(name)")
                    continue
                } catch {
                    warnings.append(
                        """
                        The tone \(own)/\(name) cannot be used: \(error.reason). The built-in \
                        one takes its place.
                        """)
                }
            }
            clips[tone] = builtIn.flatMap { try? Self.load("\($0)/\(tone.rawValue).wav") }
        }
    }

    /// The clip of a tone.
    public func clip(for tone: Tone) -> Clip {
        clips[tone] ?? ToneRecipe.clip(for: tone)
    }

    private static func load(_ path: String) throws(SoundFile.Failure) -> Clip {
        let contents = try SoundFile.read(path, longest: 10)
        var samples = contents.samples
        // Files of the session's own rate are taken as they are: these are the built-in tones.
        if contents.rate != SessionFormat.sampleRate {
            guard let resampled = Resample.samples(samples, from: contents.rate) else {
                throw SoundFile.Failure(reason: "\(contents.rate) Hz cannot be converted")
            }
            samples = resampled
        }
        guard let first = samples.firstIndex(where: { abs(Int($0)) > 32 }) else {
            throw SoundFile.Failure(reason: "it is silent")
        }
        if first > 0 || contents.rate != SessionFormat.sampleRate {
            samples = Loudness.normalised(Array(samples[first...]))
        }
        guard samples.count <= Tone.longest else {
            throw SoundFile.Failure(reason: "it sounds for more than 0.8 s")
        }
        return Clip(samples: samples)
    }

    /// The files of a folder by their names without ending; the first in alphabet where two share
    /// a name.
    private static func files(in folder: String) -> [String: String] {
        guard let stream = opendir(folder) else { return [:] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        var files: [String: String] = [:]
        for name in names.sorted().reversed() where !name.hasPrefix(".") {
            guard let dot = name.lastIndex(of: ".") else { continue }
            files[String(name[..<dot])] = name
        }
        return files
    }
}
