import Glibc
import Testing

@testable import UnknotAudio
@testable import UnknotCore

/// Whose fifo is read.
struct ControlFifoTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("control")
        try #require(mkfifo(path, 0o600) == 0)
    }

    private var problem: ControlPort.Problem? {
        do throws(ControlPort.Problem) {
            _ = try ControlPort(path: path)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [0o620, 0o602, 0o666] as [mode_t])
    func oneThatOthersMayWriteToIsRefused(mode: mode_t) {
        #expect(chmod(path, mode) == 0)
        #expect(problem == .shared(path))
        #expect(
            problem?.description
                == "\(path) cannot take commands: other users may write to that fifo, and so control "
                + "the session. Make it yours alone with \"chmod 600 \(path)\".")
    }

    @Test func oneThatOthersMayReadIsTaken() {
        #expect(chmod(path, 0o644) == 0)
        #expect(problem == nil)
    }

    @Test(.enabled(if: geteuid() == 0))
    func anotherUsersIsRefused() {
        #expect(chown(path, 1, 1) == 0)
        #expect(problem == .taken(path, by: "another user's fifo"))
    }
}
