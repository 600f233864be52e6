internal import Dispatch
internal import Synchronization
internal import UnknotCore

/// Makes clips of takes, on all cores and not before somebody wants them.
enum ClipPress {
    /// A clip that is made once, when it is asked for first.
    final class Order: Sendable {
        /// The length that the clip has.
        let length: Frames
        private let state: Mutex<State>

        private enum State {
            case waiting(SpokenTake)
            case done(Clip?)
        }

        /// An order for a take; nothing is made yet.
        init(_ take: SpokenTake) {
            length = take.length
            state = Mutex(.waiting(take))
        }

        /// An order that is done already.
        init(ready clip: Clip) {
            length = clip.length
            state = Mutex(.done(clip))
        }

        /// The clip; nothing if it could not be made.
        ///
        /// Made on the caller's thread if it is new; any other that asks meanwhile waits.
        func clip() -> Clip? {
            state.withLock { state in
                guard case .waiting(let take) = state else {
                    if case .done(let clip) = state { return clip }
                    return nil
                }
                let clip = take.clip()
                // What a sentence was made of takes half as much memory as its clip.
                state = .done(clip)
                return clip
            }
        }
    }

    /// Makes the clips of many orders on all cores, and waits for them.
    static func press(_ orders: [Order]) {
        DispatchQueue.concurrentPerform(iterations: orders.count) { _ = orders[$0].clip() }
    }
}
