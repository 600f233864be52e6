/// A stretch of a session that is one thing to a listener: the opening, or a step on one side.
///
/// Parts follow each other without a gap and fill the whole session; no sound runs from one into
/// the next. They are the chapters of a file and the tracks of a split one.
public struct SessionPart: Hashable, Sendable {
    /// The first frame.
    public var start: Frames
    /// The frame after the last.
    public var end: Frames
    /// The step's id, or nil for the opening.
    public var step: String?
    /// The side at work, or nil where sides play no part.
    public var side: Side?
    /// What to show for it: the step's title and its side.
    public var title: String

    /// The part's length.
    public var length: Frames { end - start }

    /// A name for files: the step's id and the side, or `opening`.
    public var name: String {
        guard let step else { return "opening" }
        guard let side, side != .both else { return step }
        return "\(step)-\(side.rawValue)"
    }
}

extension Timeline {
    /// The session's parts, in order.
    ///
    /// The change of sides belongs to the side that it leads to, and the closing sentence to the
    /// last step. Cost: linear in the number of segments and cues.
    public var parts: [SessionPart] {
        var parts: [SessionPart] = []
        var block: Int?
        /// Where a change of sides began that belongs to the part to come.
        var waiting: Frames?
        for segment in segments {
            switch segment.kind {
            case .switch:
                waiting = waiting ?? segment.start
            case .intro:
                parts.append(SessionPart(start: segment.start, end: segment.end, title: "Opening"))
            case .outro, .setup, .move, .roll, .hold, .reps, .rest:
                if let last = parts.indices.last,
                    segment.step == nil
                        || (parts[last].step, parts[last].side, block)
                            == (segment.step, segment.side, segment.block)
                {
                    parts[last].end = segment.end
                } else {
                    parts.append(SessionPart(segment, from: waiting ?? segment.start))
                    block = segment.block
                }
                waiting = nil
            }
        }
        if let last = parts.indices.last { parts[last].end = duration }
        return ended(parts)
    }

    /// Moves the bounds behind the tones that end a hold, which sound at the very moment at which
    /// the next part begins.
    private func ended(_ parts: [SessionPart]) -> [SessionPart] {
        var parts = parts
        var next = 0
        for index in parts.indices.dropFirst() {
            while next < cues.count, cues[next].end <= parts[index].start { next += 1 }
            guard next < cues.count, let tone = cues[next].tone, tone == .holdEnd,
                cues[next].frame <= parts[index].start
            else { continue }
            let bound = min(SessionFormat.roundedUp(cues[next].end), parts[index].end)
            parts[index - 1].end = bound
            parts[index].start = bound
        }
        return parts
    }
}

extension SessionPart {
    /// The part that begins with a step's first segment.
    fileprivate init(_ segment: Segment, from start: Frames) {
        let side = segment.side.flatMap { $0 == .both ? nil : ", \($0.rawValue)" } ?? ""
        self.init(
            start: start, end: segment.end, step: segment.step, side: segment.side,
            title: segment.title + side)
    }
}
