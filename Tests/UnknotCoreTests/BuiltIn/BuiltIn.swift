import Foundation
import Testing
import UnknotCore

/// The routines that come with the program, read from their files in the repository.
enum BuiltIn: String, CaseIterable, CustomTestStringConvertible {
    case upperCalf = "upper-calf"
    case lowerCalf = "lower-calf"
    case wholeBody = "whole-body"
    case calfProgramme = "calf-programme"
    case ballLegs = "ball-legs"
    case ballBack = "ball-back"

    var testDescription: String { rawValue }

    static let repository = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Its file, read anew.
    func routine() throws -> Routine {
        let file = Self.repository.appending(path: "Sources/unknot/Routines/\(rawValue).yaml")
        return try RoutineReader.read(Array(Data(contentsOf: file))).get()
    }
}

/// Lengths without a voice: estimates, kept so that a text is measured once.
final class EstimatedLengths {
    private var known: [Utterance: Frames] = [:]
    private let tones: [Tone: Frames]

    /// With tones of these lengths.
    init(tones: [Tone: Frames]) {
        self.tones = tones
    }

    /// The tones as they lie in the repository: mono WAV files of 16 bits with a plain header.
    static func ownTones() throws -> [Tone: Frames] {
        var tones: [Tone: Frames] = [:]
        for tone in Tone.allCases {
            let file = BuiltIn.repository.appending(path: "Sounds/Tones/\(tone.rawValue).wav")
            tones[tone] = (try Data(contentsOf: file).count - 44) / 2
        }
        return tones
    }

    /// The longest tones that a user's files may bring.
    static var longestTones: [Tone: Frames] {
        Dictionary(uniqueKeysWithValues: Tone.allCases.map { ($0, Tone.longest) })
    }

    var lengths: CueLengths {
        CueLengths(speech: { self.length(of: $0) }, tone: { self.tones[$0] ?? Tone.longest })
    }

    private func length(of utterance: Utterance) -> Frames {
        if let length = known[utterance] { return length }
        let length = SpeechEstimate.length(of: utterance)
        known[utterance] = length
        return length
    }
}
