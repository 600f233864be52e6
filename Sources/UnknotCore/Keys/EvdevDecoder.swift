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
            let event = rest.prefix(Self.recordLength).suffix(8).withUnsafeBytes {
                (
                    type: $0.loadUnaligned(as: UInt16.self),
                    code: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self),
                    value: $0.loadUnaligned(fromByteOffset: 4, as: Int32.self)
                )
            }
            rest = rest.dropFirst(Self.recordLength)
            if let key = take(type: event.type, code: event.code, value: event.value) {
                keys.append(key)
            }
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
                // A key that was let go meanwhile would seem held, and change all later ones.
                held = []
            } else if code == 0 {
                isLost = false
            }
            return nil
        }
        guard type == 1, !isLost else { return nil }
        if EvdevCode.modifiers[code] != nil {
            if value == 0 { held.remove(code) } else { held.insert(code) }
            return nil
        }
        guard value == 1 else { return nil }
        let modifiers = held.reduce(into: Key.Modifiers()) {
            $0.formUnion(EvdevCode.modifiers[$1] ?? [])
        }
        let key = EvdevCode.key(code)
        let typed = modifiers.contains(.shift) ? Self.shifted[key] : nil
        return (typed ?? key).held(with: modifiers)
    }

    /// Keys with a meaning of their own while Shift is held.
    private static let shifted = [Key("/"): Key("?"), Key("="): Key("+")]
}
