import Foundation
import UnknotAudio
import UnknotCore

/// How a session was heard and controlled, as far as that was asked for at its start.
///
/// Everything may be missing, as in files of before there was this.
struct KeptWays: Codable, Equatable, Sendable {
    /// The sound device.
    var device: String?
    /// What it does without sound, as it is written as an option.
    var withoutSound: String?
    /// Whether staying in a hold changes the other side as well.
    var mirror: Bool?
    /// Whether it is on the session bus.
    var remote: Bool?
    /// What keys do, as it is written as an option.
    var keys: [String]?
    /// The input devices.
    var inputs: [String]?
    /// Where words are taken.
    var control: String?

    /// The ways that options give, over those of the session that goes on.
    init(_ given: PlayArguments, over kept: KeptWays?) {
        device = given.device ?? kept?.device
        withoutSound = given.withoutSound?.rawValue ?? kept?.withoutSound
        mirror = given.mirror ?? kept?.mirror
        remote = given.remote ?? kept?.remote
        let changed = given.control.key
        let other = (kept?.changes ?? []).filter { old in
            !changed.contains { $0.key == old.key }
        }
        keys = (other + changed).map(\.text)
        inputs =
            given.control.input.isEmpty
            ? kept?.inputs ?? [] : given.control.input.map(Self.lasting)
        control = given.control.control.map(Self.lasting) ?? kept?.control
    }

    /// What keys do; what cannot be read is passed over.
    var changes: [KeyMap.Change] {
        (keys ?? []).compactMap { text in
            do throws(KeyMap.Problem) { return try KeyMap.Change(text) } catch { return nil }
        }
    }

    /// True where the session waits for its sound.
    var waits: Bool { wish == .pause }

    /// What the session does without sound.
    var wish: LiveSession.WithoutSound {
        withoutSound.flatMap(LiveSession.WithoutSound.init) ?? .text
    }

    /// A path that is the same from every folder.
    private static func lasting(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    }
}

extension KeyMap.Change {
    /// The change as it is written as an option.
    fileprivate var text: String { "\(key.name)=\(command?.rawValue ?? "none")" }
}
