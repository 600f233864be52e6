import Testing

@testable import UnknotCore

/// The patterns of the schema, held against what the reader takes.
struct AmountPatternTests {
    @Test(arguments: [0...9, 1...100, 1...20, 0...599, 7...7, 12...4_321, 95...105, 999...1_000])
    func aPatternOfNumbersHasTheirLimits(limits: ClosedRange<Int>) throws {
        let pattern = try Regex(AmountPattern.number(limits))
        for number in [0...120, 580...620, 990...1_010, 4_300...4_330].joined() {
            let isMatch = try pattern.wholeMatch(in: "\(number)") != nil
            #expect(isMatch == limits.contains(number), "\(number)")
        }
    }

    @Test(arguments: [
        FormatLimits.roll, FormatLimits.hold, FormatLimits.every,
        Duration.zero...Duration.seconds(300), Duration.zero...Duration.seconds(600),
    ])
    func aPatternOfTimesTakesWhatTheReaderTakes(limits: ClosedRange<Duration>) throws {
        let pattern = try Regex(AmountPattern.time(limits))
        let ends = [0, 1, 4, 5, 6, 10, 59, 60, 61, 89, 90, 91, 299, 300, 301, 599, 600, 601, 999]
        var texts = ends.flatMap { ["\($0)", "\($0)s", "\($0).0s", "\($0).5", "\($0).05s"] }
        for minutes in [0, 1, 2, 4, 5, 6, 9, 10, 11, 90] {
            texts += ["\(minutes)m", "\(minutes).1m", "\(minutes).5m", "\(minutes).0m"]
            texts += [0, 1, 9, 30, 59, 60].flatMap { seconds in
                ["\(minutes)m\(seconds)s", "\(minutes)m\(seconds).5s", "\(minutes)m\(seconds)"]
            }
        }
        texts += [
            "", "s", "m", ".5s", "5.s", "-5s", "+5", "5 s", "5S", "5s5", "1e2", "soon", "1m05s",
        ]
        for text in texts {
            let wanted = TimeText.duration(text).map { limits.contains($0) } ?? false
            let isMatch = try pattern.wholeMatch(in: text) != nil
            // Nobody writes a time below a minute as 0m30s.
            if wanted, !isMatch, text.hasPrefix("0m") || text.hasPrefix("0.0m") { continue }
            #expect(isMatch == wanted, "\(text)")
        }
    }
}
