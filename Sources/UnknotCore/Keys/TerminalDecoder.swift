/// Reads the keys in the bytes that a terminal sends.
///
/// It takes bytes in pieces of any size, and knows xterm and its kin, rxvt, the Linux console and
/// the kitty protocol. It skips an unknown sequence as a whole, so that no part of it acts as a
/// letter. Moments are nanoseconds of any one clock.
public struct TerminalDecoder: Sendable {
    /// An Escape that is followed by nothing for this long is the key itself.
    public static let patience: Int64 = 50_000_000
    /// A sequence that has begun may take longer than that; its rest must not act as letters.
    static let sequencePatience: Int64 = 500_000_000
    /// No key is longer than this; a longer sequence is skipped until it ends.
    static let longest = 32

    /// When to call `expire`, or nil while nothing waits.
    public private(set) var deadline: Int64?
    /// The bytes of a key that has begun.
    private var waiting: [UInt8] = []
    /// True inside a sequence that is longer than any known one.
    private var isSkipping = false

    /// Creates a decoder that has seen nothing.
    public init() {}

    /// Takes bytes that came at a moment, and returns the keys that they complete.
    public mutating func take(_ bytes: some Sequence<UInt8>, at moment: Int64) -> [Key] {
        var keys = expire(at: moment)
        var isNew = false
        for byte in bytes {
            take(byte, &keys)
            isNew = true
        }
        guard isNew else { return keys }
        let patience = waiting.count > 1 ? Self.sequencePatience : Self.patience
        deadline = waiting.isEmpty ? nil : moment + patience
        return keys
    }

    /// Returns the key of a sequence that has waited too long for its end by a moment.
    public mutating func expire(at moment: Int64) -> [Key] {
        guard let deadline, moment >= deadline else { return [] }
        self.deadline = nil
        defer {
            waiting = []
            isSkipping = false
        }
        switch waiting {
        case [Self.escape]: return [.named(.escape)]
        case [Self.escape, UInt8(ascii: "O")]: return [.other("alt-o")]
        default: return []
        }
    }

    static let escape: UInt8 = 0x1B

    private mutating func take(_ byte: UInt8, _ keys: inout [Key]) {
        if waiting.first == Self.escape {
            takeInSequence(byte, &keys)
        } else if !waiting.isEmpty, byte & 0xC0 == 0x80 {
            waiting.append(byte)
            finishCharacter(&keys)
        } else {
            // A character that was cut short is junk.
            waiting = []
            begin(byte, &keys)
        }
    }

    private mutating func begin(_ byte: UInt8, _ keys: inout [Key]) {
        switch byte {
        case Self.escape, 0xC2...0xF4: waiting = [byte]
        case 0x80...: break
        default:
            // A control code is the key's own code without its upper bits.
            let typed = byte == 0 ? 0x20 : byte + (byte < 0x1B ? 0x60 : 0x40)
            keys.append(
                TerminalSequence.character(Int(byte))
                    ?? Key(Character(Unicode.Scalar(typed))).held(with: .ctrl))
        }
    }

    private mutating func finishCharacter(_ keys: inout [Key]) {
        let length = waiting[0] < 0xE0 ? 2 : waiting[0] < 0xF0 ? 3 : 4
        guard waiting.count == length else { return }
        let text = String(validating: waiting, as: UTF8.self)
        waiting = []
        // Controls of the upper half, and characters that are no key of their own.
        guard let character = text?.first, let scalar = character.unicodeScalars.first,
            scalar.properties.generalCategory != .control
        else { return }
        keys.append(Key(character))
    }

    private mutating func takeInSequence(_ byte: UInt8, _ keys: inout [Key]) {
        let isSecond = waiting.count == 1
        switch byte {
        case UInt8(ascii: "[") where isSecond, UInt8(ascii: "O") where isSecond:
            waiting.append(byte)
            return
        case 0x21...0x7E where isSecond:
            keys.append(Key(Character(Unicode.Scalar(byte))).held(with: .alt))
            waiting = []
        case 0x20...0x7E where !isSecond:
            waiting.append(byte)
            guard TerminalSequence.isComplete(waiting) else {
                if waiting.count > Self.longest {
                    isSkipping = true
                    waiting.removeLast()
                }
                return
            }
            if !isSkipping, let key = TerminalSequence.key(waiting) { keys.append(key) }
            waiting = []
        default:
            // Another key begins: an Escape alone was one, and a sequence is broken off.
            if isSecond { keys.append(.named(.escape)) }
            waiting = []
            begin(byte, &keys)
        }
        isSkipping = false
    }
}
