/// Every way to write a time, and to read the one that people write.
///
/// Times in words belong to a language and stand there.
public enum TimeText {
    // MARK: In routines and options: 1m30s

    /// The time that a text stands for, such as `90s`, `1m30s`, `90`, `7.5s`, `2m` or `1h`.
    ///
    /// Nil for anything else. A time has one decimal at most, because a session keeps time in
    /// tenths of a second; routine files and the command line share this notation. A number without a unit counts seconds. Hours, minutes and seconds come in this order, each
    /// at most once; only the last may have a decimal, and a number after a greater unit stays
    /// below 60. Zero is a time; a sign is not part of one.
    public static func duration(_ text: String) -> Duration? {
        tenths(in: text, strictly: true).map(Duration.init(tenths:))
    }

    /// The shortest usual notation of a time: `1m30s`, `30s`, `7.5s`; the nearest tenth is taken.
    ///
    /// `duration(_:)` reads it back, unless the time is negative and has a minus sign.
    public static func text(_ duration: Duration) -> String {
        let (whole, attoseconds) = duration.components
        let (carry, tenth) = ((attoseconds.magnitude + perTenth / 2) / perTenth)
            .quotientAndRemainder(dividingBy: 10)
        let seconds = whole.magnitude + carry
        var text = ""
        if seconds >= 3600 { text += "\(seconds / 3600)h" }
        if seconds / 60 % 60 > 0 { text += "\(seconds / 60 % 60)m" }
        if tenth > 0 {
            text += "\(seconds % 60).\(tenth)s"
        } else if seconds % 60 > 0 || text.isEmpty {
            text += "\(seconds % 60)s"
        }
        let isNegative = (whole < 0 || attoseconds < 0) && seconds + tenth > 0
        return (isNegative ? "-" : "") + text
    }

    /// The time that was probably meant by a text that is not one: `30 sec`, `1:30`, `90S`.
    ///
    /// It is for advice only; nothing is timed by it.
    public static func meant(by text: String) -> Duration? {
        guard text.utf8.count <= 40 else { return nil }
        var plain = String(text.lowercased().filter { $0 != " " })
        for (word, unit) in wordsOfUnits {
            plain = plain.replacing(word, with: unit)
        }
        plain.replace(",", with: ".")
        let clock = plain.split(separator: ":", omittingEmptySubsequences: false)
        if clock.count == 2 { plain = "\(clock[0])m\(clock[1])s" }
        return tenths(in: plain, strictly: false).map(Duration.init(tenths:))
    }

    private static let perTenth: UInt64 = 100_000_000_000_000_000

    /// Longer words first, so that no word is cut by a shorter one.
    private static let wordsOfUnits = [
        ("seconds", "s"), ("second", "s"), ("secs", "s"), ("sec", "s"),
        ("minutes", "m"), ("minute", "m"), ("mins", "m"), ("min", "m"),
        ("hours", "h"), ("hour", "h"), ("hrs", "h"), ("hr", "h"),
    ]

    private static let tenthsOfUnits: [(unit: Character, tenths: Int)] = [
        ("h", 36_000), ("m", 600), ("s", 10),
    ]

    /// The tenths of a second in a text.
    ///
    /// A lenient reading takes further decimals, numbers of 60 and more after a greater unit, and
    /// a last number without its unit; a strict one takes none of them.
    private static func tenths(in text: String, strictly isStrict: Bool) -> Int? {
        var rest = text[...]
        var total = 0
        var units = tenthsOfUnits[...]
        repeat {
            guard let number = takeNumber(from: &rest, strictly: isStrict) else { return nil }
            let isFirst = units.count == tenthsOfUnits.count
            let size: Int
            if let name = rest.popFirst() {
                guard let index = units.firstIndex(where: { $0.unit == name }) else { return nil }
                size = units[index].tenths
                units = units[(index + 1)...]
            } else if isFirst {
                size = 10
            } else {
                guard !isStrict, let next = units.first else { return nil }
                size = next.tenths
            }
            guard rest.isEmpty || !number.hasDecimal else { return nil }
            guard !isStrict || isFirst || number.tenths < 600 else { return nil }
            total += number.tenths * size / 10
        } while !rest.isEmpty
        return total
    }

