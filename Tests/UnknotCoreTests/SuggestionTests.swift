import Testing
import UnknotCore

struct SuggestionTests {
    private let words = ["roll", "hold", "rest", "reps", "repeat", "do", "caution", "lead-in"]

    @Test(arguments: [
        ("hodl", "hold"), ("rol", "roll"), ("rolls", "roll"), ("Hold", "hold"), ("od", "do"),
        ("repaet", "repeat"), ("causion", "caution"), ("lead_in", "lead-in"), ("leadin", "lead-in"),
    ])
    func aSlipLeadsToTheWordThatWasMeant(word: String, meant: String) {
        #expect(Suggestion.nearest(to: word, among: words) == meant)
    }

    @Test(arguments: [
        "", "x", "stretch", "pause", "duration",
    ])
    func whatIsFarFromAllWordsLeadsNowhere(word: String) {
        #expect(Suggestion.nearest(to: word, among: words) == nil)
    }

    @Test func aLongWordLeadsNowhere() {
        let word = String(repeating: "hold", count: 50)
        #expect(Suggestion.nearest(to: word, among: words) == nil)
    }

    @Test func theNearestOfSeveralStandsFirst() {
        let voices = ["en-us", "en-gb-x", "en-gb", "de"]
        #expect(Suggestion.near("en-gbb", among: voices) == ["en-gb", "en-gb-x"])
    }

    @Test func amongEqualsTheFirstWins() {
        #expect(Suggestion.nearest(to: "resp", among: ["rest", "reps"]) == "rest")
        #expect(Suggestion.nearest(to: "hold", among: [String]()) == nil)
    }
}
