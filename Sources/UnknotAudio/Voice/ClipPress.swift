internal import Dispatch
internal import Synchronization
internal import UnknotCore

/// Makes clips of takes on a thread of its own, while the voice says the next.
final class ClipPress: Sendable {
    private let queue = DispatchQueue(label: "unknot.clips", qos: .userInitiated)

    /// A clip that is being made.
    final class Order: Sendable {
        /// The length that the clip will have.
        let length: Frames
        private let done = DispatchGroup()
        private let result = Mutex<Clip?>(nil)

        fileprivate init(_ take: SpokenTake, on queue: DispatchQueue) {
            length = take.length
            queue.async(group: done) { [result = self] in
                let clip = take.clip()
                result.result.withLock { $0 = clip }
            }
        }

        /// An order that is done already.
        init(ready clip: Clip) {
            length = clip.length
            result.withLock { $0 = clip }
        }

        /// The clip, waited for; nothing if it could not be made.
        func clip() -> Clip? {
            done.wait()
            return result.withLock { $0 }
        }
    }

    /// Orders a clip and returns at once.
    func order(_ take: SpokenTake) -> Order {
        Order(take, on: queue)
    }
}
