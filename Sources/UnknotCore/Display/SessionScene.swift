/// A moment of a session as far as it is to be seen: the facts, without a window.
public struct SessionScene: Sendable {
    /// Whether the session is heard.
    public enum Sound: Hashable, Sendable {
        /// It is, or it is not meant to be.
        case heard
        /// It is not, and goes on as text.
        case lost
        /// It is not, and waits until it is.
        case awaited
    }

    /// The plan as it is now.
    public var timeline: Timeline
    /// The session frame that is heard.
    public var position: Frames
    /// True while nothing advances.
    public var isPaused: Bool
    /// Whether it is heard.
    public var sound: Sound
    /// The sentence that was told last, planned or not.
    public var said: Cue?
    /// What else there is to know just now, in a sentence.
    public var notice: String?
    /// The keys that matter most, or nil where there are none.
    public var hint: String?

    /// Creates a scene; what is left out is not there.
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

    /// The segment under way, or at its end the last one; nil for a timeline without any.
    var segment: Segment? { index.map { timeline.segments[$0] } }

    private var index: Int? {
        if let index = timeline.segmentIndex(at: position) { return index }
        return timeline.segments.isEmpty
            ? nil : position < 0 ? 0 : timeline.segments.count - 1
    }

    /// The seconds left of what the body does now: 1 during the last, and 0 after it.
    var secondsLeft: Int { Self.seconds((segment?.end ?? timeline.duration) - position) }

    /// The seconds left of the session.
    var sessionSecondsLeft: Int { Self.seconds(timeline.duration - position) }

    /// How much of what the body does now is over, from 0 to 1.
    var share: Double {
        guard let segment else { return 1 }
        return Self.share(position - segment.start, of: segment.length)
    }

    /// How much of the session is over, from 0 to 1.
    var sessionShare: Double { Self.share(position, of: timeline.duration) }

    /// The frames until something in it is another, if nothing happens but time; nil at the end.
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

    // MARK: What to do

    /// What to do now: first all that was said of it, then the latest sentence alone, where that is
    /// another text; nothing where nothing is said.
    var instructions: [String] {
        guard let index else { return [] }
        let here = timeline.segments[index]
        let stretch = stretch(around: index)
        func spoken(_ kinds: (Segment.Kind) -> Bool) -> [Cue] {
            stretch.filter { kinds($0.kind) }.flatMap(sentences)
        }
        switch here.kind {
        case .intro, .outro: return [latest(sentences(here))].compactMap { $0 }
        case .setup, .move, .switch:
            let cues = spoken { [.setup, .switch].contains($0) }
            let whole = cues.compactMap(\.text).joined(separator: " ")
            let now = latest(cues) ?? ""
            return whole.isEmpty ? [] : whole == now ? [whole] : [whole, now]
        case .hold, .roll, .reps, .rest:
            // A hold is told of before it starts, and what comes then is told of in it.
            let before = index > 0 && here.kind == .hold ? timeline.segments[index - 1] : nil
            let cues = (before.map(sentences) ?? []) + sentences(here)
            let first = sentences(here).first.flatMap {
                $0.frame < here.start + Self.opening ? $0.frame : nil
            }
            let told = cues.filter { $0.frame < position + Self.grace || $0.frame == first }
            if let now = latest(told) { return [now] }
            // Nothing is said with it, so it is what the set-up has told, or the first part of that.
            let setup = spoken { $0 == .setup }.compactMap(\.text)
            guard let first = setup.first else { return [] }
            return setup.count > 1 ? [setup.joined(separator: " "), first] : [first]
        }
    }

    /// What is heard beside that: an answer, "Half way."; nil once it has been for a moment.
    var remark: String? {
        guard let said, let text = said.text, !instructions.contains(where: { $0.contains(text) }),
            position >= said.frame, position < said.end + 2 * SessionFormat.sampleRate,
            !isTitle(text)
        else { return nil }
        return text
    }

    /// A sentence counts from here on before it begins, so that its text does not lag behind.
    private static let grace = SessionFormat.sampleRate / 2
    /// What an action opens with, after its tones, counts from its start.
    private static let opening = 3 * SessionFormat.sampleRate
    /// Up to so many characters a sentence adds to the one before it, as "Thirty seconds." does.
    private static let longestAddition = 24

    /// The segments of the same step and side.
    private func stretch(around index: Int) -> ArraySlice<Segment> {
        let here = timeline.segments[index]
        func belongs(_ segment: Segment) -> Bool {
            segment.block == here.block && segment.step == here.step && segment.side == here.side
        }
        guard here.step != nil else { return timeline.segments[index...index] }
        let first = timeline.segments[...index].lastIndex { !belongs($0) }.map { $0 + 1 } ?? 0
        let end = timeline.segments[index...].firstIndex { !belongs($0) }
        return timeline.segments[first..<(end ?? timeline.segments.count)]
    }

    /// The sentences that a segment says, those not among them that are shown in another way.
    private func sentences(_ segment: Segment) -> [Cue] {
        timeline.cues.filter {
            guard $0.frame >= segment.start, $0.frame < segment.end, let text = $0.text else {
                return false
            }
            return !Self.remarks.contains(text) && !isTitle(text)
        }
    }

    /// The latest of some sentences with the short ones after it, or the first where none has begun.
    private func latest(_ cues: [Cue]) -> String? {
        let begun = cues.filter { $0.frame < position + Self.grace }.compactMap(\.text)
        let main = begun.lastIndex { $0.count > Self.longestAddition } ?? 0
        return begun.isEmpty ? cues.first?.text : begun[main...].joined(separator: " ")
    }

    /// Whether a sentence is a step's title and side, which stand elsewhere.
    private func isTitle(_ text: String) -> Bool {
        segment.map { text == Language.english.stepTitle($0.title, $0.side) } ?? false
    }

    /// Sentences that say how far something has come, and not what to do.
    private static let remarks: Set<String> = {
        let phrases = Language.english
        let numbers = (1...100).map { phrases.repetition($0, false) }
        return Set(
            phrases.countdown + numbers + [
                phrases.halfWay, phrases.tenSeconds, phrases.fiveSeconds, phrases.breathe,
                phrases.newSpot, phrases.repetition(1, true),
            ])
    }()

    // MARK: What comes next

    /// The segment that comes next and asks for something else; nil before the end.
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
