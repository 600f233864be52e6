internal import CLinux
internal import Glibc
public import UnknotCore

/// The keys of a Linux input device: a pedal, a presenter's remote, a headset, a keyboard.
///
/// They reach no other program meanwhile. When the device is unplugged that is told once, and it is
/// taken again when it is back at its path.
public final class InputKeys: KeySource {
    /// Why a device cannot be used.
    public enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
        /// Nothing is there.
        case absent(String)
        /// The user may not read it.
        case denied(String)
        /// Something else is there.
        case notADevice(String)
        /// Another program keeps its keys.
        case held(String)
        /// What the system says.
        case failed(String, reason: String)

        /// What is wrong and what to do, in a sentence or two.
        public var description: String {
            switch self {
            case .absent(let path):
                "There is no input device \(path). \"cat /proc/bus/input/devices\" shows which there are."
            case .denied(let path):
                """
                You may not read \(path). Input devices belong to the group "input": add yourself \
                with "sudo usermod -aG input $USER" and log in again.
                """
            case .notADevice(let path):
                "\(path) is no input device. Those are called /dev/input/event0 and so on."
            case .held(let path):
                "Another program keeps the keys of \(path) to itself. End that program first."
            case .failed(let path, let reason): "\(path) cannot be read: \(reason)."
            }
        }
    }

    /// A device that is gone is looked for so often.
    static let searchInterval: Monotonic.Time = 1_000_000_000
    /// Keys that are down are waited for so long before the device is taken all the same.
    private static let patience: Monotonic.Time = 2_000_000_000

    private var descriptor: Int32
    private let path: String
    private let reopen: () -> Int32?
    private let tell: (String) -> Void
    private var decoder = EvdevDecoder()
    /// Until when the device is left to others because a key is down; nil once it is taken.
    ///
    /// The program that has seen a key go down must see it go up as well, or would repeat it for
    /// ever: the Enter, say, that started this one.
    private var takenBy: Monotonic.Time?
    private var nextSearch: Monotonic.Time?

    /// Opens and takes a device.
    ///
    /// - Parameters:
    ///   - path: `/dev/input/event3`, or a link to that.
    ///   - tell: called with a sentence when it is gone and when it is back.
    /// - Throws: `Problem` where there is no such device or it cannot be had.
    public convenience init(path: String, tell: @escaping (String) -> Void) throws(Problem) {
        let descriptor = try Self.open(path)
        let error = unknot_has_key_down(descriptor) == 0 ? unknot_grab_input(descriptor) : 0
        guard error == 0 else {
            close(descriptor)
            throw error == EBUSY
                ? .held(path) : .failed(path, reason: String(cString: strerror(error)))
        }
        self.init(
            descriptor: descriptor, path: path,
            reopen: {
                do throws(Problem) { return try Self.open(path) } catch { return nil }
            }, tell: tell)
    }

    /// Reads a device that is open; its descriptor is closed in the end.
    ///
    /// - Parameters:
    ///   - descriptor: one that does not block.
    ///   - path: what it is called in sentences.
    ///   - reopen: opens it again when it is gone; nil for as long as it is not back.
    ///   - tell: called with a sentence when it is gone and when it is back.
    public init(
        descriptor: Int32, path: String, reopen: @escaping () -> Int32?,
        tell: @escaping (String) -> Void
    ) {
        self.descriptor = descriptor
        self.path = path
        self.reopen = reopen
        self.tell = tell
        takenBy = Monotonic.now + Self.patience
        take()
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The descriptors to wait for.
    public var watched: [Watched] { [Watched(descriptor)] }

    /// When it wants to be looked at though nothing has arrived, or nil.
    public var deadline: Monotonic.Time? {
        nextSearch ?? (takenBy == nil ? nil : Monotonic.now + 30_000_000)
    }

    /// The keys that were pressed since the last call.
    public func keys() -> [Key] {
        if let nextSearch, Monotonic.now >= nextSearch { search() }
        take()
        var keys: [Key] = []
        var buffer = [UInt8](repeating: 0, count: 64 * EvdevDecoder.recordLength)
        // What one look takes is bounded, whatever a device does.
        for _ in 0..<16 where descriptor >= 0 {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 {
                let pressed = decoder.take(buffer[..<count])
                // Until the device is taken its keys are for others too.
                if takenBy == nil { keys += pressed }
            } else if count < 0, errno == EINTR {
                continue
            } else if count < 0, errno == EAGAIN {
                break
            } else {
                lose()
            }
        }
        return keys
    }

    private static func open(_ path: String) throws(Problem) -> Int32 {
        let descriptor = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            throw switch errno {
            case ENOENT, ENOTDIR, ENODEV, ENXIO: .absent(path)
            case EACCES, EPERM: .denied(path)
            default: .failed(path, reason: String(cString: strerror(errno)))
            }
        }
        guard unknot_is_input(descriptor) != 0 else {
            close(descriptor)
            throw .notADevice(path)
        }
        return descriptor
    }

    private func take() {
        guard descriptor >= 0, let takenBy else { return }
        guard unknot_has_key_down(descriptor) == 0 || Monotonic.now >= takenBy else { return }
        _ = unknot_grab_input(descriptor)
        self.takenBy = nil
    }

    private func lose() {
        close(descriptor)
        descriptor = -1
        decoder = EvdevDecoder()
        nextSearch = Monotonic.now + Self.searchInterval
        tell("The input device \(path) is gone. The session goes on; plug it in again.")
    }

    private func search() {
        guard let found = reopen() else {
            nextSearch = Monotonic.now + Self.searchInterval
            return
        }
        descriptor = found
        nextSearch = nil
        takenBy = Monotonic.now + Self.patience
        tell("The input device \(path) is back.")
    }
}
