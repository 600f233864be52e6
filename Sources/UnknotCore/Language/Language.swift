/// Everything that the program says and shows in a session and on paper, in one language.
///
/// The values given here are English. Another language is a copy with values of its own, in a file of
/// its own; no other code holds words for the user of a session. A routine's own sentences are its
/// author's and stand in its file.
public struct Language: Sendable {
    /// English.
    public static let english = Language()

    /// A text made of these parts.
    public typealias Words<each Part> = @Sendable (repeat each Part) -> String

    /// A long and a short way to say one thing.
    public struct Wording: Hashable, Sendable {
        /// The full wording.
        public var full: String
        /// The short wording, tried if the full one does not fit.
        public var brief: String

        /// Creates a wording; without a short form the full one serves for both.
        public init(_ full: String, brief: String? = nil) {
            self.full = full
            self.brief = brief ?? full
        }
    }

    // MARK: The opening and the end

    var opening: Words<String, Duration> = { title, length in
        "\(title). This session takes \(English.time(length))."
    }
    var tools: Words<[Tool]> = { tools in
        let names = tools.filter { $0 != .hands }.map(English.tool)
        return names.isEmpty
            ? "You will need nothing but your hands." : "You will need \(English.list(names))."
    }
    /// Says who should not do the session, and who should ask first.
    var screening = [
        """
        Skip this session if you have new calf pain, a swollen, warm or throbbing leg, an open wound, \
        a fresh injury or a fracture.
        """,
        """
        Pregnant, on blood thinners, or living with varicose veins, fragile bones or numb skin? Ask \
        your doctor or physiotherapist first.
        """,
        "Back or shoulders: ask first after broken ribs, shoulder surgery, or with a pacemaker.",
    ]
    var stopRule = """
        Sharp pain, tingling, numbness, or a pulse under the tool means stop and move off. If it does \
        not pass, end the session.
        """
    var guidance = [
        "Sudden breathlessness or chest pain is an emergency: call for help.",
        """
        Look for firm and comfortable, about four to six out of ten. If you cannot breathe slowly, \
        use less weight.
        """,
        """
        A rising tone starts each hold, a falling tone ends it. Nothing tender? Keep rolling slowly.
        """,
    ]
    /// The last sentence; it suits every position in which a session may end.
    var closing = Wording(
        """
        That is the session. If you are lying down, roll off to one side and push up with your \
        hands. Then walk or stretch.
        """,
        brief: """
            That is the session. If you are lying down, roll off to one side and push up with your \
            hands.
            """)

    // MARK: Steps and sides

    var stepTitle: Words<String, Side?> = { title, side in
        "\(title).\(English.oneSide(side).map { " \($0.capitalised) side." } ?? "")"
    }
    /// The tool of a step, said after its title if its set-up is not said.
    var withTool: Words<Tool> = { "With \(English.tool($0))." }
    /// The change to the side that comes next.
    var changeSides: @Sendable (_ next: Side) -> Wording = { next in
        Wording(
            """
            That was the \(next.other.rawValue) side. Take your weight off and rest. Next, the \
            \(next.rawValue) side.
            """, brief: "Change sides. Now the \(next.rawValue) side.")
    }
    /// The same as the title of a segment.
    var changeTitle: Words<Side> = { "Change to the \($0.rawValue) side" }
    /// Said when a hold has ended and no other sentence follows it at once.
    var easeOff = "Ease off."

    // MARK: Actions

    /// Announces a hold: its length first, then what the author says with it, or how to breathe.
    var hold: @Sendable (Duration, _ say: String?, _ isFirst: Bool) -> Wording = {
        length, say, isFirst in
        let time = English.time(length)
        let breath =
            isFirst ? "Breathe out slowly and let the muscle go heavy." : "Breathe out slowly."
        return Wording("Hold here for \(time). \(say ?? breath)", brief: "Hold, \(time).")
    }
    var repetitions: @Sendable (_ count: Int) -> Wording = { count in
        Wording(count == 1 ? "One repetition." : "\(English.number(count)) repetitions.")
    }
    var rest: @Sendable (Duration) -> Wording = { length in
        Wording("Rest for \(English.time(length)).", brief: "Rest.")
    }
    /// The length of a roll.
    var lasts: Words<Duration> = { "\(English.time($0).capitalised)." }
    var repetition: @Sendable (_ number: Int, _ isLast: Bool) -> String = { number, isLast in
        isLast ? "Last one." : "\(English.number(number))."
    }
    var halfWay = "Half way."
    var tenSeconds = "Ten seconds."
    /// Five seconds are left to move.
    var fiveSeconds = "Five seconds."
    var breathe = "Slow breath in, longer breath out."
    /// A reminder in a long roll.
    var newSpot = "Find a new spot when you are ready."
    /// The action under way, its side, and how much of it is left.
    var whereYouAre: Words<Segment, Duration> = { segment, left in
        let action =
            switch segment.kind {
            case .hold: "Hold"
            case .roll: "Roll"
            case .reps: "Repetitions"
            case .rest: "Rest"
            case .intro, .setup, .move, .switch, .outro: segment.title
            }
        let side = English.oneSide(segment.side).map { ", \($0) side" } ?? ""
        return "\(action)\(side). \(English.time(left).capitalised) left."
    }
    var soundIsBack = "Sound is back."
    /// A spoken countdown, from three to one.
    var countdown = ["Three.", "Two.", "One."]

