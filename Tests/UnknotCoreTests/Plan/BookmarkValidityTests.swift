import Foundation
import Testing

@testable import UnknotCore

/// Kept places that hold something else than the program writes: nothing in one may end the
/// program, and an impossible one is no place.
struct BookmarkValidityTests {
    private let second = SessionFormat.sampleRate
    private let lengths: CueLengths
    private let routine: Routine
    private let plan: LivePlan
    /// A hold under way, of ten seconds that may be twenty.
    private let bookmark: Bookmark

    init() throws {
        lengths = try .own
        let actions: [Action] = [
            .hold(10, 10...20), .roll(12, say: "Roll on."), .reps(5, every: 4),
        ]
        routine = .made(
            [.made(actions, title: "Calf", setup: "Sit on the floor.", move: 8)],
            sides: .rightThenLeft, title: "Leg", leadIn: 8)
        var options = PlanOptions(leadIn: .seconds(5))
        options.fitted = FittedDoses(
            leftOut: [], total: .seconds(100), spare: .zero, amounts: [10 * 48_000, 12 * 48_000, 5])
        plan = try LivePlan(routine, options, lengths: lengths)
        let under = try #require(plan.timeline.segments.first { $0.kind == .hold })
        bookmark = try #require(plan.bookmark(at: under.start + 3 * second))
    }

    @Test func anAmountOutOfItsRangeMakesNoPlace() {
        expectInvalid { $0.version = 1 }
        expectInvalid { $0.position = -1 }
        expectInvalid { $0.position = .max }
        expectInvalid { $0.duration = .max }
        expectInvalid { $0.title = "\u{1B}[2J" }
        for pace in [1e300, -1, 0, .nan, .infinity] { expectInvalid { $0.options.pace = pace } }
        for rate in [-1, 0, 79, 301, .max] { expectInvalid { $0.options.rate = rate } }
        for time in [Duration.seconds(-1), .seconds(Int64.max)] {
            expectInvalid { $0.options.hold = time }
            expectInvalid { $0.options.preferredHold = time }
            expectInvalid { $0.options.leadIn = time }
            expectInvalid { $0.options.fitted?.total = time }
        }
        for frames in [-4_800, 0, 1, .max] { expectInvalid { $0.rest[0].length = frames } }
        for frames in [-1, .max] { expectInvalid { $0.rest[0].held = frames } }
        expectInvalid { $0.rest = [] }
        expectInvalid { $0.longer = [.init(item: 0, length: -1)] }
    }

    private func expectInvalid(
        _ change: (inout Bookmark) -> Void, _ location: SourceLocation = #_sourceLocation
    ) {
        var changed = bookmark
        change(&changed)
        #expect(changed != bookmark || changed.options.pace.isNaN, sourceLocation: location)
        #expect(!changed.isValid, sourceLocation: location)
        #expect(throws: PlanFailure.otherText, sourceLocation: location) {
            try LivePlan(resuming: changed, of: routine, lengths: lengths)
        }
    }

    @Test func partsThatTheStepDoesNotHaveAreNoPlace() {
        for item in [-1, 3, .max] {
            var changed = bookmark
            changed.rest[0].item = item
            #expect(throws: PlanFailure.otherText) {
                try LivePlan(resuming: changed, of: routine, lengths: lengths)
            }
        }
    }

    @Test func aPlaceGoesWithOneTextOfItsRoutine() throws {
        let text = """
            unknot: 1
            id: r
            title: R
            blocks: [{ sides: none, steps: [{ id: s, title: S, setup: Sit., do: [{ roll: 20s }] }] }]
            """
        let routine = try RoutineReader.read(Array(text.utf8)).get()
        let other = try RoutineReader.read(Array((text + "\n# a remark\n").utf8)).get()
        let plan = try LivePlan(routine, PlanOptions(intro: .off), lengths: lengths)
        let place = try #require(plan.bookmark(at: plan.timeline.duration / 2))
        _ = try LivePlan(resuming: place, of: routine, lengths: lengths)
        #expect(throws: PlanFailure.otherText) {
            try LivePlan(resuming: place, of: other, lengths: lengths)
        }
    }

    @Test func nothingIsLongerThanInTheRoutine() throws {
        var changed = bookmark
        for part in changed.rest.indices { changed.rest[part].length = 500 * second }
        #expect(changed.isValid)
        let left = try LivePlan(resuming: changed, of: routine, lengths: lengths)
        let timed = left.timeline.segments.filter { $0.action != nil && $0.side == .right }
        #expect(timed.map { $0.length / second } == [20, 12, 20])
        #expect(throws: LivePlan.Refusal.isLongest(.seconds(23))) {
            try left.change(.stay(.seconds(15), isMirrored: true), at: timed[0].start + second)
        }
    }

    @Test func aLeadInLeavesTheTimeToMoveAndIsStretchedByThePace() throws {
        let options = PlanOptions(pace: 2, leadIn: .seconds(1), intro: .off)
        let plan = try LivePlan(routine, options, lengths: lengths)
        let hold = try #require(plan.timeline.segments.first { $0.kind == .hold })
        let left = try LivePlan(
            resuming: #require(plan.bookmark(at: hold.start + second)), of: routine,
            lengths: lengths)
        for timeline in [plan.timeline, left.timeline] {
            #expect(timeline.segments.first { $0.kind == .move }?.length == 16 * second)
        }
    }

    /// Every value of the file by every other: texts, numbers and words, then lists and maps of them.
    @Test func noContentOfTheFileEndsTheProgram() throws {
        var brief = bookmark
        brief.options.cues = .tones
        let text = String(decoding: try JSONEncoder().encode(brief), as: UTF8.self)
        let places =
            text.matches(of: /"[^"]*"(?!:)|-?[0-9][0-9.eE+]*|true|false|null/).map(\.range)
            + text.matches(of: /\{[^{}]*\}|\[[^\[\]]*\]/).map(\.range)
        let others = [
            "null", "true", "-1", "0", "1", "2.5", "1e300", "-1e300", "1e999", "NaN",
            "9223372036854775807", "-9223372036854775808", "18446744073709551615", "\"\"",
            "\"\\u001b[2J\"", "[]", "[0]", "[-1,1]", "[9223372036854775807,18446744073709551615]",
            "[-9223372036854775808,0]", "{}", "{\"roll\":{}}",
        ]
        #expect(places.count * others.count > 1_000)
        for place in places {
            for other in others {
                let changed = text.replacingCharacters(in: place, with: other)
                let read = try? JSONDecoder().decode(Bookmark.self, from: Data(changed.utf8))
                guard let read, read.isValid, read != brief else { continue }
                _ = try? LivePlan(resuming: read, of: routine, lengths: lengths)
                guard read.options != brief.options else { continue }
                _ = try? Planner(lengths: lengths).plan(routine, read.options)
            }
        }
    }
}
