import Testing

@testable import unknot

/// The words that shells offer after the tab key.
struct CompletionTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// The program's answer to a shell that completes the last of the words.
    private func candidates(_ place: String, _ words: String...) -> [String] {
        let cursor = words.last?.count ?? 0
        let run = CommandRun(
            ["---completion", words[0], "--", place, "\(words.count)", "\(cursor)", "unknot"]
                + words,
            home: folder.path)
        #expect(run.status == 0)
        return run.errors.flatMap { $0.split(separator: "\n").map(String.init) }
    }

    @Test(arguments: ["start", "show", "render", "check"])
    func routinesAreOffered(command: String) throws {
        try folder.write("unknot/routines/mine.yaml", Samples.short.utf8)
        let all = candidates("positional@0", command, "")
        #expect(all.prefix(3) == ["mine", "ball-back", "ball-legs"])
        #expect(all.contains("upper-calf"))
    }

    @Test func filesAndFoldersAreOfferedAsFarAsTheyAreTyped() throws {
        for name in ["a.yaml", "b.yml", "c.txt", ".d.yaml", "e/f.yaml"] {
            try folder.write("x/\(name)", [])
        }
        let path = folder.file("x/")
        #expect(
            candidates("positional@0", "check", path)
                == ["a.yaml", "b.yml", "e/"].map { path + $0 })
        #expect(candidates("positional@0", "check", "\(path)e/") == ["\(path)e/f.yaml"])
        #expect(candidates("positional@0", "check", "/nonexistent/") == [])
    }

    @Test func whatAShellWouldRunIsNotOffered() throws {
        for name in ["$(reboot).yaml", "`x`.yaml", "a b.yaml", "a;b.yaml", "größe.yaml"] {
            try folder.write("unknot/routines/\(name)", [])
        }
        #expect(candidates("positional@0", "start", "").first == "größe")
    }

    @Test func theStepsOfTheRoutineOnTheLineAreOffered() {
        #expect(candidates("--include", "start", "calf-programme", "--include", "") == ["band"])
        #expect(candidates("--include", "start", "upper-calf", "--include", "") == [])
        #expect(candidates("--include", "start", "--include", "") == [])
        #expect(
            candidates("--from", "start", "upper-calf", "--from", "")
                == ["centre", "inner", "outer"])
    }

    @Test(arguments: ["start", "show", "render", "check", "resume", "doctor"])
    func voicesAreOffered(command: String) {
        let english = candidates("--voice", command, "--voice", "")
        #expect(english.contains("en-gb"))
        #expect(!english.contains("de"))
        #expect(candidates("--voice", command, "--voice", "d").contains("de"))
        let variants = candidates("--voice", command, "--voice", "en-us+")
        #expect(variants.contains("en-us+f3"))
        #expect(variants.allSatisfy { $0.hasPrefix("en-us+") })
    }

    @Test(arguments: ["start", "resume", "doctor"])
    func devicesAreOfferedWithoutAWordOnErrors(command: String) throws {
        let result = try Program.run(
            [
                "---completion", command, "--", "--device", "3", "0", "unknot", command, "--device",
                "",
            ],
            in: folder,
            alsa: """
                pcm.living { type null hint { show on description "Living room" } }
                defaults.namehint.basic on

                """)
        #expect(result == Program.Result(status: 0, output: "living\n", errors: ""))
    }

    @Test func withoutDataNothingIsOfferedAndNothingSaid() throws {
        let result = try Program.run(
            [
                "---completion", "start", "--", "--voice", "3", "0", "unknot", "start", "--voice",
                "",
            ],
            in: folder, ["ESPEAK_DATA_PATH": "/nonexistent"])
        #expect(result == Program.Result(status: 0, output: "", errors: ""))
    }

    @Test func bashOffersWhatTheProgramNames() throws {
        let script = try folder.write(
            "complete.bash",
            """
            source /dev/stdin <<<"$("$1" --generate-completion-script bash)"
            offer() {
                COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMPREPLY=()
                COMP_POINT=${#COMP_LINE}
                _unknot "$1" "${@: -1}" "${@: -2:1}"
                echo "${COMPREPLY[*]}"
            }
            offer "$1" re
            offer "$1" start upp
            offer "$1" start calf-programme --include b
            offer "$1" start --voice en-gb-s
            offer "$1" show upper-calf --length f
            offer "$1" start --sil

            """.utf8)
        let result = try Program.run([], in: folder, shell: "exec bash '\(script)' \"$0\"")
        #expect(
            result
                == Program.Result(
                    status: 0,
                    output: "resume render\nupper-calf\nband\nen-gb-scotland\nfull\n--silent\n",
                    errors: ""))
    }

    @Test(arguments: [("bash", "complete "), ("zsh", "#compdef unknot\n"), ("fish", "complete -c")])
    func everyShellHasAScript(shell: String, part: String) throws {
        // In a process of its own: the library remembers the shell, and would give every other test
        // what that one wants to see.
        let result = try Program.run(["--generate-completion-script", shell], in: folder)
        #expect(result.status == 0)
        #expect(result.output.contains(part))
    }
}
