import Testing

@testable import unknot

struct TableTests {
    @Test func columnsAreAsWideAsTheirWidestCell() {
        #expect(
            Table.text([["a", "bcd"], ["efg", "h"]], header: ["x", "y"])
                == "x    y\na    bcd\nefg  h\n")
    }
}

struct ListTests {
    @Test func theBuiltInRoutinesAreListedWithTimeToolAndTitle() {
        let run = CommandRun(["list"])
        #expect(
            run.output == """
                id              time   tool           title
                ball-back       14:00  lacrosse-ball  Upper back with a ball
                ball-legs       14:25  lacrosse-ball  Legs with a lacrosse ball
                calf-programme  15:50  roller         Calf programme, eight steps
                lower-calf      8:50   roller         Lower calf, three passes
                upper-calf      8:50   roller         Upper calf, three passes
                whole-body      17:10  roller         Whole body, seven regions

                """)
        #expect(run.errors == [])
        #expect(run.status == 0)
    }

    @Test func anOwnRoutineComesFirstAndHidesABuiltInOne() throws {
        let folder = try TemporaryFolder()
        for name in ["upper-calf", "zzz"] {
            try folder.write(
                "unknot/routines/\(name).yaml",
                Samples.short.replacing("id: short", with: "id: \(name)").utf8)
        }
        let run = CommandRun(["list"], home: folder.path)
        let lines = run.output.split(separator: "\n").dropFirst()
        #expect(
            lines.map { $0.prefix { $0 != " " } } == [
                "upper-calf", "zzz", "ball-back", "ball-legs", "calf-programme", "lower-calf",
                "whole-body",
            ])
        #expect(lines.first?.hasSuffix("Short") == true)
        #expect(run.status == 0)
    }

    @Test func aBrokenRoutineOfTheUsersIsReportedAndTheOthersAreListed() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("unknot/routines/mine.yaml", "".utf8)
        let run = CommandRun(["list"], home: folder.path)
        #expect(run.output.contains("upper-calf"))
        #expect(!run.output.contains("mine"))
        #expect(run.errors == [#"\#(path): the file is empty; begin it with "unknot: 1""#])
        #expect(run.status == 0)
    }
}
