extension DoseSheet {
    /// How finely amounts are scaled between the ends of their ranges and where they start.
    private static let steps = 1_000
    /// What is left over and yet near enough, in tenths of a second.
    private static let near = 20
    /// How many counts are tried one by one, and how often.
    private static let mostTried = 16
    private static let mostRaised = 64

    /// The amounts with which the work lasts as long as a time allows, and no longer.
    ///
    /// All amounts move within their ranges by the same share of the way from where they start;
    /// what is then left over goes to rolls and rests, then to holds, a second at a time. Counts
    /// are tried a little higher where the seconds cannot fill what they leave.
    /// Cost: linear in the number of amounts, some hundred times over.
    ///
    /// - Parameter time: the most that the work may last, in tenths of a second.
    /// - Returns: the amounts, or nil where even the least of them last longer.
    func amounts(within time: Int) -> [Int]? {
        guard work(shortest) <= time else { return nil }
        if work(longest) <= time { return longest }
        let scale = largest(of: 2 * Self.steps) { work(scaled($0)) <= time }
        let even = scaled(scale)
        var best = (amounts: even, left: time - work(even))
        func take(_ counts: [Int]) {
            guard let filled = filled(counts, within: time) else { return }
            let left = time - work(filled)
            if left < best.left { best = (filled, left) }
        }
        for counts in [nearer(to: scale, even), even] where best.left > Self.near { take(counts) }
        // What no time can take up, one more of something may.
        for _ in 0..<Self.mostRaised where best.left > Self.near {
            let before = best
            for index in raisable(before.amounts).prefix(Self.mostTried) {
                var counts = before.amounts
                counts[index] += 1
                take(counts)
            }
            if best.left == before.left { break }
        }
        return best.amounts
    }

    /// The amounts at a scale: 0 the least, `steps` where they start, twice that the most.
    ///
    /// They are moved by whole units, downwards, so that a time of whole seconds stays one.
    private func scaled(_ scale: Int) -> [Int] {
        entries.indices.map { scaled($0, scale) }
    }

    private func scaled(_ index: Int, _ scale: Int) -> Int {
        let entry = entries[index]
        guard entry.isVariable else { return entry.start }
        if scale >= 2 * Self.steps { return entry.range.upperBound }
        let unit = entry.unit * Self.steps
        let way = share(entry, scale)
        let units = (way >= 0 ? way : way - unit + 1) / unit
        return min(
            max(entry.start + units * entry.unit, entry.range.lowerBound), entry.range.upperBound)
    }

    /// How far an amount is from its start at a scale, in thousandths.
    private func share(_ entry: Entry, _ scale: Int) -> Int {
        let way = scale - Self.steps
        let end = way < 0 ? entry.range.lowerBound : entry.range.upperBound
        return (end - entry.start) * abs(way)
    }

    /// The largest number from 0 to a limit for which something holds; it holds for 0.
    private func largest(of limit: Int, where holds: (Int) -> Bool) -> Int {
        var (low, high) = (0, limit + 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if holds(middle) { low = middle } else { high = middle }
        }
        return low
    }

    // MARK: Counts

    /// Amounts whose counts are rounded to the nearest at a scale, not down.
    private func nearer(to scale: Int, _ even: [Int]) -> [Int] {
        var amounts = even
        for index in raisable(even) {
            let way = entries[index].start * Self.steps + share(entries[index], scale)
            if 2 * (way - even[index] * Self.steps) >= Self.steps { amounts[index] += 1 }
        }
        return amounts
    }

    private func raisable(_ amounts: [Int]) -> [Int] {
        entries.indices.filter {
            entries[$0].kind.isCount && amounts[$0] < entries[$0].range.upperBound
        }
    }

    // MARK: Times

    /// The amounts with these counts and the times that fill what is left; nil where none does.
    private func filled(_ counts: [Int], within time: Int) -> [Int]? {
        func amounts(_ scale: Int) -> [Int] {
            entries.indices.map { entries[$0].kind.isCount ? counts[$0] : scaled($0, scale) }
        }
        guard work(amounts(0)) <= time else { return nil }
        var filled = amounts(largest(of: 2 * Self.steps) { work(amounts($0)) <= time })
        var left = time - work(filled)
        let kinds: [[Kind]] = [[.roll, .rest], [.hold]]
        var isRaised = true
        while isRaised {
            isRaised = false
            for kinds in kinds {
                for index in entries.indices where kinds.contains(entries[index].kind) {
                    let entry = entries[index]
                    let more = min(entry.unit, entry.range.upperBound - filled[index])
                    let cost = more * weight(of: index, filled)
                    guard more > 0, cost > 0, cost <= left else { continue }
                    filled[index] += more
                    left -= cost
                    isRaised = true
                }
            }
        }
        return filled
    }
}
