/// A text as it is spoken: the one normaliser between what is written and any voice.
///
/// A synthesiser is not given what people write. eSpeak NG 1.51 aborts the process on some texts
/// (220 times `s'`), changes its rate for good on others, and reads "30s" as "thirty z". So
/// everything that is spoken goes through here: numbers, units and times become words, other
/// scripts, control characters and markup are left out, and lengths are capped. The result holds
/// Latin letters, spaces and `.,;:!?'-`, and no digits and no brackets. `SpeechRules` holds the
/// words for everything else.
public struct SpokenText: Hashable, Sendable {
    /// The parts to be synthesised one after the other, none longer than the cap.
    ///
    /// Empty if the text has nothing to say. A part ends at a sentence's end if it can, else at
    /// another mark, else between two words.
    public var pieces: [String] = []

    /// The characters that a voice is given at once: eSpeak's own clause buffers have overflowed
    /// above that.
    public static let longestPiece = 160
    /// The letters of a word in a row; longer words are broken.
    public static let longestWord = 24
    /// The characters of a whole text, over a minute of speech; the rest is not spoken.
    public static let longestText = 1_000

    /// Normalises a text: about 10 µs for a sentence, and a bounded time for any text.
    public init(_ text: String) {
        var rest = SpokenScanner.tokens(of: text)[...]
        while !rest.isEmpty {
            var length = -1
            var fitting = rest.prefix {
                length += 1 + $0.unicodeScalars.count
                return length <= Self.longestPiece
            }
            if fitting.count < rest.count,
                let last = fitting.lastIndex(where: { $0.last.map(".!?".contains) == true })
                    ?? fitting.lastIndex(where: { $0.last?.isLetter == false })
            {
                fitting = fitting[...last]
            }
            pieces.append(fitting.joined(separator: " "))
            rest = rest[fitting.endIndex...]
        }
    }

    /// The whole text as it is spoken.
    public var text: String { pieces.joined(separator: " ") }
}
