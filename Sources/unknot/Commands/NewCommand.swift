import ArgumentParser
import Foundation
import Glibc
import UnknotAudio
import UnknotCore

/// `unknot new`: a routine to begin with.
struct NewCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Write a commented example of a routine, to make your own of.",
        discussion: """
            The file is a routine that works as it stands: calves with the roller, and a word on \
            every line that one may want to change. It is written to NAME.yaml in this folder; a \
            file that stands there is never replaced.

            EXAMPLES:
              unknot new evening-calves
              unknot new evening-calves --mine
              unknot new evening-calves -o plans/evening.yaml
            """)

    @Argument(
        help: ArgumentHelp(
            "What to call the routine: lower-case letters, digits, hyphens.", valueName: "name"))
    var name: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The file or the folder to write to; - prints the example.", valueName: "path"),
        completion: .file())
    var output: String?

    @Flag(help: "Among your own routines, where it is found by its name.")
    var mine = false

    func validate() throws {
        guard output == nil || !mine else {
            throw ValidationError("--mine and -o name two places; give one of them.")
        }
        guard !RoutineName.isValid(name) else { return }
        let last = name.split(separator: "/").last.map(String.init) ?? name
        let plain = RoutineFile.isName(last) ? RoutineFile.id(of: last) : last
        let near = RoutineName.nearest(
            to: plain.folding(options: .diacriticInsensitive, locale: nil))
        throw ValidationError(
            """
            \(Self.quoted(name)) cannot be the name of a routine, which has up to 64 lower-case \
            letters, digits and hyphens, a letter first.\
            \(near.map { " \"\($0)\" can." } ?? "")
            """)
    }

    func run(in shell: Shell) throws {
        if output == "-" { return try shell.out(ExampleRoutine.text(name, file: "\(name).yaml")) }
        let shelf = Shelf(shell)
        let path = try path(shelf)
        let file = path.split(separator: "/").last.map(String.init) ?? path
        do throws(WholeText.Failure) {
            try WholeText.write(
                ExampleRoutine.text(name, file: Self.word(file)), to: path, replaces: false)
        } catch {
            var status = stat()
            guard lstat(path, &status) == 0 else {
                throw Failure("\(error)", status: .cannotCreate)
            }
            throw Failure(
                """
                \(path) stands there already and is left as it is. Give another name, or another \
                place with -o.
                """, status: .cannotCreate)
        }
        try shell.out(told(path))
        if mine, let builtIn = shelf.builtIn, access("\(builtIn)/\(name).yaml", F_OK) == 0 {
            shell.complain(
                "\"\(name)\" is your own routine from now on, and hides the built-in one.")
        }
    }

    /// Where the file is to stand; for the user's own routines their folder is made.
    private func path(_ shelf: Shelf) throws -> String {
        guard mine else {
            guard let output else { return "\(name).yaml" }
            var status = stat()
            let isFolder = stat(output, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
            guard isFolder else { return output }
            return output.hasSuffix("/") ? "\(output)\(name).yaml" : "\(output)/\(name).yaml"
        }
        guard let own = shelf.own else {
            throw Failure(
                "There is no folder for your own routines, as HOME is not set; use -o.",
                status: .cannotCreate)
        }
        do {
            try FileManager.default.createDirectory(
                atPath: own, withIntermediateDirectories: true)
        } catch {
            throw Failure("The folder \(own) cannot be made.", status: .cannotCreate)
        }
        return "\(own)/\(name).yaml"
    }

    /// What was written, and what to do with it.
    private func told(_ path: String) -> String {
        // A name without a slash or an ending might be taken for an id.
        let isPlain = !path.contains("/") && !RoutineFile.isName(path)
        let file = mine ? name : Self.word(isPlain ? "./\(path)" : path)
        let rows = [
            ("check \(file)", "what is wrong, and what a session lasts"),
            ("show \(file)", "the routine as a plan to hand out"),
            ("start \(file) --from \(ExampleRoutine.step)", "one step, to try it; q ends it"),
        ]
        let width = rows.map(\.0.count).max() ?? 0
        return "\(path) is written, and works as it stands. Open it in an editor, and ask:\n"
            + rows.map { command, answer in
                let space = String(repeating: " ", count: width - command.count)
                return "  unknot \(command)\(space)  \(answer)\n"
            }.joined()
    }

    /// A word of a shell's line.
    private static func word(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                byte >= 0x80 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                    || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                    || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
                    || "-_./+,@%".utf8.contains(byte)
            }
        return isPlain ? text : "'\(text.replacing("'", with: "'\\''"))'"
    }

    private static func quoted(_ text: String) -> String {
        let shown = text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }
        return "\"\(String(String.UnicodeScalarView(shown)).prefix(80))\""
    }
}
