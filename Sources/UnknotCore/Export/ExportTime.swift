/// Positions and texts as the files beside a session want them.
enum ExportTime {
    /// Hours, minutes, seconds and thousandths: `00:12:03,400`.
    static func clock(_ frame: Frames, _ separator: String) -> String {
        let milliseconds = frame * 1_000 / SessionFormat.sampleRate
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
        let hours = twoDigits(seconds / 3_600)
        let minutes = twoDigits(seconds / 60 % 60)
        return "\(hours):\(minutes):\(twoDigits(seconds % 60))\(separator)\(threeDigits(rest))"
    }

    /// Minutes, seconds and hundredths: `12:03.40`.
    static func minutes(_ frame: Frames) -> String {
        let hundredths = frame * 100 / SessionFormat.sampleRate
        let (seconds, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        return "\(twoDigits(seconds / 60)):\(twoDigits(seconds % 60)).\(twoDigits(rest))"
    }

    /// Minutes, seconds and the frames of a compact disc, 75 a second, rounded down: `12:03:30`.
    static func disc(_ frame: Frames) -> String {
        let frames = frame * 75 / SessionFormat.sampleRate
        let (seconds, rest) = frames.quotientAndRemainder(dividingBy: 75)
        return "\(twoDigits(seconds / 60)):\(twoDigits(seconds % 60)):\(twoDigits(rest))"
    }

    /// Seconds with no more decimals than they need, to the thousandth: `48.6`.
    static func seconds(_ frames: Frames) -> String {
        let milliseconds =
            (frames * 1_000 + SessionFormat.sampleRate / 2) / SessionFormat.sampleRate
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
        guard rest > 0 else { return "\(seconds)" }
        var decimals = threeDigits(rest)
        while decimals.last == "0" { decimals.removeLast() }
        return "\(seconds).\(decimals)"
    }

    /// A number with a zero before it where it has one digit.
    static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    private static func threeDigits(_ number: Int) -> String {
        number < 100 ? "0" + twoDigits(number) : "\(number)"
    }

    /// A text on one line, with single spaces.
    static func line(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
