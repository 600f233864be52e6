import Testing

@testable import UnknotCore

/// Defects of the reader that `make fuzz` found; the inputs lie in Tests/Fuzz/Regressions.
struct RoutineFindingTests {
    /// The parser stands on a line that is not there when a text ends inside a bracket.
    @Test(arguments: ["# a\n[# b", "a: [b\n\n", "- {a: \"b\n", "? [", "\"a"])
    func aProblemIsNeverBehindTheEnd(text: String) throws {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(\.count)
        guard case .failure(let error) = RoutineReader.read(Array(text.utf8)) else {
            Issue.record("it is read")
            return
        }
        for problem in error.problems {
            let position = try #require(problem.position)
            #expect(position.line <= lines.count)
            #expect(position.column <= lines[position.line - 1] + 1)
        }
    }

    @Test func accentsWithoutEndAreNoText() {
        let accents = String(repeating: "\u{301}", count: 400)
        #expect(
            RoutineFixtures.lines(RoutineFixtures.step("setup: a\(accents)b\ndo: [{rest: 5}]"))
                == [])
        let more = String(repeating: accents, count: 3)
        #expect(
            RoutineFixtures.lines(RoutineFixtures.step("setup: a\(more)b\ndo: [{rest: 5}]")) == [
                #"a.yaml:9:16: "setup" has 1202 letters and accents; 1200 are the most; leave some of them out"#
            ])
    }

    /// Such a sentence has no clip, and so no place in a plan.
    @Test(arguments: ["...", "🙂", "Привет", "( - )"])
    func aTextWithNothingToSayIsRefused(text: String) {
        let said = RoutineFixtures.step("setup: \"\(text)\"\ndo: [{rest: 5}]")
        #expect(
            RoutineFixtures.lines(said) == [
                "a.yaml:9:16: \"setup\" holds nothing that can be said: \"\(text)\"; "
                    + "write it with Latin letters or digits"
            ])
        // What is only shown may be written in any script.
        let shown = "source: \"\(text)\"\n" + RoutineFixtures.step("setup: Sit.\ndo: [{rest: 5}]")
        #expect(RoutineFixtures.lines(shown) == [])
    }
}
