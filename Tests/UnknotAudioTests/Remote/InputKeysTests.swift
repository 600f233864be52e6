import Glibc
import Testing

@testable import UnknotAudio
@testable import UnknotCore

/// An input device, of which the test has the other end.
final class InputKeysTests {
    private var device: Int32 = -1
    private var spare: Int32 = -1
    private var told: [String] = []

    deinit {
        for end in [device, spare] where end >= 0 { close(end) }
    }

    /// Two ends of a connection that do not block.
    private func pair() throws -> (mine: Int32, its: Int32) {
        var ends: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        return (ends[0], ends[1])
    }

    private func press(_ code: UInt16, value: Int32 = 1) {
        var bytes = [UInt8](repeating: 0, count: EvdevDecoder.recordLength - 8)
        withUnsafeBytes(of: UInt16(1)) { bytes += $0 }
        withUnsafeBytes(of: code) { bytes += $0 }
        withUnsafeBytes(of: value) { bytes += $0 }
        _ = write(device, bytes, bytes.count)
    }

    private func keys(reopen: @escaping () -> Int32? = { nil }) throws -> InputKeys {
        let (mine, its) = try pair()
        device = mine
        return InputKeys(descriptor: its, path: "/dev/input/event3", reopen: reopen) { [self] in
            told.append($0)
        }
    }

    @Test func pressesAreKeysInTheirOrder() throws {
        let keys = try keys()
        #expect(keys.watched.map(\.descriptor) != [-1])
        #expect(keys.deadline == nil)
        #expect(keys.keys() == [])
        press(57)
        press(57, value: 2)
        press(57, value: 0)
        press(109)
        #expect(keys.keys().map(\.name) == ["space", "page-down"])
        #expect(keys.keys() == [])
    }

    @Test func pressesAreRequests() throws {
        let remote = KeyRemote(try keys(), .usual)
        for code: UInt16 in [57, 288, 109, 114] { press(code) }
        let status = SessionStatus(
            timeline: Timeline(routine: "a", title: "A", duration: 1, segments: [], cues: []),
            position: 0, isPaused: false)
        #expect(remote.asked(status).map(\.request) == [.toggle, .next, .tender])
    }

    @Test func aDeviceThatIsUnpluggedIsToldOnceAndTakenAgainWhenItIsBack() throws {
        var isBack = false
        var opened = 0
        let keys = try keys { [self] in
            guard isBack, let (mine, its) = try? pair() else { return nil }
            opened += 1
            device = mine
            return its
        }
        press(57)
        close(device)
        device = -1
        #expect(keys.keys() == [.named(.space)])
        #expect(
            told == [
                "The input device /dev/input/event3 is gone. The session goes on; plug it in again."
            ])
        // Nothing is ready for ever meanwhile.
        #expect(keys.watched.map(\.descriptor) == [-1])
        #expect(keys.keys() == [])
        let next = try #require(keys.deadline)
        #expect(next > Monotonic.now)
        #expect(next <= Monotonic.now + InputKeys.searchInterval)
        isBack = true
        usleep(UInt32(max(0, next - Monotonic.now) / 1_000 + 1_000))
        #expect(keys.keys() == [])
        #expect(opened == 1)
        #expect(told.last == "The input device /dev/input/event3 is back.")
        #expect(told.count == 2)
        press(48)
        #expect(keys.keys() == [Key("b")])
    }

    @Test func whatIsNoInputDeviceIsSaidSo() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("file", [])
        for (path, problem) in [
            (file, InputKeys.Problem.notADevice(file)), ("/dev/null", .notADevice("/dev/null")),
            (folder.path, .notADevice(folder.path)),
            (folder.file("none"), .absent(folder.file("none"))),
        ] {
            #expect(throws: problem) { _ = try InputKeys(path: path) { _ in } }
        }
        #expect(
            "\(InputKeys.Problem.denied("/dev/input/event3"))".contains(
                "sudo usermod -aG input $USER"))
    }
}