    // MARK: Answers

    /// A hold has become longer by this much.
    var more: Words<Duration> = { "\(English.time($0).capitalised) more." }
    var skipped: Words<Side> = { "The rest of the \($0.rawValue) side is left out." }
    /// How much is left of the step, if one is under way, and of the session.
    var howLong: Words<Duration?, Duration> = { step, session in
        let whole = English.time(session).capitalised
        guard let step else { return "\(whole) left in the session." }
        return "\(English.time(step).capitalised) left in this step. \(whole) in the session."
    }
    var refusal: Words<LivePlan.Refusal> = {
        switch $0 {
        case .noHold: "There is no hold now."
        case .isHolding: "You are holding already."
        case .noRoll: "There is no roll to hold in now."
        case .isEnding: "It is about to end."
        case .isLongest(let length): "This hold is at its longest, \(English.time(length))."
        case .noSide: "No side is under way."
        case .isFirst: "This is the beginning."
        case .isLast: "This is the end of the session."
        case .isPaused: "The session is paused."
        case .doesNotFit: "That does not fit in here."
        }
    }
    /// Opens a session that was interrupted: the routine's title, and how much is left.
    var welcomeBack: Words<String, Duration> = { title, left in
        "Welcome back to \(title). \(English.time(left).capitalised) left."
    }
    /// The written answer to a change of a running session.
    var outcome: Words<LivePlan.Outcome> = {
        switch $0 {
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
    }
    /// The changes that `--fit` has made, in one line.
    var fitted: Words<FittedChange> = English.fitted

    // MARK: Names

    /// A tool, with its article.
    var tool: Words<Tool> = English.tool
    /// The caption of a tone; nil for the tones that count.
    var caption: @Sendable (Tone) -> String? = {
        switch $0 {
        case .go: "go"
        case .holdStart: "hold starts"
        case .holdEnd: "hold ends"
        case .switch: "change sides"
        case .done: "done"
        case .pause: "pause"
        case .resume: "goes on"
        case .count, .half: nil
        }
    }
    /// The title of a chapter: a step, or nil for the opening, and its side.
    var chapter: Words<String?, Side?> = { step, side in
        let side = English.oneSide(side).map { ", \($0)" } ?? ""
        return step.map { $0 + side } ?? "Opening"
    }
    /// The title of several chapters that had to become one.
    var chapters: @Sendable (_ first: String, _ last: String) -> String = { "\($0) to \($1)" }
    /// A chapter as the name of a track in a media player.
    public var track: Words<String?, Side?> = { step, side in
        let side = English.oneSide(side).map { ", \($0) side" } ?? ""
        return step.map { $0 + side } ?? "Opening"
    }
    /// The line above the segments of a step, of the opening or of the end in a list.
    public var heading: Words<Segment> = { segment in
        switch segment.kind {
        case .intro: "Opening"
        case .outro: "End"
        case .switch: segment.title
        case .setup, .move, .roll, .hold, .reps, .rest:
            segment.title + (segment.side.map { ", \($0.rawValue)" } ?? "")
        }
    }
    /// The place that a routine comes from.
    public var source: Words<String> = { "Source: \($0)" }

    /// The window.
    public var window = Window()
    /// The keys.
    public var keys = Keys()
    /// The plan on paper.
    public var paper = Paper()
    /// The lines beside a session, and its summary.
    public var session = Session()
}

extension Language {
    /// The words of the window beside the sentences of the coach.
    public struct Window: Sendable {
        var kind: Words<Segment.Kind> = {
            switch $0 {
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
        }
        var side: Words<Side> = { "\($0.rawValue) \($0 == .both ? "sides" : "side")".uppercased() }
        /// The side in a small window.
        var shortSide: Words<Side> = { $0.rawValue.uppercased() }
        /// The letter that stands for a side beside the digits, A to Z; nil for both sides.
        var sideLetter: @Sendable (Side) -> Character? = {
            English.oneSide($0)?.uppercased().first
        }
        var paused = "PAUSED"
        var noSound = "No sound: the session goes on as text."
        var waitsForSound = "No sound: the session waits for it."
        /// The name of what comes next, and its length if it has one.
        var next: Words<String, String?> = { "Next: \($0)\($1.map { ", \($0)" } ?? "")" }
        /// The session's end, as what comes next.
        var end = "the end"
        /// The name of the session's bar.
        var session = "Session"
        /// The most important keys in order; a hint is true if the key gives the command.
        var hints: [(key: Key, command: UserCommand, text: String)] = [
            (.named(.space), .toggle, "space: pause, go on"),
            (.character("?"), .help, "?: keys"), (.character("q"), .quit, "q: end"),
        ]

        /// The hints that are true of a key map, in one line; nil if there are none.
        public func hint(_ map: KeyMap) -> String? {
            let shown = hints.filter { map[$0.key] == $0.command }.map(\.text)
            return shown.isEmpty ? nil : shown.joined(separator: "   ")
        }
    }

