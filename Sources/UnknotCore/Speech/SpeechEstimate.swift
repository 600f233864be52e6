/// How long a sentence is without a voice to measure it with.
///
/// Fitted by least squares of the relative error to the lengths that eSpeak NG 1.51 (voice en-gb)
/// gives 175 texts of the kind that the coach says, at 155 words a minute: half of a fitted length
/// comes from the sounds that English letters stand for, the rest from words and marks. At 17 rates
/// from 80 to 300 the sum of the lengths is right within 1 %, and 19 of 20 texts within 15 % (one or two
/// words, half a second long, within 0.15 s). Other English voices differ by up to 4 % in sum.
public enum SpeechEstimate {
    /// The estimated length of an utterance's clip; 0 if it has nothing to say.
    public static func length(of utterance: Utterance) -> Frames {
        let pieces = SpokenText(utterance.text).pieces
        guard !pieces.isEmpty else { return 0 }
        let text = pieces.joined(separator: " ")
        var seconds = 0.0
        var pauses = 0
        var words: [Substring] = []
        var mark: Character?
        func endClause() {
            if !words.isEmpty { seconds += length(ofClause: words) }
            words = []
        }
        for token in text.split(separator: " ") {
            if let mark {
                pauses += SpeechPause.length(after: String(mark), rate: utterance.rate)
                endClause()
            }
            mark = token.last.flatMap { ".,;:!?".contains($0) ? $0 : nil }
            words += token.split { !$0.isLetter && $0 != "'" }
        }
        endClause()
        return pauses + Frames(seconds * stretch(utterance.rate) * Double(SessionFormat.sampleRate))
    }

    /// How much longer words are than at the usual rate: eSpeak keeps to the rate, but speaks a
    /// little slower than it above the usual one, and faster below 90.
    private static func stretch(_ rate: Int) -> Double {
        let exact = Double(Utterance.usualRate) / Double(rate)
        let fast = 1 + 0.0001 * Double(max(0, rate - Utterance.usualRate))
        let slow = 1 - 0.0056 * Double(max(0, 90 - rate))
        return exact * fast * slow
    }

    /// Words that are said fast and without stress.
    private static let light: Set<Substring> = [
        "a", "an", "and", "as", "at", "be", "but", "by", "for", "from", "if", "in", "is", "it",
        "of", "on", "or", "that", "the", "then", "this", "to", "up", "with", "you", "your",
    ]

    /// Seconds at the usual rate, without the pause that follows.
    private static func length(ofClause words: [Substring]) -> Double {
        var seconds = 0.0707
        for word in words.map({ Substring($0.lowercased()) }) {
            if light.contains(word) {
                seconds += 0.1255 + 0.0174 * Double(word.count)
            } else {
                seconds += Sounds(of: word).length
            }
        }
        // A clause's last word is drawn out if it is short, and less so if it ends in a stop.
        if let last = words.last {
            let sounds = Sounds(of: Substring(last.lowercased()))
            if sounds.syllables == 1 { seconds += 0.0676 }
            if sounds.endsVoiceless { seconds -= 0.0511 }
        }
        return seconds
    }

    /// The sounds that the letters of an English word stand for, roughly counted.
    private struct Sounds {
        var (long, short, stops, hisses, hums) = (0, 0, 0, 0, 0)
        var endsVoiceless = false

        var syllables: Int { long + short }

        /// Seconds at the usual rate.
        var length: Double {
            0.107 * Double(long) + 0.0881 * Double(short) + 0.0704 * Double(stops)
                + 0.1002 * Double(hisses) + 0.0587 * Double(hums)
        }

        init(of word: Substring) {
            var letters: [Character] = []
            for letter in word where letter.isLetter && (letter != letters.last || letter.isVowel) {
                letters.append(letter)
            }
            let isDrawn = Self.dropSilentE(&letters)
            endsVoiceless = letters.last.map { "ptkcf".contains($0) } ?? false
            var index = 0
            while index < letters.count {
                let start = index
                while index < letters.count, letters[index].isVowel,
                    letters[index] != "y" || index > 0
                {
                    index += 1
                }
                if index > start {
                    let next = index < letters.count ? letters[index] : nil
                    let afterNext = index + 1 < letters.count ? letters[index + 1] : nil
                    let isOpen = (next == "r" || next == "w") && afterNext?.isVowel != true
                    let isLong =
                        index - start > 1 || isOpen || (isDrawn && index == letters.count - 1)
                    long += isLong ? 1 : 0
                    short += isLong ? 0 : 1
                } else {
                    index += consonant(
                        letters[index], index + 1 < letters.count ? letters[index + 1] : nil)
                }
            }
        }

        /// Counts a consonant, and returns how many letters it takes.
        private mutating func consonant(_ letter: Character, _ next: Character?) -> Int {
            switch (letter, next) {
            case ("t", "h"), ("s", "h"), ("c", "h"), ("p", "h"): hisses += 1
            case ("c", "k"): stops += 1
            case ("k", "n"), ("w", "r"), ("w", "h"): hums += 1
            case ("g", "h"): break
            default:
                switch letter {
                case "b", "d", "g", "p", "t", "k", "q", "c", "j": stops += 1
                case "s", "f", "z", "v", "h", "x": hisses += 1
                default: hums += 1
                }
                return 1
            }
            return 2
        }

        /// Takes out the "e" of "side", "sides" and "pressed"; true if it draws out the vowel.
        private static func dropSilentE(_ letters: inout [Character]) -> Bool {
            let count = letters.count
            guard count > 2, letters.dropLast(2).contains(where: \.isVowel) else { return false }
            let (last, before) = (letters[count - 1], letters[count - 2])
            if last == "e", !before.isVowel, before != "l" {
                letters.removeLast()
                return true
            }
            guard count > 3, before == "e" else { return false }
            let third = letters[count - 3]
            if last == "s", !third.isVowel, !"szxh".contains(third) {
                letters.remove(at: count - 2)
                return true
            }
            if last == "d", !third.isVowel, third != "t", third != "d" {
                letters.remove(at: count - 2)
            }
            return false
        }
    }
}

extension Character {
    fileprivate var isVowel: Bool { "aeiouy".contains(self) }
}
