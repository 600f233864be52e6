internal import CEspeakNG
internal import Glibc
internal import Synchronization
internal import UnknotCore

/// The eSpeak NG library: one for the process, as all its state is global.
///
/// Every call goes through one lock, because two threads in it crash the process; it is started once
/// and never ended, because version 1.51 hangs when it is ended a second time. Speech is given back
/// at 22,050 Hz. The only file that knows the C library.
final class EspeakEngine: Sendable {
    /// The engine, started by the first that asks; every later one gets the same answer.
    static let shared = Result { () throws(VoiceError) in try EspeakEngine() }

    /// The rate of the samples, in hertz.
    let sampleRate: Int

    private let folder: String
    private let state = Mutex(State())

    private struct State {
        /// The voice that is set in the library; nothing where that is not known.
        var voice: SetVoice?
        /// Kept from text to text, for its memory.
        let recording = Recording()
    }

    /// A voice as it is set: what it was asked for as, and whether its words are English.
    private struct SetVoice {
        var name: String
        var isEnglish: Bool
    }

    private init() throws(VoiceError) {
        folder = try EspeakData.folder(wish: EspeakData.environmentWish)
        // Even without output, 1.51 connects to a sound server when it starts, and one that is
        // frozen holds it up for ever; so it is shown one that is not there. The environment is
        // changed for a few milliseconds, and before the program has threads of its own.
        let server = getenv("PULSE_SERVER").map { String(cString: $0) }
        setenv("PULSE_SERVER", "unix:/nonexistent", 1)
        let rate = espeak_Initialize(
            AUDIO_OUTPUT_SYNCHRONOUS, 0, folder, Int32(espeakINITIALIZE_DONT_EXIT))
        if let server { setenv("PULSE_SERVER", server, 1) } else { unsetenv("PULSE_SERVER") }
        guard rate > 0 else {
            throw .engineFailed(reason: "its data in \(folder) cannot be used")
        }
        sampleRate = Int(rate)
        espeak_SetSynthCallback(collect)
    }

    // MARK: Speaking

    /// The samples of one piece of normalised text, without the silence around them.
    ///
    /// The same calls in the same order give the same samples; in another order lengths differ by
    /// some hundredths of a second, as the library carries state from text to text. What it must
    /// not carry (rate, pitch) is set anew each time. Costs about a thousandth of the speech's length.
    func speak(_ piece: String, rate: Int, voice name: String) throws(VoiceError) -> [Int16] {
        try state.withLock { state throws(VoiceError) in
            let isEnglish = try choose(name, in: &state).isEnglish
            let text = isEnglish ? Lexicon.withPhonemes(piece) : piece
            let recording = state.recording
            espeak_ng_Cancel()
            for (parameter, value) in [
                (espeakRATE, rate), (espeakVOLUME, 100), (espeakPITCH, 50), (espeakRANGE, 50),
                (espeakPUNCTUATION, 0), (espeakCAPITALS, 0), (espeakWORDGAP, 0),
            ] {
                espeak_ng_SetParameter(parameter, Int32(value), 0)
            }
            recording.samples.removeAll(keepingCapacity: true)
            let status = text.withCString { bytes in
                espeak_ng_Synthesize(
                    bytes, strlen(bytes) + 1, 0, POS_CHARACTER, 0,
                    UInt32(espeakCHARS_UTF8 | espeakPHONEMES), nil,
                    Unmanaged.passUnretained(recording).toOpaque())
            }
            if recording.isTooLong {
                throw .synthesisFailed(text: piece, reason: "it spoke on for two minutes")
            }
            guard status == ENS_OK else {
                throw .synthesisFailed(text: piece, reason: Self.message(status))
            }
            return SpokenTake.trimmed(recording.samples)
        }
    }

    /// The phoneme mnemonics that a text is spoken with: what the lexicon is checked by.
    func phonemes(of piece: String, voice name: String) throws(VoiceError) -> String {
        try state.withLock { state throws(VoiceError) in
            let isEnglish = try choose(name, in: &state).isEnglish
            return (isEnglish ? Lexicon.withPhonemes(piece) : piece).withCString { bytes in
                var rest: UnsafeRawPointer? = UnsafeRawPointer(bytes)
                var result: [String] = []
                while rest != nil {
                    let mode = Int32(espeakCHARS_UTF8 | espeakPHONEMES)
                    guard let clause = espeak_TextToPhonemes(&rest, mode, 0) else { break }
                    result.append(String(cString: clause))
                }
                return result.joined(separator: " ")
            }
        }
    }

