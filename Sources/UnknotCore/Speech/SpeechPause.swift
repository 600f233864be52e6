/// The silence between two parts of a spoken text.
public enum SpeechPause {
    /// The silence of a voice after a text, before the next one.
    ///
    /// It is the pause that eSpeak NG 1.51 makes inside a text: after a sentence as in the table,
    /// after a colon or semicolon three quarters of that, after a comma half, between two words an
    /// eighth. It was measured at six rates, between samples above `Loudness.silence`; rates
    /// between them are interpolated.
    public static func length(after text: some StringProtocol, rate: Int) -> Frames {
        let sentence = sentence(at: rate)
        return switch text.last {
        case ".", "!", "?": sentence
        case ";", ":": sentence * 3 / 4
        case ",": sentence / 2
        default: sentence / 8
        }
    }

    /// Words a minute, and the frames of silence after a sentence.
    private static let table: [(rate: Int, length: Frames)] = [
        (80, 42_480), (120, 26_304), (155, 17_616), (200, 11_280), (230, 8_448), (300, 3_936),
    ]

    private static func sentence(at rate: Int) -> Frames {
        for (slow, fast) in zip(table, table.dropFirst()) where rate <= fast.rate {
            let step = max(0, rate - slow.rate)
            return slow.length - (slow.length - fast.length) * step / (fast.rate - slow.rate)
        }
        return table[table.count - 1].length
    }
}
