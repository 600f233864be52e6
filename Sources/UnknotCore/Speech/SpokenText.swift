/// A text as it is spoken: the one normaliser between what is written and any voice.
///
/// A synthesiser is not given what people write. eSpeak NG 1.51 aborts the process on some texts
/// (220 times `s'`), changes its rate for good on others, and reads "30s" as "thirty z". So
/// everything that is spoken goes through here: numbers, units and times become words, other
/// scripts, control characters and markup are left out, and lengths are capped. What comes out
/// holds Latin letters, spaces and `.,;:!?'-`, and no digits and no brackets.
public struct SpokenText: Hashable, Sendable {
    /// The parts to be synthesised one after the other, none longer than the cap.
    ///
    /// Empty where the text has nothing to say. A part ends at a sentence's end where it can, else
    /// at another mark, else between two words.
    public var pieces: [String]

    /// The characters that a voice is given at once: eSpeak's own clause buffers have overflowed
    /// above that.
    public static let longestPiece = 160
    /// The letters of a word in a row; longer words are broken.
    public static let longestWord = 24
    /// The characters of a whole text, over a minute of speech; what follows is not spoken.
    public static let longestText = 1_000

    /// Normalises a text; costs microseconds for a sentence, and a bounded time for any text.
    public init(_ text: String) {
        var scanner = SpokenScanner(SpokenCharacters.cleaned(text))
        pieces = Self.pieces(of: scanner.tokens())
    }

    /// The whole text as it is spoken.
    public var text: String { pieces.joined(separator: " ") }

    private static func pieces(of tokens: [SpokenToken]) -> [String] {
        var pieces: [String] = []
        var start = 0
        while start < tokens.count {
            var end = start
            var length = 0
            // For each strength of break, the end of the longest piece that stops at one.
            var best = [SpokenToken.Break.space: start, .mark: start, .sentence: start]
            while end < tokens.count {
                let needed = length + (length == 0 ? 0 : 1) + tokens[end].text.count
                if needed > longestPiece { break }
                length = needed
                best[tokens[end].end] = end + 1
                end += 1
            }
            if end < tokens.count {
                let breaks: [SpokenToken.Break] = [.sentence, .mark, .space]
                end = breaks.lazy.compactMap { best[$0] }.first { $0 > start } ?? end
            }
            pieces.append(tokens[start..<end].map(\.text).joined(separator: " "))
            start = end
        }
        return pieces
    }
}

/// A spoken word with the mark that follows it.
struct SpokenToken {
    /// How strongly a token ends: what a piece may end at, best last.
    enum Break: Hashable { case space, mark, sentence }

    var word: String
    var mark: Character?

    var text: String { mark.map { word + String($0) } ?? word }

    var end: Break {
        switch mark {
        case nil: .space
        case ".", "!", "?": .sentence
        default: .mark
        }
    }
}

/// Spoken words and marks as they are found: keeps one mark where many stand, and the caps.
struct SpokenLine {
    private(set) var tokens: [SpokenToken] = []
    private var length = 0
    /// Whether the cap has been reached: nothing more is taken.
    private(set) var isFull = false

    /// The last word, where no mark has followed it.
    var openWord: String? { tokens.last.flatMap { $0.mark == nil ? $0.word : nil } }

    /// Adds words that stand apart by spaces.
    mutating func say(_ words: some StringProtocol) {
        for word in words.split(separator: " ") {
            // Two more than the word: its space and its mark.
            isFull = isFull || length + word.count + 2 > SpokenText.longestText
            if isFull { return }
            length += word.count + 2
            tokens.append(SpokenToken(word: String(word)))
        }
    }

    /// Adds a mark; of several in a row the strongest stays ("?!..." is "?"), and one before any
    /// word is left out.
    mutating func pause(_ mark: Character) {
        guard let last = tokens.indices.last else { return }
        let present = tokens[last].mark
        if Self.strength(mark) > Self.strength(present) { tokens[last].mark = mark }
    }

    /// Ends the text: a comma or colon with nothing after it is left out.
    mutating func close() {
        if let last = tokens.last, last.end == .mark { tokens[tokens.count - 1].mark = nil }
    }

    private static func strength(_ mark: Character?) -> Int {
        switch mark {
        case nil: 0
        case ",": 1
        case ";", ":": 2
        case ".": 3
        case "!": 4
        default: 5
        }
    }
}
