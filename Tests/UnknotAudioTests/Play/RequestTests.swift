import Testing

@testable import UnknotAudio
@testable import UnknotCore

/// What people ask of a session as text, in real time.
///
/// Each request is made at a frame of the session, by a remote that looks at the position. On a busy
/// machine that may be a second late, so nothing here depends on when exactly it is heard.
@Suite(.serialized) struct RequestTests {
    /// A roll of 1 s and a hold of 3 s, on either side.
    private static let routine = Routine(
        id: "short", title: "Short", leadIn: .zero, switchTime: .zero,
        blocks: [
            Block(
                sides: .oneThenOther(first: .right),
                steps: [
                    Step(
                        id: "one", title: "One", setup: "Sit.",
                        actions: [
                            Action(.roll(Dose(.seconds(1)))),
                            Action(.hold(Dose(.seconds(3), range: .seconds(3)...(.seconds(20))))),
                        ])
                ])
        ])

    /// Runs the session, with requests at moments after the start of the first hold in seconds, and
    /// gives what was told from that hold on: seconds after it, to a tenth, and the words.
    private func run(
        _ requests: [(Double, UserCommand)], atOnce: Bool = false
    ) throws -> (lines: [String], answers: [Answer], outcome: LiveSession.Outcome) {
        let book = SoundBook(voice: nil)
        let plan = try LivePlan(
            Self.routine, PlanOptions(cues: .tones, intro: .off), lengths: book.lengths)
        let hold = try #require(plan.timeline.segments.first { $0.kind == .hold })
        let remote = ScriptedRemote(
            requests.map { (hold.start + Frames($0.0 * 48_000), $0.1) }, atOnce: atOnce)
        var lines: [String] = []
        let session = LiveSession(
            plan.timeline, plan: plan, book: book,
            options: .init(output: .text, remotes: [remote], help: "Space pauses."),
            interrupts: Interrupts()
        ) { event in
            if case .cue(let cue) = event, cue.frame >= hold.start {
                let tenths = (cue.frame - hold.start) / SessionFormat.grid
                lines.append(
                    "\(tenths / 10).\(tenths % 10) \(cue.text ?? cue.tone?.rawValue ?? "")")
            }
            return true
        }
        let outcome = session.run()
        return (lines, remote.answers, outcome)
    }

    @Test func aPauseStopsTheClockAndTheCountInBringsPeopleBack() throws {
        let (lines, answers, outcome) = try run([(1, .toggle), (1, .toggle), (5, .quit)])
        #expect(answers.map(\.isDone) == [true, true])
        let told = lines.map { $0.split(separator: " ", maxSplits: 1)[1] }
        let end = try #require(told.firstIndex(of: "hold-end"))
        // Ticks that would come late are left out.
        let counts = told[..<end].filter { $0 == "count" }.count
        #expect(counts <= 3)
        let words = told[..<end].filter { $0 != "count" }
        #expect(words.count == 3 && words[0] == "hold-start" && words[1] == "resume")
        #expect(words.last?.hasPrefix("Hold, right side. ") == true)
        // The hold is as long as planned, on the session's own clock.
        #expect(lines[end] == "3.0 hold-end")
        #expect(outcome.ending == .stopped)
    }

    @Test func stayAndEaseMoveTheEndTone() throws {
        let (lines, answers, _) = try run([(0.5, .ease), (4, .quit)])
        #expect(answers.map(\.text) == ["The hold is over"])
        let end = try #require(lines.first { $0.hasSuffix("hold-end") })
        #expect(end < "3.0")
    }

    @Test func whatCannotBeDoneIsSaidWithItsReason() throws {
        let (lines, answers, _) = try run([(0.5, .hold), (2.8, .quit)])
        #expect(answers.first == Answer("You are holding already.", isDone: false))
        #expect(lines.contains { $0.hasSuffix("You are holding already.") })
    }

    @Test func stopEndsWithTheClosing() throws {
        let (lines, _, outcome) = try run([(1, .stop)])
        #expect(outcome.ending == .closed)
        #expect(lines.last?.hasSuffix("done") == true)
    }

    /// More than a player takes at a time: none is lost, and the session goes on.
    @Test func hundredsOfRequestsAtOnceAreAllDone() throws {
        let many = (0..<150).flatMap { _ in [(0.5, UserCommand.pause), (0.5, .resume)] }
        let (lines, answers, outcome) = try run(many + [(5, .quit)], atOnce: true)
        #expect(answers.count == 300)
        #expect(lines.contains { $0.hasSuffix("hold-end") })
        #expect(outcome.ending == .stopped)
    }

    @Test func whoWantsToLeaveWaitsForNothing() throws {
        let (_, answers, outcome) = try run(
            [(1, .next), (1, .back), (1, .next), (1, .quit)], atOnce: true)
        #expect(answers.isEmpty)
        #expect(outcome.ending == .stopped)
    }

    @Test func whatWaitsForAChangeOfPlanFollowsItAtOnce() throws {
        let (_, answers, outcome) = try run(
            [(1, .ease), (1, .howLong), (1, .stop)], atOnce: true)
        #expect(answers.count == 3)
        #expect(outcome.ending == .closed)
    }

    @Test func stoppingAgainLeavesTheClosingAsItIs() throws {
        let (lines, answers, outcome) = try run(
            [(1, .stop), (1, .stop), (1, .stop)], atOnce: true)
        #expect(outcome.ending == .closed)
        #expect(answers.map(\.text) == ["Ending"] + Array(repeating: "Ending already", count: 2))
        #expect(answers.map(\.isDone) == [true, false, false])
        #expect(lines.filter { $0.hasSuffix("done") }.count == 1)
    }

    @Test func whoPausedInTheClosingLeavesItByStopping() throws {
        let (_, answers, outcome) = try run(
            [(1, .stop), (1, .toggle), (1, .stop)], atOnce: true)
        #expect(outcome.ending == .closed)
        #expect(answers.map(\.text).last == "Ending already")
    }

    @Test func skippingTheSideLeadsToTheOther() throws {
        let (lines, answers, outcome) = try run([(1, .skipSide), (4, .quit)])
        #expect(answers.first?.text == "Skipping the rest of the right side")
        #expect(lines.contains { $0.hasSuffix("switch") })
        #expect(outcome.ending == .stopped)
    }
}

/// Asks for things when the session has come to a frame.
private final class ScriptedRemote: Remote {
    private var script: [(frame: Frames, request: UserCommand)]
    /// Whether all that is due is asked for in one look, or one thing a look.
    private let atOnce: Bool
    private(set) var answers: [Answer] = []

    init(_ script: [(Frames, UserCommand)], atOnce: Bool) {
        self.script = script
        self.atOnce = atOnce
    }

    var watched: [Watched] { [] }
    var deadline: Monotonic.Time? { script.isEmpty ? nil : Monotonic.now + 10_000_000 }

    func asked(_ status: SessionStatus) -> [Asked] {
        let due = script.prefix { status.position >= $0.frame }.prefix(atOnce ? Int.max : 1)
        script.removeFirst(due.count)
        return due.map { Asked($0.request) }
    }

    func answer(_ answer: Answer, to asked: Asked) { answers.append(answer) }

    func show(_ status: SessionStatus) {}
}
