/// Words that eSpeak NG 1.51 says wrong, or that nobody says as they are written.
///
/// Checked with `espeak-ng -x -q` for the voices en, en-us and en-gb-x-rp; the tests ask the engine
/// again. Said well as they stand, and so not here: IT band, TFL, QL, gastrocnemius, soleus,
/// Achilles, trapezius, hamstrings, calf, calves, kneecap, buttock, gluteus, adductors, thoracic,
/// sacrum, scapula, deltoid, rhomboids, vastus lateralis, iliotibial.
public enum Lexicon {
    /// The words to say for a written word (in lower case), or nil if it is said as it is written.
    public static func spoken(_ word: String) -> String? { respellings[word] }

    /// A normalised text with the phonemes of the table instead of its words.
    ///
    /// The result is for eSpeak alone, in its phoneme mode and with an English voice: the mnemonics
    /// stand between double brackets, which no normalised text can hold.
    public static func withPhonemes(_ piece: String) -> String {
        var result = ""
        var word = ""
        func end() {
            result += phonemes[word.lowercased()].map { "[[\($0)]]" } ?? word
            word = ""
        }
        for character in piece {
            if character.isLetter || character == "'" {
                word.append(character)
            } else {
                end()
                result.append(character)
            }
        }
        end()
        return result
    }

    /// Other spellings, for every voice.
    private static let respellings = [
        // Said as a word, /ɪtb/; physiotherapists say the letters.
        "itb": "IT band", "itbs": "IT band syndrome",
        // Said with "rice" in the middle, /kwɒdraɪsɛps/; this spelling gives /kwɒdrɪsɛps/.
        "quadriceps": "quadrissepps", "quadricep": "quadrissepp",
        // Abbreviations whose full stops would end the sentence, or that are spelled out.
        "e.g": "for example", "i.e": "that is", "etc": "et cetera", "approx": "about",
        "vs": "versus", "incl": "including",
    ]

    /// Phonemes, for words that no other spelling gives the right stress.
    private static let phonemes = [
        // Stressed like "necklace"; it is "la-CROSS", and half of the routines use that ball.
        "lacrosse": "la#kr'0s",
        // Stressed on the first syllable; it is "pir-i-FORM-is".
        "piriformis": "pIrIf'O@mIs",
        // Stressed on the first syllable; "la-TISS-imus" and "pero-NEE-al".
        "latissimus": "l@t'IsIm@s",
        "peroneal": "pEr@n'i:@l", "peroneals": "pEr@n'i:@lz",
        // Said "fay-sha"; trainers and physiotherapists say "fasha".
        "fascia": "f'aS@",
    ]
}
