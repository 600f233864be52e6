import Testing
import UnknotCore

struct TimeTextTests {
    @Test(arguments: [
        ("90s", 90_000), ("1m30s", 90_000), ("90", 90_000), ("7.5s", 7_500), ("7.5", 7_500),
        ("2m", 120_000), ("1.5m", 90_000), ("1h", 3_600_000), ("1h0m0.1s", 3_600_100), ("0", 0),
        ("1h5s", 3_605_000), ("600s", 600_000),
    ])
    func aTimeIsReadInAllItsNotations(text: String, milliseconds: Int) {
        #expect(TimeText.duration(text) == .milliseconds(milliseconds))
    }

    @Test(arguments: [
        "", "s", "soon", "30 s", " 30s", "30S", "-5s", "+5s", "1m90s", "30s1m", "1m1m", "1.5m30s",
        "7.25s", "7.s", ".5s", "1m30", "1:30", "30sec", "1e3", "٣٠s", "9999999s", "∞",
    ])
    func whatIsNoTimeIsNotRead(text: String) {
        #expect(TimeText.duration(text) == nil)
    }

    @Test(arguments: [
        (0, "0s"), (30_000, "30s"), (7_500, "7.5s"), (90_000, "1m30s"), (60_000, "1m"),
        (3_600_000, "1h"), (3_661_500, "1h1m1.5s"), (59_960, "1m"), (-5_000, "-5s"), (-10, "0s"),
    ])
    func aTimeIsWrittenInItsShortestNotation(milliseconds: Int, text: String) {
        #expect(TimeText.text(.milliseconds(milliseconds)) == text)
    }

    @Test func whatIsWrittenIsReadBack() {
        for tenths in stride(from: 0, to: 80_000, by: 37) {
            let duration = Duration.milliseconds(tenths * 100)
            #expect(TimeText.duration(TimeText.text(duration)) == duration)
        }
    }

    @Test func theLongestTimesAreWrittenToo() {
        #expect(TimeText.text(.seconds(Int64.max)) == "2562047788015215h30m7s")
    }

    @Test(arguments: [
        ("30 sec", "30s"), ("30S", "30s"), ("1:30", "1m30s"), ("1 minute 30 seconds", "1m30s"),
        ("7,5s", "7.5s"), ("7.25s", "7.2s"), ("1m90s", "2m30s"), ("1m30", "1m30s"), ("2hrs", "2h"),
    ])
    func aSlipIsUnderstood(text: String, meant: String) {
        #expect(TimeText.meant(by: text).map(TimeText.text) == meant)
    }

    @Test(arguments: ["soon", "", ":", "1:2:3", "-5s", String(repeating: "9", count: 50)])
    func nonsenseIsNotUnderstood(text: String) {
        #expect(TimeText.meant(by: text) == nil)
    }

    @Test(arguments: [
        // Frames, then: 12:03, 12:03.4, seconds with a tenth, seconds, and with units.
        (0, "0:00", "0:00.0", "0.0", "0", "0 s"),
        (4_799, "0:00", "0:00.0", "0.0", "0.1", "0.1 s"),
        (24_000, "0:01", "0:00.5", "0.5", "0.5", "0.5 s"),
        (2_877_600, "1:00", "0:59.9", "59.9", "59.95", "1 min"),
        (4_344_000, "1:31", "1:30.5", "90.5", "90.5", "1 min 30.5 s"),
        (34_723_200, "12:03", "12:03.4", "723.4", "723.4", "12 min 3.4 s"),
        (187_200_048, "65:00", "65:00.0", "3900.0", "3900.001", "65 min"),
    ])
    func aLengthIsWrittenForPeople(
        frames: Frames, clock: String, stamp: String, tenths: String, seconds: String,
        units: String
    ) {
        #expect(TimeText.clock(frames) == clock)
        #expect(TimeText.stamp(frames) == stamp)
        #expect(TimeText.tenths(frames) == tenths)
        #expect(TimeText.seconds(frames) == seconds)
        #expect(TimeText.units(frames).replacing("\u{A0}", with: " ") == units)
    }
}
