import Glibc
import Testing

@testable import unknot

/// Everything that a user can get wrong on the command line, with what is said to it.
struct BadInputTests {
    /// Words, what is said, and the status.
    struct Slip: Sendable, CustomTestStringConvertible {
        var words: [String]
        var said: String
        var status: Int32
        var testDescription: String { words.joined(separator: " ") }

        init(_ words: String..., said: String, _ status: Int32 = 64) {
            self.words = words
            self.said = said
            self.status = status
        }
    }

    private static func pace(_ word: String) -> String {
        "The value '\(word)' is invalid for '--pace <factor>': write a number from 0.5 to 3, such "
            + "as 1.5"
    }

    static let slips = [
        Slip("shwo", said: #"There is no command "shwo". Did you mean "show"?"#),
        Slip(
            "frobnicate",
            said:
                #"There is no command "frobnicate". The commands are list, show, new, check, schema, start, resume, render, doctor, voices, keys, config, help."#
        ),
        Slip(
            "show", "uper-calf",
            said: #"There is no routine "uper-calf". Did you mean "upper-calf"?"#, 66),
        Slip(
            "start", "stretching",
            said:
                #"There is no routine "stretching". "unknot list" shows the routines; a file is named by its path."#,
            66),
        Slip(
            "show", "",
            said:
                #"There is no routine "". "unknot list" shows the routines; a file is named by its path."#,
            66),
        Slip(
            "check", "none.yaml",
            said:
                #"There is no file none.yaml. A routine of the program's own is named without a path, as "unknot list" shows it."#,
            66),
        Slip("show", "/", said: "/ cannot be read: it is a folder; name the file in it.", 66),
        Slip(
            "show", "/dev/null", said: "/dev/null cannot be read: it is not a plain file.", 66),
        Slip("check", said: "Missing expected argument '<file> ...'"),
        Slip("show", said: "Missing expected argument '<routine>'"),
        Slip(
            "show", "upper-calf", "--rate", "5000",
            said: "--rate takes 80 to 300 words a minute, not 5000."),
        Slip(
            "start", "upper-calf", "--rate", "-5",
            said: "--rate takes 80 to 300 words a minute, not -5."),
        Slip(
            "show", "upper-calf", "--rate", "fast",
            said: "The value 'fast' is invalid for '--rate <wpm>'"),
        Slip(
            "show", "upper-calf", "--rate", "", said: "The value '' is invalid for '--rate <wpm>'"
        ),
        Slip(
            "show", "upper-calf", "--rate", "99999999999999999999",
            said: "The value '99999999999999999999' is invalid for '--rate <wpm>'"),
        Slip(
            "show", "upper-calf", "--hold", "30 sec",
            said: "The value '30 sec' is invalid for '--hold <time>': did you mean 30s?"),
        Slip(
            "show", "upper-calf", "--lead-in", "1:30",
            said: "The value '1:30' is invalid for '--lead-in <time>': did you mean 1m30s?"),
        Slip(
            "show", "upper-calf", "--hold", "soon",
            said:
                "The value 'soon' is invalid for '--hold <time>': write a time as 45s, 1m30s or 90"
        ),
        Slip(
            "show", "upper-calf", "--hold", "-30",
            said:
                "The value '-30' is invalid for '--hold <time>': write a time as 45s, 1m30s or 90"),
        Slip(
            "show", "upper-calf", "--hold", "",
            said: "The value '' is invalid for '--hold <time>': write a time as 45s, 1m30s or 90"),
        Slip(
            "show", "upper-calf", "--hold", "0",
            said: "--hold takes a time such as 45s, not 0s."),
        Slip(
            "show", "upper-calf", "--hold", "20s",
            said: "--hold: 20s is outside the range of upper-calf; choose 30s to 1m30s."),
        Slip(
            "show", "ball-legs", "--hold", "999999h",
            said: "--hold: 999999h is outside the range of ball-legs; choose 10s to 30s."),
        Slip(
            "show", "upper-calf", "--lead-in", "20m",
            said: "--lead-in takes 0s to 10m, not 20m."),
        Slip("show", "upper-calf", "--pace", "0", said: "--pace takes 0.5 to 3, not 0.0."),
        Slip("show", "upper-calf", "--pace", "-1", said: "--pace takes 0.5 to 3, not -1.0."),
        Slip("show", "upper-calf", "--pace", "nan", said: pace("nan")),
        Slip("show", "upper-calf", "--pace", "1e300", said: pace("1e300")),
        Slip("show", "upper-calf", "--pace", "0x2", said: pace("0x2")),
        Slip(
            "show", "upper-calf", "--voice", "",
            said:
                "--voice: A voice has a name, such as en-us. `unknot voices` lists those that there are."
        ),
        Slip(
            "start", "upper-calf", "--volume", "101",
            said: "--volume takes 0 to 100 percent, not 101."),
        Slip(
            "start", "upper-calf", "--volume", "-1",
            said: "--volume takes 0 to 100 percent, not -1."),
        Slip(
            "show", "upper-calf", "--length", "long",
            said:
                "The value 'long' is invalid for '--length <length>'. Please provide one of 'short', 'standard' or 'full'."
        ),
        Slip(
            "show", "upper-calf", "--include", "band",
            said:
                #"--include: upper-calf has no step "band". It has no step that is off by default."#
        ),
        Slip(
            "show", "calf-programme", "--include", "bnd",
            said: #"--include: calf-programme has no step "bnd". Did you mean "band"?"#),
        Slip(
            "show", "ball-legs", "--include", "",
            said:
                #"--include: ball-legs has no step "". Steps that are off by default: hamstrings, behind-knee, calf-outer, calf-inner."#
        ),
        Slip(
            "render", "upper-calf", "-o", "a.mp4",
            said: #"-o takes a file that ends in .wav, .flac, .ogg, .opus or .mp3, not "a.mp4"."#),
        Slip("render", "upper-calf", said: "Missing expected argument '--output <file>'"),
        Slip(
            "start", "upper-calf", "--sielnt",
            said: "Unknown option '--sielnt'. Did you mean '--silent'?"),
    ]

    @Test(arguments: slips)
    func aSlipIsAnsweredWithTheRemedy(slip: Slip) {
        let run = CommandRun(slip.words)
        #expect(run.output == "")
        #expect(run.errors == [slip.said])
        #expect(run.status == slip.status)
    }

    @Test func anUnknownVoiceLeadsToTheNearestOnes() {
        let run = CommandRun(["show", "upper-calf", "--voice", "en-gbb"])
        #expect(run.errors.count == 1)
        // Which others are near depends on the engine's data.
        let start = "--voice: There is no voice “en-gbb”. Near to it: en-gb"
        #expect(run.errors.first?.hasPrefix(start) == true)
        #expect(run.errors.first?.hasSuffix("`unknot voices` lists all.") == true)
        #expect(run.output == "")
        #expect(run.status == 64)
    }

    @Test func aPipeIsNoRoutineAndIsNotWaitedFor() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("pipe.yaml")
        #expect(mkfifo(path, 0o600) == 0)
        let run = CommandRun(["show", path])
        #expect(run.errors == ["\(path) cannot be read: it is not a plain file."])
        #expect(run.status == 66)
    }
}
