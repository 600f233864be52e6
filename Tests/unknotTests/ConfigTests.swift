import ArgumentParser
import Foundation
import Testing

@testable import UnknotCore
@testable import unknot

/// Settings in `config.yaml`, and `unknot config`.
struct ConfigTests {
    /// A folder that stands for `~/.config`, with settings.
    private func home(_ settings: String) throws -> (folder: TemporaryFolder, path: String) {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.file("unknot"), withIntermediateDirectories: true)
        return (folder, try folder.write("unknot/config.yaml", settings.utf8))
    }

    private func config(_ settings: String, _ words: [String] = []) throws -> CommandRun {
        let (folder, _) = try home(settings)
        return CommandRun(["config"] + words, home: folder.path)
    }

    @Test func withoutAFileEverythingIsADefaultAndItsPlaceIsTold() throws {
        let folder = try TemporaryFolder()
        let run = CommandRun(["config"], home: folder.path)
        #expect(run.errors == [])
        #expect(run.status == 0)
        #expect(
            run.output == """
                setting    value                  from
                voice      en-gb                  default
                rate       155                    default
                volume     100                    default
                hold       as the routine has it  default
                pace       1                      default
                cues       full                   default
                countdown  tones                  default
                device     default                default
                keys       as usual               default

                There is no file \(folder.path)/unknot/config.yaml; "unknot config --example" prints \
                one to begin with.

                """)
    }

    @Test func anOptionWinsOverTheFileAndTheFileOverTheDefault() throws {
        let (folder, path) = try home("rate: 170\nvolume: 80\nkeys:\n  f9: repeat\n  m: none\n")
        let run = CommandRun(
            ["config", "--rate", "200", "--hold", "45s", "--key", "m=help"], home: folder.path)
        #expect(run.errors == [])
        #expect(
            run.output == """
                setting    value    from
                voice      en-gb    default
                rate       200      option
                volume     80       file, line 2
                hold       45s      option
                pace       1        default
                cues       full     default
                countdown  tones    default
                device     default  default
                key f9     repeat   file, line 4
                key m      help     option

                The file is \(path).

                """)
    }

    @Test func programsReadTheSameAsJSON() throws {
        let (folder, path) = try home("rate: 170\npace: fast\n")
        let run = CommandRun(["config", "--json", "--cues", "brief"], home: folder.path)
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(object["file"] as? String == path)
        #expect(object["exists"] as? Bool == true)
        let problem =
            "\(path):2:7: \"pace\" wants a number from 0.5 to 3, not \"fast\""
            + "; write for example pace: 1.2"
        #expect(object["problems"] as? [String] == [problem])
        let settings = try #require(object["settings"] as? [[String: Any]])
        let told = settings.map { setting in
            ["name", "value", "source", "line"].map { "\(setting[$0] ?? "")" }
        }
        #expect(told[1] == ["rate", "170", "file", "1"])
        #expect(told[4].dropLast() == ["pace", "1", "default"])
        #expect(settings[4]["line"] is NSNull)
        #expect(told[5].dropLast() == ["cues", "brief", "option"])
        #expect(run.errors == [problem])
        #expect(run.status == 65)
    }

    @Test func theExampleIsPrintedAndNothingIsWritten() throws {
        let folder = try TemporaryFolder()
        let run = CommandRun(["config", "--example"], home: folder.path)
        #expect(run.output == Settings.example)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test func aBrokenFileKeepsNoSessionFromItsDefaults() throws {
        for broken in ["rate: fast\nvolume: 50\n", "{rate: 170", "\0", "- a\n"] {
            let (folder, path) = try home(broken)
            let sample = try folder.write("short.yaml", Samples.short.utf8)
            let run = CommandRun(["show", sample] + Samples.quick, home: folder.path)
            #expect(run.status == 0)
            #expect(run.errors.count == 1)
            #expect(run.errors.first?.hasPrefix("\(path):1:") == true, "\(run.errors)")
            #expect(run.output.hasPrefix("Short\n2 s in all"))
        }
    }

    @Test func aVoiceThatDoesNotExistIsShownAsTheDefault() throws {
        let run = try config("voice: no-such-voice\nrate: 170\n")
        #expect(run.errors.count == 1)
        #expect(run.output.contains("voice      en-gb                  default\n"), "\(run.output)")
        #expect(run.output.contains("rate       170                    file, line 2\n"))
        #expect(run.status == 65)
    }

    @Test func aListIsAnsweredWithASetting() throws {
        let run = try config("- a\n")
        #expect(run.errors.first?.hasSuffix("; write for example voice: en-gb+f3") == true)
    }

    @Test func aFolderInItsPlaceIsNamed() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("unknot/config.yaml")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let run = CommandRun(["config"], home: folder.path)
        #expect(run.errors == ["\(path) cannot be read: it is not a plain file."])
        #expect(run.status == 65)
    }

    @Test func aSessionHasWhatIsSet() throws {
        let (folder, _) = try home("pace: 2\nhold: 5m\ncues: tones\n")
        func seconds(_ words: [String]) throws -> Double? {
            let run = CommandRun(
                ["show", "upper-calf", "--intro", "off", "--json"] + words, home: folder.path)
            #expect(run.status == 0)
            let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
            let segments = (object as? [String: Any])?["segments"] as? [[String: Any]] ?? []
            #expect(segments.first?["end"] as? Double == (words.contains("--pace") ? 20 : 40))
            let hold = segments.first { $0["kind"] as? String == "hold" }
            guard let end = hold?["end"] as? Double, let start = hold?["start"] as? Double else {
                return nil
            }
            return (end - start).rounded()
        }
        #expect(try seconds([]) == 90)
        #expect(try seconds(["--hold", "40s", "--pace", "1"]) == 40)
        #expect(try seconds(["--length", "standard"]) == 30)
    }

    @Test func aVoiceThatIsSetAndDoesNotExistIsNamedAndTheUsualOneSpeaks() throws {
        let (folder, path) = try home("voice: no-such-voice\n")
        let sample = try folder.write("short.yaml", Samples.short.utf8)
        let run = CommandRun(["show", sample], home: folder.path)
        #expect(run.status == 0)
        #expect(run.errors.count == 1)
        #expect(
            run.errors.first?.hasPrefix("\(path):1:8: There is no voice “no-such-voice”.") == true)
        #expect(run.errors.first?.hasSuffix("The usual voice speaks.") == true)
        let asked = CommandRun(["show", sample, "--voice", "no-such-voice"], home: folder.path)
        #expect(asked.status == 64)
    }

    @Test func keysThatAreSetDoWhatTheySay() throws {
        let (folder, _) = try home("keys:\n  f9: repeat\n")
        let home = folder.path
        let file = SettingsFile(
            Shell(
                out: { _ in }, complain: { _ in },
                environment: { $0 == "XDG_CONFIG_HOME" ? home : nil }))
        let key = try #require(Key(name: "f9"))
        #expect(file.keys(and: [])[key] == .repeat)
        #expect(file.keys(and: [try KeyMap.Change("f9=none")])[key] == nil)
    }

    @Test func aRenderedFileNamesWhatIsSetAmongItsOptions() throws {
        let plan = try PlanArguments.parse(["--rate", "200"])
        var settings = Settings()
        settings.rate = 170
        settings.volume = 80
        settings.cues = .brief
        #expect(
            plan.filled(by: settings).words == [
                "--cues", "brief", "--rate", "200", "--volume", "80",
            ])
    }
}
