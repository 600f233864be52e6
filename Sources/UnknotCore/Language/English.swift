extension Language {
    /// English.
    public static let english = Language(
        opening: { title, length in
            "\(title). This session takes \(EnglishTime.words(length))."
        },
        tools: { tools in
            let names = tools.filter { $0 != .hands }.map(EnglishTool.words)
            return names.isEmpty
                ? "You will need nothing but your hands."
                : "You will need \(EnglishList.words(names))."
        },
        screening: [
            """
            Skip this session if you have new calf pain, a swollen, warm or throbbing leg, an open \
            wound, a fresh injury or a fracture.
            """,
            """
            Pregnant, on blood thinners, or living with varicose veins, fragile bones or numb \
            skin? Ask your doctor or physiotherapist first.
            """,
            """
            Back or shoulders: ask first after broken ribs, shoulder surgery, or with a pacemaker.
            """,
        ],
        stopRule: """
            Sharp pain, tingling, numbness, or a pulse under the tool means stop and move off. If \
            it does not pass, end the session.
            """,
        guidance: [
            "Sudden breathlessness or chest pain is an emergency: call for help.",
            """
            Look for firm and comfortable, about four to six out of ten. If you cannot breathe \
            slowly, use less weight.
            """,
            """
            A rising tone starts each hold, a falling tone ends it. Nothing tender? Keep rolling \
            slowly.
            """,
        ],
        closing: Wording(
            """
            That is the session. If you are lying down, roll off to one side and push up with \
            your hands. Then walk or stretch.
            """,
            brief: """
                That is the session. If you are lying down, roll off to one side and push up \
                with your hands.
                """),
        stepTitle: { title, side in
            switch side {
            case .right: "\(title). Right side."
            case .left: "\(title). Left side."
            case .both, nil: "\(title)."
            }
        },
        withTool: { "With \(EnglishTool.words($0))." },
        changeSides: { next in
            Wording(
                """
                That was the \(next.other.rawValue) side. Take your weight off and rest. Next, \
                the \(next.rawValue) side.
                """, brief: "Change sides. Now the \(next.rawValue) side.")
        },
        changeTitle: { "Change to the \($0.rawValue) side" },
        easeOff: "Ease off.",
        hold: { length, say, isFirst in
            let time = EnglishTime.words(length)
            let rest =
                say
                ?? (isFirst
                    ? "Breathe out slowly and let the muscle go heavy." : "Breathe out slowly.")
            return Wording("Hold here for \(time). \(rest)", brief: "Hold, \(time).")
        },
        repetitions: { count in
            Wording(count == 1 ? "One repetition." : "\(EnglishNumber.capital(count)) repetitions.")
        },
        rest: { length in
            Wording("Rest for \(EnglishTime.words(length)).", brief: "Rest.")
        },
        lasts: { length in
            EnglishNumber.capitalised(EnglishTime.words(length)) + "."
        },
        repetition: { number, isLast in
            isLast ? "Last one." : "\(EnglishNumber.capital(number))."
        },
        halfWay: "Half way.",
        tenSeconds: "Ten seconds.",
        fiveSeconds: "Five seconds.",
        breathe: "Slow breath in, longer breath out.",
        newSpot: "Find a new spot when you are ready.",
        whereYouAre: { segment, left in
            let what =
                switch segment.kind {
                case .hold: "Hold"
                case .roll: "Roll"
                case .reps: "Repetitions"
                case .rest: "Rest"
                case .intro, .setup, .move, .switch, .outro: segment.title
                }
            let side =
                switch segment.side {
                case .right: ", right side"
                case .left: ", left side"
                case .both, nil: ""
                }
            return "\(what)\(side). \(EnglishNumber.capitalised(EnglishTime.words(left))) left."
        },
        soundIsBack: "Sound is back.",
        countdown: ["Three.", "Two.", "One."],
        more: { added in
            EnglishNumber.capitalised(EnglishTime.words(added)) + " more."
        },
        skipped: { "The rest of the \($0.rawValue) side is left out." },
        howLong: { step, session in
            let whole = EnglishNumber.capitalised(EnglishTime.words(session))
            guard let step else { return "\(whole) left in the session." }
            let part = EnglishNumber.capitalised(EnglishTime.words(step))
            return "\(part) left in this step. \(whole) in the session."
        },
        refusal: { refusal in
            switch refusal {
            case .noHold: "There is no hold now."
            case .isHolding: "You are holding already."
            case .noRoll: "There is no roll to hold in now."
            case .isEnding: "It is about to end."
            case .isLongest(let length):
                "This hold is at its longest, \(EnglishTime.words(length))."
            case .noSide: "No side is under way."
            case .isFirst: "This is the beginning."
            case .isLast: "This is the end of the session."
            case .isPaused: "The session is paused."
            case .doesNotFit: "That does not fit in here."
            }
        },
        welcomeBack: { title, left in
            "Welcome back to \(title). \(EnglishNumber.capitalised(EnglishTime.words(left))) left."
        },
        outcome: { outcome in
            switch outcome {
            case .more(let added, let side):
                "\(TimeText.text(added)) more\(side.map { ", and on the \($0.rawValue) later" } ?? "")"
            case .holding(let length): "Holding for \(TimeText.text(length))"
            case .holdIsOver: "The hold is over"
            case .toFirstStep: "To the first step"
            case .toNextStep: "To the next step"
            case .toEnd: "To the end"
            case .ending: "Ending"
            case .back(let title): "Back to \(title)"
            case .skipping(let side): "Skipping the rest of the \(side.rawValue) side"
            }
        },
        fitted: EnglishFitting.sentence,
        tool: EnglishTool.words,
        caption: { tone in
            switch tone {
            case .go: "go"
            case .holdStart: "hold starts"
            case .holdEnd: "hold ends"
            case .switch: "change sides"
            case .done: "done"
            case .pause: "pause"
            case .resume: "goes on"
            case .count, .half: nil
            }
        },
        chapter: { step, side in EnglishTitle.words(step, side) { $0.rawValue } },
        chapters: { first, last in "\(first) to \(last)" },
        track: { step, side in EnglishTitle.words(step, side) { "\($0.rawValue) side" } },
        heading: { segment in
            switch segment.kind {
            case .intro: "Opening"
            case .outro: "End"
            case .switch: segment.title
            case .setup, .move, .roll, .hold, .reps, .rest:
                segment.title + (segment.side.map { ", \($0.rawValue)" } ?? "")
            }
        },
        source: { "Source: \($0)" },
        window: .english, keys: .english, paper: .english, session: .english)
}

