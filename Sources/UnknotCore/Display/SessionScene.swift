/// A moment of a session as the window shows it: the facts, without a size or a place.
public struct SessionScene: Sendable {
    /// Whether the session is heard.
    public enum Sound: Hashable, Sendable {
        /// The session is heard, or is not meant to be.
        case heard
        /// The sound is lost, and the session goes on as text.
        case lost
        /// The sound is lost, and the session waits for it.
        case awaited
    }

    /// The plan as it is now.
    public var timeline: Timeline
    /// The session frame that is heard.
    public var position: Frames
    /// True while nothing advances.
    public var isPaused: Bool
    /// Whether the session is heard.
    public var sound: Sound
    /// The last sentence that was heard, planned or not.
    public var said: Cue?
    /// Something else to know just now, in a sentence.
    public var notice: String?
    /// The most important keys, or nil if there are none.
    public var hint: String?

    /// Creates a scene; a part that is left out is not shown.
    public init(
        _ timeline: Timeline, position: Frames, isPaused: Bool = false, sound: Sound = .heard,
        said: Cue? = nil, notice: String? = nil, hint: String? = nil
    ) {
        self.timeline = timeline
        self.position = position
        self.isPaused = isPaused
        self.sound = sound
        self.said = said
        self.notice = notice
        self.hint = hint
    }

    // MARK: Time

    /// The segment under way, or after the end the last one; nil for a timeline without segments.
    var segment: Segment? { index.map { timeline.segments[$0] } }

    private var index: Int? {
        if let index = timeline.segmentIndex(at: position) { return index }
        return timeline.segments.isEmpty
            ? nil : position < 0 ? 0 : timeline.segments.count - 1
    }

    /// The seconds left of the segment: 1 during the last second, and 0 after it.
    var secondsLeft: Int { Self.seconds((segment?.end ?? timeline.duration) - position) }

    /// The seconds left of the session.
    var sessionSecondsLeft: Int { Self.seconds(timeline.duration - position) }

    /// The part of the segment that is over, from 0 to 1.
    var share: Double {
        guard let segment else { return 1 }
        return Self.share(position - segment.start, of: segment.length)
    }

    /// The part of the session that is over, from 0 to 1.
    var sessionShare: Double { Self.share(position, of: timeline.duration) }

    /// The frames until the window changes by the passing of time alone; nil at the end.
    public var framesToTurn: Frames? {
        let rate = SessionFormat.sampleRate
        return [segment?.end, timeline.duration].compactMap { $0 }.map { $0 - position }
            .filter { $0 > 0 }.map { left in (left - 1) % rate + 1 }.min()
    }

    private static func seconds(_ left: Frames) -> Int {
        (max(0, left) + SessionFormat.sampleRate - 1) / SessionFormat.sampleRate
    }

    private static func share(_ part: Frames, of whole: Frames) -> Double {
        whole > 0 ? min(max(0, Double(part) / Double(whole)), 1) : 1
    }

    // MARK: Words

    /// What to do now, from the longest text to the shortest; empty if nothing is said.
    ///
    /// Before an action these are the whole set-up and its latest sentence. In an action it is its
    /// own sentence; an action without one goes by the set-up.
    var instructions: [String] {
        guard let index else { return [] }
        switch timeline.segments[index].kind {
        case .intro, .outro: return [latest(sentences(index))].compactMap { $0 }
        case .setup, .move, .switch:
            let cues = stretch(around: index)
                .filter { [.setup, .switch].contains(timeline.segments[$0].kind) }
                .flatMap { sentences($0) }
            return texts(whole: cues, part: latest(cues))
        case .hold, .roll, .reps, .rest:
            if let now = latest(told(of: index)) { return [now] }
            let cues = stretch(around: index)
                .filter { timeline.segments[$0].kind == .setup }.flatMap { sentences($0) }
            return texts(whole: cues, part: (cues.first { $0.role == .setup } ?? cues.first)?.text)
        }
    }

