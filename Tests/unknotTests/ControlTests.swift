import Glibc
import Testing

/// `--control` with the real program.
struct ControlTests {
    private let folder: TemporaryFolder
    private let words: [String]
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("control")
        words = ["start", "upper-calf", "--silent", "--no-remote", "--control", path]
    }

    /// The kind and mode of the file at the path, or nil.
    private var found: mode_t? {
        var found = stat()
        return lstat(path, &found) == 0 ? found.st_mode : nil
    }

    @Test func wordsInAFifoControlTheSession() throws {
        #expect(mkfifo(path, 0o600) == 0)
        let program = try Program(words, in: folder)
        program.waitForLine()
        let writer = open(path, O_WRONLY | O_NONBLOCK)
        defer { close(writer) }
        let sent = Array("somersault\npause\nresume\nquit\n".utf8)
        #expect(write(writer, sent, sent.count) == sent.count)
        let result = program.finish()
        #expect(result.status == 0)
        #expect(result.errors.hasPrefix("unknot: Stopped at 0:0"))
        #expect(found == S_IFIFO | 0o600)
    }

    @Test func theSocketGoesWithTheSessionAndOneThatWasLeftIsReplaced() throws {
        let killed = try Program(words, in: folder)
        killed.waitForLine()
        #expect(found == S_IFSOCK | 0o600)
        killed.signal(SIGKILL)
        _ = killed.finish()
        #expect(found == S_IFSOCK | 0o600)
        let program = try Program(words, in: folder)
        program.waitForLine()
        program.signal(SIGTERM)
        #expect(program.finish().status == 143)
        #expect(found == nil)
    }
}