    private static func message(_ status: espeak_ng_STATUS) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
            guard let start = buffer.baseAddress else { return "status \(status.rawValue)" }
            espeak_ng_GetStatusCodeMessage(status, start, buffer.count)
            return String(cString: start)
        }
    }

    // MARK: Voices

    /// Checks a voice's name by setting it, and says whether its words are English.
    func isEnglish(voice name: String) throws(VoiceError) -> Bool {
        try state.withLock { state throws(VoiceError) in
            try choose(name, in: &state).isEnglish
        }
    }

    /// The voices that the library speaks itself; those of MBROLA need another program.
    func voices() -> [VoiceInfo] {
        state.withLock { _ in Self.list(nil).map(\.info) }
    }

    /// The variants that may follow a voice's name, such as "f3" in "en-us+f3".
    func variants() -> [String] {
        state.withLock { _ in Self.listVariants() }
    }

    /// Sets a voice by its name, unless it is set: a language ("en-us") or a file's name, with
    /// "+variant" if wanted.
    private func choose(_ name: String, in state: inout State) throws(VoiceError) -> SetVoice {
        if let voice = state.voice, voice.name == name { return voice }
        state.voice = nil
        let parts = name.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
        let base = parts[0].lowercased()
        guard let identifier = Self.identifier(of: base) else {
            let names = Self.list(nil).map(\.info.name)
            throw .unknownVoice(name, nearest: Array(Suggestion.near(base, among: names).prefix(3)))
        }
        guard parts.count == 1 || isVariant(parts[1]) else {
            let nearest = Suggestion.near(String(parts[1]), among: Self.listVariants())
            throw .unknownVoice(name, nearest: nearest.prefix(3).map { parts[0] + "+" + $0 })
        }
        let variant = parts.count == 1 ? "" : "+" + parts[1]
        let status = espeak_ng_SetVoiceByName(identifier + variant)
        guard status == ENS_OK, let current = espeak_GetCurrentVoice() else {
            throw .engineFailed(reason: Self.message(status))
        }
        let isEnglish = Self.describe(current.pointee).info.isEnglish
        let voice = SetVoice(name: name, isEnglish: isEnglish)
        state.voice = voice
        return voice
    }

    private func isVariant(_ name: Substring) -> Bool {
        !name.isEmpty && !name.contains("/") && !name.contains(".")
            && EspeakData.hasVariant(String(name), in: folder)
    }

    /// What the library calls a voice.
    ///
    /// It knows "en-gb" only as "en", so names are looked up in its own list by language; the usual
    /// ones are known, because making that list takes 6 ms.
    private static func identifier(of base: String) -> String? {
        switch base {
        case "en-gb", "en": return "gmw/en"
        case "en-us": return "gmw/en-US"
        default:
            let voices = list(nil)
            let found =
                voices.first { $0.info.name == base }
                ?? voices.first { $0.info.language == base }
                ?? voices.first { $0.info.title.lowercased() == base }
                ?? voices.first { $0.file == base || $0.identifier.lowercased() == base }
            return found?.identifier
        }
    }

    // MARK: The library's lists

    private struct Listed {
        var info: VoiceInfo
        var identifier: String
        /// The last part of the identifier, in lower case.
        var file: String
    }

    private static func list(_ language: UnsafePointer<CChar>?) -> [Listed] {
        var wanted = espeak_VOICE()
        wanted.languages = language
        let list = language == nil ? espeak_ListVoices(nil) : espeak_ListVoices(&wanted)
        var result: [Listed] = []
        var next = list
        while let voice = next?.pointee {
            result.append(describe(voice.pointee))
            next = next?.successor()
        }
        if language != nil { return result }
        result.removeAll { $0.identifier.hasPrefix("mb/") || $0.identifier.hasPrefix("!v/") }
        // Where two speak one language, the second goes by the name of its file.
        var names: Set<String> = []
        for index in result.indices where !names.insert(result[index].info.name).inserted {
            result[index].info.name = result[index].file
        }
        return result.sorted { $0.info.name < $1.info.name }
    }

    private static func listVariants() -> [String] {
        "variant".withCString { list($0) }
            .map { String($0.identifier.dropFirst("!v/".count)) }.sorted()
    }

    private static func describe(_ voice: espeak_VOICE) -> Listed {
        let identifier = voice.identifier.map { String(cString: $0) } ?? ""
        let file = identifier.split(separator: "/").last.map { $0.lowercased() } ?? identifier
        // Each language is preceded by a byte with its priority; the first is the voice's own.
        let language = voice.languages.map { String(cString: $0 + 1).lowercased() } ?? file
        let gender: VoiceInfo.Gender =
            switch Int(voice.gender) {
            case 1: .male
            case 2: .female
            default: .unknown
            }
        let title = voice.name.map { String(cString: $0) } ?? file
        return Listed(
            info: VoiceInfo(name: language, title: title, language: language, gender: gender),
            identifier: identifier, file: file)
    }
}

/// What a synthesis has given so far.
private final class Recording {
    var samples: [Int16] = []
    /// Longer than any piece of text lasts; a library that goes on has lost its way.
    static let limit = 120 * 22_050

    var isTooLong: Bool { samples.count > Self.limit }
}

/// Receives the samples on the thread that asked for them; 1 ends the synthesis.
private nonisolated func collect(
    samples: UnsafeMutablePointer<Int16>?, count: Int32, events: UnsafeMutablePointer<espeak_EVENT>?
) -> Int32 {
    guard let samples, count > 0, let context = events?.pointee.user_data else { return 0 }
    let recording = Unmanaged<Recording>.fromOpaque(context).takeUnretainedValue()
    recording.samples.append(contentsOf: UnsafeBufferPointer(start: samples, count: Int(count)))
    return recording.isTooLong ? 1 : 0
}
