// The routine format: each key with its kind of value, limits, default, example and meaning, and the
// model made of the values. Remedies, the schema and the reference come from the same tables.

/// A routine file.
struct RoutineForm: MappingForm {
    static let name = "routine"
    static let table = KeyTable(RoutineForm())

    /// The version that is read.
    static let newest = 1
    /// The most steps of all blocks together.
    static let mostSteps = 2_000

    let version = FormatKey(
        required: "unknot", .version(newest), standIn: newest, example: "\(newest)",
        "The version of the format")
    let id = FormatKey(
        required: "id", .name, standIn: "", example: "upper-calf",
        "The name of the routine on the command line")
    let title = FormatKey(
        required: "title", .title(FormatLimits.title), standIn: "",
        example: "Upper calf, three passes", "The name that is shown, and said in the opening")
    let source = FormatKey(
        "source", .line(FormatLimits.sentence), example: "Sheet 12, clinic handouts",
        "The document that the content comes from; shown and never spoken")
    let language = FormatKey(
        "language", .language, default: "en", example: "en",
        "The language of its sentences; the coach speaks its own in English so far")
    let tool = FormatKey(
        "tool", .word, default: Tool.roller, example: "roller",
        "The tool of every step that names no other")
    let leadIn = FormatKey(
        "lead-in", .time(.zero ... .seconds(600)), default: .seconds(10), example: "20s",
        "The time to get down before the first step, after its set-up sentence")
    let switchTime = FormatKey(
        "switch", .time(.zero ... .seconds(300)), default: .seconds(10), example: "12s",
        "The time to change sides, after the set-up sentence of the other side's first step")
    let blocks = FormatKey(
        required: "blocks",
        .list(
            of: BlockForm.self, 1...64, tooMany: "put steps of the same sides into one block"),
        standIn: [], "The parts of the session, in this order")

    static func model(from fields: Fields<RoutineForm>) -> Routine {
        _ = fields[\.version]
        let routine = Routine(
            id: fields[\.id], title: fields[\.title], source: fields[\.source],
            language: fields[\.language], tool: fields[\.tool], leadIn: fields[\.leadIn],
            switchTime: fields[\.switchTime],
            blocks: fields[\.blocks])
        let steps = routine.blocks.flatMap(\.steps)
        if steps.count > mostSteps {
            fields.reading.report(
                steps[mostSteps].position,
                "a routine has at most \(mostSteps) steps, and this is one more",
                BlockForm.tooManySteps)
        }
        return routine
    }
}

/// A block of a routine.
struct BlockForm: MappingForm {
    static let name = "block"
    static let table = KeyTable(BlockForm())
    static let tooManySteps = "make several routines of it"

    let sides = FormatKey(
        // If the plan itself is wrong, right and left were probably meant.
        required: "sides", .sides, standIn: .oneThenOther(first: .right),
        example: "right, left",
        "Which sides, in which order: all steps on one, then on the other")
    let steps = FormatKey(
        required: "steps",
        .list(of: StepForm.self, 1...RoutineForm.mostSteps, tooMany: tooManySteps), standIn: [],
        "The positions of the body, in this order")

    static func model(from fields: Fields<BlockForm>) -> Block {
        let sides = fields[\.sides]
        fields.reading.namesSides = sides != .both && sides != SidePlan.none
        defer { fields.reading.namesSides = true }
        return Block(sides: sides, steps: fields[\.steps])
    }
}

/// The values of `only`, on steps and actions.
enum OnlyWord: String, CaseIterable, Sendable {
    case full
}

/// A step of a block.
struct StepForm: MappingForm {
    static let name = "step"
    static let table = KeyTable(StepForm())

    let id = FormatKey(
        required: "id", .uniqueName(of: name), standIn: "", example: "centre",
        "The name of the step for `--from` and `--include`; unique in its file")
    let title = FormatKey(
        required: "title", .title(FormatLimits.title), standIn: "",
        example: "Centre of the calf", "The name that is shown, and said first")
    let tool = FormatKey<Tool?>(
        "tool", .word, standard: "the routine's", example: "lacrosse-ball",
        "The tool of the step")
    let regions = FormatKey<[Region]?>(
        "region", .words(), example: "calf, shin",
        "The regions of the body that it works on, which `unknot list` can look for")
    let setup = FormatKey(
        required: "setup", .sentence(FormatLimits.sentence), standIn: "",
        example: "Roller under your {side} calf.", "How to get into position")
    let option = FormatKey(
        "option", .sentence(FormatLimits.sentence),
        example: "Cross the {other} leg on top.", "A choice, told on the first side only")
    let caution = FormatKey(
        "caution", .sentence(FormatLimits.sentence),
        example: "Stop two fingers short of the knee.", "A warning, such as what to keep clear of")
    let move = FormatKey(
        "move", .time(.zero ... .seconds(300)), default: .zero, example: "5s",
        "The silence to move in, after the set-up sentences")
    let actions = FormatKey(
        required: "do", .list(of: ActionForm.self, 1...100, tooMany: ActionForm.tooMany),
        standIn: [], "The actions, in this order")
    let isOffered = FormatKey(
        "offered", .flag, default: false, example: "true",
        "Done only when it is asked for with `--include`")
    let only = FormatKey<OnlyWord?>(
        "only", .word, example: "full", "Done only in `--length full`")
    let isOptional = FormatKey(
        "optional", .flag, default: false, example: "true",
        "Left out, the last such step first, if `--fit` asks for less than the shortest")

