internal import CLinux
internal import Glibc
public import UnknotCore

/// A terminal whose keys come one by one and unseen, and that is as it was before in every way in
/// which the process ends or stops: also by a crash, by Ctrl-Z, by a signal that nobody expects.
///
/// Its keys are taken while the process is in its foreground, from whenever that is: a process that
/// starts in the background takes them once it is brought to the front. There may be one at a time
/// in a process, because a signal's handler has to find it. Every call returns at once.
public final class RawTerminal {
    private var isClosed = false

    /// Watches over a terminal; nil where there is one already.
    ///
    /// - Parameter descriptor: the terminal, which stays open for as long as this lives.
    public init?(_ descriptor: Int32) {
        guard unknot_terminal_begin(descriptor) == 0 else { return nil }
    }

    deinit { close() }

    /// Whether the keys come here now; takes them where they should and do not yet.
    public func take() -> Bool { !isClosed && unknot_terminal_take() != 0 }

    /// Gives the terminal back for good.
    public func close() {
        guard !isClosed else { return }
        isClosed = true
        unknot_terminal_finish()
    }
}

/// A terminal's screen, taken as a whole and given back in every way in which the process ends or stops.
///
/// It is to the screen what `RawTerminal` is to the keys; what stood there before stands there again.
/// It is taken while the process is in the foreground. There may be one at a time in a process.
/// Every call but the last returns at once, also where the terminal takes nothing. (It stands in this file
/// because the state of both is one for each file.)
public final class TerminalScreen {
    /// Whose the screen is.
    public enum Holder: Hashable, Sendable {
        /// Another program's, until this process is in the foreground.
        case another
        /// This process's, with what it wrote last.
        case this
        /// This process's as of now, and empty.
        case thisAnew
        /// Nobody's: there is no terminal any more.
        case nobody
    }

    /// Rings when the window has another size, and when the screen may be taken anew.
    public let bell = Bell()
    private let descriptor: Int32
    private let isPatient: Bool
    private var isClosed = false

    /// Watches over a terminal's screen, which is not taken yet; nil where there is one already, and
    /// for a terminal that does not control this process.
    public init?(_ descriptor: Int32) {
        guard tcgetpgrp(descriptor) >= 0 else { return nil }
        // Opened anew, so that whoever else writes there does not learn not to wait.
        let own = open("/proc/self/fd/\(descriptor)", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        isPatient = own < 0
        self.descriptor = own < 0 ? fcntl(descriptor, F_DUPFD_CLOEXEC, 3) : own
        guard self.descriptor >= 0, unknot_screen_begin(self.descriptor, bell.descriptor) == 0
        else {
            Glibc.close(self.descriptor)
            isClosed = true
            return nil
        }
    }

    deinit { close() }

    /// Takes the screen where it should be this process's and is not yet.
    public func take() -> Holder {
        guard !isClosed else { return .nobody }
        return switch unknot_screen_take() {
        case 2: .thisAnew
        case 1: .this
        case 0: .another
        default: .nobody
        }
    }

    /// The window's size as of now; 80 by 24 where the terminal does not tell it.
    public var size: ScreenSize {
        var columns: Int32 = 0
        var rows: Int32 = 0
        unknot_screen_size(descriptor, &columns, &rows)
        guard columns > 0, rows > 0 else { return ScreenSize(width: 80, height: 24) }
        return ScreenSize(width: Int(columns), height: Int(rows))
    }

    /// Writes as many of the bytes as go at once, and returns how many; nil where none will go ever
    /// again.
    public func write(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard !isClosed else { return nil }
        // A terminal that cannot be opened anew may keep a long write waiting.
        if isPatient, unknot_wait_to_write(descriptor) <= 0 { return 0 }
        let count = bytes.withUnsafeBytes {
            unknot_screen_write($0.baseAddress, UInt(isPatient ? min($0.count, 256) : $0.count))
        }
        if count >= 0 { return count }
        return [EAGAIN, EINTR].contains(Int32(-count)) ? 0 : nil
    }

    /// Gives the screen back for good; half a second is left to a terminal that takes nothing.
    public func close() { close(by: Monotonic.now + 500_000_000) }

    /// Gives the screen back for good.
    ///
    /// - Parameter deadline: until when it is offered to a terminal that takes nothing.
    public func close(by deadline: Monotonic.Time) {
        guard !isClosed else { return }
        isClosed = true
        unknot_screen_finish(Int32(clamping: (deadline - Monotonic.now) / 1_000_000))
        Glibc.close(descriptor)
    }
}
