import UnknotCore

/// Scenes of the built-in routines, planned with estimated lengths.
enum DisplayFixture {
    /// The plan of a routine.
    static func timeline(
        _ routine: BuiltIn, _ options: PlanOptions = PlanOptions()
    ) throws -> Timeline {
        try Planner(lengths: .own).plan(routine.routine(), options)
    }

    /// A moment in each segment of a plan: at its start, in its middle, in its last second.
    static func moments(_ timeline: Timeline) -> [(segment: Segment, frame: Frames)] {
        timeline.segments.flatMap { segment in
            [segment.start, segment.start + segment.length / 2, segment.end - 1]
                .map { (segment, $0) }
        }
    }

    /// The window of a moment.
    static func lines(
        _ timeline: Timeline, at frame: Frames, _ width: Int, _ height: Int,
        isPaused: Bool = false, sound: SessionScene.Sound = .heard, isUnicode: Bool = true,
        said: Cue? = nil, notice: String? = nil
    ) -> [String] {
        let scene = SessionScene(
            timeline, position: frame, isPaused: isPaused, sound: sound, said: said,
            notice: notice, hint: Language.english.window.hint(.usual))
        return SessionScreen(
            scene, size: ScreenSize(width: width, height: height), isUnicode: isUnicode
        ).grid.lines
    }
}
