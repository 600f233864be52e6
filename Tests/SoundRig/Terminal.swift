import Glibc

/// A pseudo-terminal: the rig has the keyboard, a child the terminal.
final class Terminal: Sendable {
    /// The path that a child opens.
    let path: String
    private let keyboard: Int32

    init() throws {
        // posix_openpt and its kin are not in the Glibc module; this is what they do.
        let (unlock, askNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)  // TIOCSPTLCK, TIOCGPTN
        keyboard = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var locked: Int32 = 0
        var number: UInt32 = 0
        guard keyboard >= 0, ioctl(keyboard, unlock, &locked) == 0,
            ioctl(keyboard, askNumber, &number) == 0
        else { throw Failure.system("a pseudo-terminal") }
        path = "/dev/pts/\(number)"
    }

    deinit { close(keyboard) }

    /// Types the keys.
    func type(_ keys: String) throws {
        let bytes = Array(keys.utf8)
        guard write(keyboard, bytes, bytes.count) == bytes.count else {
            throw Failure.system("typing")
        }
    }

    /// Whether keys are read line by line and shown, as a shell leaves a terminal.
    var readsLines: Bool {
        var settings = termios()
        guard tcgetattr(keyboard, &settings) == 0 else { return false }
        let both = tcflag_t(ICANON | ECHO)
        return settings.c_lflag & both == both
    }
}
