import ArgumentParser
import Glibc
import UnknotAudio
import UnknotCore

/// A session as lines: cues on standard output, everything else on standard error.
///
/// A display that has the terminal shows both; lines of standard error that would stand in it are
/// printed after it.
final class SessionLines {
    private let timeline: Timeline
    private let words: Language.Session
    /// Standard error, which may be slow or stuck as well.
    private let complaints = LinePrinter(STDERR_FILENO)
    private let printer = LinePrinter(STDOUT_FILENO)
    /// True if the session waits while there is no sound.
    private let waits: Bool
    /// True if no device is wanted, so that there is nothing but the lines.
    private let isSilent: Bool
    private var isTextAlone: Bool
    private var hasComplained = false
    private let display: SessionDisplay?
    /// When all has to be printed, once the session is over.
    private var deadline: Monotonic.Time?
    /// The lines to print once the display is gone; nil if they can be printed at once.
    private var postponed: [String]?

    init(
        _ timeline: Timeline, isSilent: Bool, waits: Bool, display: SessionDisplay? = nil,
        language: Language = .english
    ) {
        words = language.session
        self.display = display
        self.waits = waits
        self.timeline = timeline
        self.isSilent = isSilent
        isTextAlone = isSilent
    }

    /// Prints an event; returns false if nobody can read or hear the session any more.
    func show(_ event: LiveSession.Event) -> Bool {
        switch event {
        case .cue(let cue):
            if let display { display.tell(cue) } else { printer.line(cue.line) }
            guard let problem else { return true }
            if isSilent { return false }
            if !hasComplained {
                hasComplained = true
                complain(words.cannotWrite(problem, isTextAlone))
            }
        case .soundLost(let error):
            isTextAlone = true
            complain(words.soundLost("\(error)", waits))
            display?.note(soundProblem: "\(error)")
        case .soundReturned:
            isTextAlone = false
            display?.note(soundProblem: nil)
            complain(words.soundIsBack)
        case .wasStopped(let seconds):
            complain(words.wasStopped(seconds))
        }
        return true
    }

    /// Prints a line about something that is wrong or good to know; a display shows it meanwhile.
    func complain(_ text: String) {
        display?.note(text)
        guard postponed == nil else {
            postponed?.append(text)
            return
        }
        complaints.line("unknot: \(text)")
    }

    /// Keeps further lines until the display is gone, if they would stand in it.
    func begin() {
        if display != nil, isatty(STDERR_FILENO) == 1 { postponed = [] }
    }

    /// Ends the display, and prints the lines that waited for that.
    ///
    /// If a terminal or a reader takes nothing, all that is written from now on has half a second
    /// together, or a tenth if a signal has ended the session.
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
            // Without a display these would have been the last lines.
            if let words = display.said?.text { printer.line(words) }
            let length = TimeText.clock(outcome.position)
            if outcome.ending == .finished {
                printer.line(words.finished(timeline.title, length))
            }
        }
        printer.close(by: deadline)
        defer { complaints.close(by: deadline) }
        if let problem, isTextAlone {
            throw Failure(words.nothingIsLeft(problem), status: .cannotWrite)
        }
        // A session that never had sound has said so at its start.
        let hadSound = outcome.gaps.contains { $0.start > 0 || $0.end != nil }
        let gaps = (hadSound ? outcome.gaps : []).map { gap in
            (TimeText.clock(gap.start), gap.end.map(TimeText.clock))
        }
        if !gaps.isEmpty { complain(words.silence(gaps)) }
        let place = TimeText.clock(outcome.position)
        let length = TimeText.clock(outcome.duration)
        switch outcome.ending {
        case .finished: break
        case .closed: complain(words.ended(place, length))
        case .stopped: complain(words.left(place, length, canResume))
        case .interrupted(let signal):
            complain(words.left(place, length, canResume))
            throw ExitCode(128 + signal)
        }
    }
}
