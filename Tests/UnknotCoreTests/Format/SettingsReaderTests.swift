import Testing

@testable import UnknotCore

struct SettingsReaderTests {
    private func read(_ text: String) -> (settings: Settings, lines: [String]) {
        let (settings, problems) = SettingsReader.read(Array(text.utf8))
        return (settings, problems.map { $0.line(file: "c.yaml") })
    }

    @Test func everySettingIsRead() throws {
        let (settings, lines) = read(
            """
            voice: en-gb+f3
            rate: 170
            volume: 80
            hold: 45s
            pace: 1.5
            cues: brief
            countdown: voice
            device: plughw:1,0
            keys:
              f9: repeat
              "=": none

            """)
        #expect(lines == [])
        #expect(settings.voice == "en-gb+f3")
        #expect(settings.rate == 170)
        #expect(settings.volume == 80)
        #expect(settings.hold == .seconds(45))
        #expect(settings.pace == 1.5)
        #expect(settings.cues == .brief)
        #expect(settings.countdown == .voice)
        #expect(settings.device == "plughw:1,0")
        #expect(
            settings.keys == [
                .init(
                    change: try .init(key: "f9", command: "repeat"),
                    position: SourcePosition(line: 10, column: 3)),
                .init(
                    change: try .init(key: "=", command: "none"),
                    position: SourcePosition(line: 11, column: 3)),
            ])
        #expect(settings.places[.pace] == SourcePosition(line: 5, column: 7))
        #expect(settings.places.count == Settings.Name.allCases.count)
    }

    @Test(arguments: [
        "", "# nothing\n", "\n\n", "{}", "---", "---\n# nothing\n", "\u{FEFF}# mark\n",
    ])
    func aFileWithoutSettingsSetsNothing(text: String) {
        let (settings, lines) = read(text)
        #expect(settings == Settings())
        #expect(lines == [])
    }

    @Test func theExampleSetsNothingAndIsSoundWhereItsSignsAreTakenOff() {
        #expect(read(Settings.example).settings == Settings())
        let bare = Settings.example.split(separator: "\n", omittingEmptySubsequences: false)
            .dropFirst(3).map { $0.dropFirst(2) }.joined(separator: "\n")
        let (settings, lines) = read(bare)
        #expect(lines == [])
        #expect(settings.places.count == Settings.Name.allCases.count)
        #expect(settings.keys.count == 2)
    }

    /// One wrong setting each, in a file whose `volume: 50` is sound.
    private static let wrong = RoutineFixtures.cases(
        #"""
        rat: 170
        => 2:1: unknown key "rat"; did you mean "rate"?
        pace: 1,5
        => 2:7: "pace" wants a number from 0.5 to 3, not "1,5"; write 1.5
        pace: 9
        => 2:7: "pace" wants a number from 0.5 to 3, not "9"; write for example pace: 1.2
        pace: nan
        => 2:7: "pace" wants a number from 0.5 to 3, not "nan"; write for example pace: 1.2
        cues: breif
        => 2:7: "cues" wants full, brief or tones, not "breif"; did you mean "brief"?
        device:
        => 2:1: "device" has no value; write for example device: plughw:1,0
        keys:
        => 2:1: "keys" has no value; write each on a line of its own below it, such as "f9: repeat"
        keys: f9=repeat
        => 2:7: "keys" wants keys with their commands, not a text; write each on a line of its own below it, such as "f9: repeat"
        keys: {f99: repeat, f8: repaet, x: [a]}
        => 2:8: there is no key "f99"; did you mean "f9"?
        => 2:21: there is no command "repaet"; did you mean "repeat"?
        => 2:33: a key has a command, such as "f9: repeat"
        """#, file: "c.yaml")

    @Test(arguments: wrong)
    func aWrongSettingIsExplainedAndTheOthersHold(given: Given<[String]>) {
        let (settings, lines) = read("volume: 50\n\(given.text)\n")
        #expect(lines == given.wanted)
        var only = Settings()
        only.volume = 50
        only.places = settings.places
        #expect(settings == only)
    }

    @Test func aKeyThatStandsTwiceCountsOnce() {
        let (settings, lines) = read("keys:\n  f9: repeat\n  F9: none\nrate: 100\nrate: 200\n")
        #expect(
            lines == [
                #"c.yaml:3:3: the key "F9" stands here twice, first on line 2; keep one of them"#,
                #"c.yaml:5:1: the key "rate" stands here twice, first on line 4; keep one of them"#,
            ])
        #expect(settings.keys.map(\.change.command) == [.repeat])
    }

    @Test(arguments: [
        ("{rate: 170", "c.yaml:1:1: the \"{\" that opens here is not closed in time"),
        (
            "hello",
            "c.yaml:1:1: a file of settings wants keys such as \"voice\" and \"rate\", not a text"
        ),
        ("- rate: 170", "c.yaml:1:1: a file of settings wants keys such as"),
        ("rate: 1\0", "c.yaml:1:8: the file is not text: it holds a NUL byte"),
        (
            String(repeating: "#", count: 65_537),
            "c.yaml: the file has more than 65536 bytes, the most that a file of settings may have; "
        ),
        (String(repeating: "[", count: 60_000), "c.yaml:1:"),
    ])
    func aFileThatIsNoneSetsNothing(text: String, problem: String) {
        let (settings, lines) = read(text)
        #expect(settings == Settings())
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix(problem) == true, "\(lines)")
    }

    // MARK: What a hold that is set does

    @Test func aHoldThatIsSetBendsToEachRange() throws {
        var options = PlanOptions(cues: .tones, intro: .off)
        options.preferredHold = .seconds(45)
        for (builtIn, asked, wanted) in [
            (BuiltIn.upperCalf, nil, 45), (.ballBack, nil, 30),
            (.upperCalf, Duration.seconds(60), 60),
        ] {
            options.hold = asked
            let holds = try Planner(lengths: .own).plan(builtIn.routine(), options).segments(.hold)
            #expect(Set(holds.map { $0.length / SessionFormat.sampleRate }) == [wanted])
        }
    }
}
