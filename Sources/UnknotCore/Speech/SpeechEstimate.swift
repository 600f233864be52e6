/// The estimated length of a sentence, for planning without a voice to measure it with.
///
/// Fitted by least squares of the relative error to the lengths that eSpeak NG 1.51 (voice en-gb)
/// gives 175 texts of the kind that the coach says, at 155 words a minute: half of a fitted length
/// comes from the sounds that English letters stand for, the rest from words and marks. At 17 rates
/// from 80 to 300 the sum of the lengths is right within 1 %, and 19 of 20 texts within 15 % (one or
/// two words, half a second long, within 0.15 s). Other English voices differ by up to 4 % in sum.
public enum SpeechEstimate {
    /// The estimated length of an utterance's clip; 0 if it has nothing to say.
    public static func length(of utterance: Utterance) -> Frames {
        let tokens = SpokenText(utterance.text).pieces.flatMap { $0.split(separator: " ") }
        var seconds = 0.0
        var pauses = 0
        var clause: [Substring] = []
        for (index, token) in tokens.enumerated() {
            clause += token.split { !$0.isLetter && $0 != "'" }
            let isLast = index == tokens.count - 1
            guard isLast || token.last.map(".,;:!?".contains) == true else { continue }
            if !isLast { pauses += SpeechPause.length(after: token, rate: utterance.rate) }
            if !clause.isEmpty { seconds += length(of: clause.map { Substring($0.lowercased()) }) }
            clause = []
        }
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

    /// The seconds of a clause at the usual rate, without the pause that follows.
    private static func length(of clause: [Substring]) -> Double {
        var seconds = 0.0707
        for word in clause {
            seconds +=
                light.contains(word)
                ? 0.1255 + 0.0174 * Double(word.count) : Sounds(of: word).length
        }
        // A clause's last word is drawn out if it is short, and less so if it ends in a stop.
        if let last = clause.last.map(Sounds.init) {
            if last.long + last.short == 1 { seconds += 0.0676 }
            if last.endsVoiceless { seconds -= 0.0511 }
        }
        return seconds
    }

    /// The sounds that the letters of an English word stand for, roughly counted.
    private struct Sounds {
        var (long, short, stops, hisses, hums) = (0, 0, 0, 0, 0)
        var endsVoiceless = false

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
            endsVoiceless = letters.last.map("ptkcf".contains) ?? false
            var rest = letters[...]
            while let letter = rest.first {
                let vowels = rest.prefix(while: \.isVowel).count
                if vowels > 0, letter != "y" || rest.startIndex > 0 {
                    rest = rest.dropFirst(vowels)
                    let isOpen =
                        rest.first.map("rw".contains) == true
                        && rest.dropFirst().first?.isVowel != true
                    let isLong = vowels > 1 || isOpen || (isDrawn && rest.count == 1)
                    if isLong { long += 1 } else { short += 1 }
                } else {
                    rest = rest.dropFirst(consonant(letter, rest.dropFirst().first))
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
                if "bdgptkqcj".contains(letter) {
                    stops += 1
                } else if "sfzvhx".contains(letter) {
                    hisses += 1
                } else {
                    hums += 1
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
            let isPlural = last == "s" && !third.isVowel && !"szxh".contains(third)
            if isPlural || last == "d" && !third.isVowel && third != "t" && third != "d" {
                letters.remove(at: count - 2)
            }
            return isPlural
        }
    }
}

extension Character {
    fileprivate var isVowel: Bool { "aeiouy".contains(self) }
}
