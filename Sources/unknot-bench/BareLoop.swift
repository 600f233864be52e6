import CEspeakNG
import Glibc

/// What no program that speaks with libespeak-ng can be quicker than: the library alone, saying
/// sentence after sentence and keeping nothing.
///
/// Run as a process of its own, because the library's state belongs to the process.
enum BareLoop {
    /// Speaks each line of a file and prints the milliseconds that took, with starting the library.
    static func run(sentences path: String) {
        let lines = Text.lines(path).map(String.init)
        let start = Clock.now
        setenv("PULSE_SERVER", "unix:/nonexistent", 1)
        espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, nil, 0)
        espeak_SetSynthCallback(drop)
        espeak_SetVoiceByName("en")
        espeak_SetParameter(espeakRATE, 155, 0)
        for line in lines {
            line.withCString { text in
                _ = espeak_Synth(
                    text, strlen(text) + 1, 0, POS_CHARACTER, 0, UInt32(espeakCHARS_UTF8), nil, nil)
            }
        }
        print((Clock.now - start) * 1000)
    }
}

/// Goes on without looking at the samples.
private nonisolated func drop(
    samples: UnsafeMutablePointer<Int16>?, count: Int32, events: UnsafeMutablePointer<espeak_EVENT>?
) -> Int32 { 0 }
