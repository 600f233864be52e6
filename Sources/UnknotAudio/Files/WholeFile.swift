internal import Glibc

/// A file that appears at its path whole or not at all.
///
/// It is written without a name where the file system allows it, so that even a killed process
/// leaves nothing behind; `commit` gives it its name in one step and replaces what stood there.
/// Dropped without a commit, it is gone.
final class WholeFile {
    /// A system error in words, and whether the file could not be made or not be written.
    struct Failure: Error {
        var reason: String
        var isCreation: Bool
    }

    /// The descriptor to write to; owned by this object.
    let descriptor: Int32
    private let path: String
    private let folder: String
    /// The name under which it lies while it is written, or nil while it has none.
    private var temporary: String?

    /// Makes an empty file in the folder of its path.
    ///
    /// - Throws: `Failure` when the folder is missing or read-only, or the path is a folder or
    ///   something else than a plain file.
    init(path: String) throws(Failure) {
        self.path = path
        let slash = path.lastIndex(of: "/")
        folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        var existing = stat()
        if stat(path, &existing) == 0 {
            let kind = existing.st_mode & S_IFMT
            if kind == S_IFDIR { throw Failure(reason: "it is a folder", isCreation: true) }
            if kind != S_IFREG {
                throw Failure(reason: "it is not a plain file", isCreation: true)
            }
            if access(path, W_OK) != 0 { throw Self.failure(isCreation: true) }
        }
        if path.isEmpty || path.hasSuffix("/") {
            throw Failure(reason: "it names no file", isCreation: true)
        }
        // O_TMPFILE, which the Glibc module leaves out: __O_TMPFILE | O_DIRECTORY.
        let nameless = open(folder, O_RDWR | 0o20_000_000 | O_DIRECTORY | O_CLOEXEC, 0o666)
        if nameless >= 0 {
            descriptor = nameless
            return
        }
        let name = Self.temporaryName(beside: path)
        descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Self.failure(isCreation: true) }
        temporary = name
    }

    deinit {
        if let temporary { unlink(temporary) }
        Glibc.close(descriptor)
    }

    /// Brings the contents to the disk and gives the file its name.
    ///
    /// - Throws: `Failure`; what stood at the path is then untouched.
    func commit() throws(Failure) {
        guard fsync(descriptor) == 0 else { throw Self.failure(isCreation: false) }
        if temporary == nil {
            let name = Self.temporaryName(beside: path)
            let source = "/proc/self/fd/\(descriptor)"
            guard linkat(AT_FDCWD, source, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 else {
                throw Self.failure(isCreation: false)
            }
            temporary = name
        }
        guard let name = temporary, rename(name, path) == 0 else {
            throw Self.failure(isCreation: false)
        }
        temporary = nil
    }

    private static func temporaryName(beside path: String) -> String {
        "\(path).\(getpid()).part"
    }

    private static func failure(isCreation: Bool) -> Failure {
        Failure(reason: String(cString: strerror(errno)), isCreation: isCreation)
    }
}
