import Glibc
import UnknotAudio
import UnknotCore

/// The routines that can be asked for by name: the user's own and the built-in ones.
struct Shelf {
    /// Where the built-in routines lie, or nil when they are not to be found.
    var builtIn: String?
    /// Where the user's routines lie.
    var own: String?

    /// The shelf of the user and the program that run.
    init(_ shell: Shell) {
        builtIn = DataFolder.path(ofTarget: "unknot", "Routines")
        let configuration =
            shell.environment("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
            ?? shell.environment("HOME").map { "\($0)/.config" }
        own = configuration.map { "\($0)/unknot/routines" }
    }

    /// A routine that lies on the shelf.
    struct Entry {
        var id: String
        var path: String
    }

    /// The user's routines and then the built-in ones, each in the order of their ids; one of the
    /// user's hides a built-in one of the same id.
    var entries: [Entry] {
        var seen: Set<String> = []
        return [own, builtIn].compactMap { $0 }.flatMap { folder in
            RoutineFile.names(in: folder).sorted().map {
                Entry(id: RoutineFile.id(of: $0), path: "\(folder)/\($0)")
            }
        }.filter { seen.insert($0.id).inserted }
    }

    /// The path of an id or a path.
    func path(of name: String) throws -> String {
        if name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return name }
        let entries = entries
        if let entry = entries.first(where: { $0.id == name }) { return entry.path }
        if access(name, F_OK) == 0 { return name }
        let advice =
            Suggestion.nearest(to: name, among: entries.map(\.id)).map {
                "Did you mean \"\($0)\"?"
            } ?? "\"unknot list\" shows the routines; a file is named by its path."
        throw Failure("There is no routine \"\(name)\". \(advice)", status: .noInput)
    }
}

extension Shelf {
    /// A routine's name by which it is found from any folder: its id, or its whole path.
    static func lasting(_ name: String, _ path: String) throws -> String {
        guard name == path else { return name }
        guard let whole = realpath(path, nil) else { return path }
        defer { free(whole) }
        return String(cString: whole)
    }
}

/// Routine files on disk.
enum RoutineFile {
    /// The names of the routine files in a folder; none where there is no such folder.
    static func names(in folder: String) -> [String] {
        folderEntries(folder).filter { isName($0) && !$0.hasPrefix(".") }
    }

    /// Whether a name is that of a routine file.
    static func isName(_ name: String) -> Bool {
        name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    }

    /// The names of all that lies in a folder; none where there is no such folder.
    static func folderEntries(_ folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }

    /// The id that a file's name stands for.
    static func id(of name: String) -> String {
        name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    }

    /// Reads and understands a file.
    ///
    /// - Throws: `Failure` with status 66 for what cannot be read, 65 with every problem of it.
    static func read(_ path: String) throws -> Routine {
        switch RoutineReader.read(try bytes(path)) {
        case .success(let routine): return routine
        case .failure(let error):
            throw Failure(
                error.problems.map { $0.line(file: path) }.joined(separator: "\nunknot: "),
                status: .unsoundRoutine)
        }
    }

    /// Reads a file, and warns if the coach does not speak its language.
    ///
    /// - Throws: `Failure` as `read(_:)` does.
    static func told(_ path: String, _ shell: Shell) throws -> Routine {
        let routine = try read(path)
        warning(about: routine.language).map { shell.complain("\(routine.id): \($0)") }
        return routine
    }

    /// A warning if there is no table for a routine's language, or nil.
    static func warning(about language: String) -> String? {
        guard Language.table(for: language) == nil else { return nil }
        return "The coach does not speak \(language) yet, so its own sentences are in English."
    }

    /// The bytes of a file, up to a little more than the reader accepts.
    static func bytes(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { throw missing(path) }
            throw unreadable(path, String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw unreadable(path, String(cString: strerror(errno)))
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: throw unreadable(path, "it is a folder; name the file in it")
        case S_IFREG: break
        default: throw unreadable(path, "it is not a plain file")
        }
        var bytes = [UInt8](repeating: 0, count: RoutineReader.largestFile + 1)
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            guard got >= 0 else { throw unreadable(path, String(cString: strerror(errno))) }
            if got == 0 { break }
            count += got
        }
        return Array(bytes[..<count])
    }

    private static func missing(_ path: String) -> Failure {
        Failure(
            """
            There is no file \(path). A routine of the program's own is named without a path, \
            as "unknot list" shows it.
            """, status: .noInput)
    }

    private static func unreadable(_ path: String, _ reason: String) -> Failure {
        Failure("\(path) cannot be read: \(reason).", status: .noInput)
    }
}
