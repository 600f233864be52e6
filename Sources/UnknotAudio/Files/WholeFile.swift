internal import Glibc

/// A file that appears at its path whole or not at all.
///
/// It is written without a name where the file system allows it, so that even a killed process
/// leaves nothing behind; `commit` gives it its name in one step, and replaces what stood there
/// only if that was wished. Dropped without a commit, it is gone.
final class WholeFile {
    /// A system error in words, and whether the file could not be made or not be written.
    struct Failure: Error {
        var reason: String
        var isCreation: Bool
    }

    /// The descriptor to write to; owned by this object.
    let descriptor: Int32
    let path: String
    private let folder: String
    private let replaces: Bool
    private var isSafe = false
    /// The name under which it lies while it is written, or nil while it has none.
    private var temporary: String?

    /// Makes an empty file in the folder of its path.
    ///
    /// - Parameters:
    ///   - path: where it is to appear.
    ///   - replaces: whether it may take the place of a file that stands there.
    /// - Throws: `Failure` when the folder is missing or read-only, or the path is a folder or
    ///   something else than a plain file, or a file that may not be replaced.
    init(path: String, replaces: Bool = true) throws(Failure) {
        self.path = path
        self.replaces = replaces
        let slash = path.lastIndex(of: "/")
        folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        var existing = stat()
        if stat(path, &existing) == 0 {
            let kind = existing.st_mode & S_IFMT
            if kind == S_IFDIR { throw Failure(reason: "it is a folder", isCreation: true) }
            if kind != S_IFREG {
                throw Failure(reason: "it is not a plain file", isCreation: true)
            }
            if !replaces { throw Self.standsThere }
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

    /// Writes a text into the empty file.
    ///
    /// - Throws: `Failure` when the disk is full or fails.
    func fill(with text: String) throws(Failure) {
        var text = text
        let isComplete = text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let count = write(
                    descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                if count > 0 {
                    done += count
                } else if errno != EINTR {
                    return false
                }
            }
            return true
        }
        guard isComplete else { throw Self.failure(isCreation: false) }
    }

    /// Brings the contents to the disk; `commit` does so too, unless it has been done.
    ///
    /// - Throws: `Failure` when the disk is full or fails.
    func save() throws(Failure) {
        guard !isSafe else { return }
        guard fsync(descriptor) == 0 else { throw Self.failure(isCreation: false) }
        isSafe = true
    }

    /// Brings the contents to the disk and gives the file its name.
    ///
    /// - Throws: `Failure`; what stood at the path is then untouched.
    func commit() throws(Failure) {
        try save()
        if temporary == nil {
            // Only a name that nobody has can be given at once.
            let name = replaces ? Self.temporaryName(beside: path) : path
            let source = "/proc/self/fd/\(descriptor)"
            guard linkat(AT_FDCWD, source, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 else {
                throw errno == EEXIST ? Self.standsThere : Self.failure(isCreation: false)
            }
            if !replaces { return }
            temporary = name
        }
        guard let name = temporary else { return }
        if replaces {
            guard rename(name, path) == 0 else { throw Self.failure(isCreation: false) }
            temporary = nil
        } else if link(name, path) != 0 {
            throw errno == EEXIST ? Self.standsThere : Self.failure(isCreation: false)
        }
    }

    private static var standsThere: Failure {
        Failure(reason: "a file stands there, which --force would replace", isCreation: true)
    }

    private static func temporaryName(beside path: String) -> String {
        "\(path).\(getpid()).part"
    }

    private static func failure(isCreation: Bool) -> Failure {
        Failure(reason: String(cString: strerror(errno)), isCreation: isCreation)
    }
}
