import ArgumentParser
import Glibc
import UnknotAudio
import UnknotCore

/// A session as lines: cues on standard output, everything else on standard error.
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

    init(_ timeline: Timeline, isSilent: Bool, waits: Bool) {
        self.waits = waits
        self.timeline = timeline
        self.isSilent = isSilent
        isTextAlone = isSilent
    }

    /// Prints what an event has to tell; false when nobody reads or hears the session any more.
    func show(_ event: LiveSession.Event) -> Bool {
        switch event {
        case .cue(let cue):
            printer.line(cue.line)
            guard let problem = printer.problem else { return true }
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
        case .soundReturned:
            isTextAlone = false
            complain("The sound is back.")
        case .wasStopped(let seconds):
            complain("The program was stopped for \(seconds) s; the session waited.")
        }
        return true
    }

    private func complain(_ text: String) { complaints.line("unknot: \(text)") }

    /// Prints how the session ended.
    ///
    /// - Parameters:
    ///   - outcome: how it ended.
    ///   - canResume: whether its place was kept.
    /// - Throws: the exit status where it is not 0.
    func close(_ outcome: LiveSession.Outcome, canResume: Bool) throws {
        printer.close()
        defer { complaints.close() }
        if let problem = printer.problem, isTextAlone {
            throw Failure(
                """
                Standard output cannot be written: \(problem). Nothing is left to hear or read, so \
                the session ends.
                """, status: .cannotWrite)
        }
        // A session that never had sound has said so at its start.
        let hadSound = outcome.gaps.contains { $0.start > 0 || $0.end != nil }
        let gaps = (hadSound ? outcome.gaps : []).map { gap in
            let end = gap.end.map(SessionTime.clock) ?? "the end"
            return "\(SessionTime.clock(gap.start)) to \(end)"
        }
        if !gaps.isEmpty {
            complain("There was no sound from \(gaps.joined(separator: ", and from ")).")
        }
        let place =
            "\(SessionTime.clock(outcome.position)) of \(SessionTime.clock(timeline.duration))"
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