extension Language.Window {
    fileprivate static let english = Language.Window(
        kind: { kind in
            switch kind {
            case .intro: "LISTEN"
            case .setup: "SET UP"
            case .move: "GET INTO PLACE"
            case .roll: "ROLL"
            case .hold: "HOLD"
            case .reps: "REPEAT"
            case .rest: "REST"
            case .switch: "CHANGE SIDES"
            case .outro: "THE END"
            }
        },
        side: { "\($0.rawValue) \($0 == .both ? "sides" : "side")".uppercased() },
        shortSide: { $0.rawValue.uppercased() },
        sideLetter: { side in
            switch side {
            case .right: "R"
            case .left: "L"
            case .both: nil
            }
        },
        paused: "PAUSED",
        noSound: "No sound: the session goes on as text.",
        waitsForSound: "No sound: the session waits for it.",
        next: { name, length in "Next: \(name)\(length.map { ", \($0)" } ?? "")" },
        end: "the end", session: "Session",
        hints: [
            (.named(.space), .toggle, "space: pause, go on"),
            (.character("?"), .help, "?: keys"), (.character("q"), .quit, "q: end"),
        ])
}

extension Language.Keys {
    fileprivate static let english = Language.Keys(
        summary: { command in
            switch command {
            case .toggle: "pause, or go on"
            case .pause: "pause"
            case .resume: "go on, with a count-in"
            case .next: "go to the next step"
            case .back: "go to the start of this step; again, to the one before"
            case .repeat: "say the instruction again"
            case .tender: "tender spot: hold here while rolling, stay while holding"
            case .hold: "start the hold now; the rest of the roll follows"
            case .stay: "15 s more of this hold"
            case .ease: "end this hold now"
            case .skipSide: "leave out the rest of this side"
            case .howLong: "say how much time is left"
            case .help: "say what the keys do"
            case .stop: "end with the closing sentence"
            case .quit: "end at once"
            }
        },
        effect: { command in
            switch command {
            case .toggle: "pauses or goes on"
            case .pause: "pauses"
            case .resume: "goes on"
            case .next: "goes to the next step"
            case .back: "goes back"
            case .repeat: "repeats"
            case .tender: "is for a tender spot"
            case .hold: "starts the hold"
            case .stay: "stays longer"
            case .ease: "ends the hold"
            case .skipSide: "skips the side"
            case .howLong: "says the time"
            case .help: "says the keys"
            case .stop: "ends the session"
            case .quit: "quits"
            }
        },
        spoken: { group in
            switch group {
            case .spaceBar: "the space bar"
            case .bottomRow: "the bottom row"
            case .middleRow: "the middle row"
            case .topRow: "the top row"
            case .numberRow: "the number row"
            case .escape: "Escape"
            case .enter: "Enter"
            case .backspace: "Backspace"
            case .plus: "plus"
            case .minus: "minus"
            case .tab: "Tab"
            case .questionMark: "the question mark"
            case .end: "End"
            case .q: "Q"
            case .remotes: nil
            }
        },
        row: { group in
            switch group {
            case .bottomRow: "bottom row (z to /)"
            case .middleRow: "middle row (a to ')"
            case .topRow: "top row (w to p)"
            case .numberRow: "number row (1 to 0)"
            default: nil
            }
        },
        key: { key in
            switch key {
            case .character(let character): marks[character] ?? String(character).uppercased()
            case .named(let name):
                name.rawValue.split(separator: "-").map { EnglishNumber.capitalised(String($0)) }
                    .joined(separator: " ")
            case .code(let code): "key \(code)"
            case .other(let text): text
            }
        },
        sentence: { commands in
            guard !commands.isEmpty else { return "No key does anything." }
            let parts = commands.map { "\($0.keys.joined(separator: " or ")) \($0.effect)" }
            return EnglishNumber.capitalised(parts.joined(separator: ", ")) + "."
        },
        none: "none")

