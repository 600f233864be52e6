internal import UnknotCore

extension SessionStatus {
    /// The state as words for programs, the same ones always and in this order; times in seconds.
    ///
    /// `state=playing time=83.4 kind=hold step=centre side=right left=12.0 step-left=31.5
    /// session-left=447.1`: `left` is the time left of what the body does now. A minus stands for
    /// what there is none of.
    var line: String {
        let segment = segment
        let state = segment == nil ? "ended" : isPaused ? "paused" : "playing"
        let words: [(String, String)] = [
            ("state", state), ("time", seconds(position)),
            ("kind", segment?.kind.rawValue ?? "-"), ("step", segment?.step ?? "-"),
            ("side", segment?.side?.rawValue ?? "-"),
            ("left", seconds((segment?.end ?? position) - position)),
            ("step-left", seconds(stepEnd - position)),
            ("session-left", seconds(timeline.duration - position)),
        ]
        return words.map { "\($0)=\($1)" }.joined(separator: " ")
    }

    /// The end of the step that is under way, on this side.
    private var stepEnd: Frames {
        guard let index = timeline.segmentIndex(at: position) else { return position }
        let now = timeline.segments[index]
        guard now.step != nil else { return now.end }
        let rest = timeline.segments[index...].prefix {
            $0.step == now.step && $0.side == now.side && $0.block == now.block
        }
        return rest.last?.end ?? now.end
    }

    /// A length in seconds with one decimal, cut off so that none is told that is not there.
    private func seconds(_ frames: Frames) -> String {
        TimeText.tenths(max(0, frames))
    }
}
