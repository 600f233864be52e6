/// The place at which a session was left: all that is left of it, in order.
///
/// It is written as JSON. It goes with one text of its routine; a bookmark of another version of the
/// program is not read. A file may hold anything, so every amount is checked before it is used.
public struct Bookmark: Hashable, Sendable, Codable {
    /// The version of this form.
    public var version = Bookmark.currentVersion
    /// The routine's title, for people.
    public var title: String
    /// The digest of the routine's text.
    public var digest: String
    /// The options that the session was started with.
    public var options: PlanOptions
    /// How far the session had come, in frames.
    public var position: Frames
    /// How long it was to be, in frames.
    public var duration: Frames

    /// The number of the step to go on with, in the agenda.
    var step: Int
    /// The parts of that step that are left.
    var rest: [Part]
    /// The holds that the user made longer, in any step.
    var longer: [Part]

    /// The part of a work item that is left.
    struct Part: Hashable, Sendable, Codable {
        /// The item's index in the agenda, or nil for a hold that the user asked for.
        var item: Int?
        /// How much is left, in frames.
        var length: Frames
        /// How much of a hold was over before, in frames.
        var held: Frames = 0
        /// True for a hold that starts without having been announced.
        var isSudden = false
        /// True if the author's sentence was said before.
        var isSilent = false
    }

    /// The version that is written.
    public static let currentVersion = 2

    init(
        _ agenda: Agenda, step: Int, _ rest: [WorkItem], position: Frames, duration: Frames
    ) {
        title = agenda.routine.title
        digest = agenda.routine.digest
        options = agenda.options
        self.position = position
        self.duration = duration
        self.step = step
        self.rest = rest.map(Part.init)
        longer = agenda.longerHolds.sorted().map { Part(agenda.items[$0]) }
    }

    /// True if every amount is one that the program could have written.
    public var isValid: Bool {
        let lengths = 0...1_000_000 * SessionFormat.sampleRate
        return version == Self.currentVersion && options.isValid
            && FormatLimits.title.contains(title.count)
            && title.unicodeScalars.allSatisfy(\.isSpeakable)
            && lengths.contains(position) && lengths.contains(duration)
            && !rest.isEmpty && (rest + longer).allSatisfy(\.isValid)
    }

    /// Gives an agenda the holds that the user made longer.
    ///
    /// - Returns: the items that are left of the step to go on with, none longer than it may be; nil
    ///   if the agenda does not have them.
    func restore(_ agenda: inout Agenda) -> [WorkItem]? {
        guard agenda.steps.indices.contains(step) else { return nil }
        let place = agenda.place(ofStep: step)
        var items: [WorkItem] = []
        for part in rest {
            guard let item = part.restored(agenda, at: place), item.place == place else {
                return nil
            }
            items.append(item)
        }
        for part in longer {
            guard let item = part.restored(agenda, at: place), item.kind == .hold,
                let origin = item.origin
            else { return nil }
            agenda.lengthen(origin, by: item.length - agenda.items[origin].length)
        }
        return items
    }
}

extension Bookmark.Part {
    init(_ item: WorkItem) {
        self.item = item.origin
        length = item.length
        held = item.held
        isSudden = item.isSudden
        isSilent = item.say == nil
    }

    fileprivate var isValid: Bool {
        let limits = 1...FormatLimits.roll.upperBound.frames * 100
        return limits.contains(length) && length.isMultiple(of: SessionFormat.grid)
            && (0...FormatLimits.hold.upperBound.frames).contains(held)
    }

    /// The item with as much as is left of it, or nil if the agenda does not have it.
    fileprivate func restored(_ agenda: Agenda, at place: Place) -> WorkItem? {
        guard let index = item else {
            guard length <= FormatLimits.hold.upperBound.frames else { return nil }
            var hold = WorkItem(holdFor: length, at: place)
            hold.held = held
            hold.isSudden = isSudden
            return hold
        }
        guard agenda.items.indices.contains(index) else { return nil }
        var item = agenda.items[index]
        switch item.kind {
        case .roll, .rest: item.length = min(length, item.length)
        case .hold: item.length = min(length, max(item.length, item.longest))
        case .reps(let count, let every):
            let left = min(max(length / max(every, 1), 1), count)
            item.kind = .reps(left, every: every)
            item.length = every * left
        }
        item.held = held
        item.isSudden = isSudden
        if isSilent {
            item.say = nil
            item.brief = nil
        }
        return item
    }
}

extension PlanOptions {
    /// True if every amount is one that may be chosen.
    fileprivate var isValid: Bool {
        let totals = Duration.zero...Duration.seconds(1_000_000)
        return Self.paces.contains(pace) && Utterance.rates.contains(rate)
            && (hold.map(FormatLimits.hold.contains) ?? true)
            && (preferredHold.map(FormatLimits.hold.contains) ?? true)
            && (leadIn.map(Self.leadIns.contains) ?? true)
            && include.allSatisfy(RoutineName.isValid) && (from.map(RoutineName.isValid) ?? true)
            && (fitted?.total.map(totals.contains) ?? true)
    }
}
