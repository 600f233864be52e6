import ArgumentParser
import UnknotAudio
import UnknotCore

/// `unknot list`: the routines.
struct ListCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the routines: id, title, tool, time, regions.",
        discussion: """
            Your own routines come first; they lie in $XDG_CONFIG_HOME/unknot/routines (mostly \
            ~/.config/unknot/routines). Times are estimates for standard length.

            EXAMPLES:
              unknot list
              unknot list calf
            """)

    @Argument(
        help: ArgumentHelp(
            "Only routines that work on one of these: \(Self.regions).", valueName: "region"),
        completion: .list(Region.allCases.map(\.rawValue)))
    var wanted: [Region] = []

    private static let regions = Region.allCases.map(\.rawValue).joined(separator: ", ")

    func run(in shell: Shell) throws {
        var rows: [[String]] = []
        var complaints: [String] = []
        for entry in Shelf(shell).entries {
            do {
                let routine = try RoutineFile.read(entry.path)
                let time = (try? Planner(lengths: .estimated).plan(routine))
                    .map { TimeText.clock($0.duration) }
                let regions = routine.regions
                guard wanted.isEmpty || regions.contains(where: wanted.contains) else { continue }
                rows.append([
                    entry.id, routine.title, routine.tool.rawValue, time ?? "?",
                    regions.map(\.rawValue).joined(separator: ", "),
                ])
            } catch let failure as Failure {
                complaints.append(failure.message)
            }
        }
        try shell.out(Table.text(rows, header: ["id", "title", "tool", "time", "regions"]))
        complaints.forEach(shell.complain)
        if rows.isEmpty, !wanted.isEmpty {
            throw Failure(
                "No routine works on \(wanted.map(\.rawValue).joined(separator: " or ")). "
                    + "\"unknot list\" shows them all.", status: .noInput)
        }
        if rows.isEmpty {
            throw Failure(
                "No routine was found; the program's own ones are missing from where it lies.",
                status: .noInput)
        }
    }
}

/// Columns of text.
enum Table {
    /// Rows under a header, each column as wide as its widest cell.
    static func text(_ rows: [[String]], header: [String]) -> String {
        let all = [header] + rows
        let widths = header.indices.map { column in
            all.map { $0[column].count }.max() ?? 0
        }
        return all.map { row in
            let cells = row.enumerated().map { column, cell in
                column == row.count - 1
                    ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            return cells.joined(separator: "  ") + "\n"
        }.joined()
    }
}
