import Testing
import UnknotCore

struct RoutineRefusalTests {
    static let refused: [Given<[String]>] =
        [
            Given("", [#"a.yaml: the file is empty; begin it with "unknot: 1""#]),
            Given("\n \n", [#"a.yaml: the file is empty; begin it with "unknot: 1""#]),
            Given(
                "# a\n# b", [#"a.yaml: the file holds only comments; begin it with "unknot: 1""#]),
            Given("---\n", [#"a.yaml: the file holds no routine; begin it with "unknot: 1""#]),
            Given(
                "a\0b",
                ["a.yaml:1:2: the file is not text: it holds a NUL byte; save it as UTF-8 text"]),
        ]
        + RoutineFixtures.cases(
            #"""
            - a
            => 1:1: a routine wants keys such as "unknot" and "id", not a list; write for example unknot: 1
            hello
            => 1:1: a routine wants keys such as "unknot" and "id", not a text; write for example unknot: 1
            """#)
        + RoutineFixtures.cases(
            """
            ---
            id: b
            => 40:1: a second document begins here; write everything above it, or make it a file of its own
            ...
            id: b
            => 41:1: this does not fit what stands above it; check the indentation
            """
        ) { RoutineFixtures.everything + "\n\($0)\n" }
        + RoutineFixtures.cases(
            #"""
            setup: [Sit
            => 9:16: the "[" that opens here is not closed in time; put quotes around a text that begins with it, or close it
            setup: @home
            => 9:16: a text cannot begin with "@"; put quotes around the text
            setup: *Stop* if it tingles.
            => 9:16: a text cannot begin with "*"; put quotes around the text
            setup: *Stop if it tingles.
            => 9:16: "*Stop" is an alias, which this format does not have; write the value itself, or put quotes around a text that begins with *
            setup: !now! Stop.
            => 9:16: a text cannot begin with "!"; put quotes around the text
            setup: - Sit
            => 9:16: a list cannot begin here; begin it on the next line, or put quotes around a text with a hyphen
            setup: "C:\q"
            => 9:19: this is no escape that a text in double quotes may have; write \\ for a backslash, or use single quotes
            setup: | Sit
            => 9:18: a text after "|" or ">" begins on the next line; put quotes around a text that begins with one of them
            """#
        ) { RoutineFixtures.step("\($0)\ndo: [{rest: 5}]") }
        + RoutineFixtures.cases(
            #"""
            - roll: 5s
            say: Up.
            => 12:11: this line belongs to no item of the list above it; begin it with "- ", or indent it like the keys of the item
            - roll: 5s
              say:Up.
              only: full
            => 12:13: a key wants ": " after it, on the same line; write it as "key: value", or indent it if the text above goes on here
            """#, in: RoutineFixtures.actions)

    @Test(arguments: refused) func whatIsNoRoutineIsRefusedInOneLine(given: Given<[String]>) {
        #expect(RoutineFixtures.lines(given.text) == given.wanted)
    }

    @Test func aFileOf256KiBIsTheLargest() {
        let routine = Array((RoutineFixtures.everything + "\n").utf8)
        func padded(to size: Int) -> [UInt8] {
            routine + [UInt8](repeating: UInt8(ascii: "#"), count: size - routine.count)
        }
        #expect(RoutineFixtures.lines(padded(to: 262_144)) == [])
        #expect(
            RoutineFixtures.lines(padded(to: 262_145)) == [
                "a.yaml: the file has more than 262144 bytes, the most that a routine may have; "
                    + "make several files of it"
            ])
    }

    @Test func whatIsNotUTF8IsRefusedWhereItBegins() {
        #expect(
            RoutineFixtures.lines(Array("id: a\ntitle: ".utf8) + [0xE9, 0x0A]) == [
                "a.yaml:2:8: the file is not UTF-8 text; save it as UTF-8"
            ])
        #expect(
            RoutineFixtures.lines([0xFF, 0xFE, 0x69, 0x00]) == [
                "a.yaml: the file is UTF-16 text; save it as UTF-8"
            ])
    }

    @Test func charactersThatNobodySeesAreNamed() {
        let text = RoutineFixtures.actions("- roll: 5s\n  say: A\u{1B}[31m B\u{202E}\n- hodl: 9s")
        #expect(
            RoutineFixtures.lines(text) == [
                "a.yaml:12:19: the character U+001B has no place in a text; remove it",
                "a.yaml:12:26: the character U+202E has no place in a text; remove it",
                #"a.yaml:13:13: unknown key "hodl"; did you mean "hold"?"#,
            ])
    }

    @Test func anchorsAliasesAndTagsAreReportedWithTheRest() {
        let text = RoutineFixtures.actions(
            """
            - roll: &t 5s
              say: !now "Up."
            - rest: *t
            - roll: !!python/object 5s
            - hodl: 2s
            """)
        let advice = "write the value itself, or put quotes around a text that begins with"
        #expect(
            RoutineFixtures.lines(text) == [
                "a.yaml:11:19: \"&t\" is an anchor, which this format does not have; \(advice) &",
                "a.yaml:12:18: \"!now\" is a tag, which this format does not have; \(advice) !",
                "a.yaml:13:19: \"*t\" is an alias, which this format does not have; \(advice) *",
                "a.yaml:14:19: \"!!python/object\" is a tag, which this format does not have; "
                    + "\(advice) !",
                #"a.yaml:15:13: unknown key "hodl"; did you mean "hold"?"#,
                #"a.yaml:15:19: "hold" wants a time from 5s to 5m, not "2s"; write for example hold: 30s"#,
            ])
    }

    @Test(.timeLimit(.minutes(5)))
    func anAliasBombOfKeysIsRefusedAtOnce() {
        var text = "a0: &a0 [x]\n"
        for level in 1...60 {
            text += "a\(level): &a\(level) {? *a\(level - 1) : b, ? [*a\(level - 1)] : c}\n"
        }
        let lines = RoutineFixtures.lines(text)
        #expect(lines.first?.hasPrefix("a.yaml: the file has 246 problems") == true)
        #expect(lines.count == 101)
    }

    /// The largest file of each of these is refused at the place where it becomes too deep.
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ("[", "1:17"), ("{", "1:17"), ("{a: ", "1:65"), ("- ", "1:33"), ("? ", "1:33"),
            ("[a: ", "1:33"),
        ])
    func deepNestingIsRefusedAtOnce(opening: String, place: String) {
        let text = String(repeating: opening, count: 262_144 / opening.utf8.count)
        #expect(
            RoutineFixtures.lines(text) == [
                "a.yaml:\(place): lists and maps stand more than 16 deep in each other here; "
                    + "take some of them away, or put quotes around a text"
            ])
    }

    @Test func deepIndentationIsRefusedToo() {
        let text = (0..<300).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(RoutineFixtures.lines(text).map { $0.prefix(12) } == ["a.yaml:17:17"])
    }

    /// Files that could cost a parser, or a report of its problems, more than their length.
    private static let costly: [String] =
        ["a: a: a: ", "- - - a\n", "a: b\n", "[a b]: c\n", "\u{1}"].map {
            String(repeating: $0, count: 262_144 / $0.utf8.count)
        } + [
            "[" + String(repeating: "*a, ", count: 65_000) + "]",
            "{" + (0..<30_000).map { "a\($0)," }.joined() + "}",
            (0..<15_000).map { "%TAG !\($0)! a\n" }.joined(),
        ]

    @Test(.timeLimit(.minutes(2)), arguments: costly.map { Given($0, ()) })
    func noLargestFileTakesLong(given: Given<Void>) {
        #expect((1...101).contains(RoutineFixtures.lines(given.text).count))
    }

    @Test func noMutationOfAFileMakesTheReaderCrash() throws {
        var dice = Dice(seed: 7)
        let signs = Array("-?:,[]{}#&*!|>'\"%@ \t\n\r\\~0a\u{FEFF}".utf8)
        for file in try [RoutineFixtures.everything, BrokenRoutineTests.whole].map({
            Array($0.utf8)
        }) {
            for _ in 0..<1_000 {
                var bytes = file
                for _ in 0..<Int.random(in: 1...4, using: &dice) {
                    let place = Int.random(in: 0..<bytes.count, using: &dice)
                    switch Int.random(in: 0..<4, using: &dice) {
                    case 0:
                        let end = min(
                            place + Int.random(in: 1...30, using: &dice), bytes.count - 1)
                        bytes.removeSubrange(min(place, end)..<end)
                    case 1:
                        bytes.insert(UInt8.random(in: 0...255, using: &dice), at: place)
                    case 2:
                        bytes.insert(
                            signs[Int.random(in: 0..<signs.count, using: &dice)], at: place)
                    default:
                        let other = Int.random(in: 0..<bytes.count, using: &dice)
                        let part = bytes[other..<min(other + 40, bytes.count)]
                        bytes.insert(contentsOf: part, at: place)
                    }
                }
                if case .failure(let error) = RoutineReader.read(bytes) {
                    #expect(!error.problems.isEmpty)
                }
            }
        }
    }
}
