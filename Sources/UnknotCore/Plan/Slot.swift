/// A timed segment before its cues have found their places.
///
/// A slot has a fixed length; what is said in it either starts after its first tone, or ends
/// before its last ones, or stands at a moment of its own.
struct Slot {
    /// The length of the segment.
    var length: Frames
    /// The tone on its first frame, if any.
    var opens: Tone?
    /// The tone on the frame after its last, if any; it is the next segment's first sound.
    var closes: Tone?
    /// True where three, two, one is counted before the end.
    var counts = false
    /// What is said after the opening; must fit.
    var say: Speech?
    /// What follows `say` where there is room.
    var note: String?
    /// What is said so that it ends with the slot; must fit.
    var announcement: Speech?
    /// What stands at a moment of its own, where there is room.
    var moments: [Moment] = []
    /// The most that may sound, or nil for no limit.
    var soundBudget: Frames?

    /// A sentence that must fit, in its wordings.
    struct Speech {
        var wording: Phrases.Wording
        /// Where to report it when it does not fit.
        var position: SourcePosition?
        /// What to call it then.
        var name: String
        var role = Cue.Role.instruction
    }

    /// Something short at a fixed offset from the slot's start.
    struct Moment {
        var offset: Frames
        var text: String?
        var role = Cue.Role.remark
        var tone: Tone
    }
}

/// Where the sentences of a slot start, and in which wording.
struct Placement {
    var say: (utterance: Utterance, start: Frames)?
    var announcement: (utterance: Utterance, start: Frames)?
}

extension Slot {
    /// The rates at which a sentence is tried: the user's, then faster up to the hurried one.
    static func rates(from usual: Int) -> [Int] {
        [usual] + [170, 185, 200, 215, Utterance.hurriedRate].filter { $0 > usual }
    }

    /// Chooses the fullest wording of both sentences that fits.
    ///
    /// - Parameters:
    ///   - room: where a sentence may start, and where the last one must have ended.
    ///   - rate: the user's rate in words a minute.
    ///   - lengths: how long a sentence sounds.
    /// - Returns: where they go, or nil when even the hurried short wording does not fit.
    func placement(in room: Range<Frames>, rate: Int, _ lengths: CueLengths) -> Placement? {
        for (sayText, announcementText) in wordings {
            if let placed = place(sayText, announcementText, rate, room, lengths) { return placed }
        }
        guard let (sayText, announcementText) = wordings.last else { return Placement() }
        for faster in Self.rates(from: rate).dropFirst() {
            if let placed = place(sayText, announcementText, faster, room, lengths) {
                return placed
            }
        }
        return nil
    }

    /// The wordings to try, fullest first: the announcement is shortened before the instruction.
    private var wordings: [(String?, String?)] {
        let say = self.say?.wording
        let announcement = self.announcement?.wording
        var tried: [(String?, String?)] = []
        for pair in [
            (say?.full, announcement?.full), (say?.full, announcement?.brief),
            (say?.brief, announcement?.brief),
        ] where !tried.contains(where: { $0 == pair }) {
            tried.append(pair)
        }
        return tried
    }

    private func place(
        _ say: String?, _ announcement: String?, _ rate: Int, _ room: Range<Frames>,
        _ lengths: CueLengths
    ) -> Placement? {
        var placed = Placement()
        var free = room
        if let announcement {
            let utterance = Utterance(announcement, rate: rate)
            let start = (room.upperBound - lengths.speech(utterance)).roundedDownToGrid
            guard start >= room.lowerBound else { return nil }
            placed.announcement = (utterance, start)
            free = room.lowerBound..<max(room.lowerBound, start - CueRules.gapBetweenSentences)
        }
        if let say {
            let utterance = Utterance(say, rate: rate)
            guard free.lowerBound + lengths.speech(utterance) <= free.upperBound else {
                return nil
            }
            placed.say = (utterance, free.lowerBound)
        }
        return placed
    }

    /// The shortest time that what must be said takes, for reports.
    func shortestSpeech(_ lengths: CueLengths, rate: Int) -> Frames {
        let rate = Self.rates(from: rate).last ?? rate
        let spoken = [say?.wording.brief, announcement?.wording.brief].compactMap { $0 }
        return spoken.reduce(0) { $0 + lengths.speech(Utterance($1, rate: rate)) }
            + (spoken.count > 1 ? CueRules.gapBetweenSentences : 0)
    }
}
