internal import CYAML

/// A value of a file with its place.
///
/// A text is never resolved: `no`, `1.0` and `30` are the characters that stand there.
struct SourceNode {
    /// The content of a value.
    enum Content {
        /// `isPlain` distinguishes `null` from `"null"`.
        case text(String, isPlain: Bool)
        case list([SourceNode])
        case map([(key: SourceNode, value: SourceNode)])
        /// An alias, which was reported when it was met.
        case refused
    }

    var position: SourcePosition
    var content: Content
}

/// The tree of a YAML text, built from libyaml's events.
///
/// libyaml finds one event after another without recursion, and resolves no alias. It looks at most
/// 1,024 characters ahead. So the tree stops at the first list that is too deep, and the cost is
/// proportional to the text's length.
struct SourceTree {
    /// The most levels of lists and maps in each other; the format itself needs nine.
    static let deepest = 16

    /// The outermost value, or nil if the text holds nothing but comments.
    private(set) var root: SourceNode?
    private let source: SourceText
    private let reading: Reading
    private let events: YAMLEvents

    /// Reads a text, and reports everything in it that the format does not have.
    ///
    /// - Throws: what stops the reading, after what was reported: a syntax error, or too much depth.
    init(_ text: SourceText, _ reading: Reading) throws(FileProblems) {
        var text = text
        text.replaceUnfit(reading)
        source = text
        self.reading = reading
        events = YAMLEvents(text.string)
        do throws(FileProblems) {
            try readDocument()
        } catch {
            // A problem that was reported on the same line says better what is wrong there.
            let lines = Set(reading.problems.map(\.position?.line))
            let others = error.problems.filter { !lines.contains($0.position?.line) }
            throw FileProblems(reading.problems + others)
        }
    }

    private mutating func readDocument() throws(FileProblems) {
        guard case .documentStart = try next().kind else { return }
        root = try node(from: try next(), depth: 0)
        _ = try next()
        let after = try next()
        guard case .documentStart = after.kind else { return }
        reading.report(
            after.position, "a second document begins here",
            "write everything above it, or make it a file of its own")
    }

    private func next() throws(FileProblems) -> YAMLEvents.Event {
        do throws(SyntaxProblem) {
            return try events.next()
        } catch {
            throw FileProblems([error.problem(in: source)])
        }
    }

    /// The value that an event begins.
    private func node(
        from event: YAMLEvents.Event, depth: Int
    ) throws(FileProblems) -> SourceNode {
        var node = SourceNode(position: event.position, content: .refused)
        if event.isAnchoredOrTagged {
            let word = source.word(at: event.position)
            refuse(word, word.hasPrefix("&") ? "an anchor" : "a tag", at: event.position)
        }
        switch event.kind {
        case .text(let words, let isPlain):
            node.content = .text(words, isPlain: isPlain)
        case .alias(let name):
            refuse("*\(name)", "an alias", at: event.position)
        case .listStart:
            try check(depth, at: event.position)
            var items: [SourceNode] = []
            while let item = try value(depth + 1) { items.append(item) }
            node.content = .list(items)
        case .mapStart:
            try check(depth, at: event.position)
            var pairs: [(key: SourceNode, value: SourceNode)] = []
            while let key = try value(depth + 1), let value = try value(depth + 1) {
                pairs.append((key, value))
            }
            node.content = .map(pairs)
        case .documentStart, .end: break
        }
        return node
    }

    /// The next value of a list or a map, or nil at its end.
    private func value(_ depth: Int) throws(FileProblems) -> SourceNode? {
        let event = try next()
        if case .end = event.kind { return nil }
        return try node(from: event, depth: depth)
    }

    private func check(_ depth: Int, at position: SourcePosition) throws(FileProblems) {
        guard depth >= Self.deepest else { return }
        throw FileProblems([
            Problem(
                at: position,
                "lists and maps stand more than \(Self.deepest) deep in each other here",
                remedy: "take some of them away, or put quotes around a text")
        ])
    }

    private func refuse(_ word: String, _ name: String, at position: SourcePosition) {
        reading.report(
            position, "\(word.quoted) is \(name), which this format does not have",
            "write the value itself, or put quotes around a text that begins with "
                + word.prefix(1))
    }
}

/// A parser of libyaml and the text that it reads.
///
/// It holds the parser's memory, which is freed with it.
private final class YAMLEvents {
    struct Event {
        enum Kind {
            case documentStart
            case text(String, isPlain: Bool)
            case alias(String)
            case listStart
            case mapStart
            /// The end of a list, a map, the document or the text.
            case end
        }

        var kind: Kind
        var position: SourcePosition
        var isAnchoredOrTagged = false
    }

    // On the heap, because a libyaml parser keeps pointers to itself and to its input.
    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    private let input: UnsafeMutableBufferPointer<UInt8>

    init(_ text: String) {
        input = .allocate(capacity: max(1, text.utf8.count))
        _ = input.initialize(from: text.utf8)
        parser.initialize(to: yaml_parser_t())
        // Without memory, the first event is an error.
        guard yaml_parser_initialize(parser) == 1 else { return }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input.baseAddress, text.utf8.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    /// The next event; the beginning of the text is passed over.
    func next() throws(SyntaxProblem) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw problem }
        defer { yaml_event_delete(&event) }
        let position = SourcePosition(event.start_mark)
        switch event.type {
        case YAML_STREAM_START_EVENT:
            return try next()
        case YAML_DOCUMENT_START_EVENT:
            return Event(kind: .documentStart, position: position)
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let words = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            return Event(
                kind: .text(
                    String(decoding: words, as: UTF8.self),
                    isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE),
                position: position,
                isAnchoredOrTagged: scalar.anchor != nil || scalar.tag != nil)
        case YAML_ALIAS_EVENT:
            let name = event.data.alias.anchor.map { String(cString: $0) } ?? ""
            return Event(kind: .alias(name), position: position)
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            return Event(
                kind: .listStart, position: position,
                isAnchoredOrTagged: start.anchor != nil || start.tag != nil)
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            return Event(
                kind: .mapStart, position: position,
                isAnchoredOrTagged: start.anchor != nil || start.tag != nil)
        default:
            return Event(kind: .end, position: position)
        }
    }

    private var problem: SyntaxProblem {
        let state = parser.pointee
        return SyntaxProblem(
            words: state.problem.map { String(cString: $0) } ?? "there is no memory left",
            position: SourcePosition(state.problem_mark),
            beginning: state.context == nil ? nil : SourcePosition(state.context_mark))
    }
}

extension SourcePosition {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}
