import Testing
import UnknotCore

struct SessionPartTests {
    @Test func aPartIsTheOpeningOrAStepOnOneSide() {
        let parts = ExportFixture.timeline.parts
        #expect(parts.map(\.title) == ["Opening", "Upper calf, right", "Upper calf, left"])
        #expect(parts.map(\.name) == ["opening", "upper-right", "upper-left"])
    }

    /// The tone that ends the first hold sounds at 18 s; the change of sides leads to the left.
    @Test func aToneThatEndsAHoldStaysWithIt() {
        let tenths = ExportFixture.timeline.parts.map {
            [$0.start / SessionFormat.grid, $0.end / SessionFormat.grid]
        }
        #expect(tenths == [[0, 50], [50, 184], [184, 400]])
    }

    @Test(arguments: BuiltIn.allCases, [PlanOptions.Intro.full, .off])
    func partsFillASessionAndCutNoSound(builtIn: BuiltIn, intro: PlanOptions.Intro) throws {
        let lengths = EstimatedLengths(tones: try EstimatedLengths.ownTones())
        let timeline = try Planner(lengths: lengths.lengths)
            .plan(try builtIn.routine(), PlanOptions(length: .full, intro: intro))
        let parts = timeline.parts
        #expect(parts.first?.start == 0)
        #expect(parts.last?.end == timeline.duration)
        #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.end == $1.start && $0.length > 0 })
        #expect(Set(parts.map(\.name)).count == parts.count)
        let steps = Set(
            timeline.segments.compactMap { segment in
                segment.step.map { "\(segment.block ?? -1) \($0) \(segment.side?.rawValue ?? "")" }
            })
        #expect(parts.count == steps.count + (intro == .off ? 0 : 1))
        for cue in timeline.cues {
            let holders = parts.filter { $0.start <= cue.frame && cue.frame < $0.end }
            #expect(holders.count == 1)
            #expect(holders.allSatisfy { cue.end <= $0.end }, "\(cue.line) is cut")
        }
    }

    @Test func aSessionWithoutPartsHasNone() {
        let empty = Timeline(routine: "a", title: "A", duration: 0, segments: [], cues: [])
        #expect(empty.parts.isEmpty)
    }
}
