import Foundation
import UnknotCore

/// A timeline as JSON: numbers in seconds, one object.
enum TimelineJSON {
    /// The object as text, with a newline at its end.
    static func text(_ timeline: Timeline) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(Document(timeline)), as: UTF8.self) + "\n"
    }

    private struct Document: Encodable {
        var routine: String
        var title: String
        var duration: Double
        var sampleRate: Int
        var segments: [SegmentRow]
        var cues: [CueRow]

        init(_ timeline: Timeline) {
            routine = timeline.routine
            title = timeline.title
            duration = seconds(timeline.duration)
            sampleRate = SessionFormat.sampleRate
            segments = timeline.segments.map(SegmentRow.init)
            cues = timeline.cues.map(CueRow.init)
        }
    }

    /// Written by hand, because a missing block, step or side is a null and not a missing key.
    private struct SegmentRow: Encodable {
        var segment: Segment

        enum Key: String, CodingKey {
            case start, end, kind, block, step, side, regions, title
        }

        func encode(to encoder: any Encoder) throws {
            var row = encoder.container(keyedBy: Key.self)
            try row.encode(seconds(segment.start), forKey: .start)
            try row.encode(seconds(segment.end), forKey: .end)
            try row.encode(segment.kind.rawValue, forKey: .kind)
            try row.encode(segment.block, forKey: .block)
            try row.encode(segment.step, forKey: .step)
            try row.encode(segment.side?.rawValue, forKey: .side)
            try row.encode(segment.regions.map(\.rawValue), forKey: .regions)
            try row.encode(segment.title, forKey: .title)
        }
    }

    private struct CueRow: Encodable {
        var at: Double
        var frame: Int
        var length: Double
        var kind: String
        var role: String
        var text: String?
        var tone: String?

        init(_ cue: Cue) {
            at = seconds(cue.frame)
            frame = cue.frame
            length = seconds(cue.length)
            kind = cue.tone == nil ? "speech" : "tone"
            role = cue.role.rawValue
            text = cue.text
            tone = cue.tone?.rawValue
        }
    }

    /// Seconds with as many decimals as a microsecond needs; the frame is the exact place.
    private static func seconds(_ frames: Frames) -> Double {
        (Double(frames) * 1e6 / Double(SessionFormat.sampleRate)).rounded() / 1e6
    }
}