    static func model(from fields: Fields<StepForm>) -> Step {
        let step = Step(
            id: fields[\.id], title: fields[\.title], tool: fields[\.tool],
            regions: fields[\.regions] ?? [], setup: fields[\.setup], option: fields[\.option],
            caution: fields[\.caution],
            move: fields[\.move], actions: fields[\.actions], isOffered: fields[\.isOffered],
            isFullOnly: fields[\.only] == .full, isOptional: fields[\.isOptional],
            position: fields.position)
        checkHolds(of: step.actions, fields.reading)
        return step
    }

    /// Reports holds with nothing between them: nobody can hear where one ends.
    ///
    /// The actions are looked at in the order in which they are done, a repeated list twice for its
    /// seam, and once more without those that only the full length has.
    private static func checkHolds(of actions: [Action], _ reading: Reading) {
        var reported: Set<SourcePosition> = []
        for isFull in [true, false] {
            let done = unrolled(actions, isFull: isFull)
            for (first, second) in zip(done, done.dropFirst()) {
                guard case .hold = first.kind, case .hold = second.kind,
                    let before = first.position, let here = second.position,
                    reported.insert(here).inserted
                else { continue }
                reading.report(
                    here,
                    "this hold follows the hold on line \(before.line) with nothing between them"
                        + (isFull ? "" : " where \"only: full\" is left out"),
                    "put a roll, a rest or reps between them")
            }
        }
    }

    private static func unrolled(_ actions: [Action], isFull: Bool) -> [Action] {
        actions.flatMap { action -> [Action] in
            if action.isFullOnly, !isFull { return [] }
            guard case .repeat(let times, let inner) = action.kind else { return [action] }
            let once = unrolled(inner, isFull: isFull)
            return times.range.upperBound > 1 ? once + once : once
        }
    }
}

/// An action of a step or of a repeat.
struct ActionForm: MappingForm {
    static let name = "action"
    static let table = KeyTable(ActionForm()) { keys in
        [
            .oneOf(
                [keys.roll], [keys.hold], [keys.rest], [keys.reps, keys.every],
                [keys.times, keys.actions]),
            .needs(keys.brief, keys.say), .needs(keys.full, keys.range),
        ]
    }
    static let tooMany = "make several steps of it, or use repeat"
    /// The name that the schema has for an action of a repeat.
    static let repeated = "repeatedAction"

    let roll = FormatKey(
        "roll", .dose(.time(FormatLimits.roll)), example: "12s", "Roll slowly for this long")
    let hold = FormatKey(
        "hold", .dose(.time(FormatLimits.hold)), example: "30s",
        "Stay on a tender spot for this long")
    let rest = FormatKey(
        "rest", .dose(.time(FormatLimits.roll)), example: "5s", "Do nothing for this long")
    let reps = FormatKey(
        "reps", .dose(.count(FormatLimits.reps)), example: "10",
        "Repeat a movement this often")
    let times = FormatKey(
        "repeat", .dose(.count(1...20)), example: "3",
        "Do a list of actions this often; one level")
    let every = FormatKey(
        "every", .time(FormatLimits.every), example: "4s",
        "With `reps`: the time from one to the next")
    let actions = FormatKey(
        "do",
        .list(of: ActionForm.self, 1...100, definition: repeated, tooMany: tooMany),
        "With `repeat`: the actions that are repeated")
    let say = FormatKey(
        "say", .sentence(FormatLimits.sentence), example: "Roll slowly up.",
        "The sentence that is said with it")
    let brief = FormatKey(
        "brief", .sentence(FormatLimits.sentence), example: "Up.",
        "The short wording of `say`, for when there is little time")
    let range = FormatKey(
        "range", .besideDose("two amounts", "`A..B`, within what the verb may have", ["string"]),
        standard: "no choice", example: "30s..90s",
        "The amounts that `--length`, `--hold` and `--fit` may choose from")
    let full = FormatKey(
        "full", .besideDose("amount", "within `range`", ["string", "number"]),
        standard: "the range's upper end", example: "45s", "The amount for `--length full`")
    let only = FormatKey<OnlyWord?>(
        "only", .word, example: "full", "Done only in `--length full`")

