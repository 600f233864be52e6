import UnknotCore

/// A timeline as a person reads it, minute by minute.
enum TimelineText {
    /// The segments in their order, each with what is said in it.
    ///
    /// - Parameters:
    ///   - timeline: the plan.
    ///   - routine: what it was made of.
    ///   - fitted: what was changed so that it takes the time one has, or nil.
    /// - Returns: the lines.
    static func text(_ timeline: Timeline, _ routine: Routine, fitted: String? = nil) -> String {
        var lines = ["\(timeline.title), \(TimeText.clock(timeline.duration))"]
        if let fitted { lines.append(fitted) }
        if let source = routine.source { lines.append("Source: \(source)") }
        lines.append("")
        var step: [String?] = []
        for segment in timeline.segments {
            let place = [segment.step, segment.side?.rawValue, segment.title]
            if place != step {
                step = place
                lines.append(heading(segment))
            }
            lines.append(row(segment, timeline))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func heading(_ segment: Segment) -> String {
        switch segment.kind {
        case .intro: "Opening"
        case .outro: "End"
        case .switch: segment.title
        case .setup, .move, .roll, .hold, .reps, .rest:
            segment.title + (segment.side.map { ", \($0.rawValue)" } ?? "")
        }
    }

    private static func row(_ segment: Segment, _ timeline: Timeline) -> String {
        let spoken = timeline.cues.filter {
            $0.frame >= segment.start && $0.frame < segment.end && $0.text != nil
        }
        let words = spoken.compactMap(\.text).joined(separator: " ")
        let start = TimeText.clock(segment.start)
        let padding = String(repeating: " ", count: max(0, 6 - start.count))
        let kind = segment.kind.rawValue
        let column = kind + String(repeating: " ", count: max(1, 8 - kind.count))
        let length = "\(TimeText.seconds(segment.length)) s"
        let gap = String(repeating: " ", count: max(1, 9 - length.count))
        return "  \(padding)\(start)  \(column)\(length)\(words.isEmpty ? "" : gap + words)"
    }
}
