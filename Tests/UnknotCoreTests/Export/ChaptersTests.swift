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

    @Test func aCueSheetNamesMP3ByItsName() {
        let text = Chapters.text(ExportFixture.timeline, as: .cue, for: "a.MP3", comment: "")
        #expect(text.contains("FILE \"a.MP3\" MP3\n"))
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
