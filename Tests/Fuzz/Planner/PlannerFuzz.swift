import FuzzKit

@testable import UnknotCore

/// Plans any routine that the format allows, with any options and any lengths of sentences.
///
/// The first byte says where the routine comes from: even, it is made of the bytes after the
/// options; odd, those bytes are a routine file.
@_cdecl("LLVMFuzzerTestOneInput")
public func plannerFuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var draw = Draw(UnsafeBufferPointer(start: start, count: count))
    let isFile = !draw.byte().isMultiple(of: 2)
    var options = PlanOptions(drawnFrom: &draw)
    let lengths = CueLengths(drawnFrom: &draw)
    let routine: Routine
    if isFile {
        guard case .success(let read) = RoutineReader.read(draw.remaining) else {
            Tally.count("files not read")
            return -1
        }
        routine = read
    } else {
        var maker = RoutineMaker(draw)
        routine = maker.routine()
        options.include = maker.include
        RoutineLimits.check(routine)
    }
    do throws(PlanFailure) {
        let timeline = try Planner(lengths: lengths).plan(routine, options)
        check(timeline, of: routine, options)
        // Fitting plans many times over, so not every session is fitted.
        if timeline.segments.count < 200, (timeline.duration / SessionFormat.grid) % 4 == 0 {
            checkFitting(of: timeline, routine, options, lengths)
        }
        if timeline.segments.count < 200, (timeline.duration / SessionFormat.grid) % 4 == 2 {
            // The last bytes are those that the routine needs least.
            var choices = Draw(UnsafeBufferPointer(start: start, count: count).reversed())
            checkLife(of: routine, options, lengths, &choices)
        }
        Tally.count("timelines")
    } catch {
        check(error, of: routine, options)
    }
    return 0
}

/// A refusal is for a reason that is true.
private func check(_ failure: PlanFailure, of routine: Routine, _ options: PlanOptions) {
    switch failure {
    case .noSuchStep(let choice, let id, _, let choices):
        let ids = routine.blocks.flatMap(\.steps).map(\.id)
        demand(choice == .include && options.include.contains(id), "\(id) was not asked for")
        demand(!ids.contains(id), "the step \(id) is there")
        demand(choices.allSatisfy(ids.contains), "not all of \(choices) are there")
        Tally.count("steps refused")
    case .holdOutside(let hold, let allowed):
        demand(hold == options.hold, "\(hold) was not asked for")
        demand(!allowed.contains(hold), "\(hold) is in \(allowed)")
        Tally.count("holds refused")
    case .noHoldVaries:
        demand(options.hold != nil, "no hold was asked for")
        Tally.count("holds refused")
    case .nothingLeft:
        let isLeft =
            options.length == .full
            && routine.blocks.flatMap(\.steps).contains {
                options.includes($0)
            }
        demand(!isLeft, "a step is left")
        Tally.count("nothing left")
    case .nothingToDo, .tooShort, .otherText:
        fatalError("\(failure) of a session that was not asked for so")
    case .routine(let problems):
        check(problems)
        Tally.count("routines refused")
    }
}

/// A routine is refused for faults of its own, not for one of the planner's.
func check(_ problems: [Problem]) {
    demand(!problems.isEmpty, "a routine is refused without a reason")
    for problem in problems {
        demand(!problem.message.hasPrefix("the plan breaks a rule"), problem.message)
    }
}

private func check(_ timeline: Timeline, of routine: Routine, _ options: PlanOptions) {
    let broken = CueRules.violations(of: timeline)
    demand(broken.isEmpty, broken.joined(separator: "; "))
    demand(timeline.segments.last?.kind == .outro, "no end")
    for segment in timeline.segments {
        demand(segment.start.isMultiple(of: SessionFormat.grid), "a segment is off the grid")
    }
    if options.intro != .off {
        demand(timeline.duration.isMultiple(of: Duration.seconds(5).frames), "not full 5 s")
    }
    if options.cues == .tones, options.intro == .off, options.countdown != .voice {
        demand(timeline.cues.allSatisfy { $0.text == nil }, "words among tones")
    }
    // The times that the author wrote, added up without the planner.
    guard let agenda = try? Agenda(routine, options) else {
        fatalError("a timeline without an agenda")
    }
    for kind in [Segment.Kind.roll, .hold, .rest, .reps] {
        let wanted = agenda.items.filter { $0.segmentKind == kind }.reduce(0) { $0 + $1.length }
        let planned = timeline.segments.filter { $0.kind == kind }.reduce(0) { $0 + $1.length }
        demand(planned == wanted, "\(kind) lasts \(planned), not \(wanted)")
    }
}

extension PlanOptions {
    /// Options that a command line may hold; always takes the same bytes.
    fileprivate init(drawnFrom draw: inout Draw) {
        let hold = draw.number(in: 1...3_999)
        let leadIn = draw.number(in: 0...6_000)
        let given = draw.byte()
        self.init(
            hold: given & 1 == 0 ? nil : .milliseconds(hold * 100),
            length: draw.one(of: Length.allCases), side: draw.one(of: Side.allCases),
            pace: 0.5 + Double(draw.byte()) / 102,
            leadIn: given & 2 == 0 ? nil : .milliseconds(leadIn * 100),
            cues: draw.one(of: Cues.allCases), intro: draw.one(of: Intro.allCases),
            countdown: draw.one(of: Countdown.allCases),
            rate: draw.number(in: Utterance.rates))
    }
}

extension CueLengths {
    /// Lengths as any voice and any tones could have them; always takes the same bytes.
    fileprivate init(drawnFrom draw: inout Draw) {
        let (kind, scale, seed) = (draw.byte() % 4, draw.byte(), UInt64(draw.byte()))
        let tones = Tone.allCases.map { _ in draw.number(in: 1...Tone.longest) }
        self.init(
            speech: { utterance in
                switch kind {
                case 0: Estimates.length(of: utterance)
                case 1: 1 + utterance.text.utf8.count * (1 + scale * 16) * 100 / utterance.rate
                case 2: 1 + scale * 1_000
                default: 1 + Int(Self.hash(of: utterance, seed) >> 20 % 1_000_003)
                }
            },
            tone: { tone in tones[Tone.allCases.firstIndex(of: tone) ?? 0] })
    }

    /// Makes lengths up to 21 s that follow no rule, the same each time.
    private static func hash(of utterance: Utterance, _ seed: UInt64) -> UInt64 {
        utterance.text.utf8.reduce(14_695_981_039_346_656_037 ^ seed ^ UInt64(utterance.rate)) {
            ($0 ^ UInt64($1)) &* 1_099_511_628_211
        }
    }
}

/// Estimates of sentences, which are the same from input to input.
private enum Estimates {
    private nonisolated(unsafe) static var known: [Utterance: Frames] = [:]

    static func length(of utterance: Utterance) -> Frames {
        if let known = known[utterance] { return known }
        if known.count > 20_000 { known.removeAll() }
        let length = SpeechEstimate.length(of: utterance)
        known[utterance] = length
        return length
    }
}
