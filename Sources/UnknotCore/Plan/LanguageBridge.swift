public typealias Language = Phrases

extension Phrases {
    var outcome: (LivePlan.Outcome) -> String {
        { outcome in
            switch outcome {
            case .more(let added, let side):
                TimeText.text(added) + " more"
                    + (side.map { ", and on the \($0.rawValue) later" } ?? "")
            case .holding(let time): "Holding for \(TimeText.text(time))"
            case .holdIsOver: "The hold is over"
            case .toFirstStep: "To the first step"
            case .toNextStep: "To the next step"
            case .toEnd: "To the end"
            case .ending: "Ending"
            case .back(let title): "Back to \(title)"
            case .skipping(let side): "Skipping the rest of the \(side.rawValue) side"
            }
        }
    }

    func tool(_ tool: Tool) -> String { tool.englishName ?? "your hands" }

    var fitted: (FittedChange) -> String {
        { change in
            func text(_ amount: Int, _ isCount: Bool) -> String {
                isCount ? "\(amount)" : TimeText.seconds(amount)
            }
            func span(_ r: ClosedRange<Int>, _ isCount: Bool) -> String {
                let ends = [r.lowerBound, r.upperBound].map { text($0, isCount) }
                let n = Set(ends).count == 1 ? ends[0] : ends.joined(separator: " to ")
                return isCount ? n : n + " s"
            }
            var words = "Fitted to \(TimeText.clock(change.duration))"
            if change.limit - change.duration > 48_000 {
                words +=
                    change.isLongest
                    ? ", the longest that its ranges allow"
                    : ", the nearest to \(TimeText.clock(change.limit)) that its ranges allow"
            }
            var changes = change.kinds.map { kind in
                let name =
                    switch kind.kind {
                    case .hold: "holds"
                    case .roll: "rolls"
                    case .rest: "rests"
                    case .reps: "repetitions"
                    case .rounds: "rounds"
                    }
                return
                    "\(name) \(span(kind.now, kind.kind.isCount)) instead of \(span(kind.before, kind.kind.isCount))"
            }
            if !change.leftOut.isEmpty {
                changes.append("left out: \(change.leftOut.joined(separator: ", "))")
            }
            if changes.isEmpty { changes.append("nothing is changed") }
            return "\(words): \(changes.joined(separator: "; "))."
        }
    }
}
