import Foundation
import Testing
import UnknotAudio
import UnknotCore

@testable import unknot

/// A plan on paper: what stands in it, and how it is set.
struct HandoutTests {
    private static let text = """
        unknot: 1
        id: plan
        title: A plan
        source: page 4
        blocks:
          - sides: left, right
            steps:
              - id: one
                title: The outer side of the calf
                setup: Roller under your {side} calf.
                option: Cross the {other} leg.
                caution: Not on the knee.
                do:
                  - repeat: 3
                    do:
                      - roll: 12.5s
                        say: Roll your {side} calf slowly and gently up to the knee.
                        brief: Again.
                      - rest: 8s
                  - hold: 90s
              - id: two
                title: Two
                tool: hands
                setup: Sit.
                do:
                  - rest: 9s
                    say: Wait a bit.
                  - reps: 10
                    every: 3s
                    say: Press.
              - id: three
                title: Three
                tool: tennis-ball
                offered: true
                setup: Stand.
                do: [{rest: 61s}]
          - sides: none
            steps:
              - id: four
                title: Four
                setup: Lie.
                do: [{roll: 20s}, {hold: 20s, say: Sink in.}]

        """

    private func handout(_ options: PlanOptions = PlanOptions()) throws -> Handout {
        let routine = try RoutineReader.read(Array(Self.text.utf8)).get()
        return Handout(
            try LivePlan(routine, options, lengths: SoundBook(voice: nil).lengths))
    }

    /// The steps, without advice; times of whole steps, which depend on the speech, as a dash.
    private func steps(_ handout: Handout, width: Int = 80) -> String {
        let parts = HandoutText(width: width).text(handout).components(separatedBy: "\n\n")
        return parts.dropFirst(3).dropLast(4).joined(separator: "\n\n")
            .replacing(/side ([0-9]+ min )?[0-9]+ s/, with: "side -")
            .replacing(/: [0-9]+ s\n/, with: ": -\n")
    }

    @Test func everyStepHasItsPositionItsActionsAndItsTimes() throws {
        #expect(
            try steps(handout()) == """
                Steps 1 to 2: left side -, then right side -
                On the right side, right and left change places.

                1. The outer side of the calf
                   left side -, right side -
                   Position         Roller under your left calf.
                   Choice           Cross the right leg.
                   Care             Not on the knee.
                   3 rounds of
                     Roll 12.5 s    Roll your left calf slowly and gently up to the knee.
                     Rest 8 s
                   Hold 1 min 30 s  Stay on the tender spot and breathe out slowly.

                2. Two
                   left side -, right side -
                   With             your hands
                   Position         Sit.
                   Rest 9 s         Wait a bit.
                   10 times         Press. One every 3 s, 30 s in all.

                Step 3: -

                3. Four
                   Position         Lie.
                   Roll 20 s
                   Hold 20 s        Sink in.
                """)
    }

    @Test func oneSideAloneIsWrittenForThatSide() throws {
        let text = try steps(handout(PlanOptions(side: .right, include: ["three"], from: "two")))
        #expect(text.hasPrefix("Steps 1 to 2: right side -\n\n1. Two\n   right side -\n"))
        #expect(text.contains("\n\n2. Three\n   right side -\n   With            a tennis ball\n"))
        #expect(!text.contains("left"))
    }

    @Test func itsTimesAreThoseOfTheSession() throws {
        let handout = try handout()
        let routine = try RoutineReader.read(Array(Self.text.utf8)).get()
        let timeline = try Planner(lengths: SoundBook(voice: nil).lengths).plan(routine)
        #expect(handout.duration == timeline.duration)
        let right = timeline.segments.filter { $0.side == .right }
        #expect(handout.parts[0].sides[1].length == right.reduce(0) { $0 + $1.length })
        #expect(
            handout.parts[0].items[1].lengths[1]
                == right.filter { $0.step == "two" }.reduce(0) { $0 + $1.length })
    }

    @Test(arguments: [1, 24, 33, 40, 57, 80, 200])
    func noLineIsWiderThanThePage(width: Int) throws {
        let text = HandoutText(width: width).text(try handout())
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let widest = lines.map { DisplayWidth.of($0) }.max() ?? 0
        #expect(widest <= min(max(width, 24), 88))
        #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
        // Whatever the width, the words are the same.
        let wide = HandoutText(width: 80).text(try handout())
        #expect(text.split { $0.isWhitespace } == wide.split { $0.isWhitespace })
    }

    @Test func onANarrowPageTheWordsStandBelow() throws {
        #expect(
            try steps(handout(), width: 30).contains(
                """
                   Position
                     Roller under your left
                     calf.
                   Choice
                     Cross the right leg.
                """))
    }

    @Test func theSourceStandsAtTheEnd() throws {
        #expect(try HandoutText(width: 80).text(handout()).hasSuffix("\n\nSource: page 4\n"))
    }
}
