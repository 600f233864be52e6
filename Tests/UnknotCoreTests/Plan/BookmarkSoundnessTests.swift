import Foundation
import Testing

@testable import UnknotCore

/// Kept places with something else in them than the program writes: nothing in one may end the
/// program, and what cannot be is no place.
struct BookmarkSoundnessTests {
    private let second = SessionFormat.sampleRate
    private let lengths: CueLengths
    private let routine: Routine
    private let plan: LivePlan
    /// A hold under way, of ten seconds that may be twenty.
    private let bookmark: Bookmark

    init() throws {
        lengths = EstimatedLengths(tones: try EstimatedLengths.ownTones()).lengths
        let hold = Dose(Duration.seconds(10), range: .seconds(10)...(.seconds(20)))
        routine = Routine(
            id: "r", title: "Leg", leadIn: .seconds(8),
            blocks: [
                Block(
                    sides: .oneThenOther(first: .right),
                    steps: [
                        Step(
                            id: "s", title: "Calf", setup: "Sit on the floor.", move: .seconds(8),
                            actions: [
                                Action(.hold(hold)),
                                Action(.roll(Dose(.seconds(12))), say: "Roll on."),
                                Action(.reps(Dose(5), every: .seconds(4))),
                            ])
                    ])
            ])
        var options = PlanOptions(leadIn: .seconds(5))
        options.fitted = FittedDoses(
            leftOut: [], total: .seconds(100), spare: .zero, amounts: ["s": [100, 120, 5]])
        plan = try LivePlan(routine, options, lengths: lengths)
        let under = try #require(plan.timeline.segments.first { $0.kind == .hold })
        bookmark = try #require(plan.bookmark(at: under.start + 3 * second))
    }

    @Test func whatTheProgramWritesIsSound() throws {
        #expect(bookmark.isSound)
        #expect(bookmark.suits(routine))
        for frame in stride(from: 0, to: plan.timeline.duration, by: second / 3) {
            if let place = plan.bookmark(at: frame) { #expect(place.isSound, "at \(frame)") }
        }
    }

    @Test func whatIsOutOfItsRangeIsNoPlace() {
        expectUnsound { $0.version = 2 }
        expectUnsound { $0.position = -1 }
        expectUnsound { $0.position = .max }
        expectUnsound { $0.duration = .max }
        expectUnsound { $0.title = "\u{1B}[2J" }
        expectUnsound { $0.step = "\u{1B}[2J" }
        for pace in [1e300, -1, 0, .nan, .infinity] { expectUnsound { $0.options.pace = pace } }
        for rate in [-1, 0, 79, 301, .max] { expectUnsound { $0.options.rate = rate } }
        for time in [Duration.seconds(-1), .seconds(Int64.max)] {
            expectUnsound { $0.options.hold = time }
            expectUnsound { $0.options.preferredHold = time }
            expectUnsound { $0.options.leadIn = time }
            expectUnsound { $0.options.fitted?.total = time }
            expectUnsound { $0.beats?[0].length = time }
            expectUnsound { $0.beats?[0].longest = time }
            expectUnsound { $0.beats?[0].held = time }
            expectUnsound { $0.beats?[1].length = time }
            expectUnsound { $0.beats?[2].kind = .reps(5, every: time) }
            expectUnsound { $0.holds = [.init(section: 0, step: 0, beat: 0, length: time)] }
        }
        for count in [-5, 0, 101, .max] {
            expectUnsound { $0.beats?[2].kind = .reps(count, every: .seconds(4)) }
        }
        expectUnsound { $0.beats = [] }
        expectUnsound { $0.beats?[1].kind = .hold }
        expectUnsound { $0.holds = [.init(section: -1, step: 0, beat: 0, length: .seconds(5))] }
    }

    private func expectUnsound(
        _ change: (inout Bookmark) -> Void, _ location: SourceLocation = #_sourceLocation
    ) {
        var changed = bookmark
        change(&changed)
        #expect(changed != bookmark || changed.options.pace.isNaN, sourceLocation: location)
        #expect(!changed.isSound, sourceLocation: location)
    }

    @Test func actionsThatTheStepDoesNotHaveSuitNoRoutine() {
        for origin in [-1, 1, 3, .max] {
            var changed = bookmark
            changed.beats?[0].origin = origin
            #expect(changed.isSound)
            #expect(!changed.suits(routine))
            #expect(throws: PlanFailure.self) {
                try LivePlan(resuming: changed, of: routine, lengths: lengths)
            }
        }
    }

