import Testing

@testable import UnknotCore

struct NumberWordsTests {
    @Test(arguments: [
        (0, "zero"), (7, "seven"), (13, "thirteen"), (30, "thirty"), (45, "forty five"),
        (100, "one hundred"), (105, "one hundred and five"), (999, "nine hundred and ninety nine"),
        (1_000, "one thousand"), (1_001, "one thousand and one"),
        (12_345, "twelve thousand three hundred and forty five"),
        (999_999, "nine hundred and ninety nine thousand nine hundred and ninety nine"),
        (-5, "minus five"), (1_000_000, "one zero zero zero zero zero zero"),
    ])
    func numbersAreSaidAsACoachSaysThem(n: Int, words: String) {
        #expect(NumberWords.words(n) == words)
    }

    @Test func theSmallestNumberIsNoTrap() {
        #expect(NumberWords.words(.min).hasPrefix("minus nine two two"))
    }

    @Test(arguments: [
        (1, "first"), (2, "second"), (3, "third"), (4, "fourth"), (5, "fifth"), (8, "eighth"),
        (9, "ninth"), (12, "twelfth"), (20, "twentieth"), (22, "twenty second"),
        (105, "one hundred and fifth"),
    ])
    func placesInARow(n: Int, words: String) {
        #expect(NumberWords.ordinal(n) == words)
    }
}
