internal import Glibc

/// The pages of an Ogg file that holds one stream.
struct OggStream {
    private let descriptor: Int32

    /// Creates a view of an open, complete file.
    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Gives the stream a number of one's choosing, in every page, and each page its new checksum.
    ///
    /// - Throws: `SoundFile.Failure` when the file cannot be read or written, or is none of pages.
    func setSerial(_ serial: UInt32) throws(SoundFile.Failure) {
        var page = [UInt8](repeating: 0, count: 27 + 255 + 255 * 255)
        var place: off_t = 0
        while true {
            let count = pread(descriptor, &page, page.count, place)
            if count == 0 { return }
            guard count >= 27, page.starts(with: Array("OggS".utf8)) else { throw Self.broken }
            let segments = Int(page[26])
            let body = page[27..<27 + segments].reduce(0) { $0 + Int($1) }
            let size = 27 + segments + body
            guard size <= count else { throw Self.broken }
            Self.store(serial, in: &page, at: 14)
            Self.store(0, in: &page, at: 22)
            Self.store(Self.checksum(page[..<size]), in: &page, at: 22)
            // Only the head has changed.
            guard pwrite(descriptor, page, 27, place) == 27 else {
                throw SoundFile.Failure(reason: String(cString: strerror(errno)))
            }
            place += size
        }
    }

    private static let broken = SoundFile.Failure(reason: "its pages are not as they should be")

    private static func store(_ value: UInt32, in page: inout [UInt8], at place: Int) {
        for index in 0..<4 {
            page[place + index] = UInt8(truncatingIfNeeded: value >> (8 * UInt32(index)))
        }
    }

    /// The checksum of Ogg: a CRC of 32 bits, the highest first, that starts from 0.
    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.withUnsafeBufferPointer { bytes in
            table.withUnsafeBufferPointer { table in
                var sum: UInt32 = 0
                for byte in bytes { sum = sum << 8 ^ table[Int(UInt8(sum >> 24) ^ byte)] }
                return sum
            }
        }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index) << 24) { sum, _ in
            sum & 0x8000_0000 == 0 ? sum << 1 : sum << 1 ^ 0x04c1_1db7
        }
    }
}
