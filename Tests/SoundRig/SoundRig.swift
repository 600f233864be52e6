import Foundation
import Glibc

/// Runs the program on real devices and servers of the rig's own and measures what comes out.
@main
struct SoundRig {
    private static let cases: [RigCase] =
        rigChecks + holdCases + textCases + endingCases + deviceCases + cardCases + serverCases
        + pipeWireCases + commandCases + awayCases + keyCases + remoteCases + programCases
        + boundCases
        + speechCases

    private static let usage = """
        usage: sound-rig [--list] [--long] [--jobs N] [--keep] [--figures] [--unknot PATH] [--tones FOLDER]
                         [CASE...]

        Runs the cases named, or all of them. --unknot is the program to test (default: the one
        beside sound-rig), --tones the folder of its tones (default: Sounds/Tones). --long gives
        load and gaps the time that the bounds are promised for, an hour in all. --keep leaves
        the cases' folders in place. --figures prints some measurements for a program to read:
        "figure", name, unit and values, with tabs between.
        """

    static func main() {
        var subject = Workbench.Subject(
            program: neighbour(named: "unknot"), tones: "Sounds/Tones")
        var jobs = 4
        var names: [String] = []
        var words = CommandLine.arguments.dropFirst()
        func value() -> String {
            guard let value = words.popFirst() else { leave(usage) }
            return value
        }
        while let word = words.popFirst() {
            switch word {
            case "--list":
                for rigCase in cases { report(rigCase.name) }
                exit(0)
            case "--long": subject.isLong = true
            case "--figures": subject.printsFigures = true
            case "--keep": subject.keepsFolders = true
            case "--unknot": subject.program = value()
            case "--tones": subject.tones = value()
            case "--jobs":
                guard let number = Int(value()), number > 0 else { leave(usage) }
                jobs = number
            case _ where word.hasPrefix("-"): leave(usage)
            default: names.append(word)
            }
        }
        for name in names where !cases.contains(where: { $0.name == name }) {
            leave("sound-rig: no case is called \(name); --list prints them")
        }
        subject.libraries = temporaryFolder()
        let chosen = names.isEmpty ? cases : cases.filter { names.contains($0.name) }
        let runner = Runner(chosen, subject)
        endChildrenWhenInterrupted(runner, subject.libraries)
        let isGood = runner.run(jobs: jobs)
        try? FileManager.default.removeItem(atPath: subject.libraries)
        exit(isGood ? 0 : 1)
    }

    /// A fresh folder for the rig's own libraries.
    private static func temporaryFolder() -> String {
        let parent = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        var template = Array("\(parent)/unknot-rig-lib.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { leave("sound-rig: no folder in \(parent)") }
        return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The path of a program in the folder of this one.
    private static func neighbour(named name: String) -> String {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent(name).path
    }

    private static func leave(_ message: String) -> Never {
        FileHandle.standardError.write(Data("\(message)\n".utf8))
        exit(64)
    }

    /// Waits for Ctrl-C and its like on a thread of their own; children inherit none of this.
    private static func endChildrenWhenInterrupted(_ runner: Runner, _ folder: String) {
        signal(SIGPIPE, SIG_IGN)
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
        // Blocked before any thread is made, so that no other thread takes them.
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        detachThread { [signals] in
            var signals = signals
            var number: Int32 = 0
            while sigwait(&signals, &number) != 0 {}
            runner.abandon()
            try? FileManager.default.removeItem(atPath: folder)
            _exit(128 + number)
        }
    }
}
