import Dispatch
import Foundation
import Synchronization
import UnknotAudio
import UnknotCore

/// A session that was left before its end, as it lies on the disk.
struct KeptSession: Codable, Equatable {
    /// The routine's id or file, as it is found again.
    var routine: String
    /// Where it was left.
    var bookmark: Bookmark
    /// The voice, where one was asked for.
    var voice: String?
    /// The loudness in percent.
    var volume: Int
    /// When it was left, in seconds since 1970.
    var time: Int
    /// How it was heard and controlled; nil in files of before this was kept.
    var ways: KeptWays?

    /// True where nothing in it is beyond what the program writes.
    var isValid: Bool {
        bookmark.isValid && Settings.volumes.contains(volume) && time >= 0 && !routine.isEmpty
    }

    /// `"Upper calf" was left at 3:10 of 8:50, 20 minutes ago`.
    func summary(now: Int) -> String {
        let minutes = max(0, now - time) / 60
        let ago =
            switch minutes {
            case 0: "just now"
            case 1: "a minute ago"
            case ..<120: "\(minutes) minutes ago"
            case ..<2880: "\(minutes / 60) hours ago"
            default: "\(minutes / 1440) days ago"
            }
        let place =
            "\(TimeText.clock(bookmark.position)) of \(TimeText.clock(bookmark.duration))"
        return "\"\(bookmark.title)\" was left at \(place), \(ago)"
    }
}

/// The user's folder of state, where the session that was left last is kept.
struct StateFolder: Sendable {
    /// The folder, or nil where the user has none.
    let path: String?

    /// The folder of the user that runs the program; it is made when something is kept.
    init(_ shell: Shell) {
        let base =
            shell.environment("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
            ?? shell.environment("HOME").map { "\($0)/.local/state" }
        path = base.map { "\($0)/unknot" }
    }

    private var file: String? { path.map { "\($0)/session.json" } }

    /// The session that was left last; nil where there is none, or none that the program wrote.
    var kept: KeptSession? {
        guard let file, let data = FileManager.default.contents(atPath: file) else { return nil }
        let kept = try? JSONDecoder().decode(KeptSession.self, from: data)
        return kept.flatMap { $0.isValid ? $0 : nil }
    }

    /// Writes a session's place, whole or not at all.
    ///
    /// Blocks until it is on the disk.
    func keep(_ session: KeptSession) throws {
        guard let path, let file else { return }
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let text = String(decoding: try JSONEncoder().encode(session), as: UTF8.self)
        try WholeText.write(text, to: file)
    }

    /// Forgets the session that was kept.
    func forget() {
        if let file { unlink(file) }
    }

    // MARK: One session at a time

    /// Held while a session runs; another session finds it taken.
    final class Lock {
        private let descriptor: Int32

        fileprivate init(_ descriptor: Int32) { self.descriptor = descriptor }

        deinit { close(descriptor) }
    }

    /// Takes the place of the one session that runs; nil where the folder cannot be made, which
    /// keeps nobody from a session.
    ///
    /// - Throws: `Failure` when another session runs; the system frees the place of one that ends
    ///   in any way.
    func lock() throws -> Lock? {
        guard let path else { return nil }
        try? FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let descriptor = open("\(path)/session.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            var buffer = [UInt8](repeating: 0, count: 16)
            let count = max(0, read(descriptor, &buffer, buffer.count))
            close(descriptor)
            let process = Int(String(decoding: buffer[..<count], as: UTF8.self))
            throw Failure(
                """
                A session is running already\(process.map { ", as process \($0)" } ?? ""). End that \
                one first\(process.map { ": press q there, or \"kill \($0)\"" } ?? "").
                """, status: .noService)
        }
        ftruncate(descriptor, 0)
        let text = Array("\(getpid())".utf8)
        _ = write(descriptor, text, text.count)
        return Lock(descriptor)
    }
}

/// Writes places in the background, the latest only, so that no slow disk keeps a session waiting.
final class PlaceKeeper: Sendable {
    private let folder: StateFolder
    private let queue = DispatchQueue(label: "unknot.place", qos: .utility)
    private let group = DispatchGroup()
    private let holdsThisOne: Atomic<Bool>

    /// Begins with a folder.
    ///
    /// - Parameters:
    ///   - folder: where places are kept.
    ///   - isKept: true where what is kept there is a place of this very session.
    init(_ folder: StateFolder, isKept: Bool) {
        self.folder = folder
        holdsThisOne = Atomic(isKept)
    }

    /// True where what lies in the folder is a place of this session, and not of one before it.
    var isKept: Bool { holdsThisOne.load(ordering: .acquiring) }

    /// Keeps a place soon; a failure is not told, as the session matters more.
    func keep(_ session: KeptSession) {
        queue.async(group: group) { [self] in
            guard (try? folder.keep(session)) != nil else { return }
            holdsThisOne.store(folder.path != nil, ordering: .releasing)
        }
    }

    /// Waits until all is on the disk, for half a second at most.
    ///
    /// - Parameter isOver: true where nothing is left to go on with; then the place of this session
    ///   is forgotten, and that of another one stays.
    func close(forgetting isOver: Bool) {
        if isOver {
            queue.async(group: group) { [self] in
                guard holdsThisOne.exchange(false, ordering: .acquiringAndReleasing) else { return }
                folder.forget()
            }
        }
        _ = group.wait(timeout: .now() + 0.5)
    }
}
