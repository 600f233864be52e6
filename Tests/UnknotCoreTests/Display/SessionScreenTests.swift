import Testing

@testable import UnknotCore

/// Windows of all sizes, at all moments of the built-in routines.
struct SessionScreenTests {
    /// The words for the kinds, the sides and the time that a window has to show.
    private let words = Language.english.window

    private func clock(_ frames: Frames) -> String {
        let seconds = (frames + SessionFormat.sampleRate - 1) / SessionFormat.sampleRate
        return "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
    }

    /// A window as one text, so that words that were wrapped stand beside each other again.
    private func joined(_ lines: [String]) -> String {
        lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
    }

    @Test(arguments: BuiltIn.allCases)
    func windowsOfAnySizeShowSideAndTimeAndNothingLiesOutside(routine: BuiltIn) throws {
        let timeline = try DisplayFixture.timeline(routine)
        var dice = Dice(seed: UInt64(timeline.segments.count))
        for (segment, frame) in DisplayFixture.moments(timeline) {
            let size = ScreenSize(
                width: .random(in: 1...200, using: &dice),
                height: .random(in: 1...60, using: &dice))
            let scene = SessionScene(
                timeline, position: frame, isPaused: .random(using: &dice),
                sound: dice.one(of: [.heard, .lost, .awaited]),
                said: timeline.cues.last { $0.frame <= frame && $0.text != nil },
                notice: Bool.random(using: &dice) ? "The sound is back." : nil,
                hint: words.hint(.usual))
            let isUnicode = Bool.random(using: &dice)
            let grid = SessionScreen(scene, size: size, isUnicode: isUnicode).grid
            #expect(grid.size == size)
            #expect(grid.cells.count == size.width * size.height)
            for line in grid.lines { #expect(line.count <= size.width) }
            guard size.width >= 20, size.height >= 3 else { continue }
            let text = joined(grid.lines)
            #expect(text.contains(clock(segment.end - frame)), "\(size): \(text)")
            if let side = segment.side {
                #expect(text.contains(words.shortSide(side)), "\(size): \(text)")
            }
            if !isUnicode { #expect(!text.contains { !$0.isASCII }, "\(text)") }
        }
    }

    @Test func theSmallestWindowsThatCanBeReadShowSideAndTime() throws {
        let timeline = try DisplayFixture.timeline(.upperCalf)
        let hold = try #require(timeline.segments.first { $0.kind == .hold })
        for width in 20...60 {
            for height in 3...12 {
                for isPaused in [false, true] {
                    let lines = DisplayFixture.lines(
                        timeline, at: hold.start, width, height, isPaused: isPaused)
                    let text = joined(lines)
                    #expect(text.contains("0:30"), "\(width) by \(height): \(text)")
                    #expect(text.contains("RIGHT"), "\(width) by \(height): \(text)")
                    #expect(text.contains(isPaused ? "PAUSED" : "HOLD"), "\(text)")
                }
            }
        }
    }

    @Test(arguments: BuiltIn.allCases, [(80, 24), (40, 10), (24, 40)])
    func nothingThatMattersIsCut(routine: BuiltIn, size: (Int, Int)) throws {
        let timeline = try DisplayFixture.timeline(routine)
        for (index, segment) in timeline.segments.enumerated() {
            let frame = segment.start + segment.length / 2
            for isPaused in [false, true] {
                let lines = DisplayFixture.lines(
                    timeline, at: frame, size.0, size.1, isPaused: isPaused)
                let text = joined(lines)
                let shown = Comment(rawValue: lines.joined(separator: "\n"))
                #expect(!text.contains("…"), shown)
                #expect(text.contains(words.kind(segment.kind)), shown)
                #expect(text.contains("PAUSED") == isPaused, shown)
                if let side = segment.side { #expect(text.contains(words.side(side)), shown) }
                #expect(text.contains(clock(segment.end - frame)), shown)
                #expect(text.contains(clock(timeline.duration - frame)), shown)
                #expect(text.contains("Next: "), shown)
                if segment.kind != .outro, index + 1 == timeline.segments.count - 1 {
                    #expect(text.contains("Next: the end"), shown)
                }
                // The sentence that sounds, with its end not so near that the next one shows.
                let said = timeline.cues.last {
                    $0.frame <= frame && $0.end > frame + SessionFormat.sampleRate / 2
                        && !($0.text?.hasSuffix("side.") ?? true) && ($0.text?.count ?? 0) > 12
                }?.text
                if let said { #expect(text.contains(said), shown) }
            }
        }
    }

    @Test func aHoldIsShownInDigitsAsLargeAsTheWindowAllows() throws {
        let timeline = try DisplayFixture.timeline(.upperCalf)
        let hold = try #require(timeline.segments.first { $0.kind == .hold })
        func filled(_ width: Int, _ height: Int) -> Int {
            let frame = hold.start + 10 * SessionFormat.sampleRate
            // The bars take two rows; the rest of the blocks are digits.
            return DisplayFixture.lines(timeline, at: frame, width, height)
                .filter { !$0.contains("░") }.joined().count { "█▀▄".contains($0) }
        }
        let sizes = [(20, 6), (40, 10), (80, 24), (120, 40), (200, 60)].map(filled)
        #expect(sizes == sizes.sorted() && Set(sizes).count == sizes.count, "\(sizes)")
        #expect(sizes[2] > 250)
    }

    @Test func whatIsWrongIsSaidInWords() throws {
        let timeline = try DisplayFixture.timeline(.upperCalf)
        for (sound, sentence) in [
            (SessionScene.Sound.lost, words.noSound), (.awaited, words.waitsForSound),
        ] {
            for (width, height) in [(80, 24), (40, 10), (24, 40)] {
                let text = joined(
                    DisplayFixture.lines(
                        timeline, at: 0, width, height, isPaused: sound == .awaited, sound: sound))
                #expect(text.contains("! \(sentence)"), "\(text)")
            }
        }
        let noticed = DisplayFixture.lines(timeline, at: 0, 80, 24, notice: "The sound is back.")
        #expect(noticed.contains("  ! The sound is back."))
    }
}
