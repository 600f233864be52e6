/// The sentences of a session as text for players that show it, with the tones that start or end
/// something.
public enum Captions {
    /// A kind of caption file; the raw value is the ending of its name.
    public enum Format: String, Hashable, Sendable, CaseIterable {
        /// SubRip.
        case srt
        /// WebVTT.
        case vtt
        /// Lyrics, as music players show them.
        case lrc
    }

    /// The whole file.
    public static func text(
        _ timeline: Timeline, as format: Format, in language: Language = .english
    ) -> String {
        let lines = lines(timeline, language)
        switch format {
        case .srt:
            return lines.enumerated().map { index, line in
                """
                \(index + 1)
                \(TimeText.caption(line.start, decimalMark: ",")) --> \(TimeText.caption(line.end, decimalMark: ","))
                \(line.text)


                """
            }.joined()
        case .vtt:
            return "WEBVTT\n\n"
                + lines.map { line in
                    """
                    \(TimeText.caption(line.start, decimalMark: ".")) --> \(TimeText.caption(line.end, decimalMark: "."))
                    \(escaped(line.text))


                    """
                }.joined()
        case .lrc:
            let head = """
                [ti:\(bare(timeline.title))]
                [al:Unknot]
                [length:\(TimeText.clock(timeline.duration))]

                """
            return head
                + lines.map { "[\(TimeText.lyric($0.start))]\(bare($0.text))\n" }.joined()
        }
    }

    private struct Line {
        var start: Frames
        var end: Frames
        var text: String
    }

    /// A tone is too short to be read, so its caption stays this long if nothing follows.
    private static let shownForTone = Duration.milliseconds(1_500).frames

    private static func lines(_ timeline: Timeline, _ language: Language) -> [Line] {
        timeline.cues.indices.compactMap { index in
            let cue = timeline.cues[index]
            switch cue.content {
            case .speech(let utterance, _):
                return Line(start: cue.frame, end: cue.end, text: ExportText.line(utterance.text))
            case .tone(let tone):
                guard let text = language.caption(tone) else { return nil }
                let next =
                    index + 1 < timeline.cues.count
                    ? timeline.cues[index + 1].frame : timeline.duration
                let end = max(cue.end, min(next, cue.frame + shownForTone))
                return Line(start: cue.frame, end: end, text: "[\(text)]")
            }
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// A text without square brackets, in which a lyrics file has its tags.
    private static func bare(_ text: String) -> String {
        ExportText.line(text).replacing("[", with: "(").replacing("]", with: ")")
    }
}
