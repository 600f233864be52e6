import Glibc
import Testing

@testable import unknot

/// `unknot keys`, and the options that control a session.
struct KeysTests {
    @Test func withoutATerminalTheTableIsShown() throws {
        let folder = try TemporaryFolder()
        let result = try Program.run(["keys", "--key", "F9=help", "--key", "q=none"], in: folder)
        #expect(result.status == 0)
        #expect(result.errors == "")
        #expect(result.output.hasPrefix("command    what it does  "))
        #expect(result.output.contains("  ?, f9\n"))
        #expect(result.output.hasSuffix("  none\n"))
    }

    @Test func inATerminalEachKeyIsNamed() throws {
        let folder = try TemporaryFolder()
        let run = try TerminalRun(
            "\"$0\" \"$@\"; echo \"ended $?\"; read line", ["keys", "--key", "f9=repeat"],
            in: folder)
        try run.waitUntilRaw()
        try run.waitFor("Twice q, or Ctrl-C, ends this.\n")
        for (typed, shown) in [
            ("\u{1B}[6~", "page-down  next: go to the next step"),
            ("\u{1B}[20~", "f9  repeat: say the instruction again"),
            ("\u{1B}[57430u", "play-pause  toggle: pause, or go on"),
            ("\u{1B}[1;5C", "ctrl-right  nothing"), ("\u{1B}", "escape  toggle: pause, or go on"),
            ("ä", "ä  nothing"), ("q", "q  quit: end at once"), ("B", "b  toggle: pause, or go on"),
            ("q", "q  quit: end at once"),
        ] {
            run.type(typed)
            #expect(try run.waitFor("\(shown)\n") == "")
        }
        // A second one at once is what a terminal repeats.
        usleep(150_000)
        run.type("q")
        try run.waitFor("ended 0\n")
        #expect(run.settings == run.settingsBefore)
    }

    @Test func controlCEndsIt() throws {
        let folder = try TemporaryFolder()
        let run = try TerminalRun(
            "trap : INT; \"$0\" \"$@\"; echo \"ended $?\"; read line", ["keys"], in: folder)
        try run.waitUntilRaw()
        run.type("\u{3}")
        try run.waitFor("ended 130\n")
        #expect(run.settings == run.settingsBefore)
    }

    @Test(arguments: [
        ("pagedown=next", "There is no key \"pagedown\". Did you mean \"page-down\"?"),
        ("f9=repaet", "There is no command \"repaet\". Did you mean \"repeat\"?"),
        ("f9", "Write a key and a command, such as f9=repeat, not \"f9\"."),
    ])
    func aWrongKeyIsAnErrorOfUse(text: String, message: String) {
        for words in [["start", "upper-calf"], ["keys"]] {
            let run = CommandRun(words + ["--key", text])
            #expect(run.status == 64)
            #expect(run.errors.contains { $0.contains(message) }, "\(run.errors)")
        }
    }

    @Test func anInputThatCannotBeUsedEndsTheProgramAtOnce() throws {
        let folder = try TemporaryFolder()
        let none = folder.file("event9")
        for (path, status, message) in [
            (none, Int32(66), "There is no input device \(none). "),
            ("/dev/null", 66, "/dev/null is no input device. "),
        ] {
            for words in [["start", "upper-calf", "--silent"], ["keys"]] {
                let result = try Program.run(words + ["--input", path], in: folder)
                #expect(result.status == status)
                #expect(result.output == "")
                #expect(result.errors.hasPrefix("unknot: \(message)"))
            }
        }
    }

    @Test func aPathThatCannotTakeCommandsEndsTheProgramAtOnce() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("file", "".utf8)
        let result = try Program.run(
            ["start", "upper-calf", "--silent", "--control", file], in: folder)
        #expect(result.status == 73)
        #expect(result.output == "")
        #expect(result.errors.hasPrefix("unknot: \(file) cannot take commands: "))
    }
}
