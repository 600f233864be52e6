/// Holds that get another length while the session is under way.
extension Programme {
    /// Gives a hold more, up to the longest that it may become; false where it is that already.
    @discardableResult
    mutating func lengthen(
        _ added: Duration, _ section: Int, _ step: Int, _ beat: Int
    ) -> Bool {
        let hold = sections[section].steps[step].beats[beat]
        let length = max(hold.length, min(hold.length + added, hold.longest))
        sections[section].steps[step].beats[beat].length = length
        return length > hold.length
    }

    /// Gives the same hold on the other side, where that is still to come, as much more; false
    /// where there is none.
    mutating func mirror(
        _ added: Duration, _ section: Int, _ step: Int, _ beat: Int
    ) -> Bool {
        let here = sections[section]
        let id = here.steps[step].step.id
        guard let side = here.side, side != .both,
            let other = sections.indices.first(where: {
                $0 > section && sections[$0].block == here.block && sections[$0].side == side.other
            }), let same = sections[other].steps.firstIndex(where: { $0.step.id == id }),
            sections[other].steps[same].beats.indices.contains(beat)
        else { return false }
        return lengthen(added, other, same, beat)
    }

    /// Gives a hold the length that it had got.
    mutating func apply(_ hold: Bookmark.ChangedHold) {
        guard sections.indices.contains(hold.section),
            sections[hold.section].steps.indices.contains(hold.step),
            sections[hold.section].steps[hold.step].beats.indices.contains(hold.beat)
        else { return }
        let beat = sections[hold.section].steps[hold.step].beats[hold.beat]
        // A file that was tampered with makes no hold longer than the author allows.
        guard beat.kind == .hold, hold.length >= .seconds(1), hold.length <= beat.longest else {
            return
        }
        sections[hold.section].steps[hold.step].beats[hold.beat].length = hold.length
    }
}
