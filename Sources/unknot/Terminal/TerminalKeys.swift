import Glibc
import UnknotAudio

/// The keys of the terminal, one by one and unseen, while a session runs.
///
/// The terminal is as it was before after `restore`, and when the object goes.
final class TerminalKeys: Keys {
    let descriptor: Int32
    private var before = termios()
    private var isOver = false

    /// Takes the terminal's keys; nil where the descriptor is no terminal, or one in whose
    /// foreground this program is not.
    init?(_ descriptor: Int32) {
        guard isatty(descriptor) == 1, tcgetpgrp(descriptor) == getpgrp(),
            tcgetattr(descriptor, &before) == 0
        else { return nil }
        self.descriptor = descriptor
        var raw = before
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
        tcsetattr(descriptor, TCSANOW, &raw)
    }

    deinit { restore() }

    /// Gives the terminal back as it was.
    func restore() {
        guard !isOver else { return }
        isOver = true
        tcsetattr(descriptor, TCSANOW, &before)
    }

    func next() -> Character? {
        guard !isOver else { return nil }
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, 0) > 0, entry.revents & Int16(POLLIN) != 0 else { return nil }
        var byte: UInt8 = 0
        guard read(descriptor, &byte, 1) == 1 else { return nil }
        return Character(Unicode.Scalar(byte))
    }
}
