import Testing
import UnknotCore

/// Any text of a routine in cells, and the bytes that change a window.
struct ScreenTextTests {
    private func shown(_ text: String, isUnicode: Bool = true) -> [String] {
        ScreenText(text, isUnicode: isUnicode).glyphs.map(\.text)
    }

    @Test(arguments: [
        ("a\u{1B}[2Jb\u{7}", "a [2Jb "), ("a\tb\nc\u{85}d\u{9B}m", "a b c d m"),
        ("a\u{202E}b\u{200B}c\u{FEFF}d\u{E0041}e", "abcde"), ("x\u{2028}y\u{A0}z", "x y z"),
        ("\u{F8FF}", "?"), ("🇩🇪", "DE"), ("👩🏽\u{200D}🚀", "👩🚀"),
    ])
    func nothingThatMovesTheCursorIsLeft(text: String, wanted: String) {
        #expect(shown(text).joined() == wanted)
    }

    @Test func widthsAreThoseOfTerminals() {
        #expect(ScreenText("Wade", isUnicode: true).width == 4)
        #expect(ScreenText("ふくらはぎ", isUnicode: true).width == 10)
        #expect(ScreenText("종아리", isUnicode: true).width == 6)
        #expect(ScreenText("e\u{301}🦵", isUnicode: true).width == 3)
        #expect(ScreenText("Ｆ", isUnicode: true).width == 2)
    }

    @Test func marksStayWithTheirLetterAndAreFew() {
        let many = "a" + String(repeating: "\u{301}", count: 40) + "b"
        #expect(shown(many) == ["a\u{301}\u{301}", "b"])
        #expect(shown("\u{301}a") == ["a"])
    }

    @Test func withoutUnicodeEverythingIsASCII() {
        #expect(shown("é🦵ふ-", isUnicode: false) == ["?", "?", "?", "-"])
        #expect(shown("e\u{301}", isUnicode: false) == ["e"])
    }

    @Test func linesBreakBetweenWordsAndLongWordsWithin() {
        func lines(_ text: String, _ width: Int) -> [String] {
            ScreenText(text, isUnicode: true).wrapped(to: width)
                .map { $0.glyphs.map(\.text).joined() }
        }
        #expect(lines("Roll slowly back", 11) == ["Roll slowly", "back"])
        #expect(lines("  Roll   slowly ", 40) == ["Roll slowly"])
        #expect(lines("Gastrocnemius", 5) == ["Gastr", "ocnem", "ius"])
        #expect(lines("ふくらはぎ", 5) == ["ふく", "らは", "ぎ"])
        #expect(lines("ふ", 1) == ["?"])
        #expect(lines("", 5) == [])
    }

    @Test func whatIsCutSaysSo() {
        func cut(_ text: String, _ width: Int, _ isUnicode: Bool = true) -> String {
            ScreenText(text, isUnicode: isUnicode).cut(to: width, isUnicode: isUnicode)
                .glyphs.map(\.text).joined()
        }
        #expect(cut("Roll slowly", 11) == "Roll slowly")
        #expect(cut("Roll slowly", 6) == "Roll…")
        #expect(cut("Roll slowly", 8, false) == "Roll...")
        #expect(cut("ふくらはぎ", 4) == "ふ…")
        #expect(cut("Roll", 2, false) == "Ro")
    }

    @Test func aTitleOfAnyScriptKeepsTheLayout() throws {
        var timeline = try DisplayFixture.timeline(.upperCalf)
        let index = try #require(timeline.segments.firstIndex { $0.kind == .hold })
        for title in ["ふくらはぎの真ん中🦵", "\u{1B}]0;x\u{7}\u{1B}[31m", "a\u{301}\u{301}\u{301}"] {
            timeline.segments[index].title = title
            for width in 16...40 {
                let scene = SessionScene(timeline, position: timeline.segments[index].start)
                let grid = SessionScreen(
                    scene, size: ScreenSize(width: width, height: 20), isUnicode: true
                ).grid
                for row in 0..<20 {
                    let cells = (0..<width).map { grid[row, $0] }
                    #expect(cells.reduce(0) { $0 + ($1.glyph?.width ?? 0) } == width)
                }
                #expect(!grid.lines.joined().unicodeScalars.contains { $0.value < 32 })
            }
        }
    }

    // MARK: Bytes

    private func grid(_ text: String, _ style: ScreenStyle = ScreenStyle()) -> ScreenGrid {
        var grid = ScreenGrid(ScreenSize(width: 8, height: 2))
        grid.put(ScreenText(text, isUnicode: true), row: 1, column: 0, style)
        return grid
    }

    private func bytes(
        _ old: ScreenGrid?, _ new: ScreenGrid, hasColours: Bool = true
    ) -> String {
        String(
            decoding: ScreenUpdate.bytes(from: old, to: new, hasColours: hasColours),
            as: UTF8.self
        ).replacing("\u{1B}", with: "^")
    }

    @Test func onlyWhatChangedIsWritten() {
        #expect(bytes(grid("0:30"), grid("0:30")) == "")
        #expect(bytes(grid("0:30"), grid("0:29")) == "^[?2026h^[2;3H^[0m29^[0m^[?2026l")
        #expect(
            bytes(grid("a b"), grid("x y")) == "^[?2026h^[2;1H^[0mx^[2;3Hy^[0m^[?2026l")
    }

    @Test func anUnknownWindowAndOneOfAnotherSizeAreWrittenWhole() {
        let whole = "^[?2026h^[1;1H^[0m        ^[2;1H0:30    ^[0m^[?2026l"
        #expect(bytes(nil, grid("0:30")) == whole)
        #expect(bytes(ScreenGrid(ScreenSize(width: 3, height: 3)), grid("0:30")) == whole)
    }

    @Test func coloursAreLeftOutWhereNoneAreWanted() {
        let style = ScreenStyle(.hold, .bold, isFilled: true)
        #expect(bytes(grid("a"), grid("b", style)).contains("^[0;1;30;43mb"))
        #expect(bytes(grid("a"), grid("b", style), hasColours: false).contains("^[0;1;7mb"))
        for meaning in ScreenStyle.Meaning.allCases {
            for weight in ScreenStyle.Weight.allCases {
                let text = bytes(
                    grid("a"), grid("b", ScreenStyle(meaning, weight)), hasColours: false)
                #expect(!text.contains(";3") && !text.contains(";4"), "\(text)")
            }
        }
    }

    @Test func afterAGlyphOfUncertainWidthThePlaceIsSaidAnew() {
        #expect(
            bytes(grid(""), grid("ふa"))
                == "^[?2026h^[2;1H^[0m  ^[2;1Hふ^[2;3Ha^[0m^[?2026l")
        // What is left of a wide glyph goes with it.
        #expect(bytes(grid("ふa"), grid("xya")) == "^[?2026h^[2;1H^[0mxy^[0m^[?2026l")
        #expect(bytes(grid("ふa"), grid("x")) == "^[?2026h^[2;1H^[0mx  ^[0m^[?2026l")
    }
}
