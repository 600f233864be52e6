import UnknotCore

/// Everything that must hold of a built-in routine's timeline, checked without the planner's code.
struct TimelineAudit {
    let timeline: Timeline
    let expected: Expected
    let options: PlanOptions

    private static let guardBeforeTone = 5_760
    private static let tail = 14_400

    /// Every fault, one sentence each.
    var faults: [String] {
        contiguity + overlaps + guards + spacing + holds + work + moves + speechSegments + balance
    }

    private var contiguity: [String] {
        let edges = [0] + timeline.segments.map(\.end)
        let starts = timeline.segments.map(\.start) + [timeline.duration]
        let places = timeline.segments.map(\.start) + timeline.cues.map(\.frame)
        return zip(edges, starts).filter { $0 != $1 }.map { "a gap from \($0) to \($1)" }
            + places.filter { $0 % 4_800 != 0 }.map { "\($0) is no tenth of a second" }
            + timeline.segments.filter { $0.length <= 0 }.map { "an empty \($0.kind)" }
    }

    private var overlaps: [String] {
        let ends = [0] + timeline.cues.map(\.end)
        let starts = timeline.cues.map(\.frame) + [timeline.duration]
        return zip(ends, starts).filter { $0 > $1 }.map { "overlap: \($0) after \($1)" }
    }

    /// A sentence lies within its segment and ends well before every later tone up to its end.
    private var guards: [String] {
        var faults: [String] = []
        for segment in timeline.segments {
            let inside = timeline.cues.filter {
                $0.frame >= segment.start && $0.frame <= segment.end
            }
            for (index, cue) in inside.enumerated()
            where cue.text != nil && cue.frame < segment.end {
                if cue.end > segment.end { faults.append("\(cue.line) is cut by its segment") }
                for tone in inside[(index + 1)...]
                where tone.tone != nil && tone.frame - cue.end < Self.guardBeforeTone {
                    faults.append("\(cue.line) ends \(tone.frame - cue.end) before \(tone.line)")
                }
            }
        }
        return faults
    }

    /// A third of a second is silent before a first sentence, 0.15 s after each tone, 0.4 s between sentences and
    /// 0.3 s after the last one of a segment that is made of sentences.
    private var spacing: [String] {
        var faults: [String] = []
        if let first = timeline.cues.first, first.text != nil, first.frame < 14_400 {
            faults.append("no lead")
        }
        for (cue, next) in zip(timeline.cues, timeline.cues.dropFirst()) where next.text != nil {
            let least = cue.tone != nil ? 7_200 : cue.role == .count ? 0 : 19_200
            if next.frame - cue.end < least { faults.append("\(next.line) follows too soon") }
        }
        for segment in timeline.segments where [.setup, .switch, .outro].contains(segment.kind) {
            let last = timeline.cues.last { $0.frame >= segment.start && $0.frame < segment.end }
            if let last, segment.end - last.end < Self.tail {
                faults.append("\(last.line) is late")
            }
        }
        return faults
    }

    /// A hold's tones are exactly its length apart, and four fifths of it are silent.
    private var holds: [String] {
        var faults: [String] = []
        let starts = timeline.cues.filter { $0.tone == .holdStart }
        let ends = timeline.cues.filter { $0.tone == .holdEnd }
        let lengths = expected.work.filter { $0.kind == .hold }.map(\.length)
        if starts.count != lengths.count || ends.count != lengths.count {
            faults.append("\(starts.count) starts, \(ends.count) ends, \(lengths.count) holds")
        }
        for ((start, end), length) in zip(zip(starts, ends), lengths) {
            if end.frame - start.frame != length {
                faults.append("a hold of \(length) lasts \(end.frame - start.frame)")
            }
            let sound = timeline.cues.reduce(0) {
                $0 + max(0, min($1.end, end.frame) - max($1.frame, start.frame))
            }
            if sound * 5 > length { faults.append("\(sound) of a hold of \(length) sound") }
        }
        return faults
    }

    private var work: [String] {
        let timed: [Segment.Kind] = [.roll, .hold, .reps, .rest]
        let found = timeline.segments.filter { timed.contains($0.kind) }.map {
            Expected.Work(kind: $0.kind, step: $0.step ?? "", side: $0.side, length: $0.length)
        }
        return found == expected.work ? [] : ["the work differs from the routine's"]
    }

    private var moves: [String] {
        let found = timeline.segments.filter { $0.kind == .move }.map(\.length)
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

    private var balance: [String] {
        func seconds(_ side: Side) -> Frames {
            timeline.segments.filter {
                $0.side == side && [.roll, .hold, .reps, .rest].contains($0.kind)
            }.reduce(0) { $0 + $1.length }
        }
        switch options.side {
        case .both: return seconds(.right) == seconds(.left) ? [] : ["one side gets more"]
        case .right: return seconds(.left) == 0 ? [] : ["the left side was not wanted"]
        case .left: return seconds(.right) == 0 ? [] : ["the right side was not wanted"]
        }
    }
}
