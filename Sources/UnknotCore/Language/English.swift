/// The grammar and the words that several English texts share.
enum English {
    /// The tool with its article: `a foam roller`.
    static func tool(_ tool: Tool) -> String {
        switch tool {
        case .roller: "a foam roller"
        case .lacrosseBall: "a lacrosse ball"
        case .tennisBall: "a tennis ball"
        case .doubleBall: "two balls taped together or in a sock"
        case .band: "an exercise band"
        case .hands: "your hands"
        }
    }

    /// A side that is one of two: `right`, `left`.
    static func oneSide(_ side: Side?) -> String? { side == .both ? nil : side?.rawValue }

    /// `one minute and thirty seconds`, rounded to the nearest second.
    static func time(_ length: Duration) -> String {
        let seconds = (length.frames + SessionFormat.sampleRate / 2) / SessionFormat.sampleRate
        let parts = NumberWords.units(seconds / 3600, seconds / 60 % 60, seconds % 60)
        return parts.isEmpty ? "no time" : list(parts)
    }

    /// `one, two and three`.
    static func list(_ parts: [String]) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + " and " + last
    }

    /// `Twelve`: a number that opens a sentence.
    static func number(_ number: Int) -> String { NumberWords.words(number).capitalised }

    /// The line about `--fit`: `Fitted to 10:00: holds 40 s instead of 30 s; left out: lats.`.
    @Sendable static func fitted(_ change: FittedChange) -> String {
        var words = "Fitted to \(TimeText.clock(change.duration))"
        if change.limit - change.duration > SessionFormat.sampleRate {
            words +=
                change.isLongest
                ? ", the longest that its ranges allow"
                : ", the nearest to \(TimeText.clock(change.limit)) that its ranges allow"
        }
        var changes = change.kinds.map { kind in
            "\(amounts(kind.kind)) \(span(kind.now, kind.kind)) instead of "
                + span(kind.before, kind.kind)
        }
        if !change.leftOut.isEmpty {
            changes.append("left out: \(change.leftOut.joined(separator: ", "))")
        }
        return
            "\(words): \(changes.isEmpty ? "nothing is changed" : changes.joined(separator: "; "))."
    }

    /// The range of an amount: `40 to 41 s`.
    private static func span(_ amounts: ClosedRange<Int>, _ kind: Amount.Kind) -> String {
        let (low, high) =
            kind.isCount
            ? ("\(amounts.lowerBound)", "\(amounts.upperBound)")
            : (TimeText.seconds(amounts.lowerBound), TimeText.seconds(amounts.upperBound))
        return (low == high ? low : "\(low) to \(high)") + (kind.isCount ? "" : " s")
    }

    private static func amounts(_ kind: Amount.Kind) -> String {
        switch kind {
        case .hold: "holds"
        case .roll: "rolls"
        case .rest: "rests"
        case .reps: "repetitions"
        case .rounds: "rounds"
        }
    }

    /// The spoken names of keys that type a mark.
    static let marks: [Character: String] = [
        "+": "plus", "-": "minus", "=": "equals", ",": "comma", ".": "full stop", "/": "slash",
        "?": "question mark", ";": "semicolon", "'": "apostrophe", "<": "less than", "*": "star",
        "\\": "backslash", "`": "backquote", "[": "left bracket", "]": "right bracket",
    ]
}

extension String {
    /// The words as the opening of a sentence.
    var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