    private static let marks: [Character: String] = [
        "+": "plus", "-": "minus", "=": "equals", ",": "comma", ".": "full stop", "/": "slash",
        "?": "question mark", ";": "semicolon", "'": "apostrophe", "<": "less than", "*": "star",
        "\\": "backslash", "`": "backquote", "[": "left bracket", "]": "right bracket",
    ]
}

extension Language.Paper {
    fileprivate static let english = Language.Paper(
        whole: { "\($0) in all, from the opening to the end." },
        adviceBefore: [
            ("Do not do this session if:", EnglishAdvice.mustNot),
            ("Ask your doctor or physiotherapist first if:", EnglishAdvice.askFirst),
        ],
        adviceAfter: [
            ("Stop when:", EnglishAdvice.stopWhen), ("Keep off:", EnglishAdvice.keepOff),
            ("How much:", EnglishAdvice.dose),
        ],
        mirrored: { "On the \($0.rawValue) side, right and left change places." },
        steps: { numbers, times in
            let steps =
                numbers.count == 1
                ? "Step \(numbers.lowerBound)"
                : "Steps \(numbers.lowerBound) to \(numbers.upperBound)"
            return "\(steps): \(times.joined(separator: ", then "))"
        },
        time: { side, time in
            switch side {
            case .right, .left: "\(side?.rawValue ?? "") side \(time)"
            case .both: "both sides at once \(time)"
            case nil: time
            }
        },
        tool: "With", setup: "Position", option: "Choice", caution: "Care",
        rounds: { "\($0) rounds of" },
        repetitions: { "\($0) times" },
        pace: { every, all in "One every \(every), \(all) in all." },
        action: { kind, time in
            switch kind {
            case .hold: "Hold \(time)"
            case .rest: "Rest \(time)"
            default: "Roll \(time)"
            }
        },
        usualHold: "Stay on the tender spot and breathe out slowly.")
}