    /// The words for keys and commands.
    public struct Keys: Sendable {
        /// The effect of a command in a few words for a list, and at the end of a sentence that
        /// begins with its keys.
        public var effect: @Sendable (UserCommand) -> (inList: String, inSentence: String) = {
            switch $0 {
            case .toggle: ("pause, or go on", "pauses or goes on")
            case .pause: ("pause", "pauses")
            case .resume: ("go on, with a count-in", "goes on")
            case .next: ("go to the next step", "goes to the next step")
            case .back: ("go to the start of this step; again, to the one before", "goes back")
            case .repeat: ("say the instruction again", "repeats")
            case .tender:
                (
                    "tender spot: hold here while rolling, stay while holding",
                    "is for a tender spot"
                )
            case .hold: ("start the hold now; the rest of the roll follows", "starts the hold")
            case .stay: ("15 s more of this hold", "stays longer")
            case .ease: ("end this hold now", "ends the hold")
            case .skipSide: ("leave out the rest of this side", "skips the side")
            case .howLong: ("say how much time is left", "says the time")
            case .help: ("say what the keys do", "says the keys")
            case .stop: ("end with the closing sentence", "ends the session")
            case .quit: ("end at once", "quits")
            }
        }
        /// Keys that lie together: their spoken name, nil if sentences leave them out, and their
        /// name in a table, nil if each is listed there.
        var group: @Sendable (KeyBinding.Group) -> (spoken: String?, inTable: String?) = {
            switch $0 {
            case .spaceBar: ("the space bar", nil)
            case .bottomRow: ("the bottom row", "bottom row (z to /)")
            case .middleRow: ("the middle row", "middle row (a to ')")
            case .topRow: ("the top row", "top row (w to p)")
            case .numberRow: ("the number row", "number row (1 to 0)")
            case .escape: ("Escape", nil)
            case .enter: ("Enter", nil)
            case .backspace: ("Backspace", nil)
            case .plus: ("plus", nil)
            case .minus: ("minus", nil)
            case .tab: ("Tab", nil)
            case .questionMark: ("the question mark", nil)
            case .end: ("End", nil)
            case .q: ("Q", nil)
            case .remotes: (nil, nil)
            }
        }
        /// The spoken name of a key.
        var key: Words<Key> = {
            switch $0 {
            case .character(let character):
                English.marks[character] ?? String(character).uppercased()
            case .named(let name):
                name.rawValue.split(separator: "-").map { String($0).capitalised }
                    .joined(separator: " ")
            case .code(let code): "key \(code)"
            case .other(let text): text
            }
        }
        /// Tells the keys and effects of several commands.
        var sentence: Words<[(keys: [String], effect: String)]> = { commands in
            guard !commands.isEmpty else { return "No key does anything." }
            let parts = commands.map { "\($0.keys.joined(separator: " or ")) \($0.effect)" }
            return parts.joined(separator: ", ").capitalised + "."
        }
        /// No key, in a table.
        var none = "none"
    }

