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
                id              title                        tool           time
                ball-back       Upper back with a ball       lacrosse-ball  14:20
                ball-legs       Legs with a lacrosse ball    lacrosse-ball  14:40
                calf-programme  Calf programme, eight steps  roller         16:30
                lower-calf      Lower calf, three passes     roller         9:15
                upper-calf      Upper calf, three passes     roller         9:10
                whole-body      Whole body, seven regions    roller         17:30

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
        #expect(lines.first?.contains("  Short  ") == true)
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
