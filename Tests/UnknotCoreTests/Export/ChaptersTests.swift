import Testing
import UnknotCore

struct ChaptersTests {
    @Test func aCueSheetHasATrackForEachPart() {
        let text = Chapters.text(
            ExportFixture.timeline, as: .cue, for: "calf.flac", comment: "unknot render calf")
        #expect(
            text == """
                REM COMMENT "unknot render calf"
                TITLE "Calf; 'both' = [two]"
                FILE "calf.flac" WAVE
                  TRACK 01 AUDIO
                    TITLE "Opening"
                    INDEX 01 00:00:00
                  TRACK 02 AUDIO
                    TITLE "Upper calf, right"
                    INDEX 01 00:05:00
                  TRACK 03 AUDIO
                    TITLE "Upper calf, left"
                    INDEX 01 00:18:30

                """)
    }

    /// The number of a track has two digits.
    @Test(arguments: [98, 99, 100, 150, 198, 1_000])
    func aCueSheetHasNoMoreTracksThanItsFormatAllows(count: Int) {
        let second = SessionFormat.sampleRate
        let timeline = Timeline(
            routine: "a", title: "A", duration: count * second,
            segments: (0..<count).map { number in
                Segment(
                    start: number * second, end: (number + 1) * second, kind: .roll, block: 0,
                    step: "s\(number)", title: "Step \(number)")
            }, cues: [])
        let lines = Chapters.text(timeline, as: .cue, for: "a.wav", comment: "")
            .split(separator: "\n")
        let tracks = lines.filter { $0.contains("TRACK") }
        #expect(tracks.count == min(count, 99))
        #expect(tracks.last == "  TRACK \(min(count, 99)) AUDIO")
        // From the first step to the last, each chapter belongs to one track.
        let starts = lines.filter { $0.contains("INDEX") }.map { line in
            let parts = line.split(separator: " ")[2].split(separator: ":").compactMap { Int($0) }
            return parts[0] * 60 + parts[1]
        }
        #expect(starts.first == 0 && Set(starts).count == starts.count)
        let titles = lines.filter { $0.hasPrefix("    TITLE") }
        let bounds = zip(starts, starts.dropFirst() + [count])
        #expect(
            titles
                == bounds.map { start, end in
                    let last = end - start > 1 ? " to Step \(end - 1)" : ""
                    return "    TITLE \"Step \(start)\(last)\""
                })
    }

    @Test func aCueSheetNamesItsFileExactly() {
        let text = Chapters.text(ExportFixture.timeline, as: .cue, for: "a  b.wav", comment: "")
        #expect(text.contains("FILE \"a  b.wav\" WAVE\n"))
        let music = Chapters.text(ExportFixture.timeline, as: .cue, for: "a.MP3", comment: "")
        #expect(music.contains("FILE \"a.MP3\" MP3\n"))
        #expect(Chapters.canName("a  'b'.wav"))
        #expect(!Chapters.canName("a \"b\".wav") && !Chapters.canName("a\nb.wav"))
    }

    @Test func metadataCountsInSamplesAndEscapesWhatIsSpecial() {
        let text = Chapters.text(
            ExportFixture.timeline, as: .ffmetadata, for: "calf.flac", comment: "a=b #1")
        #expect(
            text.hasPrefix(
                """
                ;FFMETADATA1
                title=Calf\\; "both" \\= [two]
                album=Unknot
                comment=a\\=b \\#1
                [CHAPTER]
                TIMEBASE=1/48000
                START=0
                END=240000
                title=Opening
                [CHAPTER]
                TIMEBASE=1/48000
                START=240000
                END=883200
                title=Upper calf, right

                """))
        #expect(text.hasSuffix("START=883200\nEND=1920000\ntitle=Upper calf, left\n"))
    }

    @Test func aPlaylistTellsTrueLengths() {
        let entries = ExportFixture.timeline.chapters.map {
            Playlist.Entry(file: "\($0.name).ogg", title: $0.title(), length: $0.length)
        }
        #expect(
            Playlist.text("Calf", entries) == """
                #EXTM3U
                #PLAYLIST:Calf
                #EXTINF:5,Opening
                opening.ogg
                #EXTINF:13.4,Upper calf, right
                upper-right.ogg
                #EXTINF:21.6,Upper calf, left
                upper-left.ogg

                """)
    }
}