extension Language.Session {
    fileprivate static let english = Language.Session(
        soundLost: { reason, waits in
            """
            \(reason) The session \(waits ? "waits" : "goes on in text"), and the device is tried \
            again; "unknot doctor" shows what works.
            """
        },
        soundIsBack: "The sound is back.",
        wasStopped: { "The program was stopped for \($0) s; the session waited." },
        cannotWrite: { reason, isTextAlone in
            let rest = isTextAlone ? "The device is tried again." : "The sound goes on."
            return "Standard output cannot be written: \(reason). \(rest)"
        },
        nothingIsLeft: { reason in
            """
            Standard output cannot be written: \(reason). Nothing is left to hear or read, so the \
            session ends.
            """
        },
        isTextAlone: { sentence, reason in
            "\"\(sentence)\" cannot be spoken and is text alone: \(reason)"
        },
        noVoice: "There is no voice: tones and text take its place.",
        finished: { title, length in "\(title): \(length), all of it." },
        silence: { gaps in
            let gaps = gaps.map { "\($0.start) to \($0.end ?? "the end")" }
            return "There was no sound from \(gaps.joined(separator: ", and from "))."
        },
        ended: { place, length in "Ended at \(place) of \(length)." },
        left: { place, length, canResume in
            "Stopped at \(place) of \(length)."
                + (canResume ? " \"unknot resume\" goes on there." : "")
        })
}

enum EnglishTool {
    /// The tool with its article: `a foam roller`.
    static func words(_ tool: Tool) -> String {
        switch tool {
        case .roller: "a foam roller"
        case .lacrosseBall: "a lacrosse ball"
        case .tennisBall: "a tennis ball"
        case .doubleBall: "two balls taped together or in a sock"
        case .band: "an exercise band"
        case .hands: "your hands"
        }
    }
}

private enum EnglishTitle {
    /// A title such as `Upper calf, right`; a side is named if it is one of two.
    static func words(_ step: String?, _ side: Side?, name: (Side) -> String) -> String {
        guard let step else { return "Opening" }
        guard let side, side != .both else { return step }
        return "\(step), \(name(side))"
    }
}

private enum EnglishFitting {
    /// The line about the changes: `Fitted to 10:00: holds 40 s instead of 30 s; left out: lats.`.
    static func sentence(_ change: FittedChange) -> String {
        var words = "Fitted to \(TimeText.clock(change.duration))"
        if change.limit - change.duration > SessionFormat.sampleRate {
            words +=
                change.isLongest
                ? ", the longest that its ranges allow"
                : ", the nearest to \(TimeText.clock(change.limit)) that its ranges allow"
        }
        var changes = change.kinds.map { kind in
            "\(name(kind.kind)) \(span(kind.now, kind.kind)) instead of "
                + span(kind.before, kind.kind)
        }
        if !change.leftOut.isEmpty {
            changes.append("left out: \(change.leftOut.joined(separator: ", "))")
        }
        if changes.isEmpty { changes.append("nothing is changed") }
        return "\(words): \(changes.joined(separator: "; "))."
    }

    /// The range of an amount: `40 to 41 s`.
    private static func span(_ amounts: ClosedRange<Int>, _ kind: Amount.Kind) -> String {
        let numbers = [amounts.lowerBound, amounts.upperBound].map { amount in
            kind.isCount
                ? "\(amount)" : TimeText.seconds(amount)
        }
        let text = numbers[0] == numbers[1] ? numbers[0] : numbers.joined(separator: " to ")
        return kind.isCount ? text : "\(text) s"
    }

    private static func name(_ kind: Amount.Kind) -> String {
        switch kind {
        case .hold: "holds"
        case .roll: "rolls"
        case .rest: "rests"
        case .reps: "repetitions"
        case .rounds: "rounds"
        }
    }
}

/// Lengths of time in English words.
enum EnglishTime {
    /// `one minute and thirty seconds`, rounded to the nearest second.
    static func words(_ length: Duration) -> String {
        let seconds = (length.frames + SessionFormat.sampleRate / 2) / SessionFormat.sampleRate
        let parts = [
            (seconds / 3600, "hour"), (seconds / 60 % 60, "minute"), (seconds % 60, "second"),
        ]
        let spoken = parts.filter { $0.0 > 0 }.map { count, unit in
            "\(NumberWords.words(count)) \(unit)\(count == 1 ? "" : "s")"
        }
        return spoken.isEmpty ? "no time" : EnglishList.words(spoken)
    }
}

/// Lists in English words.
enum EnglishList {
    /// `one, two and three`.
    static func words(_ parts: [String]) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + " and " + last
    }
}

enum EnglishNumber {
    /// `Twelve`: a number that opens a sentence.
    static func capital(_ number: Int) -> String {
        capitalised(NumberWords.words(number))
    }

    /// Words as the opening of a sentence.
    static func capitalised(_ words: String) -> String {
        words.prefix(1).uppercased() + words.dropFirst()
    }
}
