/// The word that somebody probably meant.
public enum Suggestion {
    /// The word with the fewest slips between it and `word`, or nil if none is near.
    ///
    /// Among equals the first wins.
    public static func nearest(
        to word: String, among candidates: some Sequence<String>
    ) -> String? {
        near(word, among: candidates).first
    }

    /// The words that are near to `word`, those with the fewest slips first.
    ///
    /// A slip is a letter too many, too few, wrong, or two neighbours swapped; capitals do not
    /// count. How many slips are near depends on the length: one in four letters, two in seven,
    /// three in more. Equals keep their order. The cost is the product of the lengths, for each
    /// candidate of about the same length.
    public static func near(_ word: String, among candidates: some Sequence<String>) -> [String] {
        let written = Array(word.lowercased())
        let reach =
            switch written.count {
            case 0, 1: 0
            case 2...4: 1
            case 5...7: 2
            case 8...64: 3
            default: -1
            }
        guard reach >= 0 else { return [] }
        var found = [[String]](repeating: [], count: reach + 1)
        for candidate in candidates {
            let letters = Array(candidate.lowercased())
            guard abs(letters.count - written.count) <= reach else { continue }
            let slips = slips(from: written, to: letters)
            if slips <= reach { found[slips].append(candidate) }
        }
        return found.flatMap(\.self)
    }

    /// The optimal string alignment distance, with three rows of its table kept.
    private static func slips(from source: [Character], to target: [Character]) -> Int {
        var beforeLast = [Int](repeating: 0, count: target.count + 1)
        var last = Array(0...target.count)
        for (row, letter) in source.enumerated() {
            var current = [row + 1]
            for (column, other) in target.enumerated() {
                var cost = min(
                    last[column] + (letter == other ? 0 : 1),
                    last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, letter == target[column - 1], source[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[target.count]
    }
}
