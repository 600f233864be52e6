/// Splits bytes into lines; they may come in pieces of any size and hold anything.
public struct LineSplitter: Sendable {
    /// A line that was sent.
    public enum Line: Hashable, Sendable {
        /// Its text without the blanks around it; bytes that are not UTF-8 become U+FFFD.
        case text(String)
        /// A line over the limit; its text is not kept.
        case tooLong
    }

    /// The most bytes that a line may have; every command is far shorter.
    public static let longest = 256

    private var waiting: [UInt8] = []
    private var isTooLong = false

    /// Creates a splitter that has taken no bytes.
    public init() {}

    /// Takes bytes, and returns the lines that they complete, but no blank ones.
    ///
    /// A line that is too long is reported as soon as the limit is passed; the rest of it is
    /// skipped.
    public mutating func take(_ bytes: some Sequence<UInt8>) -> [Line] {
        var lines: [Line] = []
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                if let line = finish() { lines.append(line) }
            } else if isTooLong {
                continue
            } else if waiting.count == Self.longest {
                isTooLong = true
                waiting = []
                lines.append(.tooLong)
            } else {
                waiting.append(byte)
            }
        }
        return lines
    }

    /// The last line, if the sender has gone without ending it.
    public mutating func finish() -> Line? {
        defer {
            waiting = []
            isTooLong = false
        }
        guard !isTooLong else { return nil }
        let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
        let start = waiting.firstIndex { !isBlank($0) }
        let end = waiting.lastIndex { !isBlank($0) }
        guard let start, let end else { return nil }
        return .text(String(decoding: waiting[start...end], as: UTF8.self))
    }
}
