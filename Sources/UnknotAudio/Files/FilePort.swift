internal import CLinux
internal import CSndfile
internal import Glibc

/// The file below libsndfile: it knows the first error that the system gave, which encoders tend
/// to pass over, and gathers small writes.
final class FilePort {
    /// Where the bytes go.
    let descriptor: Int32
    /// The system's reason why something could not be written, or nil.
    private(set) var failure: String?

    private var position: Int64 = 0
    private var length: Int64 = 0
    /// Bytes that wait to be written at `place`.
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 262_144, alignment: 16)
    private var waiting = 0
    private var place: Int64 = 0
    /// Up to here the file has been written or left out.
    private var written: Int64 = 0
    /// Up to here the system was asked to bring the file to the disk.
    private var started: Int64 = 0

    /// The disk starts to work when so many bytes are new, and is waited for once at the end.
    private static let stretch: Int64 = 8 << 20

    /// Holes consist of such pages.
    private static let page: Int64 = 4_096

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { buffer.deallocate() }

    /// Writes what waits.
    func flush() {
        var done = 0
        while done < waiting, failure == nil {
            let stretch = nextStretch(from: done)
            if !stretch.isSilence {
                put(
                    UnsafeRawBufferPointer(rebasing: buffer[done..<stretch.end]),
                    at: place + Int64(done))
            }
            done = stretch.end
        }
        place += Int64(waiting)
        written = max(written, place)
        waiting = 0
        if place - started >= Self.stretch {
            unknot_start_writing(descriptor, started, place - started)
            started = place
        }
    }

    /// Writes what waits and gives the file its full length, should it end with silence.
    func finish() {
        flush()
        if failure == nil, ftruncate(descriptor, off_t(length)) != 0 {
            failure = String(cString: strerror(errno))
        }
    }

    /// The end of the pages from a place in the buffer on that are all silent or all not.
    ///
    /// Most of a session is silence, which a file holds without being written: it stays a hole.
    /// Only what lies behind all that was written can be left out.
    private func nextStretch(from start: Int) -> (end: Int, isSilence: Bool) {
        guard place + Int64(start) >= written else { return (waiting, false) }
        var end = start
        var kind: Bool?
        while end < waiting {
            let page = Int((place + Int64(end)) / Self.page + 1) * Int(Self.page) - Int(place)
            let next = min(page, waiting)
            let isSilence = isSilent(end..<next)
            guard kind == nil || kind == isSilence else { break }
            kind = isSilence
            end = next
        }
        return (end, kind ?? false)
    }

    /// Whether all bytes are zero: the first is, and each is as the one after it.
    private func isSilent(_ range: Range<Int>) -> Bool {
        guard let first = buffer.baseAddress?.advanced(by: range.lowerBound),
            buffer[range.lowerBound] == 0
        else { return false }
        return memcmp(first, first + 1, range.count - 1) == 0
    }

    private func put(_ bytes: UnsafeRawBufferPointer, at place: Int64) {
        var done = 0
        while done < bytes.count {
            let count = pwrite(
                descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done,
                off_t(place) + done)
            if count > 0 {
                done += count
            } else if count == 0 || errno != EINTR {
                failure = String(cString: strerror(count == 0 ? ENOSPC : errno))
                return
            }
        }
    }

    fileprivate func write(_ source: UnsafeRawPointer?, _ count: Int) -> Int64 {
        guard let source, count > 0 else { return 0 }
        if position != place + Int64(waiting) || waiting + count > buffer.count {
            flush()
            place = position
        }
        var rest = UnsafeRawBufferPointer(start: source, count: count)
        while !rest.isEmpty, failure == nil {
            let part = min(rest.count, buffer.count - waiting)
            buffer[waiting..<waiting + part].copyBytes(from: rest[..<part])
            waiting += part
            rest = UnsafeRawBufferPointer(rebasing: rest[part...])
            if !rest.isEmpty { flush() }
        }
        guard failure == nil else { return 0 }
        position += Int64(count)
        length = max(length, position)
        return Int64(count)
    }

    fileprivate func read(_ target: UnsafeMutableRawPointer?, _ count: Int) -> Int64 {
        flush()
        place = position
        let got = pread(descriptor, target, count, off_t(position))
        guard got > 0 else { return 0 }
        position += Int64(got)
        place = position
        return Int64(got)
    }

    fileprivate func seek(_ offset: Int64, _ origin: Int32) -> Int64 {
        switch origin {
        case SEEK_CUR: position += offset
        case SEEK_END: position = length + offset
        default: position = offset
        }
        return position
    }

    /// The calls that libsndfile makes; their context is a port that outlives the file.
    static var calls: SF_VIRTUAL_IO {
        SF_VIRTUAL_IO(
            get_filelen: { FilePort.of($0)?.length ?? 0 },
            seek: { FilePort.of($2)?.seek($0, $1) ?? -1 },
            read: { FilePort.of($2)?.read($0, Int($1)) ?? 0 },
            write: { FilePort.of($2)?.write($0, Int($1)) ?? 0 },
            tell: { FilePort.of($0)?.position ?? 0 })
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> FilePort? {
        context.map { Unmanaged<FilePort>.fromOpaque($0).takeUnretainedValue() }
    }
}
