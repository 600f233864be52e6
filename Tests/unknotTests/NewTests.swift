import Testing
import UnknotCore

@testable import unknot

struct NewTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func read(_ name: String) throws -> Routine {
        try RoutineReader.read(Array(try #require(folder.bytes(name)))).get()
    }

    @Test func theExampleIsSoundAndSaysHowToTryIt() throws {
        let path = folder.file("my-calf.yaml")
        let run = CommandRun(["new", "my-calf", "-o", path])
        #expect(run.status == 0)
        #expect(run.errors == [])
        #expect(
            run.output == """
                \(path) is written, and works as it stands. Open it in an editor, and ask:
                  unknot check \(path)                what is wrong, and what a session lasts
                  unknot show \(path)                 the routine as a plan to hand out
                  unknot start \(path) --from centre  one step, to try it; q ends it

                """)
        let check = CommandRun(["check", path])
        #expect(check.output.hasPrefix("\(path): sound, "))
        #expect(check.status == 0)
        let routine = try read("my-calf.yaml")
        #expect(routine.id == "my-calf")
        #expect(routine.title == "My calf")
        #expect(routine.blocks.flatMap(\.steps).contains { $0.id == ExampleRoutine.step })
        #expect(CommandRun(["show", path, "--from", ExampleRoutine.step]).status == 0)
        // Every line is commented or speaks for itself, and none is wider than a screen.
        let lines = String(decoding: try #require(folder.bytes("my-calf.yaml")), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.count <= 100 })
        #expect(
            lines.contains(
                "#   unknot check my-calf.yaml                is it sound, how long does it last?"))
    }

    @Test func whatStandsThereIsNeverReplaced() throws {
        let path = try folder.write("calf.yaml", "mine".utf8)
        let run = CommandRun(["new", "calf", "-o", path])
        #expect(run.status == 73)
        #expect(
            run.errors == [
                "\(path) stands there already and is left as it is. Give another name, or another "
                    + "place with -o."
            ])
        #expect(folder.bytes("calf.yaml") == Array("mine".utf8).withUnsafeBytes { .init($0) })
        #expect(folder.names == ["calf.yaml"])
    }

    @Test func aPlaceThatCannotBeMadeIsSaid() {
        let run = CommandRun(["new", "calf", "-o", folder.file("none/calf.yaml")])
        #expect(run.status == 73)
        #expect(
            run.errors.first?.hasSuffix(" cannot be written: No such file or directory.") == true)
    }

    @Test func aFolderGetsAFileOfTheName() throws {
        #expect(CommandRun(["new", "calf", "-o", folder.path]).status == 0)
        #expect(CommandRun(["new", "knee", "-o", folder.path + "/"]).status == 0)
        #expect(folder.names == ["calf.yaml", "knee.yaml"])
    }

    @Test func oneAmongTheUsersOwnIsFoundByItsName() throws {
        let run = CommandRun(["new", "upper-calf", "--mine"], home: folder.path)
        #expect(run.status == 0)
        #expect(run.output.contains("\n  unknot check upper-calf    "))
        #expect(
            run.errors == [
                "\"upper-calf\" is your own routine from now on, and hides the built-in one."
            ])
        #expect(
            CommandRun(["list"], home: folder.path).output.contains("upper-calf      Upper calf "))
        #expect(CommandRun(["new", "upper-calf", "--mine"], home: folder.path).status == 73)
    }

    @Test(arguments: ["null", "yes", "no", "on", "e1", "a-1-b", String(repeating: "a", count: 64)])
    func anyNameMakesASoundRoutine(name: String) throws {
        let run = CommandRun(["new", name, "-o", "-"])
        #expect(run.status == 0)
        #expect(try RoutineReader.read(Array(run.output.utf8)).get().id == name)
        #expect(run.output.contains("\n#   unknot show \(name).yaml "))
    }

    @Test(arguments: [
        ("Évening calf", "evening-calf"), ("2nd try", "nd-try"), ("plans/My.yaml", "my"),
        ("a_b", "a-b"),
        (String(repeating: "a-", count: 50), String(repeating: "a-", count: 31) + "a"),
        ("", nil), ("123", nil), ("日本", nil),
    ])
    func aNameThatCannotBeIsAnsweredWithOneThatCan(name: String, near: String?) {
        let run = CommandRun(["new", name])
        #expect(run.status == 64)
        let said = run.errors.first ?? ""
        #expect(said.contains(" cannot be the name of a routine, which has up to 64 lower-case "))
        #expect(said.hasSuffix(near.map { "first. \"\($0)\" can." } ?? "a letter first."))
    }

    @Test func twoPlacesAreOneTooMany() {
        #expect(CommandRun(["new", "calf", "--mine", "-o", "-"]).status == 64)
    }
}
