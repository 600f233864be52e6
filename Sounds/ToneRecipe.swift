public import UnknotCore

/// How each tone is made: notes of a sine with two harmonics, brought to one loudness.
///
/// Everything is plain arithmetic on `Double` (no sine of the C library, whose last digit differs
/// between machines), so a tone has the same bytes everywhere.
public enum ToneRecipe {
    /// The samples of a tone; the first one is audible, so that a cue's frame is its onset.
    public static func clip(for tone: Tone) -> Clip {
        let parts = parts(of: tone)
        let wave = parts.flatMap(samples)
        let sounding = parts.reduce(0) { $0 + ($1.isRest ? 0 : $1.frames) }
        let power = wave.reduce(0) { $0 + $1 * $1 } / Double(sounding)
        let gain = loudness / power.squareRoot()
        return Clip(samples: wave.map { Int16(($0 * gain).rounded()) })
    }

    /// The root mean square of a tone where it sounds, as a sample value: -20 dB of full scale, the
    /// loudness to which speech is brought too.
    static let loudness = 3276.8

    /// A stretch of a tone: a pitch that stays or glides, or a rest.
    private struct Part {
        /// The pitch in Hz at the start and at the end, or nil for a rest.
        let pitch: (start: Double, end: Double)?
        let frames: Frames

        var isRest: Bool { pitch == nil }

        static func note(_ hertz: Double, _ milliseconds: Int) -> Part {
            glide(hertz, hertz, milliseconds)
        }

        static func glide(_ start: Double, _ end: Double, _ milliseconds: Int) -> Part {
            Part(pitch: (start, end), frames: milliseconds * SessionFormat.sampleRate / 1000)
        }

        static func rest(_ milliseconds: Int) -> Part {
            Part(pitch: nil, frames: milliseconds * SessionFormat.sampleRate / 1000)
        }
    }

    /// The pitches in use, in Hz.
    ///
    /// They and their second harmonics lie between 400 Hz and 2 kHz, where small speakers are at
    /// their best.
    private enum Pitch {
        static let b4 = 494.0
        static let d5 = 587.0
        static let fSharp5 = 740.0
        static let g5 = 784.0
        static let a5 = 880.0
        static let b5 = 988.0
    }

    /// The score.
    ///
    /// Each tone differs from the others in shape (steps, glide, beats), not in pitch alone, because
    /// few people know a pitch by ear.
    private static func parts(of tone: Tone) -> [Part] {
        switch tone {
        case .go: [.note(Pitch.b5, 200)]
        case .holdStart: [.note(Pitch.d5, 120), .note(Pitch.a5, 220)]
        case .holdEnd: [.note(Pitch.a5, 120), .note(Pitch.d5, 220)]
        case .count: [.note(Pitch.g5, 80)]
        case .half: [.note(Pitch.fSharp5, 60), .rest(60), .note(Pitch.fSharp5, 60)]
        case .switch:
            [
                .note(Pitch.d5, 100), .note(Pitch.b5, 100), .note(Pitch.d5, 100),
                .note(Pitch.b5, 100),
            ]
        case .done:
            [
                .note(Pitch.d5, 100), .note(Pitch.g5, 100), .note(Pitch.b5, 100),
                .note(Pitch.g5, 280),
            ]
        case .pause: [.glide(Pitch.b5, Pitch.b4, 260)]
        case .resume: [.glide(Pitch.b4, Pitch.b5, 260)]
        }
    }

    /// The strength of the fundamental and of its harmonics.
    private static let harmonics = [1, 0.35, 0.12]

    private static func samples(of part: Part) -> [Double] {
        guard let (start, end) = part.pitch else {
            return Array(repeating: 0, count: part.frames)
        }
        let rate = Double(SessionFormat.sampleRate)
        // In turns, not radians. From a quarter turn on, so that the very first sample is heard.
        var phase = 0.25
        return (0..<part.frames).map { frame in
            let value = harmonics.enumerated().reduce(0) { sum, harmonic in
                sum + harmonic.element * sine(ofTurns: phase * Double(harmonic.offset + 1))
            }
            phase += (start + (end - start) * Double(frame) / Double(part.frames)) / rate
            return value * envelope(at: frame, of: part.frames)
        }
    }

    /// How open a note is at a frame: up within 3 ms from a tenth, which is heard at once and does
    /// not click, then slowly down to half as a struck bar does, and to nothing in the last 15 ms.
    private static func envelope(at frame: Frames, of frames: Frames) -> Double {
        let attack = SessionFormat.sampleRate * 3 / 1000
        let release = SessionFormat.sampleRate * 15 / 1000
        let rise = 0.1 + 0.9 * smoothStep(Double(frame) / Double(attack))
        let fall = smoothStep(Double(frames - 1 - frame) / Double(release))
        return rise * fall * (1 - 0.5 * Double(frame) / Double(frames))
    }

    /// A curve from 0 at 0 to 1 at 1 that begins and ends level, and stays at 1 from there on.
    private static func smoothStep(_ position: Double) -> Double {
        let place = min(position, 1)
        return place * place * (3 - 2 * place)
    }

    /// The sine of an angle in turns, right to seven digits.
    private static func sine(ofTurns turns: Double) -> Double {
        // To -0.5...0.5 turns, then folded into -0.25...0.25, where the series is short.
        var turn = turns - turns.rounded()
        if turn > 0.25 { turn = 0.5 - turn }
        if turn < -0.25 { turn = -0.5 - turn }
        let angle = turn * 2 * Double.pi
        let square = angle * angle
        // Taylor's series: each factor is the ratio of a term to the one before it.
        let ratios: [Double] = [110, 72, 42, 20, 6]
        return angle * ratios.reduce(1) { inner, ratio in 1 - square / ratio * inner }
    }
}
