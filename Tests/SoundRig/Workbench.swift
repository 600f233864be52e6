import Foundation
import Glibc

/// What one case works with: a fresh folder, private surroundings, and the children it started.
///
/// `end()` ends all of them and removes the folder, however the case came out. Afterwards nothing
/// can be started here any more, so a case that overran its time cannot leave a process behind.
final class Workbench: Sendable {
    /// Where the program and the tones are.
    struct Subject: Sendable {
        /// The `unknot` under test.
        var program: String
        /// The folder of the tone files.
        var tones: String
        /// The folder with the sources of the rig's own libraries, and where they are made.
        var librarySources = "Tests/FaultPlugin"
        var libraries = "/tmp"
        /// Whether to take the hours that some cases ask for.
        var isLong = false
        /// Whether to leave the cases' folders in place.
        var keepsFolders = false
        /// Whether figures are printed for a program to read.
        var printsFigures = false
    }

    private struct State {
        var children: [ChildProcess] = []
        var notes: [String] = []
        var figures: [String] = []
        var problems: [String] = []
        var ended = false
    }

    let subject: Subject
    let folder: String
    private let state = Watched(State())

    init(_ subject: Subject) throws {
        self.subject = subject
        // Short, because a socket's path may have 107 bytes at most.
        let parent = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
        var template = Array("\(parent)/unknot-rig.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure.system("a folder in \(parent)") }
        folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        for name in ["home", "run", "config/pulse"] {
            try FileManager.default.createDirectory(
                atPath: path(name), withIntermediateDirectories: true)
        }
        chmod(path("run"), 0o700)
        // No client may start a server of its own, nor leave shared memory behind when killed.
        try write("config/pulse/client.conf", "autospawn = no\nenable-shm = no\n")
    }

    /// A path in the case's folder.
    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Writes a file into the case's folder and returns its path.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
        return path(name)
    }

    /// The surroundings of every child: nothing of the user's own, no session bus, no server.
    var environment: [String: String] {
        let inherited = ProcessInfo.processInfo.environment
        var variables = [
            "HOME": path("home"), "TMPDIR": folder, "LANG": "C.UTF-8",
            "XDG_CONFIG_HOME": path("config"), "XDG_RUNTIME_DIR": path("run"),
            "XDG_STATE_HOME": path("state"), "XDG_DATA_HOME": path("data"),
            "XDG_CACHE_HOME": path("cache"),
            "PULSE_RUNTIME_PATH": path("run"), "PULSE_SERVER": "unix:/nonexistent",
        ]
        for name in ["PATH", "LD_LIBRARY_PATH"] { variables[name] = inherited[name] }
        return variables
    }

    /// Starts a process that ends with the case at the latest.
    func start(
        _ program: String, _ arguments: [String], _ variables: [String: String] = [:],
        output: ChildProcess.Output = .lines, terminal: Terminal? = nil
    ) throws -> ChildProcess {
        // The lock is held while the child is made: `end()` sees it or keeps it from being made.
        try state.update { state in
            guard !state.ended else { throw Failure("the case is over") }
            let child = try ChildProcess(
                program, arguments, environment: environment.merging(variables) { $1 },
                output: output, terminal: terminal)
            state.children.append(child)
            return child
        }
    }

    /// Starts a part of a sound server, or what records it, as a desktop does: it runs as soon as it
    /// is ready, however busy the machine is, where the user may ask for that.
    ///
    /// What is to be measured is the program, and not a server that was kept off its core.
    func startHurried(
        _ program: String, _ arguments: [String], _ variables: [String: String] = [:],
        output: ChildProcess.Output = .lines
    ) throws -> ChildProcess {
        guard try Self.mayHurry() else {
            return try start(program, arguments, variables, output: output)
        }
        // chrt becomes the program, so the id is the program's.
        return try start(
            "chrt", ["--rr", "10", program] + arguments, variables, output: output)
    }

    private static let hurry = Watched<Bool?>(nil)

    private static func mayHurry() throws -> Bool {
        try hurry.update { known in
            if let known { return known }
            let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
            let attempt = try? ChildProcess(
                "chrt", ["--rr", "10", "true"], environment: ["PATH": path])
            let may = try attempt?.waitForExit(.seconds(10)).status == 0
            known = may
            return may
        }
    }

    /// Keeps a measurement, to be printed below the case's result.
    func note(_ text: String) { state.update { $0.notes.append(text) } }

    /// Keeps the values of a measurement for a program that reads them: tabs between the word
    /// "figure", its name, its unit and each value.
    func figure(_ name: String, _ unit: String, _ values: [Double]) {
        let words = ["figure", name, unit] + values.map { "\($0)" }
        state.update { $0.figures.append(words.joined(separator: "\t")) }
    }

    /// Runs a part of a case that the rest does not depend on: its failure is kept, and the case
    /// goes on, so that one run shows everything.
    func check(_ part: () throws -> Void) {
        do {
            try part()
        } catch {
            state.update { $0.problems.append("\(error)") }
        }
    }

    /// What has failed so far.
    var problems: [String] { state.now.problems }

    /// The measurements so far.
    var notes: [String] { state.now.notes }

    /// The figures so far.
    var figures: [String] { state.now.figures }

    /// Ends every child and removes the folder; harmless when repeated.
    func end() {
        let children = state.update { state in
            state.ended = true
            return state.children
        }
        for child in children { child.signal(SIGKILL) }
        for child in children where (try? child.waitForExit(.seconds(5))) == nil {
            note("\(child.name) (\(child.id)) did not end when it was killed")
        }
        if subject.keepsFolders {
            note("kept \(folder)")
        } else {
            try? FileManager.default.removeItem(atPath: folder)
        }
    }
}
