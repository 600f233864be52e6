/// The rules that every timeline keeps, whatever the routine and the options.
///
/// The planner keeps them by construction; `violations(of:)` checks them independently.
public enum CueRules {
    /// From the end of a sentence to the tone that follows it, at least, in frames.
    public static let guardBeforeTone: Frames = 5_760
    /// From the end of a tone to the sentence that follows it, at least.
    public static let gapAfterTone: Frames = 7_200
    /// Between two sentences, at least, so that they are heard as two.
    public static let gapBetweenSentences: Frames = 19_200
    /// The silence that closes a segment of speech.
    public static let tailAfterSpeech: Frames = 14_400
    /// The silence before a session that begins with a sentence, for headsets that wake up late.
    ///
    /// A tone sounds on the first frame of its action, also if that begins at once.
    public static let lead: Frames = 14_400
    /// The share of a hold that may sound; the rest is silence.
    public static let soundShareOfHold = 0.2

    /// Every rule that a timeline breaks, one sentence each; empty if it keeps them all.
    ///
    /// Cost: linear in the number of segments and cues.
    ///
    /// - Parameters:
    ///   - timeline: the timeline to check.
    ///   - isChanged: true for the timeline of a session that the user changed while it ran. A
    ///     sentence may then be cut, and a hold that was ended early may hold more sound than its
    ///     share.
    /// - Returns: the sentences.
    public static func violations(of timeline: Timeline, isChanged: Bool = false) -> [String] {
        gaps(timeline) + overlaps(timeline) + spacing(timeline)
            + (isChanged ? [] : tails(timeline)) + holds(timeline, checkingShare: !isChanged)
    }

    /// Segments fill the time from 0 to the end, in order.
    private static func gaps(_ timeline: Timeline) -> [String] {
        var broken: [String] = []
        var now = 0
        for segment in timeline.segments {
            if segment.start != now {
                broken.append("\(segment.kind) starts at \(segment.start), not at \(now)")
            }
            if segment.length <= 0 { broken.append("\(segment.kind) at \(now) has no length") }
            now = segment.end
        }
        if now != timeline.duration {
            broken.append("segments end at \(now), the session at \(timeline.duration)")
        }
        return broken
    }

    /// Cues are on the grid, within the session, in order, and none starts before another ends.
    private static func overlaps(_ timeline: Timeline) -> [String] {
        var broken: [String] = []
        var free = 0
        for cue in timeline.cues {
            if cue.frame < free { broken.append("overlap at \(cue.line)") }
            if !cue.frame.isMultiple(of: SessionFormat.grid) {
                broken.append("off the grid: \(cue.line)")
            }
            if cue.length <= 0 { broken.append("empty cue: \(cue.line)") }
            free = cue.end
        }
        if free > timeline.duration { broken.append("the last cue is cut by the end") }
        return broken
    }

    /// Silence lies before a first sentence, before and after each tone, and between two sentences.
    ///
    /// The words of a countdown, one a second, are as close as they have to be.
    private static func spacing(_ timeline: Timeline) -> [String] {
        var broken: [String] = []
        if let first = timeline.cues.first, first.tone == nil, first.frame < lead {
            broken.append("no silence before \(first.line)")
        }
        for (cue, next) in zip(timeline.cues, timeline.cues.dropFirst()) {
            let silence = next.frame - cue.end
            switch (cue.tone != nil, next.tone != nil) {
            case (false, true) where silence < guardBeforeTone:
                broken.append("speech runs into a tone: \(cue.line)")
            case (true, false) where silence < gapAfterTone:
                broken.append("a tone runs into speech: \(next.line)")
            case (false, false) where silence < gapBetweenSentences && cue.role != .count:
                broken.append("two sentences run together: \(next.line)")
            default: break
            }
        }
        return broken
    }

    /// A segment that lasts as long as its sentences ends in silence.
    private static func tails(_ timeline: Timeline) -> [String] {
        var next = timeline.cues[...]
        return timeline.segments.compactMap { segment in
            let end = next.firstIndex { $0.frame >= segment.end } ?? next.endIndex
            defer { next = next[end...] }
            switch segment.kind {
            case .intro, .setup, .switch, .outro:
                guard let last = next[..<end].last, segment.end - last.end < tailAfterSpeech else {
                    return nil
                }
                return "no silence after \(last.line)"
            case .move, .roll, .hold, .reps, .rest: return nil
            }
        }
    }

    /// A hold starts and ends with its tones on its own frames, and is mostly silent.
    private static func holds(_ timeline: Timeline, checkingShare: Bool) -> [String] {
        var broken: [String] = []
        var index = 0
        for hold in timeline.segments where hold.kind == .hold {
            while index < timeline.cues.count, timeline.cues[index].frame < hold.start {
                index += 1
            }
            var last = index
            while last < timeline.cues.count, timeline.cues[last].frame < hold.end { last += 1 }
            let inside = timeline.cues[index..<last]
            if inside.first?.tone != .holdStart || inside.first?.frame != hold.start {
                broken.append("no start tone at \(TimeText.stamp(hold.start))")
            }
            let after = last < timeline.cues.count ? timeline.cues[last] : nil
            if after?.tone != .holdEnd || after?.frame != hold.end {
                broken.append("no end tone at \(TimeText.stamp(hold.end))")
            }
            let sound = inside.reduce(0) { $0 + $1.length }
            if checkingShare, Double(sound) > Double(hold.length) * soundShareOfHold {
                broken.append("the hold at \(TimeText.stamp(hold.start)) is too full of sound")
            }
            index = last
        }
        return broken
    }
}
