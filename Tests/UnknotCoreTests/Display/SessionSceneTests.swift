import Testing
import UnknotCore

/// The words of a scene at each moment, whatever its window.
struct SessionSceneTests {
    private let timeline: Timeline

    init() throws {
        timeline = try DisplayFixture.timeline(.upperCalf)
    }

    private func segment(_ kind: Segment.Kind, after frame: Frames = 0) throws -> Segment {
        try #require(timeline.segments.first { $0.kind == kind && $0.start >= frame })
    }

    private func text(
        at frame: Frames, said: Cue? = nil, in timeline: Timeline? = nil
    ) -> String {
        DisplayFixture.lines(timeline ?? self.timeline, at: frame, 80, 24, said: said)
            .joined(separator: " ").split(separator: " ").joined(separator: " ")
    }

    @Test func theSecondsTurnWhenTheSceneSaysSo() throws {
        let roll = try segment(.roll)
        var frame = roll.start
        var looks = 0
        while frame < roll.end {
            let scene = SessionScene(timeline, position: frame)
            let turn = try #require(scene.framesToTurn)
            #expect((1...SessionFormat.sampleRate).contains(turn))
            let here = DisplayFixture.lines(timeline, at: frame, 40, 10)
            #expect(DisplayFixture.lines(timeline, at: frame + turn, 40, 10) != here)
            frame += turn
            looks += 1
        }
        #expect(frame == roll.end)
        // Twelve seconds, each of which the session's end may divide in two.
        #expect((12...24).contains(looks))
        #expect(SessionScene(timeline, position: timeline.duration).framesToTurn == nil)
    }

    @Test func aSecondIsShownUntilItIsOver() throws {
        let hold = try segment(.hold)
        let rate = SessionFormat.sampleRate
        #expect(text(at: hold.start).contains("0:30"))
        #expect(text(at: hold.start + rate - 1).contains("0:30"))
        #expect(text(at: hold.start + rate).contains("0:29"))
        #expect(text(at: hold.end - 1).contains("0:01"))
    }

    @Test func whatFollowsIsNamedWithItsLengthOrItsTitle() throws {
        #expect(text(at: try segment(.move).start).contains("Next: ROLL, 0:12"))
        #expect(
            text(at: try segment(.hold).end).contains("Next: Second pass, toes in, inner calf"))
    }

    // MARK: Roles

    /// A roll, a hold and a roll, with sentences in no language: only their roles tell them apart.
    private static let work = Timeline(
        routine: "a", title: "A", duration: 100 * SessionFormat.sampleRate,
        segments: [
            (0, 10, .setup), (10, 50, .roll), (50, 80, .hold), (80, 100, Segment.Kind.roll),
        ].map { start, end, kind in
            Segment(
                start: start * SessionFormat.sampleRate, end: end * SessionFormat.sampleRate,
                kind: kind, block: 0, step: "s", side: .left, title: "Step")
        },
        cues: [
            (0, .title, "ttt"), (3, .setup, "sss"), (11, .instruction, "iii"),
            (15, .announcement, "lll"), (30, .remark, "rrr"), (45, .announcement, "hhh"),
            (60, .answer, "aaa"), (78, Cue.Role.count, "ccc"),
        ].map { second, role, words in
            Cue(
                Utterance(words, rate: 155), role, at: second * SessionFormat.sampleRate,
                length: SessionFormat.sampleRate)
        })

    /// Instructions stand first, then the remark or answer of the moment.
    @Test(arguments: [
        (4, ["sss"]), (12, ["iii"]), (16, ["iii", "lll"]), (31, ["iii", "lll", "rrr"]),
        (40, ["iii", "lll"]), (46, ["hhh"]), (55, ["hhh"]), (61, ["hhh", "aaa"]), (70, ["hhh"]),
        (79, ["hhh", "ccc"]), (80, ["sss"]),
    ])
    func sentencesAreChosenByTheirRole(second: Int, shown: [String]) {
        let frame = second * SessionFormat.sampleRate
        let said = Self.work.cues.last { $0.frame <= frame }
        let words = text(at: frame, said: said, in: Self.work).split(separator: " ")
            .map(String.init).filter {
                ["ttt", "sss", "iii", "lll", "rrr", "hhh", "aaa", "ccc"].contains($0)
            }
        #expect(words == shown)
    }

    @Test func anAnswerThatLeavesNoRoomStandsInPlaceOfWhatToDo() throws {
        let hold = try segment(.hold)
        let answer = Cue(
            Utterance(KeyMap.usual.sentence(), rate: 155), .answer, at: hold.start,
            length: SessionFormat.sampleRate)
        for (width, height) in [(80, 24), (24, 50)] {
            let shown = DisplayFixture.lines(
                timeline, at: hold.start, width, height, said: answer
            ).joined(separator: " ").split(separator: " ").joined(separator: " ")
            #expect(shown.contains(KeyMap.usual.sentence()), "\(shown)")
        }
    }

    @Test func tonesAloneLeaveTheStepAndTheSide() throws {
        let tones = try DisplayFixture.timeline(.upperCalf, PlanOptions(cues: .tones))
        let hold = try #require(tones.segments.first { $0.kind == .hold })
        let shown = text(at: hold.start, in: tones)
        #expect(shown.contains("HOLD · RIGHT SIDE First pass, centre of the calf"))
    }

    @Test func theEndAndWhatIsBeforeTheStartAreScenesToo() {
        for frame in [-1, timeline.duration, timeline.duration + 1] {
            #expect(!text(at: frame).isEmpty)
        }
        #expect(text(at: timeline.duration).contains("THE END"))
        let nothing = Timeline(routine: "a", title: "A", duration: 0, segments: [], cues: [])
        #expect(text(at: 0, in: nothing).contains("A"))
    }

    @Test func theHintNamesOnlyKeysThatDoWhatTheyUsuallyDo() throws {
        let words = Language.english.window
        #expect(words.hint(.usual) == "space: pause, go on   ?: keys   q: end")
        let changed = KeyMap.usual.changed(
            by: try ["q=none", "space=next"].map { try KeyMap.Change($0) })
        #expect(words.hint(changed) == "?: keys")
    }
}
