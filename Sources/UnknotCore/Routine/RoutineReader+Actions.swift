/// What an action does.
enum Verb: String, CaseIterable, Sendable {
    case roll
    case hold
    case rest
    case reps
    case `repeat`
}

extension RoutineReader {
    /// The actions under `do`, of a step or of a repeat.
    mutating func actions(in fields: Fields, insideRepeat: Bool) -> [Action] {
        guard let items = list("do", in: fields) else { return [] }
        let most = FormatLimits.actions.upperBound
        if items.count > most {
            report(
                items[most].position, "a list has at most \(most) actions, and this is one more",
                "make several steps of it, or use repeat")
        }
        return items.prefix(most).map { action($0, insideRepeat: insideRepeat) }
    }

    private mutating func action(_ node: SourceNode, insideRepeat: Bool) -> Action {
        // A rest stands in, because it separates holds and so causes no further problem.
        var action = Action(.rest(Dose(.seconds(1))), position: node.position)
        guard let fields = fields(of: node, .action) else { return action }
        action.say = sentence("say", in: fields)
        action.brief = sentence("brief", in: fields)
        action.isFullOnly = isFullOnly(fields)
        if let brief = fields["brief"], fields["say"] == nil {
            report(
                brief.key, "\"brief\" is the short wording of \"say\", which is missing",
                "write \"say\" in its place")
        }
        guard let verb = verb(in: fields, insideRepeat: insideRepeat) else { return action }
        action.kind = kind(verb, in: fields)
        return action
    }

    /// The one verb of an action, with what does not go with it reported.
    private mutating func verb(in fields: Fields, insideRepeat: Bool) -> Verb? {
        let verbs = Verb.allCases.compactMap { verb in
            fields[verb.rawValue].map { (verb, key: $0.key) }
        }.sorted { $0.key < $1.key }
        guard let (verb, position) = verbs.first else {
            report(
                fields.position, "an action needs one of roll, hold, rest, reps, repeat",
                "write for example \"roll: 12s\"")
            return nil
        }
        for (other, position) in verbs.dropFirst() {
            report(
                position,
                "an action has one verb, and this one has \(verb.rawValue.quoted) already",
                "make \(other.rawValue.quoted) an action of its own")
        }
        for (key, owner) in [("every", Verb.reps), ("do", .repeat)] {
            guard let field = fields[key], !verbs.contains(where: { $0.0 == owner }) else {
                continue
            }
            report(
                field.key,
                "\(key.quoted) goes with \(owner.rawValue.quoted), not with \(verb.rawValue.quoted)",
                "leave it out, or write \(owner.rawValue.quoted) in the place of \(verb.rawValue.quoted)"
            )
        }
        if verb == .repeat, insideRepeat {
            report(position, "a repeat cannot stand inside a repeat", "write its actions out")
        }
        return verb
    }

    private mutating func kind(_ verb: Verb, in fields: Fields) -> Action.Kind {
        switch verb {
        case .roll:
            return .roll(dose(verb, in: fields, .time(FormatLimits.roll)))
        case .hold:
            return .hold(dose(verb, in: fields, .time(FormatLimits.hold)))
        case .rest:
            return .rest(dose(verb, in: fields, .time(FormatLimits.roll)))
        case .reps:
            need("every", "the time from one to the next, such as 6s", for: verb, in: fields)
            let every = amount("every", in: fields, .time(FormatLimits.every))
            return .reps(
                dose(verb, in: fields, .count(FormatLimits.reps)), every: every ?? .seconds(1))
        case .repeat:
            need("do", "the list of what is repeated", for: verb, in: fields)
            let dose = dose(verb, in: fields, .count(FormatLimits.rounds))
            return .repeat(dose, actions(in: fields, insideRepeat: true))
        }
    }

    private mutating func need(_ key: String, _ meaning: String, for verb: Verb, in fields: Fields)
    {
        guard fields[key] == nil else { return }
        report(
            fields.position, "\(verb.rawValue.quoted) needs \(key.quoted), which is missing",
            "\(key) is \(meaning)")
    }

    // MARK: - Doses

    private mutating func dose<Amount>(
        _ verb: Verb, in fields: Fields, _ measure: Measure<Amount>
    )
        -> Dose<Amount>
    {
        let usual = amount(verb.rawValue, in: fields, measure)
        let range = range(in: fields, measure)
        let full = amount("full", in: fields, measure)
        if let field = fields["full"], fields["range"] == nil {
            report(
                field.key, "\"full\" needs a \"range\" to lie in",
                "write for example range: \(measure.text(measure.limits))")
        }
        if let range {
            for (key, amount) in [(verb.rawValue, usual), ("full", full)] {
                guard let amount, !range.contains(amount) else { continue }
                report(
                    fields[key]?.value.position,
                    "\(key.quoted) is \(measure.text(amount)), outside of its range "
                        + measure.text(range), "choose one of those, or widen the range")
            }
        }
        return Dose(usual ?? measure.limits.lowerBound, range: range, full: full)
    }

    /// The two ends of `range: A..B`; nil if it is missing or wrong.
    private mutating func range<Amount>(
        in fields: Fields, _ measure: Measure<Amount>
    )
        -> ClosedRange<Amount>?
    {
        guard let (words, position) = text("range", in: fields) else { return nil }
        let ends = ends(of: words, by: "..", measure.amount)
        if let (low, high) = ends, measure.limits.contains(low), measure.limits.contains(high) {
            if low <= high { return low...high }
            report(
                position, "the range \(words.quoted) runs backwards",
                "write \(measure.text(high...low))")
            return nil
        }
        var remedy: String?
        for separator in ["..", "…", "–", "-", "to"] {
            guard let (low, high) = self.ends(of: words, by: separator, measure.meant), low <= high,
                measure.limits.contains(low), measure.limits.contains(high)
            else { continue }
            remedy = "write \(measure.text(low...high))"
            break
        }
        report(
            position,
            "\"range\" wants \(measure.plural) \(measure.span), as A..B, not \(words.quoted)",
            remedy ?? "write for example range: \(measure.text(measure.limits))")
        return nil
    }

    private func ends<Amount>(
        of words: String, by separator: String, _ amount: (String) -> Amount?
    ) -> (Amount, Amount)? {
        guard words.utf8.count <= 80 else { return nil }
        let parts = words.split(separator: separator, maxSplits: 1)
        guard parts.count == 2, let low = amount(String(parts[0])),
            let high = amount(String(parts[1]))
        else { return nil }
        return (low, high)
    }
}
