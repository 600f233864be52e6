/// Everything that is wrong with a file.
public struct FileProblems: Error, Hashable, Sendable {
    /// The problems in the order of the file, those of the whole file first; never empty.
    public let problems: [Problem]

    /// Sorts the problems.
    init(_ problems: [Problem]) {
        let start = SourcePosition(line: 0, column: 0)
        self.problems = problems.sorted { ($0.position ?? start) < ($1.position ?? start) }
    }
}

/// Reads a routine from the bytes of a YAML file.
///
/// Every problem of a file is found at once: if something is wrong, the reader notes it, takes a
/// stand-in, and reads on. Any bytes may be given; nothing makes the reader crash, hang, or use
/// more than a small multiple of the file's size.
public enum RoutineReader {
    /// The most bytes that a routine file may have.
    public static let largestFile = 262_144

    /// Reads a whole file; the routine, or all its problems.
    public static func read(_ bytes: [UInt8]) -> Result<Routine, FileProblems> {
        let (routine, problems) = Reading.file(bytes, as: RoutineForm.self, largest: largestFile)
        guard var routine, problems.isEmpty else { return .failure(FileProblems(problems)) }
        routine.digest = digest(of: bytes)
        return .success(routine)
    }

    /// A digest of a text (FNV-1a with 64 bits), the same on every machine.
    private static func digest(of bytes: [UInt8]) -> String {
        let hash = bytes.reduce(14_695_981_039_346_656_037 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 1_099_511_628_211
        }
        return String(hash, radix: 16)
    }
}
