/// Text files that appear whole or not at all.
public enum WholeText {
    /// Why a file could not be written.
    public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// The file's path.
        public var path: String
        /// The system's reason.
        public var reason: String

        /// One sentence with the reason.
        public var description: String { "\(path) cannot be written: \(reason)." }
    }

    /// Writes a text to a path, in place of what stood there.
    ///
    /// Blocks until it is on the disk.
    ///
    /// - Parameters:
    ///   - text: the whole text.
    ///   - path: where it is to stand.
    ///   - replaces: whether it may take the place of a file that stands there.
    /// - Throws: `Failure`; what stood at the path is then untouched.
    public static func write(
        _ text: String, to path: String, replaces: Bool = true
    ) throws(Failure) {
        do throws(WholeFile.Failure) {
            let file = try WholeFile(path: path, replaces: replaces)
            try file.fill(with: text)
            try file.commit()
        } catch {
            throw Failure(path: path, reason: error.reason)
        }
    }
}
