import UnknotAudio
import UnknotCore

/// Short sessions for the player's tests.
enum Sessions {
    /// A hold of five seconds on either side, with sentences, tones and a change of sides.
    static let routine = Routine(
        id: "short", title: "Short", leadIn: .seconds(4), switchTime: .seconds(4),
        blocks: [
            Block(
                sides: .oneThenOther(first: .right),
                steps: [
                    Step(
                        id: "one", title: "One", setup: "Lie on your {side} side.",
                        actions: [
                            Action(.roll(Dose(.seconds(6))), say: "Roll slowly."),
                            Action(.hold(Dose(.seconds(5)))),
                        ])
                ])
        ])

    /// The session, planned with the mock voice, and its clips.
    static func conductor(_ options: PlanOptions = PlanOptions(intro: .off)) throws -> Conductor {
        let book = SoundBook(voice: MockVoice())
        let timeline = try Planner(lengths: book.lengths).plan(routine, options)
        return Conductor(timeline, clips: book.clips(for: timeline.cues))
    }

    /// All samples of a conductor, pulled in blocks of one size.
    static func samples(of conductor: Conductor, block size: Int = 1_000) -> [Int16] {
        var conductor = conductor
        var samples: [Int16] = []
        let block = UnsafeMutableBufferPointer<Int16>.allocate(capacity: size)
        defer { block.deallocate() }
        block.initialize(repeating: 0)
        while !conductor.isFinished {
            let pulled = conductor.next(into: block)
            samples += block[..<pulled.advanced]
        }
        return samples
    }
}
