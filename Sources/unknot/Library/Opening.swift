import UnknotAudio
import UnknotCore

extension SoundBook {
    /// The book of a voice, with the user's tones; without a working voice, one that is silent,
    /// after a word on standard error.
    ///
    /// - Throws: `Failure` with status 64 for a voice that an option names and that does not exist.
    static func opening(
        voice wish: VoiceWish, volume: Int = 100, _ shell: Shell
    ) throws -> SoundBook {
        SoundBook(voice: try workingVoice(wish, shell), tones: tones(shell), volume: volume)
    }

    /// A book without sound; a voice that was named all the same must exist.
    ///
    /// - Throws: `Failure` with status 64 for a voice that an option names and that does not exist.
    static func silent(voice wish: VoiceWish, _ shell: Shell) throws -> SoundBook {
        do {
            if wish.asked != nil { _ = try wish.open(shell) }
        } catch is VoiceError {
            // Nothing is to be heard of it.
        }
        return SoundBook(voice: nil)
    }

    /// The user's tones over the built-in ones, after a word on each that cannot be used.
    static func tones(_ shell: Shell) -> ToneSet {
        let tones = ToneSet(own: shell.configurationFolder.map { "\($0)/sounds" })
        tones.warnings.forEach(shell.complain)
        return tones
    }

    private static func workingVoice(_ wish: VoiceWish, _ shell: Shell) throws -> (any Voice)? {
        do {
            return try wish.open(shell)
        } catch let error as VoiceError {
            shell.complain("\(error) Until then tones and text take the voice's place.")
            return nil
        }
    }
}
