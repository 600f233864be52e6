/// Reads the keys of a Linux input device: presses alone, not the repetitions of a held key.
public struct EvdevDecoder: Sendable {
    /// The bytes of one `struct input_event`: a moment of two words of the machine, the type and
    /// the code of two bytes each, the value of four.
    public static let recordLength = 2 * MemoryLayout<Int>.size + 8

    private var waiting: [UInt8] = []
    private var held: Set<UInt16> = []
    /// True from a lost report until the end of the report that tells of it.
    private var isLost = false

    /// Creates a decoder that has seen nothing.
    public init() {}

    /// Takes bytes in pieces of any size, and returns the keys that they press.
    public mutating func take(_ bytes: some Sequence<UInt8>) -> [Key] {
        waiting += bytes
        var keys: [Key] = []
        var rest = waiting[...]
        while rest.count >= Self.recordLength {
            let record = Array(rest.prefix(Self.recordLength).suffix(8))
            rest = rest.dropFirst(Self.recordLength)
            let value = record[4..<8].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            let key = take(
                type: Self.word(record[0], record[1]), code: Self.word(record[2], record[3]),
                value: Int32(bitPattern: Self.isLittle ? value : value.byteSwapped))
            if let key { keys.append(key) }
        }
        waiting = Array(rest)
        return keys
    }

    /// Takes one event, and returns the key that it presses, if any.
    mutating func take(type: UInt16, code: UInt16, value: Int32) -> Key? {
        // EV_SYN: SYN_DROPPED says that events were lost, SYN_REPORT ends a report.
        if type == 0 {
            if code == 3 {
                isLost = true
                // What was let go meanwhile is unknown, and a key that seems held would change all.
                held = []
            } else if code == 0 {
                isLost = false
            }
            return nil
        }
        guard type == 1, !isLost else { return nil }
        if EvdevCode.modifier(code) != nil {
            if value == 0 { held.remove(code) } else { held.insert(code) }
            return nil
        }
        guard value == 1 else { return nil }
        let modifiers = held.reduce(into: Key.Modifiers()) {
            $0.formUnion(EvdevCode.modifier($1) ?? [])
        }
        let key = EvdevCode.key(code)
        if modifiers.contains(.shift), let shifted = Self.shifted[key] {
            return shifted.held(with: modifiers)
        }
        return key.held(with: modifiers)
    }

    /// Keys with a meaning of their own while Shift is held.
    private static let shifted = [Key("/"): Key("?"), Key("="): Key("+")]

    private static let isLittle = 1.littleEndian == 1

    private static func word(_ first: UInt8, _ second: UInt8) -> UInt16 {
        isLittle
            ? UInt16(second) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(second)
    }
}
