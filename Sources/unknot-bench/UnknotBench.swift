import Glibc

/// Measures Unknot and, in turn with it, what a user would use instead.
///
/// It runs the program that was built beside it, on devices and servers of its own, and prints one
/// table. Figures come from the machine it runs on and are compared within one run only.
@main
struct UnknotBench {
    private static let usage = """
        usage: unknot-bench [--quick] [--long] [--list] [--unknot PATH] [GROUP...]

          --quick  fewer and shorter runs: under a minute
          --long   also what takes long: an hour and a half
          --list   the groups of figures
          --unknot the program to measure; the one beside, unless told otherwise
        """

    static func main() {
        var groups = Group.usual
        var effort = Effort.usual
        var names: [String] = []
        var program: String?
        var words = CommandLine.arguments.dropFirst()
        while let argument = words.popFirst() {
            switch argument {
            case "--quick":
                effort = .quick
                groups = Group.quick
            case "--long": groups = Group.all
            case "--list":
                for group in Group.all { print(group.name, group.summary, separator: "  ") }
                return
            case "--unknot":
                guard let path = words.popFirst() else { fail(usage, status: 64) }
                program = path
            case "--bare-loop": return BareLoop.run(sentences: CommandLine.arguments.last ?? "")
            case _ where argument.hasPrefix("-"): fail(usage, status: 64)
            default: names.append(argument)
            }
        }
        if !names.isEmpty {
            groups = Group.all.filter { names.contains($0.name) }
            guard groups.count == names.count else { fail(usage, status: 64) }
        }
        // A Ctrl-C ends what is being measured, and so the benchmark, with its folder removed.
        signal(SIGINT, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        var missed = 0
        do {
            let place = try Workplace(program: program)
            defer { place.remove() }
            let table = Table()
            table.printHeader(effort)
            for group in groups {
                let figures = try group.measure(place, effort) { table.printRow($0) }
                missed += figures.count { $0.isMet == false }
            }
        } catch {
            fail("unknot-bench: \(error)", status: 1)
        }
        print(missed == 0 ? "\nEvery goal is met." : "\nGoals missed: \(missed).")
    }

    private static func fail(_ text: String, status: Int32) -> Never {
        _ = (text + "\n").withCString { write(STDERR_FILENO, $0, strlen($0)) }
        exit(status)
    }
}

/// How often and how long is measured.
struct Effort: Sendable {
    /// Runs of each command.
    var runs: Int
    /// Seconds for which a playing session is watched.
    var watch: Double

    /// Whether what takes long is measured too.
    var isThorough: Bool

    static let usual = Effort(runs: 7, watch: 20, isThorough: true)
    static let quick = Effort(runs: 5, watch: 2, isThorough: false)
}

/// Figures that are measured together.
struct Group: Sendable {
    /// Hands over each figure as soon as it is known.
    typealias Report = (Figure) -> Void

    let name: String
    let summary: String
    private let body: @Sendable (Workplace, Effort, Report) throws -> Void

    /// Creates a group.
    init(
        _ name: String, _ summary: String,
        _ body: @escaping @Sendable (Workplace, Effort, Report) throws -> Void
    ) {
        self.name = name
        self.summary = summary
        self.body = body
    }

    /// Measures, reports each figure, and returns all of them.
    func measure(_ place: Workplace, _ effort: Effort, _ report: Report) throws -> [Figure] {
        var figures: [Figure] = []
        try body(place, effort) { figure in
            figures.append(figure)
            report(figure)
        }
        return figures
    }

    /// What makes the benchmark itself large comes last: a child's peak memory, as the kernel
    /// tells it, begins with that of its parent.
    static let usual = [start, render, growth, memory, playing, timing, planning]
    static let quick = [start, render, memory, playing, planning]
    static let all = usual + [pause, placement]
}

/// Why nothing can be measured, in words.
struct Failure: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}
