internal import CLinux
internal import Glibc
internal import Synchronization
internal import UnknotCore

/// One player on a thread of its own, with the sink that it opened, from opening to closing.
///
/// Every call that may never return happens here, on a thread that nobody joins: who starts it
/// looks at its state and, when it is stuck, takes the stage away and leaves it behind.
final class PlayerThread: Sendable {
    /// How far it has come.
    enum State: Equatable {
        /// The sink is being opened.
        case opening
        /// The stage is its own.
        case playing
        /// It has played to the end.
        case finished
        /// The stage was taken from it, or it was given up before its sink had opened.
        case superseded
        /// The sink could not be opened or was lost.
        case lost(SinkError)
    }

    /// When the thread was started.
    let started = Monotonic.now
    private let current = Mutex(State.opening)
    private let givenUp = Atomic<Bool>(false)
    private let closed = Atomic<Bool>(false)
    private let took = Atomic<Bool>(false)

    /// How far it has come; safe from any thread.
    var state: State { current.withLock { $0 } }
    /// True once it has taken the stage, whatever became of it then.
    var hasTakenStage: Bool { took.load(ordering: .relaxed) }
    /// True once its sink is closed and the thread has nothing left to do.
    var isClosed: Bool { closed.load(ordering: .acquiring) }

    /// Gives it up while it opens: when the sink opens after all, it is closed again.
    ///
    /// False when it had opened a moment before and has taken the stage.
    func giveUp() -> Bool {
        current.withLock { state in
            guard state == .opening else { return false }
            givenUp.store(true, ordering: .relaxed)
            return true
        }
    }

    /// Starts the thread; `news` of the stage rings whenever its state changes.
    ///
    /// - Parameters:
    ///   - stage: what to play; taken over once the sink is open.
    ///   - open: makes the sink, on the new thread.
    init(
        _ stage: Stage,
        open: @escaping @Sendable () throws(SinkError) -> any Sink
    ) {
        start { [self] in
            var sink: (any Sink)?
            let state = run(stage, open, &sink)
            // Told before the sink is closed, which may take its time or never end.
            current.withLock { $0 = state }
            stage.news.ring()
            withExtendedLifetime(sink) {}
            sink = nil
            closed.store(true, ordering: .releasing)
            stage.news.ring()
        }
    }

    private func run(
        _ stage: Stage, _ open: () throws(SinkError) -> any Sink,
        _ held: inout (any Sink)?
    ) -> State {
        do throws(SinkError) {
            let sink = try open()
            held = sink
            let generation: Int? = current.withLock { state in
                guard !givenUp.load(ordering: .relaxed) else { return nil }
                let generation = stage.handOver()
                // Before anybody sees that it plays, so that nobody judges it by another's beat.
                stage.note(beat: Monotonic.now, heard: 0)
                stage.note(joined: false)
                took.store(true, ordering: .relaxed)
                state = .playing
                return generation
            }
            guard let generation else { return .superseded }
            stage.news.ring()
            let ending = try Player(stage, as: generation)
                .play(on: sink, joining: stage.clockZero != nil)
            return ending == .finished ? .finished : .superseded
        } catch {
            return .lost(error)
        }
    }

    private func start(_ body: @escaping @Sendable () -> Void) {
        let box = Unmanaged.passRetained(ThreadBody(body))
        var thread = pthread_t()
        let result = pthread_create(
            &thread, nil,
            { pointer in
                // A block that is 60 ms late is a gap in a sentence, whatever else runs.
                _ = unknot_hurry()
                if let pointer {
                    Unmanaged<ThreadBody>.fromOpaque(pointer).takeRetainedValue().body()
                }
                return nil
            }, box.toOpaque())
        guard result == 0 else {
            box.release()
            current.withLock {
                $0 = .lost(.device(name: "thread", reason: String(cString: strerror(result))))
            }
            closed.store(true, ordering: .releasing)
            return
        }
        pthread_detach(thread)
    }
}

/// What a thread does, in a form that passes through C.
private final class ThreadBody: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
