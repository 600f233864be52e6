/// A session's parts as chapters: one for the opening, one a step and side.
public enum Chapters {
    /// The kinds of chapter files; the raw value is the ending of their names.
    public enum Format: String, Hashable, Sendable, CaseIterable {
        /// A cue sheet, which players show as tracks of one file.
        case cue
        /// What `ffmpeg -i sound -i chapters -map_metadata 1` takes.
        case ffmetadata
    }

    /// The whole file.
    ///
    /// - Parameters:
    ///   - timeline: the session.
    ///   - format: the kind of file.
    ///   - file: the name of the sound file that lies beside it.
    ///   - comment: what the session was made with.
    /// - Returns: its text.
    public static func text(
        _ timeline: Timeline, as format: Format, for file: String, comment: String
    ) -> String {
        switch format {
        case .cue: cueSheet(timeline, file, comment)
        case .ffmetadata: metadata(timeline, comment)
        }
    }

    private static func cueSheet(_ timeline: Timeline, _ file: String, _ comment: String) -> String
    {
        // Every player takes WAVE for what is neither MP3 nor raw.
        let kind = file.lowercased().hasSuffix(".mp3") ? "MP3" : "WAVE"
        let head = """
            REM COMMENT \(quoted(comment))
            TITLE \(quoted(timeline.title))
            FILE \(quoted(file)) \(kind)

            """
        let tracks = timeline.parts.enumerated().map { index, part in
            """
              TRACK \(TimeText.padded(index + 1)) AUDIO
                TITLE \(quoted(part.title))
                INDEX 01 \(TimeText.disc(part.start))

            """
        }
        return head + tracks.joined()
    }

    private static func metadata(_ timeline: Timeline, _ comment: String) -> String {
        let head = """
            ;FFMETADATA1
            title=\(escaped(timeline.title))
            album=Unknot
            comment=\(escaped(comment))

            """
        let chapters = timeline.parts.map { part in
            """
            [CHAPTER]
            TIMEBASE=1/\(SessionFormat.sampleRate)
            START=\(part.start)
            END=\(part.end)
            title=\(escaped(part.title))

            """
        }
        return head + chapters.joined()
    }

    /// In double quotes, which a cue sheet cannot hold within.
    private static func quoted(_ text: String) -> String {
        "\"\(ExportText.line(text).replacing("\"", with: "'"))\""
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in ExportText.line(text) {
            if "=;#\\".contains(character) { result += "\\" }
            result.append(character)
        }
        return result
    }
}