    @Test func nothingIsLongerOrSaysMoreThanInTheRoutine() throws {
        var changed = bookmark
        changed.beats?[0].length = .seconds(250)
        changed.beats?[0].longest = .seconds(300)
        changed.beats?[1].length = .seconds(500)
        changed.beats?[1].say = "Something else."
        changed.beats?[2].kind = .reps(100, every: .seconds(5))
        changed.beats?[2].length = .seconds(500)
        #expect(changed.isSound)
        let left = try LivePlan(resuming: changed, of: routine, lengths: lengths)
        let timed = left.timeline.segments.filter { $0.action != nil && $0.side == .right }
        #expect(timed.map { $0.length / second } == [20, 12, 20])
        let said = left.timeline.cues.compactMap(\.text)
        #expect(said.contains("Roll on.") && !said.contains("Something else."))
        #expect(throws: LivePlan.Refusal.isLongest(.seconds(23))) {
            try left.change(.stay(.seconds(15), isMirrored: true), at: timed[0].start + second)
        }
    }

    /// Every value of the file by every other, at any depth.
    @Test func noContentOfTheFileEndsTheProgram() throws {
        var brief = bookmark
        brief.options.cues = .tones
        let whole = try JSONEncoder().encode(brief)
        let tree = try JSONSerialization.jsonObject(with: whole)
        let others = [
            "null", "true", "-1", "0", "1", "2.5", "1e300", "-1e300", "1e999", "NaN",
            "9223372036854775807", "-9223372036854775808", "18446744073709551615", "\"\"",
            "\"\\u001b[2J\"", "[]", "[0]", "[-1,1]", "[9223372036854775807,18446744073709551615]",
            "[-9223372036854775808,0]", "{}", "{\"roll\":{}}",
        ]
        var tried = 0
        for path in paths(tree) {
            for other in others {
                let marked = replacing(tree, path[...], by: "@@@")
                let text = String(
                    decoding: try JSONSerialization.data(withJSONObject: marked), as: UTF8.self
                ).replacing("\"@@@\"", with: other)
                tried += 1
                let read = try? JSONDecoder().decode(Bookmark.self, from: Data(text.utf8))
                guard let read, read.isSound, read != brief, read.suits(routine) else { continue }
                _ = try? LivePlan(resuming: read, of: routine, lengths: lengths)
                guard read.options != brief.options else { continue }
                _ = try? Planner(lengths: lengths).plan(routine, read.options)
            }
        }
        #expect(tried > 1_000)
    }

    private func paths(_ value: Any) -> [[String]] {
        var found: [[String]] = [[]]
        if let fields = value as? [String: Any] {
            for (key, inner) in fields { found += paths(inner).map { [key] + $0 } }
        } else if let list = value as? [Any] {
            for (index, inner) in list.enumerated() {
                found += paths(inner).map { ["\(index)"] + $0 }
            }
        }
        return found
    }

    private func replacing(_ value: Any, _ path: ArraySlice<String>, by other: String) -> Any {
        guard let key = path.first else { return ["all": other] }
        let rest = path.dropFirst()
        func inner(_ value: Any) -> Any { rest.isEmpty ? other : replacing(value, rest, by: other) }
        if var fields = value as? [String: Any], let old = fields[key] {
            fields[key] = inner(old)
            return fields
        }
        if var list = value as? [Any], let index = Int(key), list.indices.contains(index) {
            list[index] = inner(list[index])
            return list
        }
        return value
    }
}
