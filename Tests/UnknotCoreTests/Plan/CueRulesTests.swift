import Testing
import UnknotCore

/// A sound timeline of one hold, bent in one place by as little as breaks a rule.
struct CueRulesTests {
    /// A change to a sound timeline, and what is said to it.
    struct Fault: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var said: [String]
        var bend: @Sendable (inout Timeline) -> Void

        init(
            _ name: String, _ said: String..., bend: @escaping @Sendable (inout Timeline) -> Void
        ) {
            testDescription = name
            self.said = said
            self.bend = bend
        }
    }

    static let faults = [
        Fault(
            "a gap between segments", "hold starts at 240001, not at 240000",
            "no start tone at 0:05.0"
        ) { $0.segments[1].start += 1 },
        Fault(
            "a session that is longer than its segments",
            "segments end at 1968000, the session at 1972800"
        ) { $0.duration += 4_800 },
        Fault("cues that overlap", "overlap at 0:05.0  tone  hold-start") {
            $0.cues[0].length = 230_400
        },
        Fault("a cue off the grid", "off the grid: 0:20.0  say  Half way.") {
            $0.cues[2].frame += 1
        },
        Fault("a sentence close to a tone", "speech runs into a tone: 0:34.3  say  Half way.") {
            $0.cues[2].frame = 1_646_400
            $0.cues[2].length = 1_680_000 - 5_759 - 1_646_400
        },
        Fault("words before anything is awake", "no silence before 0:00.2  say  Now.") {
            $0.cues[0] = Cue(
                Utterance("Now.", rate: 155), .instruction, at: 9_600, length: 9_600)
        },
        Fault("a sentence close after a tone", "a tone runs into speech: 0:20.0  say  Half way.") {
            $0.cues.insert(Cue(.half, at: 950_400, length: 2_401), at: 2)
        },
        Fault(
            "two sentences that run together", "two sentences run together: 0:20.0  say  Half way."
        ) {
            let words = Utterance("Now.", rate: 155)
            $0.cues.insert(Cue(words, .remark, at: 931_200, length: 9_601), at: 2)
        },
        Fault("a segment that ends with its sentence", "no silence after 0:36.5  say  Done.") {
            $0.cues[4].length = 1_968_000 - 14_399 - 1_752_000
        },
        Fault("a hold that ends late", "no end tone at 0:35.0") { $0.cues[3].frame += 4_800 },
        Fault("a segment without a length", "roll at 240000 has no length") {
            $0.segments.insert(
                Segment(start: 240_000, end: 240_000, kind: .roll, title: "S"), at: 1)
        },
        Fault("a cue without a length", "empty cue: 0:20.0  say  Half way.") {
            $0.cues[2].length = 0
        },
        Fault("a hold that is talked over", "the hold at 0:05.0 is too full of sound") {
            $0.cues[2].length = 268_801
        },
        Fault(
            "a last cue that is cut", "the last cue is cut by the end",
            "no silence after 0:36.5  say  Done."
        ) { $0.cues[4].length = 480_000 },
    ]

    private static let sound = Timeline(
        routine: "r", title: "R", duration: 1_968_000,
        segments: [
            Segment(start: 0, end: 240_000, kind: .move, step: "s", title: "S"),
            Segment(start: 240_000, end: 1_680_000, kind: .hold, step: "s", title: "S"),
            Segment(start: 1_680_000, end: 1_968_000, kind: .outro, title: "R"),
        ],
        cues: [
            Cue(.go, at: 14_400, length: 9_600),
            Cue(.holdStart, at: 240_000, length: 19_200),
            Cue(
                Utterance("Half way.", rate: 155), .remark, at: 960_000, length: 24_000,
                fallback: .half),
            Cue(.holdEnd, at: 1_680_000, length: 19_200),
            Cue(
                Utterance("Done.", rate: 155), .instruction, at: 1_752_000, length: 187_200),
        ])

    @Test func aSoundTimelineBreaksNoRule() {
        #expect(CueRules.violations(of: Self.sound) == [])
    }

    @Test(arguments: faults)
    func aBentTimelineBreaksARule(fault: Fault) {
        var timeline = Self.sound
        fault.bend(&timeline)
        #expect(CueRules.violations(of: timeline) == fault.said)
    }
}
