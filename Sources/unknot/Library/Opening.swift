import UnknotAudio
import UnknotCore

extension SoundBook {
    /// The book of a voice, with the user's tones; without a working voice, one that is silent,
    /// after a word on standard error.
    ///
    /// - Throws: `Failure` with status 64 for a voice that does not exist.
    static func opening(
        voice name: String?, volume: Int = 100, _ shell: Shell
    ) throws -> SoundBook {
        SoundBook(voice: try workingVoice(name, shell), tones: tones(shell), volume: volume)
    }

    /// A book without sound; a voice that was named all the same must exist.
    ///
    /// - Throws: `Failure` with status 64 for a voice that does not exist.
    static func silent(voice name: String?) throws -> SoundBook {
        if let name {
            do throws(VoiceError) {
                _ = try EspeakVoice(name)
            } catch {
                if case .unknownVoice = error { throw Failure("--voice: \(error)", status: .usage) }
            }
        }
        return SoundBook(voice: nil)
    }

    /// The user's tones over the built-in ones, after a word on each that cannot be used.
    static func tones(_ shell: Shell) -> ToneSet {
        let configuration =
            shell.environment("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
            ?? shell.environment("HOME").map { "\($0)/.config" }
        let tones = ToneSet(own: configuration.map { "\($0)/unknot/sounds" })
        tones.warnings.forEach(shell.complain)
        return tones
    }

    private static func workingVoice(_ name: String?, _ shell: Shell) throws -> (any Voice)? {
        do throws(VoiceError) {
            return try EspeakVoice(name ?? EspeakVoice.usualName)
        } catch {
            if case .unknownVoice = error { throw Failure("--voice: \(error)", status: .usage) }
            shell.complain("\(error) Until then tones and text take the voice's place.")
            return nil
        }
    }
}
