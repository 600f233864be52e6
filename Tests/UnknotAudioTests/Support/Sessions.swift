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

    private static let prepared = Result {
        let book = SoundBook(voice: MockVoice())
        let timeline = try Planner(lengths: book.lengths).plan(routine, PlanOptions(intro: .off))
        return Conductor(timeline, clips: book.clips(for: timeline.cues))
    }

    private static let whole = prepared.map { samples(of: $0, block: 1_000) }

    /// The session, planned with the mock voice, before its first frame; made once.
    static func conductor() throws -> Conductor { try prepared.get() }

    /// All samples of that session; pulled once.
    static func samples() throws -> [Int16] { try whole.get() }

    private static func samples(of conductor: Conductor, block size: Int) -> [Int16] {
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

    /// Where two stretches of sound differ first, or nil; a failure then prints a line and not
    /// millions of samples.
    static func difference(
        _ found: some Collection<Int16>, _ wanted: some Collection<Int16>
    ) -> String? {
        if found.elementsEqual(wanted) { return nil }
        let place = zip(found, wanted).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        return "they differ from \(place ?? min(found.count, wanted.count)) on, of "
            + "\(found.count) and \(wanted.count)"
    }
}
