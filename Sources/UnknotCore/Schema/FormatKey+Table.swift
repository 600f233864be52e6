extension MapForm {
    /// What its keys mean, in the order in which they are usually written.
    ///
    /// The reader goes by `keys`; a test holds the two against each other.
    var guide: [FormatKey] {
        switch name {
        case MapForm.routine.name: FormatKey.routine
        case MapForm.block.name: FormatKey.block
        case MapForm.step.name: FormatKey.step
        default: FormatKey.action
        }
    }
}

extension FormatKey {
    private static let usualWait = TimeText.text(FormatLimits.usualWait)
    private static let tools = Tool.allCases.map(\.rawValue)

    static let routine: [FormatKey] = [
        FormatKey("unknot", .version, example: "1", "The version of the format"),
        FormatKey(
            "id", .name, example: "upper-calf", "What the routine is called by on the command line"),
        FormatKey(
            "title", .title, example: "Upper calf, three passes",
            "What is shown, and said in the opening"),
        FormatKey(
            "source", .line, example: "Sheet 12, clinic handouts",
            "Where the content comes from; shown and never spoken"),
        FormatKey(
            "tool", .word(tools), standard: Tool.roller.rawValue, example: "roller",
            "What every step works with that names no other tool"),
        FormatKey(
            "lead-in", .time(FormatLimits.leadIn), standard: usualWait, example: "20s",
            "The time to get down before the first step, after its set-up sentence"),
        FormatKey(
            "switch", .time(FormatLimits.switchTime), standard: usualWait, example: "12s",
            "The time to change sides, after the set-up sentence of the other side's first step"),
        FormatKey(
            "blocks", .list(of: .block, FormatLimits.blocks), "What is done, in this order"),
    ]

    static let block: [FormatKey] = [
        FormatKey(
            "sides", .sides, example: "right, left",
            "Which sides, in which order: all steps on one, then on the other"),
        FormatKey(
            "steps", .list(of: .step, 1...FormatLimits.steps.upperBound),
            "The positions of the body, in this order"),
    ]

    static let step: [FormatKey] = [
        FormatKey(
            "id", .name, example: "centre",
            "What `--from` and `--include` call the step by; unique in its file"),
        FormatKey("title", .title, example: "Centre of the calf", "What is shown, and said first"),
        FormatKey(
            "tool", .word(tools), standard: "the routine's", example: "lacrosse-ball",
            "What the step works with"),
        FormatKey(
            "setup", .sentence, example: "Roller under your {side} calf.",
            "How to get into position"),
        FormatKey(
            "option", .sentence, example: "Cross the {other} leg on top.",
            "A choice, told on the first side only"),
        FormatKey(
            "caution", .sentence, example: "Stop two fingers short of the knee.",
            "What to keep clear of"),
        FormatKey(
            "move", .time(FormatLimits.move), standard: "0s", example: "5s",
            "The silence to move in, after the set-up sentences"),
        FormatKey(
            "do", .list(of: .action, FormatLimits.actions), "What is done there, in this order"),
        FormatKey(
            "offered", .flag, standard: "false", example: "true",
            "Done only when it is asked for with `--include`"),
        FormatKey("only", .word(["full"]), example: "full", "Done only in `--length full`"),
        FormatKey(
            "optional", .flag, standard: "false", example: "true",
            "Left out, the last such step first, where `--fit` asks for less than the shortest"),
    ]

    static let action: [FormatKey] = [
        FormatKey("roll", .time(FormatLimits.roll), example: "12s", "Roll slowly for this long"),
        FormatKey(
            "hold", .time(FormatLimits.hold), example: "30s", "Stay on a tender spot for this long"),
        FormatKey("rest", .time(FormatLimits.roll), example: "5s", "Do nothing for this long"),
        FormatKey("reps", .count(FormatLimits.reps), example: "10", "Repeat a movement this often"),
        FormatKey(
            "repeat", .count(FormatLimits.rounds), example: "3",
            "Do a list of actions this often; one level"),
        FormatKey(
            "every", .time(FormatLimits.every), example: "4s",
            "With `reps`: the time from one to the next"),
        FormatKey(
            "do", .list(of: .action, FormatLimits.actions), "With `repeat`: what is repeated"),
        FormatKey("say", .sentence, example: "Roll slowly up.", "What is said with it"),
        FormatKey(
            "brief", .sentence, example: "Up.",
            "The short wording of `say`, for where there is little time"),
        FormatKey(
            "range", .range, standard: "no choice", example: "30s..90s",
            "What `--length`, `--hold` and `--fit` may choose from"),
        FormatKey(
            "full", .amount, standard: "the range's upper end", example: "45s",
            "What `--length full` takes"),
        FormatKey("only", .word(["full"]), example: "full", "Done only in `--length full`"),
    ]
}
