import UnknotCore

/// A timeline for people to read, minute by minute.
enum TimelineText {
    /// The segments in their order, each with its sentences.
    ///
    /// - Parameters:
    ///   - timeline: the plan.
    ///   - routine: its routine.
    ///   - fitted: the changes that fit it into the user's time, in one line, or nil.
    ///   - language: the language of the headings.
    /// - Returns: the lines.
    static func text(
        _ timeline: Timeline, _ routine: Routine, fitted: String? = nil,
        in language: Language = .english
    ) -> String {
        var lines = ["\(timeline.title), \(TimeText.clock(timeline.duration))"]
        if let fitted { lines.append(fitted) }
        if let source = routine.source { lines.append(language.source(source)) }
        lines.append("")
        var step: [String?] = []
        for segment in timeline.segments {
            let place = [segment.step, segment.side?.rawValue, segment.title]
            if place != step {
                step = place
                lines.append(language.heading(segment))
            }
            lines.append(row(segment, timeline))
        }
        return lines.joined(separator: "\n") + "\n"
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
