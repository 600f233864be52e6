import Testing

@testable import UnknotCore

struct KeyMapTests {
    private func map(_ changes: String...) throws -> KeyMap {
        KeyMap.usual.changed(by: try changes.map { try KeyMap.Change($0) })
    }

    private func problem(_ text: String) -> String? {
        do throws(KeyMap.Problem) {
            _ = try KeyMap.Change(text)
            return nil
        } catch {
            return error.message
        }
    }

    // MARK: The usual map

    @Test(arguments: [
        (UserCommand.toggle, "zxcvbnm,./"), (.tender, "asdfghjkl;'"), (.repeat, "wertyuiop"),
        (.howLong, "1234567890"), (.stay, "+="), (.ease, "-"), (.help, "?"), (.quit, "q"),
    ])
    func aRowAsksForOneThing(request: UserCommand, row: String) {
        for typed in row {
            #expect(KeyMap.usual[Key(typed)] == request)
            for capital in typed.uppercased() { #expect(KeyMap.usual[Key(capital)] == request) }
        }
    }

    @Test(arguments: [
        (UserCommand.toggle, [Key.Name.space, .escape, .f5, .play, .pause, .playPause, .volumeUp]),
        (.tender, [.volumeDown]), (.next, [.enter, .right, .down, .pageDown, .nextTrack]),
        (.back, [.backspace, .left, .up, .pageUp, .previousTrack]), (.skipSide, [.tab]),
        (.stop, [.end, .stop]),
    ])
    func whatRemotesSendIsUnderstood(request: UserCommand, names: [Key.Name]) {
        for name in names { #expect(KeyMap.usual[.named(name)] == request) }
    }

    @Test func whatIsUnknownDoesNothing() {
        for key in [
            Key.other("ctrl-a"), .code(288), Key("ж"), Key("["), .named(.f9), .named(.mute),
        ] {
            #expect(KeyMap.usual[key] == nil)
        }
    }

    @Test func noKeyStandsInTwoZones() {
        let keys = KeyBinding.usual.flatMap(\.keys)
        #expect(Set(keys).count == keys.count)
    }

    // MARK: Changes

    @Test func changesCountFromFirstToLast() throws {
        let map = try map("f9=repeat", "M=none", "==ease", "PGDN=stay", "code-288=tender", " =next")
        #expect(map[.named(.f9)] == .repeat)
        #expect(map[Key("m")] == nil)
        #expect(map[Key("=")] == .ease)
        #expect(map[.named(.pageDown)] == .stay)
        #expect(map[.code(288)] == .tender)
        #expect(map[.named(.space)] == .next)
        #expect(map[Key("n")] == .toggle)
        #expect(try self.map("b=next", "b=skip-side")[Key("b")] == .skipSide)
        // A code that has a name is that key.
        #expect(try self.map("code-57=stop")[.named(.space)] == .stop)
    }

    @Test(arguments: [
        ("pagedown=next", "There is no key \"pagedown\". Did you mean \"page-down\"?"),
        ("pedal=next", "There is no key \"pedal\". \"unknot keys\" shows what a key is called."),
        ("f9=repaet", "There is no command \"repaet\". Did you mean \"repeat\"?"),
        ("f9=non", "There is no command \"non\". Did you mean \"none\"?"),
        ("f9", "Write a key and a command, such as f9=repeat, not \"f9\"."),
        ("=next", "Write a key and a command, such as f9=repeat, not \"=next\"."),
        (
            "code-70000=next",
            "There is no key \"code-70000\". \"unknot keys\" shows what a key is called."
        ),
    ])
    func aWrongWordLeadsToTheRightOne(text: String, message: String) {
        #expect(problem(text) == message)
    }

    @Test func aCommandThatIsFarFromAllNamesThem() throws {
        let message = try #require(problem("f9=somersault"))
        #expect(
            message.hasPrefix("There is no command \"somersault\". The commands are toggle, pause,")
        )
        #expect(message.hasSuffix("quit, none."))
    }

    @Test func everyKeyIsFoundUnderItsName() {
        for key in KeyBinding.usual.flatMap(\.keys) + Key.Name.allCases.map({ .named($0) }) {
            #expect(Key(name: key.name) == key)
        }
    }

    // MARK: Words

    @Test func theSentenceNamesTheZones() {
        #expect(
            KeyMap.usual.sentence() == """
                The space bar or the bottom row pauses or goes on, the middle row is for a tender \
                spot, plus stays longer, minus ends the hold, the top row repeats, the number row \
                says the time, Enter goes to the next step, Backspace goes back, Tab skips the \
                side, End ends the session, Q quits.
                """)
        #expect(SpokenText(KeyMap.usual.sentence()).text.hasSuffix("Q quits."))
    }

    @Test func theSentenceFollowsTheMap() throws {
        let sentence = try map("f9=repeat", "tab=none", "b=next", "code-288=tender").sentence()
        #expect(sentence.contains("F9 or the top row repeats"))
        #expect(sentence.contains("B or Enter goes to the next step"))
        // A row that lacks one key is still one.
        #expect(
            sentence.hasPrefix("The space bar or the bottom row pauses or goes on, key 288 or "))
        #expect(!sentence.contains("Tab"))
        let none = KeyMap.usual.changed(
            by: try KeyBinding.usual.flatMap(\.keys).map {
                try .init(key: $0.name, command: "none")
            })
        #expect(none.sentence() == "No key does anything.")
    }

    @Test func theTableNamesEveryKeyOnceUnderItsCommand() throws {
        let rows = Dictionary(uniqueKeysWithValues: KeyMap.usual.rows().map { ($0.command, $0) })
        #expect(rows.count == UserCommand.allCases.count)
        #expect(
            rows["toggle"]?.keys
                == "space, bottom row (z to /), escape, f5, play-pause, play, pause, volume-up")
        #expect(rows["ease"]?.keys == "-")
        #expect(rows["stay"]?.keys == "+, =")
        #expect(rows["hold"]?.keys == "none")
        // A row that is none any more is told key by key.
        let changed = try map("b=next").rows()
        #expect(changed.first { $0.command == "next" }?.keys.hasSuffix("next-track, b") == true)
        #expect(
            changed.first { $0.command == "toggle" }?.keys.hasSuffix("c, m, n, v, x, z") == true)
    }

    @Test func whatCannotBeShownIsLeftOutOfAnAnswer() {
        let answer = UserCommand.unknown("pau\u{1B}[2J\u{7}se\n", among: UserCommand.words)
        #expect(!answer.unicodeScalars.contains { $0.value < 0x20 })
        let long = UserCommand.unknown(
            String(repeating: "x", count: 10_000), among: UserCommand.words)
        #expect(long.count < 250)
    }
}
