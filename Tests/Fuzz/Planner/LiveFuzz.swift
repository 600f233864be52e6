import FuzzKit

@testable import UnknotCore

/// Changes a session while it runs, asks it questions, and leaves it and goes on with it.
func checkLife(
    of routine: Routine, _ options: PlanOptions, _ lengths: CueLengths, _ draw: inout Draw
) {
    guard var plan = try? LivePlan(routine, options, lengths: lengths) else {
        fatalError("a timeline without a plan")
    }
    var now = 0
    for _ in 0..<12 {
        // Up to 50 s later, on the grid or not.
        let most = draw.chance(128) ? 50 * SessionFormat.sampleRate : SessionFormat.sampleRate
        now += draw.number(in: 0...most)
        guard now < plan.timeline.duration else { return }
        if draw.chance(48) {
            guard let resumed = resumed(plan, of: routine, at: now, lengths) else { continue }
            plan = resumed
            now = 0
            continue
        }
        let edit = draw.one(of: edits)
        do throws(LivePlan.Refusal) {
            let change = try plan.change(edit, at: now)
            demand(change.from >= now, "\(edit) changes what was heard")
            check(plan.timeline, change, edit)
            plan = change.plan
            // Whoever asks may ask for more before the answer comes.
            if case .say = edit {
                Tally.count("answers")
            } else {
                Tally.count("changes")
                now = change.from
            }
        } catch {
            Tally.count("changes refused")
        }
    }
}

private let edits: [LivePlan.Edit] = [
    .say(.instruction), .next, .hold, .stay(.seconds(15), isMirrored: true), .ease, .say(.howLong),
    .back, .skipSide, .stay(.seconds(15), isMirrored: false), .say(.refusal(.noHold)),
    .say(.soundIsBack), .say(.words("Space pauses. The arrows go on and back.")), .stop,
]

/// The session that is left at a frame and goes on, if anything of it is left.
private func resumed(
    _ plan: LivePlan, of routine: Routine, at frame: Frames, _ lengths: CueLengths
) -> LivePlan? {
    guard let bookmark = plan.bookmark(at: frame) else { return nil }
    demand(bookmark.isValid, "the bookmark \(bookmark) is not valid")
    do throws(PlanFailure) {
        let resumed = try LivePlan(resuming: bookmark, of: routine, lengths: lengths)
        let broken = CueRules.violations(of: resumed.timeline, isChanged: true)
        demand(broken.isEmpty, broken.joined(separator: "; "))
        demand(resumed.timeline.segments.last?.kind == .outro, "no end")
        Tally.count("sessions resumed")
        return resumed
    } catch {
        guard case .routine(let problems) = error else {
            fatalError("\(error) of a session that was under way")
        }
        check(problems)
        Tally.count("sessions not resumed")
        return nil
    }
}

/// What has been heard stays; only a sentence that was left may be shorter.
private func check(_ before: Timeline, _ change: LivePlan.Change, _ edit: LivePlan.Edit) {
    let after = change.plan.timeline
    let broken = CueRules.violations(of: after, isChanged: true)
    demand(broken.isEmpty, "\(edit): \(broken.joined(separator: "; "))")
    demand(after.segments.last?.kind == .outro, "no end after \(edit)")
    demand(!change.answer.isEmpty, "\(edit) has no answer")
    let heard = before.cues.filter { $0.frame < change.from }
    let kept = after.cues.prefix(heard.count)
    demand(heard.map(\.frame) == kept.map(\.frame), "\(edit) changes what was heard")
    demand(
        heard.dropLast().elementsEqual(kept.dropLast()), "\(edit) changes what was heard")
    if let last = heard.last, let same = kept.last, last != same {
        demand(change.leaves && same.end == change.from, "\(edit) cuts \(same.line)")
    }
    demand(
        before.segments(until: change.from) == after.segments(until: change.from),
        "\(edit) changes what was done")
}

extension Timeline {
    /// The segments that begin before a frame, the last as far as to there.
    fileprivate func segments(until frame: Frames) -> [Segment] {
        segments.prefix { $0.start < frame }.map { segment in
            var segment = segment
            segment.end = min(segment.end, frame)
            return segment
        }
    }
}
