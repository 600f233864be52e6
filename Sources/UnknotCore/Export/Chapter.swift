/// A stretch of a session that is one thing to a listener: the opening, or a step on one side.
///
/// Chapters follow each other without a gap and fill the whole session, and no sound runs from one
/// into the next. A split recording has a file for each.
public struct Chapter: Hashable, Sendable {
    /// The first frame.
    public var start: Frames
    /// The frame after the last.
    public var end: Frames
    /// The step's id, or nil for the opening.
    public var step: String?
    /// The side at work, or nil if sides play no part.
    public var side: Side?
    /// The step's title, or nil for the opening.
    public var stepTitle: String?

    /// The chapter's length.
    public var length: Frames { end - start }

    /// A name for files: the step's id and the side, or `opening`.
    public var name: String {
        guard let step else { return "opening" }
        guard let side, side != .both else { return step }
        return "\(step)-\(side.rawValue)"
    }

    /// The title to show: the step's title and its side.
    public func title(in language: Language = .english) -> String {
        language.chapter(stepTitle, side)
    }
}

extension Timeline {
    /// The session's chapters, in order.
    ///
    /// The change of sides belongs to the side that it leads to, and the closing sentence to the
    /// last step. Cost: linear in the number of segments and cues.
    public var chapters: [Chapter] {
        var chapters: [Chapter] = []
        var block: Int?
        /// The start of a change of sides that belongs to the chapter to come.
        var change: Frames?
        for segment in segments {
            switch segment.kind {
            case .switch:
                change = change ?? segment.start
            case .intro:
                chapters.append(Chapter(start: segment.start, end: segment.end))
            case .outro, .setup, .move, .roll, .hold, .reps, .rest:
                if let last = chapters.indices.last,
                    segment.step == nil
                        || (chapters[last].step, chapters[last].side, block)
                            == (segment.step, segment.side, segment.block)
                {
                    chapters[last].end = segment.end
                } else {
                    chapters.append(
                        Chapter(
                            start: change ?? segment.start, end: segment.end, step: segment.step,
                            side: segment.side, stepTitle: segment.title))
                    block = segment.block
                }
                change = nil
            }
        }
        if let last = chapters.indices.last { chapters[last].end = duration }
        return ended(chapters)
    }

    /// Moves the bounds behind the tones that end a hold, which sound at the very moment at which
    /// the next chapter begins.
    private func ended(_ chapters: [Chapter]) -> [Chapter] {
        var chapters = chapters
        var next = 0
        for index in chapters.indices.dropFirst() {
            while next < cues.count, cues[next].end <= chapters[index].start { next += 1 }
            guard next < cues.count, cues[next].tone == .holdEnd,
                cues[next].frame <= chapters[index].start
            else { continue }
            let bound = min(SessionFormat.roundedUp(cues[next].end), chapters[index].end)
            chapters[index - 1].end = bound
            chapters[index].start = bound
        }
        return chapters
    }
}
