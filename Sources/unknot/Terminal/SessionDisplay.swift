import Glibc
import UnknotAudio
import UnknotCore

/// A session on a whole terminal, to be read from across the room.
///
/// It is a remote that gives no commands: the session tells it what happens, and it draws again
/// when a second turns, or not at all while nothing advances. It never waits for the terminal; a
/// slow one gets the latest window and not those before it.
final class SessionDisplay: Remote {
    /// A program in the background gets no sign of being brought to the front, so it looks.
    private static let lookInterval: Monotonic.Time = 500_000_000
    /// The rest of a window is offered to a slow terminal again after this time.
    private static let retryInterval: Monotonic.Time = 50_000_000
    /// A notice stays for this long.
    private static let noticeTime: Monotonic.Time = 15_000_000_000

    private let screen: TerminalScreen
    private let look: Look
    /// The window that the terminal shows once it has taken all bytes; nil if that is not known.
    private var shown: ScreenGrid?
    private var waiting: ArraySlice<UInt8> = []
    /// True if something has changed since the window was last drawn.
    private var isDirty = true
    private var isHidden = false
    private var wasStill = false
    private var lastPosition: Frames?
    private var due: Monotonic.Time?

    /// The last sentence.
    private(set) var said: Cue?
    private var soundProblem: String?
    private var notice: (text: String, until: Monotonic.Time)?
    /// Why nothing can be shown any more, in the system's words; nil while all is well.
    private(set) var problem: String?

    /// How to write to a terminal.
    struct Look: Equatable {
        /// True if it shows more than ASCII.
        var isUnicode: Bool
        /// True if colours are wanted.
        var hasColours: Bool
        /// The line about the keys, or nil.
        var hint: String?
        /// True if the session waits for its sound.
        var waits: Bool
    }

    /// Prepares to take a terminal; nil if lines are printed instead.
    init?(_ descriptor: Int32, _ look: Look?) {
        guard let look, isatty(descriptor) == 1, let screen = TerminalScreen(descriptor) else {
            return nil
        }
        self.screen = screen
        self.look = look
    }

    // MARK: News

    /// Shows a sentence that is heard now, or would be if there were sound.
    func tell(_ cue: Cue) {
        if cue.text != nil { said = cue }
        isDirty = true
    }

    /// Shows a notice for a while.
    func note(_ text: String) {
        notice = (text, Monotonic.now + Self.noticeTime)
        isDirty = true
    }

    /// Shows that there is no sound, and why; nil for its return.
    func note(soundProblem: String?) {
        self.soundProblem = soundProblem
        notice = nil
        isDirty = true
    }

    // MARK: Remote

    var watched: [Watched] { problem == nil ? [Watched(screen.bell.descriptor)] : [] }

    var deadline: Monotonic.Time? {
        if problem != nil { return nil }
        let now = Monotonic.now
        if isHidden { return now + Self.lookInterval }
        if !waiting.isEmpty { return now + Self.retryInterval }
        return isDirty ? now : due
    }

    func asked(_ status: SessionStatus) -> [Asked] {
        let now = Monotonic.now
        if screen.bell.hush() || status.isStill != wasStill { isDirty = true }
        wasStill = status.isStill
        guard problem == nil,
            isDirty || isHidden || !waiting.isEmpty || due.map({ now >= $0 }) ?? false
        else { return [] }
        switch screen.take() {
        case .nobody: fail(StandardStream.gone)
        case .another: isHidden = true
        case .this: draw(status, now)
        case .thisAnew:
            shown = nil
            waiting = []
            draw(status, now)
        }
        return []
    }

    func answer(_ answer: Answer, to asked: Asked) {}

    func show(_ status: SessionStatus) { isDirty = true }

    /// Gives the screen back; a terminal that takes nothing is given up at the deadline.
    func close(by deadline: Monotonic.Time) { screen.close(by: deadline) }

    // MARK: Drawing

    private func draw(_ status: SessionStatus, _ now: Monotonic.Time) {
        isHidden = false
        flush()
        guard waiting.isEmpty, problem == nil else { return }
        isDirty = false
        if let notice, notice.until <= now { self.notice = nil }
        let scene = SessionScene(
            status.timeline, position: status.position, isPaused: status.isPaused,
            sound: soundProblem == nil ? .heard : look.waits && status.isPaused ? .awaited : .lost,
            said: said, notice: notice?.text ?? soundProblem, hint: look.hint)
        let grid = SessionScreen(scene, size: screen.size, isUnicode: look.isUnicode).grid
        waiting = ScreenUpdate.bytes(from: shown, to: grid, hasColours: look.hasColours)[...]
        shown = grid
        due = nextTurn(scene, status, now)
        flush()
    }

    /// When the window changes by the passing of time alone; nil if it does not.
    private func nextTurn(
        _ scene: SessionScene, _ status: SessionStatus, _ now: Monotonic.Time
    ) -> Monotonic.Time? {
        defer { lastPosition = status.position }
        guard !status.isStill, let turn = scene.framesToTurn else { return nil }
        let next = now + Monotonic.nanoseconds(turn)
        // A device that has not started yet, or no longer plays, is not asked at every moment.
        return status.position == lastPosition ? max(next, now + 200_000_000) : next
    }

    private func flush() {
        while !waiting.isEmpty {
            guard let count = screen.write(waiting) else { return fail(StandardStream.reason) }
            guard count > 0 else { return }
            waiting.removeFirst(count)
        }
    }

    private func fail(_ reason: String) {
        problem = reason
        waiting = []
    }
}

extension SessionDisplay.Look {
    /// The look that suits the environment; nil if the terminal cannot show windows, as in an editor
    /// (`TERM=dumb`).
    init?(_ shell: Shell, hint: String?, waits: Bool) {
        let terminal = shell.environment("TERM") ?? ""
        guard !terminal.isEmpty, terminal != "dumb" else { return nil }
        // The first that is not empty counts, as for the C library.
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap(shell.environment)
            .first { !$0.isEmpty }
        let name = (locale ?? "").uppercased()
        isUnicode = name.contains("UTF-8") || name.contains("UTF8")
        hasColours = (shell.environment("NO_COLOR") ?? "").isEmpty
        self.hint = hint
        self.waits = waits
    }
}
