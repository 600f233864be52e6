/// The chapters of a session as a file for players.
public enum Chapters {
    /// A kind of chapter file; the raw value is the ending of its name.
    public enum Format: String, Hashable, Sendable, CaseIterable {
        /// A cue sheet, which players show as tracks of one file.
        case cue
        /// The metadata that `ffmpeg -i sound -i chapters -map_metadata 1` takes.
        case ffmetadata
    }

    /// The whole file.
    ///
    /// - Parameters:
    ///   - timeline: the session.
    ///   - format: the kind of file.
    ///   - file: the name of the sound file beside it.
    ///   - comment: the command that made the session.
    ///   - language: the language of the titles.
    /// - Returns: its text.
    public static func text(
        _ timeline: Timeline, as format: Format, for file: String, comment: String,
        in language: Language = .english
    ) -> String {
        switch format {
        case .cue: cueSheet(timeline, file, comment, language)
        case .ffmetadata: metadata(timeline, comment, language)
        }
    }

    private static func cueSheet(
        _ timeline: Timeline, _ file: String, _ comment: String, _ language: Language
    ) -> String {
        // Every player takes WAVE for what is neither MP3 nor raw.
        let kind = file.lowercased().hasSuffix(".mp3") ? "MP3" : "WAVE"
        let head = """
            REM COMMENT \(quoted(comment))
            TITLE \(quoted(timeline.title))
            FILE \(quoted(file)) \(kind)

            """
        let tracks = timeline.chapters.enumerated().map { index, chapter in
            """
              TRACK \(TimeText.padded(index + 1)) AUDIO
                TITLE \(quoted(chapter.title(in: language)))
                INDEX 01 \(TimeText.disc(chapter.start))

            """
        }
        return head + tracks.joined()
    }

    private static func metadata(
        _ timeline: Timeline, _ comment: String, _ language: Language
    ) -> String {
        let head = """
            ;FFMETADATA1
            title=\(escaped(timeline.title))
            album=Unknot
            comment=\(escaped(comment))

            """
        let chapters = timeline.chapters.map { chapter in
            """
            [CHAPTER]
            TIMEBASE=1/\(SessionFormat.sampleRate)
            START=\(chapter.start)
            END=\(chapter.end)
            title=\(escaped(chapter.title(in: language)))

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
