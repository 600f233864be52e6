internal import Glibc

/// Finds the program's own data, wherever the program was started from.
public enum DataFolder {
    /// Finds the folder of one of the program's resource targets.
    ///
    /// It is looked for beside the program itself, through symbolic links, where the build puts
    /// it; then in `../share/unknot` and `../lib/unknot` from there, where packages put it.
    ///
    /// - Parameters:
    ///   - target: the target's name.
    ///   - folder: the folder inside its resources.
    /// - Returns: its path, or nil when it is not there.
    public static func path(ofTarget target: String, _ folder: String) -> String? {
        guard let program = programFolder else { return nil }
        let candidates = [
            "\(program)/unknot_\(target).resources/\(folder)",
            "\(program)/../share/unknot/\(folder)",
            "\(program)/../lib/unknot/\(folder)",
        ]
        return candidates.first { access($0, R_OK | X_OK) == 0 }
    }

    /// The folder of the running program, with symbolic links resolved.
    private static var programFolder: String? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &buffer, buffer.count)
        guard length > 0 else { return nil }
        let path = String(decoding: buffer[..<length], as: UTF8.self)
        return path.lastIndex(of: "/").map { String(path[..<$0]) }
    }
}
