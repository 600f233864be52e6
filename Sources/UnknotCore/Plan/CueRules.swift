/// What must hold of every timeline, whatever the routine and the options.
///
/// The planner keeps these rules by construction; `violations(of:)` says so independently.
public enum CueRules {
    /// From the end of a sentence to the tone that follows it, at least.
    public static let guardBeforeTone: Frames = 5_760
    /// From the end of a tone to the sentence that follows it, at least.
    public static let gapAfterTone: Frames = 7_200
    /// Between two sentences, at least, so that they are heard as two.
    public static let gapBetweenSentences: Frames = 19_200
    /// The silence that closes a segment of speech.
    public static let tailAfterSpeech: Frames = 14_400
    /// The silence before the first cue, for amplifiers and headsets that wake up late.
    public static let lead: Frames = 14_400
    /// How much of a hold may sound; the rest is silence.
    public static let soundShareOfHold = 0.2

    /// Every rule that a timeline breaks, one sentence each; empty when it is sound.
    ///
    /// Cost: linear in the number of segments and cues.
    ///
    /// - Parameters:
    ///   - timeline: what is checked.
    ///   - isChanged: true for the timeline of a session that people changed while it ran. A hold
    ///     that they ended early may hold more sound than its share.
    /// - Returns: the sentences.
    public static func violations(of timeline: Timeline, isChanged: Bool = false) -> [String] {
        gaps(timeline) + overlaps(timeline) + crowding(timeline)
            + holds(timeline, checkingShare: !isChanged)
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

    /// A sentence ends well before the tone that follows it.
    private static func crowding(_ timeline: Timeline) -> [String] {
        zip(timeline.cues, timeline.cues.dropFirst()).compactMap { cue, next in
            guard cue.text != nil, next.tone != nil, next.frame - cue.end < guardBeforeTone
            else { return nil }
            return "speech runs into a tone: \(cue.line)"
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
                broken.append("no start tone at \(SessionTime.stamp(hold.start))")
            }
            let after = last < timeline.cues.count ? timeline.cues[last] : nil
            if after?.tone != .holdEnd || after?.frame != hold.end {
                broken.append("no end tone at \(SessionTime.stamp(hold.end))")
            }
            let sound = inside.reduce(0) { $0 + $1.length }
            if checkingShare, Double(sound) > Double(hold.length) * soundShareOfHold {
                broken.append("the hold at \(SessionTime.stamp(hold.start)) is too full of sound")
            }
            index = last
        }
        return broken
    }
}
