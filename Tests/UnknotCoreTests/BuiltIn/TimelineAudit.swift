import UnknotCore

/// All that a built-in routine's timeline owes to the routine and the options, worked out without
/// the planner; the rules between its cues are `CueRules`.
struct TimelineAudit {
    let timeline: Timeline
    let expected: Expected
    let options: PlanOptions

    private static let tail = 14_400

    /// Every fault, one sentence each.
    var faults: [String] { grid + ends + holds + work + moves + speechSegments }

    private var grid: [String] {
        timeline.segments.map(\.start).filter { $0 % 4_800 != 0 }
            .map { "\($0) is no tenth of a second" }
    }

    /// A sentence lies within its segment.
    private var ends: [String] {
        timeline.segments.flatMap { segment in
            timeline.cues.filter {
                $0.text != nil && $0.frame >= segment.start && $0.frame < segment.end
                    && $0.end > segment.end
            }.map { "\($0.line) is cut by its segment" }
        }
    }

    /// There are as many tones that start and end a hold as there are holds.
    private var holds: [String] {
        let count = expected.work.count { $0.kind == .hold }
        let tones: [Tone] = [.holdStart, .holdEnd]
        return tones.filter { tone in
            timeline.cues.count { $0.tone == tone } != count
        }.map { "\(count) holds, and not as many \($0)" }
    }

    private var work: [String] {
        let found = timeline.segments.filter(\.isWork).map {
            Expected.Work(kind: $0.kind, step: $0.step ?? "", side: $0.side, length: $0.length)
        }
        return found == expected.work ? [] : ["the work differs from the routine's"]
    }

    private var moves: [String] {
        let found = timeline.segments(.move).map(\.length)
        return found == expected.moves.filter { $0 > 0 } ? [] : ["the moves are \(found)"]
    }

    /// Segments of speech last as long as what is said in them; all else is counted elsewhere, so
    /// the session lasts as long as the sum of both.
    private var speechSegments: [String] {
        var faults: [String] = []
        var sum = expected.total + expected.moves.reduce(0, +)
        for segment in timeline.segments {
            let last = timeline.cues.last { $0.frame >= segment.start && $0.frame < segment.end }
            let sounds = SessionFormat.roundedUp(last.map { $0.end + Self.tail } ?? segment.start)
            switch segment.kind {
            case .setup, .switch:
                sum += sounds - segment.start
            case .outro:
                sum += sounds + Self.tail - segment.start
            case .intro:
                // Up to five seconds of silence, so that the spoken length is a round one; twice
                // that where the longer words for it need another five.
                let silence = segment.end - sounds
                if silence < 0 || silence >= 10 * SessionFormat.sampleRate {
                    faults.append("the opening has \(silence) of silence")
                }
                sum += segment.length
            case .move, .roll, .hold, .reps, .rest: break
            }
        }
        if timeline.duration != sum { faults.append("\(timeline.duration) is not \(sum)") }
        if (options.intro == .off) == (timeline.segments.first?.kind == .intro) {
            faults.append("opening: \(options.intro)")
        }
        if options.intro != .off, timeline.duration % (5 * SessionFormat.sampleRate) != 0 {
            faults.append("the length that is told is not the true one")
        }
        return faults
    }
}
