import Glibc

/// A folder for one run of the benchmark, the program that is measured, and what that runs in.
final class Workplace: Sendable {
    /// The program under test.
    let program: String
    /// The benchmark itself, which is also the bare loop.
    let itself: String
    /// The longest built-in routine.
    let longest: String
    private let folder: String

    /// Makes the folder and finds the program: the one that was named, or the one beside.
    init(program named: String?) throws {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &buffer, buffer.count)
        let itself = String(decoding: buffer[..<max(0, length)], as: UTF8.self)
        self.itself = itself
        let home = itself.lastIndex(of: "/").map { itself[..<$0] } ?? "."
        program = named ?? "\(home)/unknot"
        guard access(program, X_OK) == 0 else {
            throw Failure(
                "\(program) is not built; run: make bench, or swift build -c release")
        }
        for tool in ["espeak-ng", "sox", "aplay", "pulseaudio", "sh"] where !Self.has(tool) {
            throw Failure("\(tool) is missing; run: ./setup --develop")
        }
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/unknot-bench.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure("no folder can be made in \(parent)") }
        folder = template.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { String(cString: $0) } ?? ""
        }
        longest = "whole-body"
    }

    /// Removes the folder.
    func remove() { Self.remove(folder) }

    private static func remove(_ folder: String) {
        for name in Text.names(in: folder, all: true) {
            let path = "\(folder)/\(name)"
            if unlink(path) != 0 { remove(path) }
        }
        rmdir(folder)
    }

    /// The path of a file in the folder.
    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Writes a file into the folder and returns its path.
    func write(_ name: String, _ text: String) throws -> String {
        let path = path(name)
        guard let file = fopen(path, "w"), fputs(text, file) >= 0, fclose(file) == 0 else {
            throw Failure("\(path) cannot be written")
        }
        return path
    }

    // MARK: Running

    /// The variables of everything that is run here: nothing of the user's own settings, and no
    /// sound server but the one that is given.
    func environment(alsa: String? = nil, pulse: String? = nil) -> [String: String] {
        var variables = [
            "PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin",
            "HOME": folder, "TMPDIR": folder, "LC_ALL": "C.UTF-8", "XDG_RUNTIME_DIR": folder,
            "XDG_CONFIG_HOME": folder,
            "PULSE_SERVER": pulse.map { "unix:\($0)" } ?? "unix:/nonexistent",
        ]
        if let paths = getenv("LD_LIBRARY_PATH") {
            variables["LD_LIBRARY_PATH"] = String(cString: paths)
        }
        variables["ALSA_CONFIG_PATH"] = alsa
        return variables
    }

    /// Runs a command to its end, which must be a good one.
    @discardableResult
    func run(
        _ words: [String], _ variables: [String: String]? = nil, output: String? = nil
    ) throws -> Child.Usage {
        let log = output ?? path("log")
        if output == nil { unlink(log) }
        let usage = try Child(words, variables ?? environment(), output: log).wait()
        guard usage.status == 0 else {
            let last = Text.lines(log).suffix(2).joined(separator: " / ")
            throw Failure("\(words.joined(separator: " ")): status \(usage.status): \(last)")
        }
        return usage
    }

    /// Runs several commands in turn, so often, and returns what each used.
    func inTurn(_ runs: Int, _ commands: [[String]]) throws -> [[Child.Usage]] {
        // Once without being counted: data files are in memory afterwards, for all of them.
        for command in commands { try run(command) }
        var results = commands.map { _ in [Child.Usage]() }
        for _ in 0..<runs {
            for (index, command) in commands.enumerated() {
                results[index].append(try run(command))
            }
        }
        return results
    }

    private static func has(_ tool: String) -> Bool {
        let paths = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        return paths.split(separator: ":").contains { access("\($0)/\(tool)", X_OK) == 0 }
    }
}
