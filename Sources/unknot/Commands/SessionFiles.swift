import UnknotAudio
import UnknotCore

/// The names and contents of the files that a rendered session consists of.
struct SessionFiles {
    private let timeline: Timeline
    private let path: String
    private let format: SoundFormat
    private let comment: String

    /// Names the files after the one that holds the whole session.
    init(_ timeline: Timeline, path: String, format: SoundFormat, comment: String) {
        self.timeline = timeline
        self.path = path
        self.format = format
        self.comment = comment
    }

    /// The file with the whole session; it was named, so it may replace another.
    func whole(channels: Int) -> FileSink.File {
        FileSink.File(
            path: path, format: format, channels: channels,
            tags: SoundTags(title: timeline.title, album: "Unknot", comment: comment))
    }

    /// A file for each chapter: `calf-02-centre-right.wav`.
    func parts(channels: Int, _ force: Bool) -> [FileSink.Part] {
        named.enumerated().map { index, part in
            let tags = SoundTags(
                title: part.chapter.title(), album: timeline.title, comment: comment,
                track: index + 1)
            return FileSink.Part(
                file: FileSink.File(
                    path: part.path, format: format, channels: channels, tags: tags,
                    replaces: force),
                frames: part.chapter.start..<part.chapter.end)
        }
    }

    /// Captions, chapters and the playlist of the parts.
    func texts(
        _ captions: [Captions.Format], _ chapters: [Chapters.Format], split: Bool, _ force: Bool
    ) -> [FileSink.TextFile] {
        var texts = unique(captions).map { format in
            ("\(base).\(format.rawValue)", Captions.text(timeline, as: format))
        }
        texts += unique(chapters).map { format in
            let text = Chapters.text(timeline, as: format, for: Self.name(path), comment: comment)
            return ("\(base).\(format.rawValue)", text)
        }
        if split {
            let entries = named.map { part in
                Playlist.Entry(
                    file: Self.name(part.path), title: part.chapter.title(),
                    length: part.chapter.length)
            }
            texts.append(("\(base).m3u", Playlist.text(timeline.title, entries)))
        }
        return texts.map { FileSink.TextFile(path: $0.0, text: $0.1, replaces: force) }
    }

    /// The path without its ending.
    private var base: Substring {
        path.lastIndex(of: ".").map { path[..<$0] } ?? path[...]
    }

    private var named: [(chapter: Chapter, path: String)] {
        let chapters = timeline.chapters
        let digits = max(2, "\(chapters.count)".count)
        return chapters.enumerated().map { index, chapter in
            let number = "\(index + 1)"
            let zeros = String(repeating: "0", count: digits - number.count)
            return (chapter, "\(base)-\(zeros)\(number)-\(chapter.name).\(format.rawValue)")
        }
    }

    private func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
        var seen: Set<Element> = []
        return elements.filter { seen.insert($0).inserted }
    }

    /// The last part of a path.
    static func name(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
