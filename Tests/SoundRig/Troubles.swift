import Glibc

/// Limits that the program promises, and what is said about a session that had trouble.
enum Promise {
    static let lossSeen = Duration.milliseconds(500)
    static let firstCueHeard = Duration.seconds(1.5)
    static let gone = Duration.seconds(1)
    static let idleLoad = 0.02
}

extension Workbench {
    /// A tone each second for that long, without a word: there is always a cue soon.
    func ticks(_ count: Int) throws -> [String] {
        let steps = stride(from: 0, to: count, by: 100).map { first in
            """
                  - id: step-\(first / 100 + 1)
                    title: Step \(first / 100 + 1)
                    setup: Roller.
                    move: 1s
                    do:
                      - reps: \(min(100, count - first))
                        every: 1s

            """
        }
        let routine = try write(
            "ticks-\(count).yaml",
            """
            unknot: 1
            id: ticks
            title: Ticks
            source: the sound rig
            tool: roller
            lead-in: 3s
            blocks:
              - sides: none
                steps:
            \(steps.joined())
            """)
        return [routine, "--cues", "tones", "--intro", "off"]
    }

    /// Fails unless the session ended well and printed its whole plan on time, and notes what it
    /// said about itself.
    func expectGoodEnd(_ session: ChildProcess, _ plan: SessionPlan) throws {
        defer { noteErrors(session) }
        let exit = try session.waitForExit(plan.patience)
        check {
            try expect(exit.status == 0, "unknot start: \(exit.readable)\(session.lastWords)")
        }
        check { try expectOnTime(session, plan) }
    }

    /// Keeps what the session wrote on standard error, with its time from the start.
    func noteErrors(_ session: ChildProcess) {
        for line in session.errors {
            note("\((line.at - session.started).readable): \(line.text)")
        }
    }

    /// The share of a core that the process uses over that long.
    func load(of child: ChildProcess, over span: Duration) throws -> Double {
        let (start, before) = (Moment.now, child.processorTime)
        pause(span)
        guard let before, let after = child.processorTime else {
            throw Failure("\(child.name) ended\(child.lastWords)")
        }
        return (after - before).inSeconds / (Moment.now - start).inSeconds
    }

    /// Fails if the process is not nearly idle over that long.
    func expectIdle(_ child: ChildProcess, over span: Duration, _ when: String) throws {
        let share = try load(of: child, over: span)
        let percent = "\((share * 1000).rounded() / 10) % of a core"
        note("\(percent) \(when)")
        check { try expect(share <= Promise.idleLoad, "it takes \(percent) \(when)") }
    }

    /// Keeps a measurement, and fails the case in the end if it is over its bound.
    func bound(_ what: String, _ measured: Duration, _ most: Duration) {
        note("\(what): \(measured.readable) (at most \(most.readable))")
        check {
            try expect(measured <= most, "\(what) \(measured.readable), not \(most.readable)")
        }
    }
}

extension Workbench {
    /// Fails unless the summary names, to the second, when sound was away.
    func expectGapNamed(_ session: ChildProcess) throws {
        guard let zero = session.sessionZero,
            let lost = session.errors.first(where: \.tellsLoss),
            let back = session.errors.first(where: \.tellsReturn),
            let summary = session.errors.last(where: {
                $0.text.contains("There was no sound from ")
            })
        else { throw Failure("no loss, no return, or no summary\(session.lastWords)") }
        let times = summary.text.split(whereSeparator: { !$0.isNumber && $0 != ":" })
            .filter { $0.contains(":") && $0 != ":" }
            .map { $0.split(separator: ":").compactMap { Double($0) }.reduce(0) { $0 * 60 + $1 } }
        try expect(times.count >= 2, "the summary was \"\(summary.text)\"")
        for (said, line) in zip(times, [lost, back]) {
            let was = (line.at - zero).inSeconds
            try expect(abs(said - was) <= 1.05, "\"\(summary.text)\", but it was at \(was) s")
        }
    }
}

extension ChildProcess {
    /// When frame 0 of the session was heard, by the lines printed.
    var sessionZero: Moment? {
        lines.lazy.compactMap(CueLine.init).first.map { $0.at.advanced(by: .zero - $0.stamp) }
    }

    /// Waits for the first cue at or after a time of the session.
    @discardableResult
    func waitForCue(at time: Duration, _ limit: Duration = .seconds(60)) throws -> CueLine {
        let line = try waitForLine(limit, "cue at \(time.readable)") { line in
            CueLine(line).map { $0.stamp >= time } ?? false
        }
        guard let cue = CueLine(line) else { throw Failure("no cue: \(line.text)") }
        return cue
    }

    /// Waits for the line that says, after a moment, that sound is lost.
    func waitForLoss(after moment: Moment, _ limit: Duration = .seconds(4)) throws -> Line {
        try waitForLine(limit, "word of a loss", inErrors: true) { line in
            line.at >= moment && line.tellsLoss
        }
    }

    /// Waits for the line that says, after a moment, that sound is back.
    func waitForReturn(after moment: Moment, _ limit: Duration = .seconds(10)) throws -> Line {
        try waitForLine(limit, "word of a return", inErrors: true) { line in
            line.at >= moment && line.tellsReturn
        }
    }
}

extension ChildProcess.Line {
    /// Matched loosely: the wording is the program's own.
    var tellsReturn: Bool { text.contains("back") && !text.contains("until") }
    var tellsLoss: Bool {
        !tellsReturn
            && ["text", "lost", "no sound", "pause", "session waits"].contains { text.contains($0) }
    }
}

/// Waits, where what is waited for is time itself.
func pause(_ span: Duration) {
    let end = Moment.now.advanced(by: span)
    while true {
        let left = end - .now
        guard left > .zero else { return }
        poll(nil, 0, Int32((left.inSeconds * 1000).rounded(.up)))
    }
}
