import Testing

@testable import UnknotCore

struct SourceExcerptTests {
    private func excerpt(
        _ text: String, _ line: Int, _ column: Int, width: Int = 80
    ) -> [String] {
        SourceExcerpt(of: Array(text.utf8))
            .lines(at: SourcePosition(line: line, column: column), width: width)
    }

    @Test func theCaretStandsUnderThePlace() {
        #expect(excerpt("a: b\r\nroll: x\n", 2, 7) == ["    2 | roll: x", "      |       ^"])
        #expect(excerpt("a\rb\rc", 3, 1) == ["    3 | c", "      | ^"])
        #expect(excerpt("\u{FEFF}ab", 1, 2) == ["    1 | ab", "      |  ^"])
    }

    @Test func justBehindALineIsAPlaceAndFurtherIsNone() {
        #expect(excerpt("ab\n", 1, 3) == ["    1 | ab", "      |   ^"])
        #expect(excerpt("ab\n", 2, 1) == ["    2 | ", "      | ^"])
        #expect(excerpt("ab\n", 1, 4) == [])
        #expect(excerpt("ab\n", 3, 1) == [])
        #expect(excerpt("ab\n", 0, 1) == [])
        #expect(excerpt("ab\n", 1, 0) == [])
    }

    @Test func tabsWideLettersAndMarksKeepTheCaretInPlace() {
        #expect(excerpt("\tx", 1, 2) == ["    1 |     x", "      |     ^"])
        #expect(excerpt("a\tx", 1, 3) == ["    1 | a   x", "      |     ^"])
        #expect(excerpt("日本x", 1, 3) == ["    1 | 日本x", "      |     ^"])
        #expect(excerpt("e\u{301}x", 1, 3) == ["    1 | e\u{301}x", "      |  ^"])
    }

    @Test func nothingThatSteersATerminalIsShown() {
        #expect(
            excerpt("a\u{1B}[31m\u{202E}\0\u{9B}b", 1, 9)
                == ["    1 | a\u{FFFD}[31m\u{FFFD}\u{FFFD}\u{FFFD}b", "      |         ^"])
        #expect(
            SourceExcerpt(of: [0x61, 0xE9, 0x62]).lines(
                at: SourcePosition(line: 1, column: 2), width: 80)
                == ["    1 | a\u{FFFD}b", "      |  ^"])
    }

    /// Lines of all kinds, at every place and width: the caret stands under the right character, and
    /// nothing is wider than there is room for.
    @Test(arguments: [
        String(repeating: "0123456789", count: 12), String(repeating: "日本", count: 40),
        String(repeating: "ae\u{301}\u{302}", count: 30), String(repeating: "a\t", count: 30),
        "short",
    ])
    func aLongLineIsCutAroundTheCaret(line: String) throws {
        let scalars = Array(line.unicodeScalars)
        for width in [0, 28, 29, 40, 81] {
            for column in 1...(scalars.count + 1) {
                let shown = excerpt(line, 1, column, width: width)
                try #require(shown.count == 2)
                let text = shown[0].dropFirst(8)
                let caret = shown[1].count - 9
                #expect(DisplayWidth.of(text) <= max(20, width - 8))
                #expect(caret < max(20, width - 8))
                guard column <= scalars.count, DisplayWidth.of(scalars[column - 1]) > 0 else {
                    continue
                }
                var place = 0
                let found = text.unicodeScalars.first { scalar in
                    defer { place += DisplayWidth.of(scalar) }
                    return place == caret && DisplayWidth.of(scalar) > 0
                }
                let wanted = scalars[column - 1]
                #expect(found == (wanted == "\t" ? " " : wanted), "column \(column) of \(width)")
            }
        }
        let middle = excerpt(line, 1, scalars.count / 2, width: 40)[0].dropFirst(8)
        #expect(line == "short" || middle.hasPrefix("…") && middle.hasSuffix("…"))
    }

    @Test func aTextIsBrokenAtItsSpaces() {
        #expect(DisplayWidth.lines(of: " one  two three ", width: 7) == ["one two", "three"])
        #expect(DisplayWidth.lines(of: "日本 日本", width: 8) == ["日本", "日本"])
        #expect(
            DisplayWidth.lines(of: "incomprehensible it", width: 5) == ["incomprehensible", "it"])
        #expect(DisplayWidth.lines(of: "  ", width: 5) == [])
    }
}
