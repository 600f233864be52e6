import FuzzKit
import UnknotCore

@testable import UnknotAudio

/// Speaks any text at any rate with any voice.
///
/// What the normaliser gives is short and plain; it is spoken or refused, in reasonable time; and
/// a sentence that is spoken next lasts as long as it did when the process was fresh. The first
/// bytes choose the voice and the rate; costly checks are made of some inputs, the same each time.
@_cdecl("LLVMFuzzerTestOneInput")
public func speechFuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    let checks = bytes.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } >> 3
    var draw = Draw(bytes)
    let info = Voices.shared.voice(&draw)
    let rate = draw.number(in: Utterance.rates)
    // Not UTF-8? A routine file would be refused; repaired, it is one more text.
    let text = String(decoding: draw.remaining, as: UTF8.self)
    let spoken = SpokenText(text)
    check(spoken)
    let usual = checks & 3 == 0 ? Voices.shared.usualLength(info) : nil
    Recent.add("\(info.name) \(rate): \(text)")
    let utterance = Utterance(text, rate: rate)
    if info.isEnglish, checks & 28 != 0 {
        for piece in spoken.pieces { say(piece, rate: rate, as: info) }
        Tally.count(spoken.pieces.isEmpty ? "nothing to say" : "spoken")
    } else {
        makeClip(of: utterance, spoken, as: info)
    }
    if let usual {
        let next = Voices.probeLength(info)
        // Sentences differ by three thousandths; with other voices by more.
        let tolerance = info.name == EspeakVoice.usualName ? 1 : 5
        demand(
            abs(next - usual) * 100 < usual * tolerance,
            "\(info.name): what follows has \(next) samples, not \(usual), after \(Recent.texts)")
        Tally.count("probes")
    }
    return 0
}

private func check(_ spoken: SpokenText) {
    demand(spoken.text.count <= SpokenText.longestText, "\(spoken.text.count) characters in all")
    for piece in spoken.pieces {
        demand(!piece.isEmpty, "a piece without a character")
        demand(piece.count <= SpokenText.longestPiece, "a piece of \(piece.count) characters")
        let words = piece.split { !$0.isLetter && $0 != "'" }
        demand(words.allSatisfy { $0.count <= SpokenText.longestWord + 1 }, "a word in \(piece)")
        let isPlain = piece.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic && scalar.value <= 0x17F
                || " .,;:!?'-".unicodeScalars.contains(scalar)
        }
        demand(isPlain, "not plain: \(piece)")
        demand(piece.contains(where: \.isLetter), "nothing to say in \(piece)")
        let joined = piece.split(separator: " ").flatMap { token in
            token.split(omittingEmptySubsequences: false) { "'-".contains($0) }
        }
        let areJoined = joined.allSatisfy { $0.contains(where: \.isLetter) }
        demand(areJoined, "an apostrophe or a hyphen without letters around it in \(piece)")
    }
}

/// Lets the engine speak a piece, as a voice does first.
private func say(_ piece: String, rate: Int, as info: VoiceInfo) {
    do throws(VoiceError) {
        let samples = try EspeakEngine.shared.get().speak(piece, rate: rate, voice: info.name)
        let estimate = SpeechEstimate.length(of: Utterance(piece, rate: rate))
        check(samples.count * 48_000 / 22_050, against: estimate, piece)
    } catch {
        fatalError("\(info): \(error)")
    }
}

/// Lets a voice make a clip.
private func makeClip(of utterance: Utterance, _ spoken: SpokenText, as info: VoiceInfo) {
    // A new voice each time: what a voice has said it keeps.
    let voice = Voices.new(info)
    if !info.isEnglish { voice.prepare([utterance]) }
    do throws(VoiceError) {
        let clip = try voice.clip(for: utterance)
        demand(!spoken.pieces.isEmpty, "nothing was said for \(clip.length) frames")
        demand(clip.samples.first != 0, "the clip starts late")
        demand(try voice.length(of: utterance) == clip.length, "the clip has another length")
        check(clip.length, against: SpeechEstimate.length(of: utterance), spoken.text)
        Tally.count(info.isEnglish ? "clips" : "clips in another language")
    } catch .nothingToSay {
        Tally.count("nothing to say")
    } catch .synthesisFailed(_, let reason) where !info.isEnglish {
        Tally.count("in another language \(reason)")
    } catch {
        fatalError("\(info): \(error)")
    }
}

private func check(_ length: Frames, against estimate: Frames, _ text: String) {
    demand(
        length < 8 * estimate + 10 * SessionFormat.sampleRate,
        "\(length) frames where \(estimate) were expected: \(text)")
}

/// The last texts, as what goes wrong may have begun before the last one.
private enum Recent {
    private(set) nonisolated(unsafe) static var texts: [String] = []

    static func add(_ text: String) {
        if texts.count == 8 { texts.removeFirst() }
        texts.append(text)
    }
}

/// The voices that there are, each with the length of a sentence that it said at first.
private struct Voices {
    nonisolated(unsafe) static var shared = Voices()

    /// Without a comma: the pause there differs by a tenth of a second with what was said before.
    static let probe = Utterance(
        "Sit with legs long and put the roller under your right calf below the knee.",
        rate: Utterance.usualRate)

    private let all: [VoiceInfo]
    private let english: [VoiceInfo]
    private let usual: VoiceInfo
    private var lengths: [String: Int] = [:]

    private init() {
        guard let voices = try? EspeakVoice.voices(),
            var usual = voices.first(where: { $0.isEnglish })
        else { fatalError("eSpeak NG is not here") }
        all = voices
        usual.name = EspeakVoice.usualName
        self.usual = usual
        english = ["en-us", "en-gb-x-rp", "en-us+f3", "en-gb-scotland"].map { name in
            var one = usual
            one.name = name
            return one
        }
    }

    /// The usual voice in most cases, another English one, or any, which takes longest.
    mutating func voice(_ draw: inout Draw) -> VoiceInfo {
        switch draw.byte() {
        case 0..<192: usual
        case 192..<240: draw.one(of: english)
        default: draw.one(of: all)
        }
    }

    static func new(_ info: VoiceInfo) -> EspeakVoice {
        guard let voice = try? EspeakVoice(info.name) else { fatalError("\(info.name) is gone") }
        return voice
    }

    /// What the probe lasts with a voice that has not said anything else yet.
    mutating func usualLength(_ info: VoiceInfo) -> Int {
        if let known = lengths[info.name] { return known }
        let length = Self.probeLength(info)
        lengths[info.name] = length
        return length
    }

    /// The probe's length: of English in samples, by the shortest way.
    static func probeLength(_ info: VoiceInfo) -> Int {
        do throws(VoiceError) {
            guard info.isEnglish else { return try new(info).length(of: probe) }
            let engine = try EspeakEngine.shared.get()
            return try engine.speak(probe.text, rate: probe.rate, voice: info.name).count
        } catch {
            fatalError("\(info.name) does not say the probe: \(error)")
        }
    }
}