    /// A number from the beginning of a text, in tenths; six digits at most, so nothing overflows.
    private static func takeNumber(
        from rest: inout Substring, strictly isStrict: Bool
    ) -> (tenths: Int, hasDecimal: Bool)? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard digits.count <= 6, let whole = Int(digits) else { return nil }
        rest = rest.dropFirst(digits.count)
        guard rest.first == "." else { return (whole * 10, false) }
        let decimals = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
        guard let first = decimals.first?.wholeNumberValue, !isStrict || decimals.count == 1 else {
            return nil
        }
        rest = rest.dropFirst(1 + decimals.count)
        return (whole * 10 + first, true)
    }

    // MARK: Of a session, for people

    /// A length as minutes and seconds, rounded to the nearest second: `12:03`.
    public static func clock(_ frames: Frames) -> String {
        countdown((frames + SessionFormat.sampleRate / 2) / SessionFormat.sampleRate)
    }

    /// Whole seconds as minutes and seconds: `12:03`.
    public static func countdown(_ seconds: Int) -> String {
        "\(seconds / 60):\(padded(seconds % 60))"
    }

    /// A position as minutes, seconds and a tenth, rounded down: `12:03.4`.
    public static func stamp(_ frame: Frames) -> String {
        let (seconds, tenth) = split(frame, by: 10)
        return "\(countdown(seconds)).\(tenth)"
    }

    /// Seconds with a tenth, rounded down: `6.0`.
    public static func tenths(_ frames: Frames) -> String {
        let (seconds, tenth) = split(frames, by: 10)
        return "\(seconds).\(tenth)"
    }

    /// Seconds with no more decimals than they need, to the nearest thousandth: `48.6`.
    public static func seconds(_ frames: Frames) -> String {
        let (seconds, rest) = split(frames + SessionFormat.sampleRate / 2_000, by: 1_000)
        guard rest > 0 else { return "\(seconds)" }
        var decimals = padded(rest, to: 3)
        while decimals.last == "0" { decimals.removeLast() }
        return "\(seconds).\(decimals)"
    }

    /// Minutes and seconds with their units, to the nearest tenth: `1 min 30 s`, `7.5 s`.
    ///
    /// The spaces are such that no line is broken at them.
    public static func units(_ frames: Frames) -> String {
        let tenths = (frames + SessionFormat.grid / 2) / SessionFormat.grid
        let (minutes, rest) = tenths.quotientAndRemainder(dividingBy: 600)
        let seconds = self.seconds(rest * SessionFormat.grid) + "\u{A0}s"
        if minutes == 0 { return seconds }
        return "\(minutes)\u{A0}min" + (rest == 0 ? "" : "\u{A0}\(seconds)")
    }

    // MARK: In the files beside a session, rounded down

    /// SubRip and WebVTT: hours, minutes, seconds and thousandths: `00:12:03,400`.
    static func caption(_ frame: Frames, decimalMark: String) -> String {
        let (seconds, rest) = split(frame, by: 1_000)
        let minutes = "\(padded(seconds / 3_600)):\(padded(seconds / 60 % 60))"
        return "\(minutes):\(padded(seconds % 60))\(decimalMark)\(padded(rest, to: 3))"
    }

    /// LRC: minutes, seconds and hundredths: `12:03.40`.
    static func lyric(_ frame: Frames) -> String {
        let (seconds, rest) = split(frame, by: 100)
        return "\(padded(seconds / 60)):\(padded(seconds % 60)).\(padded(rest))"
    }

    /// Cue sheets: minutes, seconds and the frames of a compact disc, 75 a second: `12:03:30`.
    static func disc(_ frame: Frames) -> String {
        let (seconds, rest) = split(frame, by: 75)
        return "\(padded(seconds / 60)):\(padded(seconds % 60)):\(padded(rest))"
    }

    /// A number with zeros before it, up to a count of digits.
    static func padded(_ number: Int, to digits: Int = 2) -> String {
        let text = "\(number)"
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// Whole seconds, and the parts of a second that are left, rounded down.
    private static func split(_ frames: Frames, by parts: Int) -> (seconds: Int, rest: Int) {
        let count = frames * parts / SessionFormat.sampleRate
        return (count / parts, count % parts)
    }
}

extension Duration {
    /// A count of tenths of a second as a duration.
    fileprivate init(tenths: Int) {
        self = .milliseconds(tenths * 100)
    }
}
