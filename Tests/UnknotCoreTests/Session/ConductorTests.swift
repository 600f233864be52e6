import Testing
import UnknotCore

extension Timeline {
    /// A session drawn with one character a second: a letter if a cue begins there, else a dash.
    static func drawn(
        _ drawing: String, length: Frames = SessionFormat.sampleRate / 2
    ) -> Timeline {
        let second = SessionFormat.sampleRate
        let cues = drawing.enumerated().filter { $0.element != "-" }.map { place, letter in
            Cue(
                Utterance(String(letter), rate: 155), .instruction, at: place * second,
                length: length)
        }
        let end = drawing.count * second
        return Timeline(
            routine: "drawn", title: "Drawn", duration: end,
            segments: [Segment(start: 0, end: end, kind: .roll, title: "Drawn")], cues: cues)
    }
}

struct ConductorTests {
    private static func conductor(_ drawing: String) -> Conductor {
        let timeline = Timeline.drawn(drawing)
        let clips = timeline.cues.enumerated().map { index, cue in
            Clip(samples: Array(repeating: Int16(index + 1), count: cue.length))
        }
        return Conductor(timeline, clips: clips)
    }

    /// Pulls a second at a time, with a command before the second at which it is due, and draws
    /// what begins: a dot is a second in which nothing advances.
    private func play(
        _ conductor: inout Conductor, _ commands: [Int: Conductor.Input] = [:]
    ) -> String {
        var drawn = ""
        for second in 0..<100 where !conductor.isFinished {
            if let command = commands[second] { conductor.apply(command) }
            if conductor.isFinished { break }
            let block = conductor.advance(SessionFormat.sampleRate)
            let letter = block.begun.first.flatMap { conductor.timeline.cues[$0].text }
            drawn += block.advanced == 0 ? "." : letter ?? "-"
        }
        return drawn
    }

    @Test(arguments: ["A--B-----C", "A", "----", "AB-CD"])
    func everyCueBeginsAtItsSecond(drawing: String) {
        var conductor = Self.conductor(drawing)
        #expect(play(&conductor) == drawing)
        #expect(conductor.isFinished)
    }

    @Test func aPauseDelaysWhatFollowsAndNothingElse() {
        var conductor = Self.conductor("A--B-----C")
        #expect(play(&conductor, [2: .pause, 5: .resume(Interlude())]) == "A-...-B-----C")
    }

    @Test func stopEndsAtOnce() {
        var conductor = Self.conductor("A--B-----C")
        #expect(play(&conductor, [5: .stop]) == "A--B-")
    }

    @Test func commandsThatMakeNoSenseChangeNothing() {
        var conductor = Self.conductor("AB")
        #expect(conductor.apply(.resume(Interlude())) == false)
        #expect(conductor.apply(.pause) == true)
        #expect(conductor.apply(.pause) == false)
        #expect(conductor.apply(.stop) == true)
        #expect(conductor.apply(.stop) == false)
        #expect(conductor.apply(.resume(Interlude())) == false)
    }

    @Test func pauseKeepsTheFraction() {
        var conductor = Self.conductor("AB")
        _ = conductor.advance(12_345)
        conductor.apply(.pause)
        _ = conductor.advance(99_999)
        #expect(conductor.position == 12_345)
        conductor.apply(.resume(Interlude()))
        _ = conductor.advance(1)
        #expect(conductor.position == 12_346)
    }

    @Test func whatBeginsUnheardIsToldAndStaysSilentToItsEnd() {
        var conductor = Self.conductor("A--B-----C")
        let passed = conductor.advanceMuted(3 * SessionFormat.sampleRate + 100)
        #expect(passed.begun == 0..<2)
        let block = UnsafeMutableBufferPointer<Int16>.allocate(capacity: SessionFormat.sampleRate)
        block.initialize(repeating: 77)
        defer { block.deallocate() }
        _ = conductor.next(into: block)
        #expect(block.allSatisfy { $0 == 0 })
        #expect(play(&conductor) == "----C-")
    }

    /// As text a session runs ahead to the next cue and, to be in time, a little beyond it.
    @Test func whatWasToldAheadIsHeardAfterAStepBackAndNotToldAgain() {
        var conductor = Self.conductor("A--B-----C")
        let second = SessionFormat.sampleRate
        #expect(conductor.advanceMuted(4 * second).begun == 0..<2)
        conductor.stepBack(to: 2 * second)
        #expect(conductor.position == 2 * second)
        let block = UnsafeMutableBufferPointer<Int16>.allocate(capacity: 2 * second)
        block.initialize(repeating: 77)
        defer { block.deallocate() }
        #expect(conductor.next(into: block).begun.isEmpty)
        #expect(block[..<second].allSatisfy { $0 == 0 })
        #expect(block[second..<second + second / 2].allSatisfy { $0 == 2 })
        #expect(play(&conductor) == "-----C")
    }

    @Test func aSessionThatRanOutStepsBackAndOneThatWasStoppedDoesNot() {
        var conductor = Self.conductor("A--")
        _ = conductor.advanceMuted(3 * SessionFormat.sampleRate)
        #expect(conductor.isFinished)
        conductor.stepBack(to: 2 * SessionFormat.sampleRate)
        #expect(play(&conductor) == "-")
        var stopped = Self.conductor("A--")
        _ = stopped.advanceMuted(SessionFormat.sampleRate)
        stopped.apply(.stop)
        stopped.stepBack(to: 0)
        #expect(stopped.isFinished)
        #expect(stopped.position == SessionFormat.sampleRate)
    }

    @Test func aSessionAsTextSleepsFromCueToCueAndASecondAtMost() {
        var conductor = Self.conductor("A--B-----C")
        var seconds: [Int] = []
        while !conductor.isFinished {
            seconds.append(conductor.position / SessionFormat.sampleRate)
            _ = conductor.advance(conductor.framesToNextCue)
        }
        #expect(seconds == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    }

    @Test(arguments: [1, 7, 480, 1_024, 4_096, 48_000, 1_000_000])
    func samplesDoNotDependOnTheBlock(size: Int) {
        var conductor = Self.conductor("A--B-----C")
        var samples: [Int16] = []
        let block = UnsafeMutableBufferPointer<Int16>.allocate(capacity: size)
        block.initialize(repeating: 77)
        defer { block.deallocate() }
        while !conductor.isFinished {
            let pulled = conductor.next(into: block)
            samples += block[..<pulled.advanced]
        }
        let second = SessionFormat.sampleRate
        var expected = [Int16](repeating: 0, count: 10 * second)
        for (value, start) in [(1, 0), (2, 3), (3, 9)] {
            for index in 0..<second / 2 { expected[start * second + index] = Int16(value) }
        }
        #expect(samples == expected)
    }

    @Test func aPausedBlockIsSilentAndACutClipIsNotTakenUpInItsMiddle() {
        var conductor = Self.conductor("A")
        let block = UnsafeMutableBufferPointer<Int16>.allocate(capacity: 1_000)
        block.initialize(repeating: 77)
        defer { block.deallocate() }
        _ = conductor.next(into: block)
        conductor.apply(.pause)
        let paused = conductor.next(into: block)
        #expect(paused.advanced == 0)
        #expect(block.allSatisfy { $0 == 0 })
        conductor.apply(.resume(Interlude()))
        #expect(conductor.next(into: block).start == 1_000)
        #expect(block.allSatisfy { $0 == 0 })
    }
}
