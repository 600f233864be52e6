extension Phrases {
    /// The coach in English.
    public static let english = Phrases(
        opening: { title, length in
            "\(title). This session takes \(EnglishTime.words(length))."
        },
        tools: { tools in
            let names = tools.compactMap(\.englishName)
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
        withTool: { tool in
            "With \(tool.englishName ?? "your hands")."
        },
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
            case .doesNotFit: "That does not fit in here."
            case .isLongest(let length):
                "This hold is at its longest, \(EnglishTime.words(length))."
            case .noSide: "No side is under way."
            case .isFirst: "This is the beginning."
            case .isLast: "This is the end of the session."
            case .isPaused: "The session is paused."
            }
        },
        welcomeBack: { title, left in
            "Welcome back to \(title). \(EnglishNumber.capitalised(EnglishTime.words(left))) left."
        })
}

extension Tool {
    /// What to fetch, or nil for what everybody has.
    var englishName: String? {
        switch self {
        case .roller: "a foam roller"
        case .lacrosseBall: "a lacrosse ball"
        case .tennisBall: "a tennis ball"
        case .doubleBall: "two balls taped together or in a sock"
        case .band: "an exercise band"
        case .hands: nil
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
