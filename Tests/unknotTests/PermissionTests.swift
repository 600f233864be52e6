import Glibc
import Testing

/// Files that may not be read or written, with the real program: the superuser, who may do both,
/// runs it without the right to.
struct PermissionTests {
    private static let asAnybody = """
        test "$(id -u)" != 0 || exec setpriv --bounding-set=-dac_override,-dac_read_search \
        "$0" "$@"
        """

    @Test func anUnreadableFileIsSaidSo() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a.yaml", Samples.short.utf8)
        let arguments = ["show", path]
        #expect(try Program.run(arguments, in: folder, shell: Self.asAnybody).status == 0)
        chmod(path, 0)
        let result = try Program.run(arguments, in: folder, shell: Self.asAnybody)
        #expect(result.errors == "unknot: \(path) cannot be read: Permission denied.\n")
        #expect(result.status == 66)
    }

    @Test func aReadOnlyFolderIsSaidAtOnce() throws {
        let folder = try TemporaryFolder()
        let routine = try folder.write("a.yaml", Samples.short.utf8)
        let outputs = folder.file("out")
        #expect(mkdir(outputs, 0o755) == 0)
        let arguments = ["render", routine, "-o", "\(outputs)/a.wav"]
        #expect(try Program.run(arguments, in: folder, shell: Self.asAnybody).status == 0)
        unlink("\(outputs)/a.wav")
        chmod(outputs, 0o555)
        let result = try Program.run(arguments, in: folder, shell: Self.asAnybody)
        chmod(outputs, 0o755)
        #expect(result.errors == "unknot: \(outputs)/a.wav cannot be made: Permission denied.\n")
        #expect(result.status == 73)
    }
}
