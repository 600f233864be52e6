import Glibc
import UnknotAudio
import UnknotCore

/// The keys of the terminal, one by one and unseen, while the program is in its foreground.
///
/// The terminal is as it was before after `restore`, when the object goes, and in whatever way the
/// program ends or stops; see `RawTerminal`.
final class TerminalKeys: KeySource {
    /// In the background there is no sign of being brought to the front; one looks.
    private static let lookInterval: Monotonic.Time = 500_000_000

    private let terminal: Int32
    private let raw: RawTerminal
    private var decoder = TerminalDecoder()
    private var repeats = AutoRepeatFilter()
    private var isOver = false
    /// Whether the keys came here at the last look.
    private var isTaken = false

    /// Takes the terminal's keys, now or once the program is in the foreground; nil where the
    /// descriptor is no terminal.
    init?(_ descriptor: Int32) {
        guard isatty(descriptor) == 1, let raw = RawTerminal(descriptor) else { return nil }
        terminal = descriptor
        self.raw = raw
        isTaken = raw.take()
    }

    /// Gives the terminal back as it was.
    func restore() {
        isOver = true
        raw.close()
    }

    /// The terminal, or -1 while its keys belong to another program, and once it is gone.
    private var descriptor: Int32 { !isOver && tcgetpgrp(terminal) == getpgrp() ? terminal : -1 }

    var watched: [Watched] { [Watched(isTaken ? descriptor : -1)] }

    var deadline: Monotonic.Time? {
        if isOver { return nil }
        return decoder.deadline ?? (isTaken ? nil : Monotonic.now + Self.lookInterval)
    }

    func keys() -> [Key] {
        guard !isOver else { return [] }
        isTaken = raw.take() && descriptor >= 0
        var bytes: [UInt8] = []
        // What one look takes is bounded, whatever arrives.
        while bytes.count < 4_096, let byte = next() { bytes.append(byte) }
        let now = Monotonic.now
        return decoder.take(bytes, at: now).filter { repeats.isPress($0, at: now) }
    }

    private func next() -> UInt8? {
        let descriptor = descriptor
        guard descriptor >= 0 else { return nil }
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, 0) > 0 else { return nil }
        var byte: UInt8 = 0
        let count = read(descriptor, &byte, 1)
        if count == 1 { return byte }
        if count < 0, errno == EAGAIN || errno == EINTR { return nil }
        // From the background it is an error too, and one that passes.
        if count < 0, self.descriptor < 0, tcgetpgrp(terminal) >= 0 { return nil }
        // A terminal that has gone would be ready for ever.
        isOver = true
        return nil
    }
}
