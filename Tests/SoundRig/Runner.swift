import Glibc

/// One thing to show, on real sound or on a real process.
struct RigCase: Sendable {
    var name: String
    /// After this long the case has failed and its processes are ended.
    var limit: Duration = .seconds(180)
    /// Whether it needs the machine for itself: it then runs after all the others.
    var alone = false
    var body: @Sendable (Workbench) throws -> Void
}

/// Runs cases, several at a time: they wait most of the time, each with a server of its own.
final class Runner: Sendable {
    private struct State {
        var waiting: [RigCase]
        /// Those that run one by one at the end.
        var waitingAlone: [RigCase]
        var open: [Int: Workbench] = [:]
        var started = 0
        var passed = 0
        var failed = 0
    }

    private let subject: Workbench.Subject
    private let count: Int
    private let state: Watched<State>

    init(_ cases: [RigCase], _ subject: Workbench.Subject) {
        self.subject = subject
        count = cases.count
        // The longest first, so that nothing short waits to run after it.
        let sorted = cases.sorted { $1.limit < $0.limit }
        state = Watched(
            State(
                waiting: sorted.filter { !$0.alone }, waitingAlone: sorted.filter { $0.alone }))
    }

    /// Runs everything, prints the results, and returns whether all passed.
    func run(jobs: Int) -> Bool {
        for _ in 0..<jobs { detachThread { [self] in work() } }
        _ = state.wait(.seconds(24 * 3600)) { state in
            state.passed + state.failed == state.started && state.waiting.isEmpty ? true : nil
        }
        state.update { state in
            state.waiting = state.waitingAlone
            state.waitingAlone = []
        }
        detachThread { [self] in work() }
        // Every case has a watchdog, so this ends.
        let finished = state.wait(.seconds(24 * 3600)) { state in
            state.passed + state.failed == count ? state : nil
        }
        let (passed, failed) = (finished?.passed ?? 0, finished?.failed ?? count)
        report("\(passed) passed, \(failed) failed")
        return failed == 0
    }

    /// Ends what all cases have started, for an interrupted run.
    func abandon() {
        let open = state.update { state in
            state.waiting = []
            state.waitingAlone = []
            return state.open.values
        }
        for workbench in open { workbench.end() }
    }

    private func work() {
        while let (number, next) = state.update({ state -> (Int, RigCase)? in
            guard !state.waiting.isEmpty else { return nil }
            state.started += 1
            return (state.started, state.waiting.removeFirst())
        }) {
            run(next, number)
        }
    }

    private func run(_ rigCase: RigCase, _ number: Int) {
        let start = Moment.now
        var notes: [String] = []
        var figures: [String] = []
        var failure: String?
        do {
            let workbench = try Workbench(subject)
            state.update { $0.open[number] = workbench }
            let problems = attempt(rigCase, workbench).map { [$0] } ?? []
            failure = (workbench.problems + problems).joined(separator: "; ")
            if failure?.isEmpty ?? true { failure = nil }
            workbench.end()
            state.update { $0.open[number] = nil }
            notes = workbench.notes
            figures = subject.printsFigures ? workbench.figures : []
        } catch {
            failure = "\(error)"
        }
        let took = (Moment.now - start).inSeconds
        let result =
            failure.map { "FAIL \(rigCase.name): \($0)" }
            ?? "ok \(rigCase.name) (\((took * 10).rounded() / 10) s)"
        report(([result] + notes.map { "     \($0)" } + figures).joined(separator: "\n"))
        state.update { state in
            if failure == nil { state.passed += 1 } else { state.failed += 1 }
        }
    }

    /// Runs the body on a thread of its own and returns why it failed, if it did.
    private func attempt(_ rigCase: RigCase, _ workbench: Workbench) -> String? {
        let outcome = Watched<String??>(.none)
        detachThread {
            do {
                try rigCase.body(workbench)
                outcome.update { $0 = .some(nil) }
            } catch {
                outcome.update { $0 = .some("\(error)") }
            }
        }
        if let inTime = outcome.wait(rigCase.limit, for: \.self) { return inTime }
        // Its waits fail once its processes have gone; a body that goes on all the same is left.
        workbench.end()
        _ = outcome.wait(.seconds(10), for: \.self)
        return "not finished after \(rigCase.limit.readable)"
    }
}

/// Writes a line on standard output at once, in one piece, whichever thread it comes from.
func report(_ line: String) {
    let bytes = Array("\(line)\n".utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
}
