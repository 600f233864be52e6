import Glibc
import UnknotAudio
import UnknotCore

/// The keys of the terminal, one by one and unseen, while a session runs.
///
/// The terminal is as it was before after `restore`, and when the object goes.
final class TerminalKeys: Remote {
    private let terminal: Int32
    private var before = termios()
    private var isOver = false

    /// The terminal, or -1 while its keys belong to another program, and once it is gone.
    private var descriptor: Int32 { !isOver && tcgetpgrp(terminal) == getpgrp() ? terminal : -1 }

    /// Takes the terminal's keys; nil where the descriptor is no terminal, or one in whose
    /// foreground this program is not.
    init?(_ descriptor: Int32) {
        guard isatty(descriptor) == 1, tcgetpgrp(descriptor) == getpgrp(),
            tcgetattr(descriptor, &before) == 0
        else { return nil }
        terminal = descriptor
        var raw = before
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
        tcsetattr(descriptor, TCSANOW, &raw)
    }

    deinit { restore() }

    /// Gives the terminal back as it was.
    func restore() {
        guard !isOver else { return }
        isOver = true
        tcsetattr(terminal, TCSANOW, &before)
    }

    var watched: [Watched] { [Watched(descriptor)] }

    var deadline: Monotonic.Time? { nil }

    func asked(_ status: SessionStatus) -> [Asked] {
        var asked: [Asked] = []
        while let key = next() {
            if key == "q" { asked.append(Asked(.quit)) }
        }
        return asked
    }

    func answer(_ answer: Answer, to asked: Asked) {}

    func show(_ status: SessionStatus) {}

    private func next() -> Character? {
        let descriptor = descriptor
        guard descriptor >= 0 else { return nil }
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, 0) > 0 else { return nil }
        var byte: UInt8 = 0
        let count = read(descriptor, &byte, 1)
        if count == 1 { return Character(Unicode.Scalar(byte)) }
        // A terminal that has gone would be ready for ever.
        if count == 0 || (errno != EAGAIN && errno != EINTR) { isOver = true }
        return nil
    }
}
