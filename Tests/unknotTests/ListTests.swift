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
                id              title                        tool           time   regions
                ball-back       Upper back with a ball       lacrosse-ball  14:20  side-of-the-back, shoulder, upper-back
                ball-legs       Legs with a lacrosse ball    lacrosse-ball  14:40  buttocks, front-thigh, outer-thigh, hamstrings, calf
                calf-programme  Calf programme, eight steps  roller         16:30  calf
                lower-calf      Lower calf, three passes     roller         9:15   calf
                upper-calf      Upper calf, three passes     roller         9:10   calf
                whole-body      Whole body, seven regions    roller         17:30  calf, hamstrings, front-thigh, outer-thigh, buttocks, side-of-the-back, upper-back

                """)
        #expect(run.errors == [])
        #expect(run.status == 0)
    }

    @Test func aRegionListsTheRoutinesThatWorkOnIt() {
        func ids(_ regions: String...) -> [String] {
            CommandRun(["list"] + regions).output.split(separator: "\n").dropFirst()
                .compactMap { $0.split(separator: " ").first.map(String.init) }
        }
        #expect(ids("shoulder") == ["ball-back"])
        #expect(ids("outer-thigh", "shoulder") == ["ball-back", "ball-legs", "whole-body"])
        // The band works on the shin, and is done only when asked for.
        let none = CommandRun(["list", "shin"])
        #expect(none.status == 66)
        #expect(none.errors == ["No routine works on shin. \"unknot list\" shows them all."])
        #expect(CommandRun(["list", "knee"]).status == 64)
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
