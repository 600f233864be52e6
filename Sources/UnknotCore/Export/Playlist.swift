/// A list of files to play in order, in the M3U format, with true lengths.
public enum Playlist {
    /// A file of the list.
    public struct Entry: Hashable, Sendable {
        /// Its name, relative to the list.
        public var file: String
        /// Its title.
        public var title: String
        /// Its length.
        public var length: Frames

        /// Creates an entry.
        public init(file: String, title: String, length: Frames) {
            self.file = file
            self.title = title
            self.length = length
        }
    }

    /// The whole file.
    public static func text(_ title: String, _ entries: [Entry]) -> String {
        let head = "#EXTM3U\n#PLAYLIST:\(ExportText.line(title))\n"
        return head
            + entries.map { entry in
                let length = TimeText.seconds(entry.length)
                return "#EXTINF:\(length),\(ExportText.line(entry.title))\n\(entry.file)\n"
            }.joined()
    }
}
