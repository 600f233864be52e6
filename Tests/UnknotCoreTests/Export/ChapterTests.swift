import Testing
import UnknotCore

struct ChapterTests {
    @Test func aChapterIsTheOpeningOrAStepOnOneSide() {
        let chapters = ExportFixture.timeline.chapters
        #expect(
            chapters.map { $0.title() } == ["Opening", "Upper calf, right", "Upper calf, left"])
        #expect(chapters.map(\.name) == ["opening", "upper-right", "upper-left"])
    }

    /// The tone that ends the first hold sounds at 18 s; the change of sides leads to the left.
    @Test func aToneThatEndsAHoldStaysWithIt() {
        let tenths = ExportFixture.timeline.chapters.map {
            [$0.start / SessionFormat.grid, $0.end / SessionFormat.grid]
        }
        #expect(tenths == [[0, 50], [50, 184], [184, 400]])
    }

    @Test(arguments: BuiltIn.allCases, [PlanOptions.Intro.full, .off])
    func chaptersFillASessionAndCutNoSound(builtIn: BuiltIn, intro: PlanOptions.Intro) throws {
        let timeline = try Planner(lengths: .own)
            .plan(try builtIn.routine(), PlanOptions(length: .full, intro: intro))
        let chapters = timeline.chapters
        #expect(chapters.first?.start == 0)
        #expect(chapters.last?.end == timeline.duration)
        #expect(
            zip(chapters, chapters.dropFirst()).allSatisfy { $0.end == $1.start && $0.length > 0 })
        #expect(Set(chapters.map(\.name)).count == chapters.count)
        let steps = Set(
            timeline.segments.compactMap { segment in
                segment.step.map { "\(segment.block ?? -1) \($0) \(segment.side?.rawValue ?? "")" }
            })
        #expect(chapters.count == steps.count + (intro == .off ? 0 : 1))
        for cue in timeline.cues {
            let holders = chapters.filter { $0.start <= cue.frame && cue.frame < $0.end }
            #expect(holders.count == 1)
            #expect(holders.allSatisfy { cue.end <= $0.end }, "\(cue.line) is cut")
        }
    }

    @Test func anEmptySessionHasNoChapters() {
        let empty = Timeline(routine: "a", title: "A", duration: 0, segments: [], cues: [])
        #expect(empty.chapters.isEmpty)
    }
}
