import Foundation
import Testing

@testable import UnknotCore

// Routines made in code, with times in whole seconds.

extension Dose<Duration> {
    static func made(_ seconds: Int, _ range: ClosedRange<Int>? = nil) -> Dose {
        Dose(
            .seconds(seconds),
            range: range.map { .seconds($0.lowerBound) ... .seconds($0.upperBound) })
    }
}

extension Action {
    static func roll(
        _ seconds: Int, _ range: ClosedRange<Int>? = nil, say: Sentence? = nil,
        brief: Sentence? = nil
    ) -> Action {
        Action(.roll(.made(seconds, range)), say: say, brief: brief)
    }

    static func hold(_ seconds: Int, _ range: ClosedRange<Int>? = nil) -> Action {
        Action(.hold(.made(seconds, range)))
    }

    static func reps(_ count: Int, _ range: ClosedRange<Int>? = nil, every: Int) -> Action {
        Action(.reps(Dose(count, range: range), every: .seconds(every)))
    }
}

extension Step {
    /// A step with these actions.
    static func made(
        _ actions: [Action], id: String = "s", title: String? = nil, setup: Sentence = "Sit.",
        move: Int = 0, isOptional: Bool = false
    ) -> Step {
        Step(
            id: id, title: title ?? id.uppercased(), setup: setup, move: .seconds(move),
            actions: actions, isOptional: isOptional)
    }
}

extension Routine {
    /// A routine of one block.
    static func made(
        _ steps: [Step], sides: SidePlan = .none, title: String = "R", leadIn: Int = 0,
        switchTime: Int = 10
    ) -> Routine {
        Routine(
            id: "r", title: title, leadIn: .seconds(leadIn), switchTime: .seconds(switchTime),
            blocks: [Block(sides: sides, steps: steps)])
    }
}

extension SidePlan {
    static let rightThenLeft = SidePlan.oneThenOther(first: .right)
}

extension CueLengths {
    /// A tone lasts a tenth of a second, and a sentence as much for every two of its letters at the
    /// usual rate.
    static var letters: CueLengths {
        CueLengths(
            speech: { $0.text.count * SessionFormat.grid * Utterance.usualRate / $0.rate / 2 },
            tone: { _ in SessionFormat.grid })
    }

    /// Estimated sentences and the program's own tones.
    static var own: CueLengths { get throws { estimated(try ownTones.get()) } }

    /// Estimated sentences and the longest tones that a user's files may bring.
    static var longest: CueLengths { estimated([:]) }

    /// The tones as they lie in the repository: mono WAV files of 16 bits with a plain header.
    private static let ownTones = Result {
        try Dictionary(
            uniqueKeysWithValues: Tone.allCases.map { tone in
                let file = BuiltIn.repository.appending(path: "Sounds/Tones/\(tone.rawValue).wav")
                return (tone, (try Data(contentsOf: file).count - 44) / 2)
            })
    }

    /// Estimates, kept so that a text is measured once.
    private static func estimated(_ tones: [Tone: Frames]) -> CueLengths {
        var known: [Utterance: Frames] = [:]
        return CueLengths(
            speech: { utterance in
                let length = known[utterance] ?? SpeechEstimate.length(of: utterance)
                known[utterance] = length
                return length
            }, tone: { tones[$0] ?? Tone.longest })
    }
}

extension Segment {
    /// True for what has a dose: a roll, a hold, repetitions or a rest.
    var isWork: Bool { [.roll, .hold, .reps, .rest].contains(kind) }
}

extension Timeline {
    /// The segments of a kind.
    func segments(_ kind: Segment.Kind) -> [Segment] { segments.filter { $0.kind == kind } }

    /// All that is said.
    var words: [String] { cues.compactMap(\.text) }

    /// All that is said in a segment.
    func words(in segment: Segment) -> [String] {
        cues.filter { $0.frame >= segment.start && $0.frame < segment.end }.compactMap(\.text)
    }
}

extension LivePlan {
    /// The session that goes on from a frame, by way of the disk.
    func resumed(at frame: Frames, _ routine: Routine, _ lengths: CueLengths) throws -> LivePlan {
        let data = try JSONEncoder().encode(try #require(bookmark(at: frame)))
        return try LivePlan(
            resuming: JSONDecoder().decode(Bookmark.self, from: data), of: routine,
            lengths: lengths)
    }
}
