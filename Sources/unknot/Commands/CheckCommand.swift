import ArgumentParser
import UnknotAudio
import UnknotCore

/// `unknot check` tells whether a routine is sound.
struct CheckCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Tell whether routines are sound, with every problem.",
        discussion: """
            A routine is read, and planned in every length and wording with every step it \
            offers, so that a sentence that does not fit is found here and not on the floor. \
            Problems come as FILE:LINE:COLUMN, what is wrong, and what to do.

            EXAMPLES:
              unknot check my-routine.yaml
              unknot check upper-calf whole-body
            """)

    @Argument(help: ArgumentHelp("Routine ids or files.", valueName: "file"), completion: .routine)
    var files: [String]

    @Option(help: "The voice that the sentences are measured with.", completion: .voice)
    var voice: String?

    func run(in shell: Shell) throws {
        let book = try SoundBook.opening(voice: voice, shell)
        var worst: Failure.Status?
        for name in files {
            do {
                let path = try Shelf(shell).path(of: name)
                let routine = try RoutineFile.read(path)
                let timeline = try Self.plan(routine, path, book)
                try shell.line("\(path): sound, \(SessionTime.clock(timeline.duration))")
            } catch let failure as Failure where failure.status != .cannotWrite {
                shell.complain(failure.message)
                worst = worst == .unsoundRoutine ? worst : failure.status
            }
        }
        if let worst { throw ExitCode(worst.rawValue) }
    }

    /// Plans a routine in every way that changes its sentences, and returns the usual timeline.
    static func plan(_ routine: Routine, _ path: String, _ book: SoundBook) throws -> Timeline {
        let planner = Planner(lengths: book.lengths)
        let usual = try planned(path) { () throws(PlanFailure) in try planner.plan(routine) }
        let extra = routine.blocks.flatMap(\.steps).filter(\.isOffered).map(\.id)
        for length in PlanOptions.Length.allCases {
            for cues in [PlanOptions.Cues.full, .brief] {
                for include in extra.isEmpty ? [[]] : [[], extra] {
                    let options = PlanOptions(
                        length: length, cues: cues, intro: .off, include: include)
                    // The least time to move, and the countdown that takes the most room.
                    var hurried = options
                    hurried.pace = PlanOptions.paces.lowerBound
                    hurried.countdown = .voice
                    for options in [options, hurried] {
                        _ = try planned(path) { () throws(PlanFailure) in
                            try planner.plan(routine, options)
                        }
                    }
                }
            }
        }
        return usual
    }

    /// Turns what a plan fails with into what the user reads.
    static func planned<Plan>(
        _ path: String, _ plan: () throws(PlanFailure) -> Plan
    ) throws -> Plan {
        do throws(PlanFailure) {
            return try plan()
        } catch {
            switch error {
            case .option(let text): throw Failure(text, status: .usage)
            case .routine(let problems):
                // What is repeated goes wrong in every round, and is said once.
                var told: Set<Problem> = []
                let lines = problems.filter { told.insert($0).inserted }
                    .map { $0.line(file: path) }
                throw Failure(lines.joined(separator: "\nunknot: "), status: .unsoundRoutine)
            }
        }
    }
}
