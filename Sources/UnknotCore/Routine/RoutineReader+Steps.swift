extension RoutineReader {
    /// A block: its sides first, because they decide what its sentences may hold.
    mutating func block(_ node: SourceNode) -> Block {
        guard let fields = fields(of: node, .block) else {
            return Block(sides: SidePlan.none, steps: [])
        }
        // Where the plan itself is wrong, right and left were probably meant.
        let sides = sides(in: fields) ?? .oneThenOther(first: .right)
        namesSides = sides != .both && sides != SidePlan.none
        defer { namesSides = true }
        let most = FormatLimits.steps.upperBound
        var steps: [Step] = []
        for item in list("steps", in: fields) ?? [] {
            stepCount += 1
            guard stepCount <= most else {
                if stepCount == most + 1 {
                    report(
                        item.position,
                        "a routine has at most \(most) steps, and this is one more",
                        "make several routines of it")
                }
                break
            }
            steps.append(step(item))
        }
        return Block(sides: sides, steps: steps)
    }

    /// The side plan: `right, left`, as a text or as a list.
    private mutating func sides(in fields: Fields) -> SidePlan? {
        let plans: [(words: String, plan: SidePlan)] = [
            ("right, left", .oneThenOther(first: .right)),
            ("left, right", .oneThenOther(first: .left)),
            ("both", .both), ("none", .none),
        ]
        var fields = fields
        if let field = fields["sides"], case .list(let items) = field.value.content {
            let words = items.compactMap { item in
                if case .text(let word, _) = item.content { word } else { nil }
            }
            if words.count == items.count {
                fields["sides"]?.value.content = .text(
                    words.joined(separator: ", "), isPlain: false)
            }
        }
        guard let (written, position) = text("sides", in: fields) else { return nil }
        let words = written.split { $0 == "," || $0 == " " }.joined(separator: ", ")
        if let plan = plans.first(where: { $0.words == words })?.plan { return plan }
        report(
            position,
            "\"sides\" wants \"right, left\", \"left, right\", both or none, not \(written.quoted)",
            Suggestion.nearest(to: words, among: plans.map(\.words)).map {
                "did you mean \($0.quoted)?"
            } ?? advice(on: "sides"))
        return nil
    }

    private mutating func step(_ node: SourceNode) -> Step {
        let standIn = Step(id: "", title: "", setup: "", actions: [])
        guard let fields = fields(of: node, .step) else { return standIn }
        let step = Step(
            id: stepIdentifier(in: fields) ?? "",
            title: title("title", in: fields) ?? "",
            tool: tool(in: fields),
            setup: sentence("setup", in: fields) ?? "",
            option: sentence("option", in: fields),
            caution: sentence("caution", in: fields),
            move: amount("move", in: fields, .time(FormatLimits.move)) ?? .zero,
            actions: actions(in: fields, insideRepeat: false),
            isOffered: choice("offered", in: fields, of: ["true", "false"]) == "true",
            isFullOnly: isFullOnly(fields),
            isOptional: choice("optional", in: fields, of: ["true", "false"]) == "true",
            position: node.position)
        checkHolds(of: step.actions)
        return step
    }

    private mutating func stepIdentifier(in fields: Fields) -> String? {
        guard let id = identifier("id", in: fields), let position = fields["id"]?.value.position
        else { return nil }
        if let line = stepLines[id] {
            report(
                position, "the id \(id.quoted) belongs to the step on line \(line) already",
                "give each step an id of its own")
        } else {
            stepLines[id] = position.line
        }
        return id
    }

    /// True where `only: full` stands.
    mutating func isFullOnly(_ fields: Fields) -> Bool {
        choice("only", in: fields, of: ["full"]) != nil
    }

    // MARK: - Holds

    /// Reports holds with nothing between them: nobody can tell where one ends.
    ///
    /// The actions are looked at as they are done, a repeated list twice over for its seam, and
    /// once more without those that only the full length has.
    private mutating func checkHolds(of actions: [Action]) {
        var reported: Set<SourcePosition> = []
        for isFull in [true, false] {
            let done = unrolled(actions, isFull: isFull)
            for (first, second) in zip(done, done.dropFirst()) {
                guard case .hold = first.kind, case .hold = second.kind,
                    let before = first.position, let here = second.position,
                    reported.insert(here).inserted
                else { continue }
                report(
                    here,
                    "this hold follows the hold on line \(before.line) with nothing between them"
                        + (isFull ? "" : " where \"only: full\" is left out"),
                    "put a roll, a rest or reps between them")
            }
        }
    }

    private func unrolled(_ actions: [Action], isFull: Bool) -> [Action] {
        actions.flatMap { action -> [Action] in
            if action.isFullOnly, !isFull { return [] }
            guard case .repeat(let times, let inner) = action.kind else { return [action] }
            let once = unrolled(inner, isFull: isFull)
            return times.range.upperBound > 1 ? once + once : once
        }
    }
}
