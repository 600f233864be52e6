/// Choices taken from a fuzzer's bytes, one after the other; where they end, every choice is the
/// first one.
public struct Draw {
    private var rest: ArraySlice<UInt8>

    /// Starts at the first of the bytes.
    public init(_ bytes: some Sequence<UInt8>) {
        rest = ArraySlice(bytes)
    }

    /// The bytes that no choice has taken yet.
    public var remaining: [UInt8] { Array(rest) }

    /// True where no byte is left.
    public var isEmpty: Bool { rest.isEmpty }

    /// The next byte.
    public mutating func byte() -> Int { Int(rest.popFirst() ?? 0) }

    /// A number of a range, from as many bytes as it takes.
    public mutating func number(in range: ClosedRange<Int>) -> Int {
        let count = range.upperBound - range.lowerBound + 1
        var value = byte()
        var reach = 256
        while reach < count {
            value = value << 8 | byte()
            reach <<= 8
        }
        return range.lowerBound + value % count
    }

    /// True in so many of 256 cases.
    public mutating func chance(_ share: Int) -> Bool { byte() >= 256 - share }

    /// One of some choices, which must not be none.
    public mutating func one<Choice>(of choices: [Choice]) -> Choice {
        choices[number(in: 0...(choices.count - 1))]
    }
}
