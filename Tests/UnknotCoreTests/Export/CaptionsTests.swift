import Testing
import UnknotCore

struct CaptionsTests {
    @Test func subRipNumbersAndTimesEverySentence() {
        let text = Captions.text(ExportFixture.timeline, as: .srt)
        #expect(
            text.hasPrefix(
                """
                1
                00:00:00,300 --> 00:00:02,800
                Ten seconds & more: less than <a> minute.

                2
                00:00:05,000 --> 00:00:07,000
                Right side.

                3
                00:00:08,000 --> 00:00:09,500
                [hold starts]

                4
                00:00:18,000 --> 00:00:19,000
                [hold ends]


                """))
        #expect(text.hasSuffix("10\n00:00:37,000 --> 00:00:38,500\n[done]\n\n"))
    }

    @Test func webVTTEscapesWhatItReadsAsMarkup() {
        let text = Captions.text(ExportFixture.timeline, as: .vtt)
        #expect(
            text.hasPrefix(
                """
                WEBVTT

                00:00:00.300 --> 00:00:02.800
                Ten seconds &amp; more: less than &lt;a&gt; minute.


                """))
    }

    @Test func lyricsStampEachLineWithMinutesAndHundredths() {
        let text = Captions.text(ExportFixture.timeline, as: .lrc)
        #expect(
            text == """
                [ti:Calf; "both" = (two)]
                [al:Unknot]
                [length:0:40]
                [00:00.30]Ten seconds & more: less than <a> minute.
                [00:05.00]Right side.
                [00:08.00](hold starts)
                [00:18.00](hold ends)
                [00:19.00](change sides)
                [00:20.00]Left side.
                [00:25.00](hold starts)
                [00:35.00](hold ends)
                [00:35.80]Done.
                [00:37.00](done)

                """)
    }

    /// Players take a square bracket for the start of a tag.
    @Test func aSentenceInBracketsIsNoTagOfLyrics() {
        let timeline = Timeline(
            routine: "a", title: "A", duration: 96_000, segments: [],
            cues: [
                Cue(Utterance("[01:00.00] Sit.", rate: 155), .setup, at: 0, length: 48_000)
            ])
        #expect(
            Captions.text(timeline, as: .lrc).hasSuffix("\n[00:00.00](01:00.00) Sit.\n"))
    }

    @Test func hoursAreWrittenWhereTheyAreNeededAndMinutesGoOn() {
        let start = 3_600 * 2 * SessionFormat.sampleRate + 5 * SessionFormat.sampleRate
        let long = Timeline(
            routine: "a", title: "A", duration: start * 2, segments: [],
            cues: [
                Cue(
                    Utterance("Now.", rate: 155), .instruction, at: start,
                    length: SessionFormat.sampleRate)
            ])
        #expect(Captions.text(long, as: .srt).contains("02:00:05,000 --> 02:00:06,000"))
        #expect(Captions.text(long, as: .lrc).contains("[120:05.00]Now."))
    }

    @Test func captionsNeverOverlap() throws {
        let timeline = try Planner(lengths: .longest).plan(BuiltIn.wholeBody.routine())
        let times = Captions.text(timeline, as: .srt).split(separator: "\n")
            .filter { $0.contains(" --> ") }.flatMap { $0.split(separator: " --> ") }
        #expect(times.count > 100)
        #expect(times == times.sorted())
    }
}
