import ArgumentParser
import Glibc
import UnknotAudio
import UnknotCore

/// A session as lines: cues on standard output, everything else on standard error.
///
/// Where a display has the terminal it shows both, and the lines of standard error that would stand
/// in it are printed after it.
final class SessionLines {
    private let timeline: Timeline
    /// Standard error, which may be slow or stuck as well.
    private let complaints = LinePrinter(STDERR_FILENO)
    private let printer = LinePrinter(STDOUT_FILENO)
    /// True where the session waits while there is no sound.
    private let waits: Bool
    /// True where no device is asked for: the lines are all that there is.
    private let isSilent: Bool
    private var isTextAlone: Bool
    private var hasComplained = false
    private let display: SessionDisplay?
    /// When all has to be printed, once the session is over.
    private var deadline: Monotonic.Time?
    /// What is to be printed once the display is gone; nil where it can be printed at once.
    private var postponed: [String]?

    init(_ timeline: Timeline, isSilent: Bool, waits: Bool, display: SessionDisplay? = nil) {
        self.display = display
        self.waits = waits
        self.timeline = timeline
        self.isSilent = isSilent
        isTextAlone = isSilent
    }

    /// Prints what an event has to tell; false when nobody reads or hears the session any more.
    func show(_ event: LiveSession.Event) -> Bool {
        switch event {
        case .cue(let cue):
            if let display { display.tell(cue) } else { printer.line(cue.line) }
            guard let problem else { return true }
            if isSilent { return false }
            if !hasComplained {
                hasComplained = true
                let rest = isTextAlone ? "The device is tried again." : "The sound goes on."
                complain("Standard output cannot be written: \(problem). \(rest)")
            }
        case .soundLost(let error):
            isTextAlone = true
            complain(
                """
                \(error) The session \(waits ? "waits" : "goes on in text"), and the device is tried again; \
                "unknot doctor" shows what works.
                """)
            display?.note(soundProblem: "\(error)")
        case .soundReturned:
            isTextAlone = false
            display?.note(soundProblem: nil)
            complain("The sound is back.")
        case .wasStopped(let seconds):
            complain("The program was stopped for \(seconds) s; the session waited.")
        }
        return true
    }

    /// Prints a line of what is wrong, or good to know; a display shows it meanwhile.
    func complain(_ text: String) {
        display?.note(text)
        guard postponed == nil else {
            postponed?.append(text)
            return
        }
        complaints.line("unknot: \(text)")
    }

    /// What is printed from now on waits until the display is gone, where it would stand in it.
    func begin() {
        if display != nil, isatty(STDERR_FILENO) == 1 { postponed = [] }
    }

    /// Ends the display, and prints what waited for that.
    ///
    /// Whatever is written from now on has half a second together where a terminal or a reader
    /// takes nothing, and a tenth where a signal has ended the session.
    ///
    /// - Parameter outcome: how the session ended.
    /// - Returns: when that is over.
    @discardableResult
    func end(_ outcome: LiveSession.Outcome) -> Monotonic.Time {
        let patience: Monotonic.Time =
            if case .interrupted = outcome.ending { 100_000_000 } else { 500_000_000 }
        let deadline = deadline ?? Monotonic.now + patience
        self.deadline = deadline
        display?.close(by: deadline)
        let lines = postponed ?? []
        postponed = nil
        for text in lines { complaints.line("unknot: \(text)") }
        return deadline
    }

    private var problem: String? { display?.problem ?? printer.problem }

    /// Prints how the session ended.
    ///
    /// - Parameters:
    ///   - outcome: how it ended.
    ///   - canResume: whether its place was kept.
    /// - Throws: the exit status where it is not 0.
    func close(_ outcome: LiveSession.Outcome, canResume: Bool) throws {
        let deadline = end(outcome)
        if let display, outcome.isComplete {
            // What would have been the last lines.
            if let words = display.said?.text { printer.line(words) }
            let length = TimeText.clock(outcome.position)
            if outcome.ending == .finished {
                printer.line("\(timeline.title): \(length), all of it.")
            }
        }
        printer.close(by: deadline)
        defer { complaints.close(by: deadline) }
        if let problem, isTextAlone {
            throw Failure(
                """
                Standard output cannot be written: \(problem). Nothing is left to hear or read, so \
                the session ends.
                """, status: .cannotWrite)
        }
        // A session that never had sound has said so at its start.
        let hadSound = outcome.gaps.contains { $0.start > 0 || $0.end != nil }
        let gaps = (hadSound ? outcome.gaps : []).map { gap in
            let end = gap.end.map(TimeText.clock) ?? "the end"
            return "\(TimeText.clock(gap.start)) to \(end)"
        }
        if !gaps.isEmpty {
            complain("There was no sound from \(gaps.joined(separator: ", and from ")).")
        }
        let place =
            "\(TimeText.clock(outcome.position)) of \(TimeText.clock(outcome.duration))"
        let hint = " \"unknot resume\" goes on there."
        switch outcome.ending {
        case .finished: break
        case .closed: complain("Ended at \(place).")
        case .stopped: complain("Stopped at \(place).\(canResume ? hint : "")")
        case .interrupted(let signal):
            complain("Stopped at \(place).\(canResume ? hint : "")")
            throw ExitCode(128 + signal)
        }
    }
}
