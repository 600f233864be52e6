internal import CLinux

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
