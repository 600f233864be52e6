/// A place in a routine file, counted from 1.
public struct SourcePosition: Hashable, Sendable, Comparable, Codable {
    /// The line, counted from 1.
    public var line: Int
    /// The column in characters, counted from 1.
    public var column: Int

    /// Creates a position; both numbers count from 1.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Orders positions as they stand in the file.
    public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// One problem of a file, with its place and its remedy.
public struct Problem: Hashable, Sendable {
    /// The place, or nil for a problem of the whole file.
    public var position: SourcePosition?
    /// The mistake, without a full stop: `"hold" wants a time from 5s to 5m, not "soon"`.
    public var message: String
    /// The remedy, as a sentence without a full stop, or nil if the message says it.
    public var remedy: String?

    /// Creates a problem; see the properties for the form of the texts.
    public init(at position: SourcePosition?, _ message: String, remedy: String? = nil) {
        self.position = position
        self.message = message
        self.remedy = remedy
    }

    /// One line, `NAME:LINE:COLUMN: message; remedy`, as compilers write them.
    public func line(file name: String) -> String {
        let place = position.map { "\(name):\($0.line):\($0.column)" } ?? name
        return "\(place): \(message)" + (remedy.map { "; \($0)" } ?? "")
    }
}
