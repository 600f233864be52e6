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
    ///   - file: the name of the sound file beside it; `canName` says which a cue sheet can name.
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

    /// Whether a cue sheet can name a file: it has no way to write a double quote or a line end.
    public static func canName(_ file: String) -> Bool {
        !file.contains { $0 == "\"" || $0.isNewline }
    }

    /// The number of a track has two digits.
    private static let mostTracks = 99

    private static func cueSheet(
        _ timeline: Timeline, _ file: String, _ comment: String, _ language: Language
    ) -> String {
        // Every player takes WAVE for what is neither MP3 nor raw.
        let kind = file.lowercased().hasSuffix(".mp3") ? "MP3" : "WAVE"
        let head = """
            REM COMMENT \(quoted(comment))
            TITLE \(quoted(timeline.title))
            FILE "\(file)" \(kind)

            """
        let chapters = timeline.chapters
        let count = min(chapters.count, mostTracks)
        let tracks = (0..<count).map { index in
            // Of more chapters than tracks, neighbours share one.
            let bounds = [index, index + 1].map { $0 * chapters.count / count }
            let titles = chapters[bounds[0]..<bounds[1]].map { $0.title(in: language) }
            let first = titles.first ?? ""
            let title = titles.count > 1 ? language.chapters(first, titles.last ?? "") : first
            return """
                  TRACK \(TimeText.padded(index + 1)) AUDIO
                    TITLE \(quoted(title))
                    INDEX 01 \(TimeText.disc(chapters[bounds[0]].start))

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