    static func model(from fields: Fields<ActionForm>) -> Action {
        Action(
            kind(from: fields), say: fields[\.say], brief: fields[\.brief],
            isFullOnly: fields[\.only] == .full, position: fields.position)
    }

    private static func kind(from fields: Fields<ActionForm>) -> Action.Kind {
        if let dose = fields[\.roll] { return .roll(dose) }
        if let dose = fields[\.hold] { return .hold(dose) }
        if let dose = fields[\.rest] { return .rest(dose) }
        if let dose = fields[\.reps] { return .reps(dose, every: fields[\.every] ?? .seconds(1)) }
        if let dose = fields[\.times] {
            if fields.reading.isInsideRepeat {
                fields.reading.report(
                    fields.position, "a repeat cannot stand inside a repeat",
                    "write its actions out")
            }
            let isInside = fields.reading.isInsideRepeat
            fields.reading.isInsideRepeat = true
            defer { fields.reading.isInsideRepeat = isInside }
            return .repeat(dose, fields[\.actions] ?? [])
        }
        // A rest stands in, because it separates holds and so causes no further problem.
        return .rest(Dose(.seconds(1)))
    }
}

// MARK: - Kinds of values

extension ValueKind<Int> {
    /// The version of the format.
    static func version(_ newest: Int) -> ValueKind {
        ValueKind(unit: "number", limits: "\(newest)", schema: ["const": .number(newest)]) {
            field in
            guard let words = field.text(), words != "\(newest)" else { return newest }
            if let version = Int(words), version > newest {
                field.report(
                    "the file is of format \(version), which this program is too old for",
                    "update Unknot")
            } else {
                field.report(
                    "\(field.name) is the format's version, \(newest), not \(words.quoted)",
                    "write \(field.entry.name): \(newest)")
            }
            return nil
        }
    }
}

extension SidePlan {
    /// Each plan with the words that it is written with.
    fileprivate static let written: [(words: [String], plan: SidePlan)] = [
        (["right", "left"], .oneThenOther(first: .right)),
        (["left", "right"], .oneThenOther(first: .left)),
        (["both"], .both), (["none"], SidePlan.none),
    ]
}

extension ValueKind<SidePlan> {
    /// The sides of a block: `right, left`, as a text or as a list.
    static var sides: ValueKind {
        let plans = SidePlan.written
        let texts = plans.map { $0.words.joined(separator: ", ") }
        return ValueKind(
            unit: "word", limits: texts.map { "`\($0)`" }.joined(separator: "; "),
            schema: [
                "anyOf": [
                    ["enum": JSONText(texts)],
                    [
                        "type": "string",
                        "pattern": .text(
                            "^[ ,]*(?:"
                                + plans.map { $0.words.joined(separator: "[ ,]+") }
                                .joined(separator: "|") + ")[ ,]*$"),
                    ],
                    ["enum": .list(plans.map { JSONText($0.words) })],
                ]
            ]
        ) { field in
            guard let items = field.words() else { return nil }
            let words = items.flatMap { $0.split(separator: " ").map(String.init) }
            if let plan = plans.first(where: { $0.words == words })?.plan { return plan }
            let near = Suggestion.nearest(to: words.joined(separator: ", "), among: texts)
            field.report(
                "\(field.name) wants \"right, left\", \"left, right\", both or none, "
                    + "not \(items.joined(separator: ", ").quoted)",
                near.map { "did you mean \($0.quoted)?" })
            return nil
        }
    }
}

extension ValueKind {
    /// The usual amount of a verb; `range` and `full` beside it say what else may be chosen.
    static func dose<Amount>(_ syntax: AmountSyntax<Amount>) -> ValueKind
    where Value == Dose<Amount> {
        ValueKind(
            unit: syntax.unit, limits: syntax.span, schema: syntax.schema,
            range: syntax.rangeSchema
        ) { field in
            let keys = ActionForm.table.keys
            let usual = field.amount(syntax)
            let range = field.sibling(keys.range)?.range(syntax)
            let fullField = field.sibling(keys.full)
            let full = fullField?.amount(syntax)
            for case (let field?, let amount?) in [(field, usual), (fullField, full)] {
                guard let range, !range.contains(amount) else { continue }
                field.report(
                    "\(field.name) is \(syntax.text(amount)), outside of its range "
                        + syntax.text(range), "choose one of those, or widen the range")
            }
            return Dose(usual ?? syntax.limits.lowerBound, range: range, full: full)
        }
    }
}

extension ValueKind<String> {
    /// A text that is read together with the verb beside it, and within the verb's own limits.
    static func besideDose(_ unit: String, _ limits: String, _ types: [String]) -> ValueKind {
        let type = types.count == 1 ? .text(types[0]) : JSONText(types)
        return ValueKind(unit: unit, limits: limits, schema: ["type": type]) { $0.text() }
    }
}
