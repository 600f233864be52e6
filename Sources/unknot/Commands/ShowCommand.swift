import ArgumentParser
import UnknotAudio
import UnknotCore

/// `unknot show`: what a session holds.
struct ShowCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what a session holds, minute by minute.",
        discussion: """
            Prints the plan as a person reads it, with who should not do it and when to stop; \
            with --json every segment and cue for programs, in seconds.

            EXAMPLES:
              unknot show upper-calf
              unknot show calf-programme --length full --include band
              unknot show whole-body --fit 15m
              unknot show upper-calf --json
            """)

    @Argument(
        help: ArgumentHelp("A routine's id or file.", valueName: "routine"), completion: .routine)
    var routine: String

    @Flag(help: "Print the timeline as JSON.")
    var json = false

    @OptionGroup(title: "Plan") var plan: PlanArguments

    func run(in shell: Shell) throws {
        let path = try Shelf(shell).path(of: routine)
        let routine = try RoutineFile.read(path)
        let book = try SoundBook.opening(voice: plan.voice, shell)
        let settled = try plan.settled(routine, path, book)
        let timeline = try CheckCommand.planned(path) { () throws(PlanFailure) in
            try Planner(lengths: book.lengths).plan(routine, settled.options)
        }
        if json {
            settled.summary.map(shell.complain)
            return try shell.out(TimelineJSON.text(timeline))
        }
        try shell.out(PlanText.text(timeline, routine, fitted: settled.summary))
    }
}

/// A timeline as a person reads it.
enum PlanText {
    /// The plan, then the advice that belongs to it.
    ///
    /// - Parameters:
    ///   - timeline: the plan.
    ///   - routine: what it was made of.
    ///   - fitted: what was changed so that it takes the time one has, or nil.
    /// - Returns: the lines.
    static func text(_ timeline: Timeline, _ routine: Routine, fitted: String? = nil) -> String {
        var lines = ["\(timeline.title), \(SessionTime.clock(timeline.duration))"]
        if let fitted { lines.append(fitted) }
        if let source = routine.source { lines.append("Source: \(source)") }
        lines.append("")
        var step: [String?] = []
        for segment in timeline.segments {
            let place = [segment.step, segment.side?.rawValue, segment.title]
            if place != step {
                step = place
                lines.append(heading(segment))
            }
            lines.append(row(segment, timeline))
        }
        lines.append("")
        lines += advice
        return lines.joined(separator: "\n") + "\n"
    }

    private static func heading(_ segment: Segment) -> String {
        switch segment.kind {
        case .intro: "Opening"
        case .outro: "End"
        case .switch: segment.title
        case .setup, .move, .roll, .hold, .reps, .rest:
            segment.title + (segment.side.map { ", \($0.rawValue)" } ?? "")
        }
    }

    private static func row(_ segment: Segment, _ timeline: Timeline) -> String {
        let spoken = timeline.cues.filter {
            $0.frame >= segment.start && $0.frame < segment.end && $0.text != nil
        }
        let words = spoken.compactMap(\.text).joined(separator: " ")
        let start = SessionTime.clock(segment.start)
        let padding = String(repeating: " ", count: max(0, 6 - start.count))
        let kind = segment.kind.rawValue
        let column = kind + String(repeating: " ", count: max(1, 8 - kind.count))
        let length = "\(seconds(segment.length)) s"
        let gap = String(repeating: " ", count: max(1, 9 - length.count))
        return "  \(padding)\(start)  \(column)\(length)\(words.isEmpty ? "" : gap + words)"
    }

    private static func seconds(_ frames: Frames) -> String {
        let tenths = frames / SessionFormat.grid
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    private static var advice: [String] {
        [
            ("Do not do this session with", Advice.mustNot),
            ("Ask your doctor or physiotherapist first with", Advice.askFirst),
            ("Stop when", Advice.stopWhen), ("Keep off", Advice.keepOff),
            ("How much", Advice.dose),
        ].flatMap { title, entries in ["\(title):"] + entries.map { "  - \($0)" } }
    }
}