    /// The words of a plan on paper.
    ///
    /// A no-break space keeps a number and its unit in one line.
    public struct Paper: Sendable {
        /// The length of the whole session.
        public var whole: Words<String> = { "\($0) in all, from the opening to the end." }
        /// The lists of advice before the steps.
        public var adviceBefore: [(title: String, entries: [String])] = [
            ("Do not do this session if:", EnglishAdvice.mustNot),
            ("Ask your doctor or physiotherapist first if:", EnglishAdvice.askFirst),
        ]
        /// The lists of advice after the steps.
        public var adviceAfter: [(title: String, entries: [String])] = [
            ("Stop when:", EnglishAdvice.stopWhen),
            ("Keep off:", EnglishAdvice.keepOff), ("How much:", EnglishAdvice.dose),
        ]
        /// A text that names sides is read the other way round on this side.
        public var mirrored: Words<Side> = {
            "On the \($0.rawValue) side, right and left change places."
        }
        /// The heading of some steps: their numbers, and the time of each side.
        public var steps: Words<ClosedRange<Int>, [String]> = { numbers, times in
            let steps =
                numbers.count == 1
                ? "Step \(numbers.lowerBound)"
                : "Steps \(numbers.lowerBound) to \(numbers.upperBound)"
            return "\(steps): \(times.joined(separator: ", then "))"
        }
        /// The time of a side, or of a step without one.
        public var time: Words<Side?, String> = { side, time in
            switch side {
            case .right?, .left?: "\(side?.rawValue ?? "") side \(time)"
            case .both?: "both sides at once \(time)"
            case nil: time
            }
        }
        /// The label of a step's own tool.
        public var tool = "With"
        /// The label of a step's set-up.
        public var setup = "Position"
        /// The label of a choice.
        public var option = "Choice"
        /// The label of what to keep clear of.
        public var caution = "Care"
        /// The label of actions that are repeated.
        public var rounds: Words<Int> = { "\($0) rounds of" }
        /// The label of repetitions.
        public var repetitions: Words<Int> = { "\($0) times" }
        /// The time of each repetition and of all.
        public var pace: Words<String, String> = { "One every \($0), \($1) in all." }
        /// The label of a timed action.
        public var action: Words<Segment.Kind, String> = { kind, time in
            switch kind {
            case .hold: "Hold \(time)"
            case .rest: "Rest \(time)"
            default: "Roll \(time)"
            }
        }
        /// How to do a hold of which the author says nothing.
        public var usualHold = "Stay on the tender spot and breathe out slowly."
    }

    /// The lines beside a session; places in it and lengths are written as `1:23`.
    public struct Session: Sendable {
        /// The sound is lost, for a reason that is a sentence; the session waits for it or goes on.
        public var soundLost: @Sendable (_ reason: String, _ waits: Bool) -> String = {
            """
            \($0) The session \($1 ? "waits" : "goes on in text"), and the device is tried again; \
            "unknot doctor" shows what works.
            """
        }
        /// The sound is back.
        public var soundIsBack = "The sound is back."
        /// The program was stopped for this many seconds.
        public var wasStopped: Words<Int> = {
            "The program was stopped for \($0) s; the session waited."
        }
        /// Standard output takes no more lines; there is only text, or sound as well.
        public var cannotWrite: @Sendable (_ reason: String, _ isTextAlone: Bool) -> String = {
            let rest = $1 ? "The device is tried again." : "The sound goes on."
            return "Standard output cannot be written: \($0). \(rest)"
        }
        /// Standard output takes no more lines, and there is no sound, so the session ends.
        public var nothingIsLeft: @Sendable (_ reason: String) -> String = {
            """
            Standard output cannot be written: \($0). Nothing is left to hear or read, so the \
            session ends.
            """
        }
        /// A sentence cannot be spoken.
        public var isTextAlone: @Sendable (_ sentence: String, _ reason: String) -> String = {
            "\"\($0)\" cannot be spoken and is text alone: \($1)"
        }
        /// There is no voice.
        public var noVoice = "There is no voice: tones and text take its place."
        /// The session is over, with nothing left out by the program.
        public var finished: @Sendable (_ title: String, _ length: String) -> String = {
            "\($0): \($1), all of it."
        }
        /// The times without sound; an end of nil is the session's.
        public var silence: Words<[(start: String, end: String?)]> = { gaps in
            let gaps = gaps.map { "\($0.start) to \($0.end ?? "the end")" }
            return "There was no sound from \(gaps.joined(separator: ", and from "))."
        }
        /// The user ended the session with its closing sentence, here in so long a session.
        public var ended: @Sendable (_ place: String, _ length: String) -> String = {
            "Ended at \($0) of \($1)."
        }
        /// The session was left, here in so long a session.
        public var left:
            @Sendable (_ place: String, _ length: String, _ canResume: Bool) -> String = {
                "Stopped at \($0) of \($1)." + ($2 ? " \"unknot resume\" goes on there." : "")
            }
    }
}

extension Language {
    /// The table for a language tag such as `en-GB`, or nil if there is none yet.
    public static func table(for tag: String) -> Language? {
        tag.lowercased().split(separator: "-").first == "en" ? .english : nil
    }
}
