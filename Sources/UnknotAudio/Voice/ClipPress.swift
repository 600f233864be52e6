internal import Dispatch
internal import UnknotCore

/// Makes clips of takes, on all cores.
enum ClipPress {
    /// The clips of many takes, in their order; nothing for one that could not be made.
    ///
    /// Blocks until all are done.
    static func clips(of takes: [SpokenTake]) -> [Clip?] {
        var clips = [Clip?](repeating: nil, count: takes.count)
        clips.withUnsafeMutableBufferPointer { buffer in
            // Each iteration has an element of its own.
            nonisolated(unsafe) let places = buffer
            DispatchQueue.concurrentPerform(iterations: takes.count) { index in
                places[index] = takes[index].clip()
            }
        }
        return clips
    }
}
