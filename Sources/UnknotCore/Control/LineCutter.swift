/// Lines out of bytes that come in pieces of any size and may be anything.
public struct LineCutter: Sendable {
    /// A line that was sent.
    public enum Line: Hashable, Sendable {
        /// Its text without the blanks around it; bytes that are no UTF-8 are replacement marks.
        case text(String)
        /// A line over the limit, of which nothing is kept.
        case tooLong
    }

    /// The bytes that a line may have; no command is near that.
    public static let longest = 256

    private var waiting: [UInt8] = []
    private var isTooLong = false

    /// Creates one that has seen nothing.
    public init() {}

    /// Takes bytes; the lines that they complete, without those that hold blanks alone.
    ///
    /// A line that is too long is told as soon as it is, and its rest is passed over.
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

    /// The line that has no end because its sender has gone.
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
