import UnknotCore

/// A session drawn by hand: an opening, a step on either side with a hold, and a closing sentence.
enum ExportFixture {
    static let second = SessionFormat.sampleRate

    static let timeline = Timeline(
        routine: "calf", title: "Calf; \"both\" = [two]", duration: 40 * second,
        segments: [
            Segment(start: 0, end: 5 * second, kind: .intro, title: "Calf"),
            step(5, 8, .setup, .right), step(8, 18, .hold, .right),
            Segment(
                start: 18 * second, end: 22 * second, kind: .switch, block: 0, side: .left,
                title: "Change to the left side"),
            step(22, 25, .setup, .left), step(25, 35, .hold, .left),
            Segment(start: 35 * second, end: 40 * second, kind: .outro, title: "Calf"),
        ],
        cues: [
            say(0.3, 2.5, "Ten seconds & more:\nless than <a> minute."),
            say(5, 2, "Right side."),
            sound(8, 0.3, .holdStart), sound(15, 0.1, .count), sound(18, 0.35, .holdEnd),
            sound(19, 0.3, .switch), say(20, 1.25, "Left side."),
            sound(25, 0.3, .holdStart), sound(35, 0.35, .holdEnd), say(35.8, 1, "Done."),
            sound(37, 0.6, .done),
        ])

    private static func step(
        _ start: Int, _ end: Int, _ kind: Segment.Kind, _ side: Side
    ) -> Segment {
        Segment(
            start: start * second, end: end * second, kind: kind, block: 0, step: "upper",
            side: side, title: "Upper calf")
    }

    private static func frames(_ seconds: Double) -> Frames {
        Int((seconds * Double(second)).rounded())
    }

    private static func say(_ start: Double, _ length: Double, _ text: String) -> Cue {
        Cue(
            Utterance(text, rate: 155), .instruction, at: frames(start), length: frames(length))
    }

    private static func sound(_ start: Double, _ length: Double, _ tone: Tone) -> Cue {
        Cue(tone, at: frames(start), length: frames(length))
    }
}
