import UnknotAudio

extension FileSink {
    /// A mono file of the format that the path's ending names, WAV for any other.
    convenience init(path: String) throws(SinkError) {
        let file = File(
            path: path, format: SoundFormat(path: path) ?? .wav,
            tags: SoundTags(title: "Title", album: "Album", comment: "Comment"))
        try self.init(file, length: 0)
    }
}
