import Testing
import UnknotCore

struct LineSplitterTests {
    private func lines(_ bytes: [UInt8]) -> [LineSplitter.Line] {
        var splitter = LineSplitter()
        return splitter.take(bytes) + (splitter.finish().map { [$0] } ?? [])
    }

    private func lines(_ text: String) -> [LineSplitter.Line] { lines(Array(text.utf8)) }

    @Test func linesComeInPiecesOfAnySize() {
        let bytes = Array("pause\r\n\n  next \nskip-side\nlast".utf8)
        let whole = ["pause", "next", "skip-side", "last"].map(LineSplitter.Line.text)
        #expect(lines(bytes) == whole)
        for size in 1...8 {
            var splitter = LineSplitter()
            var found: [LineSplitter.Line] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                found += splitter.take(bytes[start..<min(start + size, bytes.count)])
            }
            #expect(found + (splitter.finish().map { [$0] } ?? []) == whole)
        }
    }

    @Test func aLineThatIsTooLongIsToldOnceAndItsRestIsPassedOver() {
        let long = String(repeating: "x", count: LineSplitter.longest + 1)
        #expect(lines("\(long)\npause\n") == [.tooLong, .text("pause")])
        #expect(lines(String(repeating: long, count: 1_000)) == [.tooLong])
        let fitting = String(repeating: "x", count: LineSplitter.longest)
        #expect(lines("\(fitting)\n") == [.text(fitting)])
    }

    @Test func anyBytesGiveLines() {
        #expect(lines([0xFF, 0xFE, 0x0A]) == [.text("\u{FFFD}\u{FFFD}")])
        #expect(lines([0, 0x0A]) == [.text("\0")])
        #expect(lines(" \t\r\n\n") == [])
        var dice = Dice(seed: 3)
        let junk = (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &dice) }
        for line in lines(junk) {
            if case .text(let text) = line { #expect(!text.contains("\n")) }
        }
    }
}