    /// The answer, count or remark of the moment, to be shown beside the instructions; nil two
    /// seconds after its end.
    var remark: String? {
        guard let said, let text = said.text, said.role != .title,
            position >= said.frame, position < said.end + 2 * SessionFormat.sampleRate,
            // It stands there already.
            !instructions.contains(where: { $0.contains(text) })
        else { return nil }
        // How far an action has come is no news in the next one.
        let isOfAction = said.role == .count || said.role == .remark
        return isOfAction && said.frame < segment?.start ?? 0 ? nil : text
    }

    /// A sentence counts from this long before it begins, so that its text does not lag behind.
    private static let grace = SessionFormat.sampleRate / 2
    /// The first sentence of an action counts from its start if it begins within this time; its
    /// tones come before it.
    private static let opening = 3 * SessionFormat.sampleRate

    /// The segments of the same step and side.
    private func stretch(around index: Int) -> Range<Int> {
        let here = timeline.segments[index]
        func belongs(_ segment: Segment) -> Bool {
            segment.block == here.block && segment.step == here.step && segment.side == here.side
        }
        guard here.step != nil else { return index..<(index + 1) }
        let first = timeline.segments[...index].lastIndex { !belongs($0) }.map { $0 + 1 } ?? 0
        let end = timeline.segments[index...].firstIndex { !belongs($0) }
        return first..<(end ?? timeline.segments.count)
    }

    /// The sentences of a segment that say what to do.
    private func sentences(_ index: Int) -> [Cue] {
        let segment = timeline.segments[index]
        return timeline.cues.filter {
            guard $0.text != nil, $0.frame >= segment.start, $0.frame < segment.end else {
                return false
            }
            return switch $0.role {
            // A step's title has a place of its own in the window.
            case .title: segment.step == nil
            case .setup, .choice, .caution, .instruction, .announcement: true
            case .remark, .count, .answer, .signal: false
            }
        }
    }

    /// The sentences told of an action so far; a hold is announced before it starts.
    private func told(of index: Int) -> [Cue] {
        let here = timeline.segments[index]
        let own = sentences(index)
        if own.isEmpty, here.kind == .hold, index > 0 {
            return sentences(index - 1).suffix(1).filter { $0.role == .announcement }
        }
        return own.enumerated().filter { place, cue in
            cue.frame < position + Self.grace
                || place == 0 && cue.frame < here.start + Self.opening
        }.map(\.element)
    }

    /// The latest of some sentences, with what was added to it; the first if none has begun.
    private func latest(_ cues: [Cue]) -> String? {
        let begun = cues.filter { $0.frame < position + Self.grace }
        let main = begun.indices.last { !isAddition(begun[$0]) } ?? 0
        return begun.isEmpty
            ? cues.first?.text : begun[main...].compactMap(\.text).joined(separator: " ")
    }

    /// True for the length of a roll, which is told after its instruction; the announcement of the
    /// next action is no part of this one.
    private func isAddition(_ cue: Cue) -> Bool {
        guard cue.role == .announcement, let index = timeline.segmentIndex(at: cue.frame),
            sentences(index).last == cue
        else { return cue.role == .announcement }
        let next = timeline.segments.dropFirst(index + 1).first { $0.kind != .move }
        return next?.kind != .hold && next?.kind != .reps
    }

    private func texts(whole cues: [Cue], part: String?) -> [String] {
        let whole = cues.compactMap(\.text).joined(separator: " ")
        return whole.isEmpty ? [] : whole == part ? [whole] : [whole, part ?? ""]
    }

    // MARK: What comes next

    /// The next segment that asks for something else; nil before the end.
    var next: Segment? {
        guard let index else { return nil }
        let here = timeline.segments[index]
        return timeline.segments[(index + 1)...].first { segment in
            switch segment.kind {
            case .move, .outro: false
            case .setup: segment.step != here.step || segment.side != here.side
            case .intro, .roll, .hold, .reps, .rest, .switch: true
            }
        }
    }
}
