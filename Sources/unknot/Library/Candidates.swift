import ArgumentParser
import Glibc
import UnknotAudio
import UnknotCore

extension CompletionKind {
    /// Ids of routines, and routine files.
    static var routine: CompletionKind {
        custom { _, _, prefix in Candidates(Shell.current).routines(prefix) }
    }

    /// The steps that a routine on the same line offers.
    static var offeredStep: CompletionKind {
        custom { words, _, _ in Candidates(Shell.current).steps(words, where: \.isOffered) }
    }

    /// The steps of a routine on the same line.
    static var step: CompletionKind {
        custom { words, _, _ in Candidates(Shell.current).steps(words) { _ in true } }
    }

    /// Names of voices, with a variant once there is a plus sign.
    static var voice: CompletionKind {
        custom { _, _, prefix in Candidates(Shell.current).voices(prefix) }
    }

    /// Names of ALSA devices.
    static var device: CompletionKind {
        custom { _, _, _ in Candidates(Shell.current).devices }
    }
}

/// What may stand at a place of the command line, for the shells that complete it.
///
/// Whatever goes wrong, there is nothing to complete, and nothing is said: the user is typing.
struct Candidates {
    /// The surroundings of the command.
    let shell: Shell

    init(_ shell: Shell) { self.shell = shell }

    /// Ids of routines; and files and folders, as far as they are typed.
    func routines(_ prefix: String) -> [String] {
        let ids = prefix.contains("/") ? [] : Shelf(shell).entries.map(\.id)
        return Self.safe(ids + Self.files(prefix))
    }

    /// The ids of steps in the routine which the words name.
    func steps(_ words: [String], where isWanted: (Step) -> Bool) -> [String] {
        let shelf = Shelf(shell)
        let ids = Set(shelf.entries.map(\.id))
        // The program's name and the command's come before.
        let name = words.dropFirst(2).first { ids.contains($0) || RoutineFile.isName($0) }
        guard let name, let path = try? shelf.path(of: name),
            let routine = try? RoutineFile.read(path)
        else { return [] }
        return Self.safe(routine.blocks.flatMap(\.steps).filter(isWanted).map(\.id))
    }

    /// English voices; all of them once something is typed; variants after a plus sign.
    func voices(_ prefix: String) -> [String] {
        if let plus = prefix.firstIndex(of: "+") {
            let variants = (try? EspeakVoice.variants()) ?? []
            return Self.safe(variants.map { "\(prefix[..<plus])+\($0)" })
        }
        let voices = (try? EspeakVoice.voices()) ?? []
        return Self.safe(voices.filter { $0.isEnglish || !prefix.isEmpty }.map(\.name))
    }

    /// The names that `--device` may take.
    var devices: [String] { Self.safe(ALSADevices.names) }

    /// Routine files beside what is typed, and, once there is a letter or a slash, folders.
    private static func files(_ prefix: String) -> [String] {
        let folder = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
        return RoutineFile.folderEntries(folder.isEmpty ? "." : folder).compactMap { name in
            let path = folder + name
            guard !name.hasPrefix(".") else { return nil }
            if RoutineFile.isName(name) { return path }
            var status = stat()
            guard !prefix.isEmpty, path.hasPrefix(prefix), stat(path, &status) == 0,
                status.st_mode & S_IFMT == S_IFDIR
            else { return nil }
            return path + "/"
        }.sorted()
    }

    /// Leaves out what a shell would take for more than letters.
    ///
    /// Bash expands what is offered to it, so that a file named `$(reboot).yaml` would be a command.
    private static func safe(_ names: [String]) -> [String] {
        names.filter { name in
            !name.isEmpty
                && name.unicodeScalars.allSatisfy {
                    $0.properties.isAlphabetic || ("0"..."9").contains($0)
                        || "-_.,:=+/@%".unicodeScalars.contains($0)
                }
        }
    }
}
