extension DoseSheet {
    /// What a choice of amounts changes, in one line.
    ///
    /// - Parameters:
    ///   - amounts: the choice.
    ///   - leftOut: the ids of the steps that are left out.
    ///   - duration: how long the session then lasts.
    ///   - limit: the time that was given.
    /// - Returns: `Fitted to 10:00: holds 40 s instead of 30 s; left out: lats.`
    func summary(
        _ amounts: [Int], leftOut: [String], duration: Frames, limit: Frames
    ) -> String {
        var words = "Fitted to \(SessionTime.clock(duration))"
        if limit - duration > SessionFormat.sampleRate {
            words +=
                amounts == longest && leftOut.isEmpty
                ? ", the longest that its ranges allow"
                : ", the nearest to \(SessionTime.clock(limit)) that its ranges allow"
        }
        var changes = Kind.allCases.compactMap { change(of: $0, amounts) }
        if !leftOut.isEmpty { changes.append("left out: \(leftOut.joined(separator: ", "))") }
        if changes.isEmpty { changes.append("nothing is changed") }
        return "\(words): \(changes.joined(separator: "; "))."
    }

    /// `holds 40 to 41 s instead of 30 s`; nil where none of a kind is changed.
    private func change(of kind: Kind, _ amounts: [Int]) -> String? {
        let changed = entries.indices.filter {
            entries[$0].kind == kind && entries[$0].sides > 0 && amounts[$0] != entries[$0].start
        }
        guard !changed.isEmpty else { return nil }
        let now = span(changed.map { amounts[$0] }, kind)
        let before = span(changed.map { entries[$0].start }, kind)
        return "\(kind.words) \(now) instead of \(before)"
    }

    private func span(_ amounts: [Int], _ kind: Kind) -> String {
        func text(_ amount: Int) -> String {
            kind.isCount || amount % 10 == 0
                ? "\(kind.isCount ? amount : amount / 10)" : "\(amount / 10).\(amount % 10)"
        }
        let ends = [amounts.min(), amounts.max()].compactMap { $0 }.map(text)
        let numbers = Set(ends).count == 1 ? ends[0] : ends.joined(separator: " to ")
        return kind.isCount ? numbers : "\(numbers) s"
    }
}

extension DoseSheet.Kind {
    fileprivate var words: String {
        switch self {
        case .hold: "holds"
        case .roll: "rolls"
        case .rest: "rests"
        case .reps: "repetitions"
        case .rounds: "rounds"
        }
    }
}
