/// A timed segment before its cues have found their places.
///
/// A slot has a fixed length; a sentence in it either starts after its first tone, or ends before
/// its last ones, or stands at a moment of its own.
struct Slot {
    /// The length of the segment, in frames.
    var length: Frames
    /// The tone on its first frame, if any.
    var opens: Tone?
    /// The tone on the frame after its last, if any; it is the next segment's first sound.
    var closes: Tone?
    /// True if three, two, one is counted before the end.
    var counts = false
    /// The sentence after the opening; must fit.
    var say: Speech?
    /// A sentence that follows `say` if there is room.
    var note: (role: Cue.Role, text: String)?
    /// The sentence that ends with the slot; must fit.
    var announcement: Speech?
    /// Cues at moments of their own, if there is room.
    var moments: [Moment] = []
    /// How much may sound, in frames, or nil for no limit.
    var soundBudget: Frames?

    /// A sentence that must fit, in its wordings.
    struct Speech {
        var wording: Language.Wording
        /// Its place in the routine's file, for a report if it does not fit.
        var position: SourcePosition?
        /// Its name in that report.
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

    /// The sentences of a slot with their starts, in the wording that fits.
    struct Placement {
        var say: (utterance: Utterance, start: Frames)?
        var announcement: (utterance: Utterance, start: Frames)?
    }

    /// Chooses the fullest wording of both sentences that fits.
    ///
    /// - Parameters:
    ///   - room: where a sentence may start, and where the last one must have ended.
    ///   - rate: the user's rate in words a minute.
    ///   - lengths: how long a sentence sounds.
    /// - Returns: where they go, or nil if even the hurried short wording does not fit.
    func placement(in room: Range<Frames>, rate: Int, _ lengths: CueLengths) -> Placement? {
        let (say, announcement) = (self.say?.wording, self.announcement?.wording)
        // The announcement is shortened before the instruction.
        var wordings = [(say?.full, announcement?.full)]
        for next in [(say?.full, announcement?.brief), (say?.brief, announcement?.brief)]
        where !wordings.contains(where: { $0 == next }) {
            wordings.append(next)
        }
        let last = wordings[wordings.count - 1]
        let tries =
            wordings.map { ($0, rate) } + Self.rates(from: rate).dropFirst().map { (last, $0) }
        for ((say, announcement), rate) in tries {
            if let placed = place(say, announcement, rate, room, lengths) { return placed }
        }
        return nil
    }

    /// The rates at which a sentence is tried: the user's, then faster up to the hurried one.
    static func rates(from usual: Int) -> [Int] {
        [usual] + [170, 185, 200, 215, Utterance.hurriedRate].filter { $0 > usual }
    }

    private func place(
        _ say: String?, _ announcement: String?, _ rate: Int, _ room: Range<Frames>,
        _ lengths: CueLengths
    ) -> Placement? {
        var placed = Placement()
        var free = room
        if let announcement {
            let utterance = Utterance(announcement, rate: rate)
            let start = SessionFormat.roundedDown(room.upperBound - lengths.speech(utterance))
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

    /// The shortest time that the sentences which must be said take, in frames, for reports.
    func shortestSpeech(_ lengths: CueLengths, rate: Int) -> Frames {
        let rate = Self.rates(from: rate).last ?? rate
        let spoken = [say?.wording.brief, announcement?.wording.brief].compactMap { $0 }
        return spoken.reduce(0) { $0 + lengths.speech(Utterance($1, rate: rate)) }
            + (spoken.count > 1 ? CueRules.gapBetweenSentences : 0)
    }
}
