internal import Yams

/// A value of a routine file with its place: a text, a list, or a map.
///
/// Texts are never resolved: `no`, `1.0` and `30` are the characters that stand there.
struct SourceNode {
    /// What a value is made of.
    enum Content {
        /// `isPlain` tells `null` from `"null"`.
        case text(String, isPlain: Bool)
        case list([SourceNode])
        case map([(key: SourceNode, value: SourceNode)])
    }

    var position: SourcePosition
    var content: Content
}

/// The only place that knows the YAML library.
enum SourceTree {
    /// How often a text is parsed anew to get past a duplicate key; less often if it is long.
    private static func mostAttempts(for source: SourceText) -> Int {
        max(4, min(24, 1_000_000 / max(1, source.scalars.count)))
    }

    /// The tree of a text that `NestingGuard` let pass; nil where there is nothing but comments.
    ///
    /// The library gives up at the first map with the same key twice. To find the other problems
    /// all the same, such a key is masked, the text parsed again, and the mask taken off, so that
    /// the tree has both. Throws a syntax error, or the duplicates if there are too many.
    static func composed(from source: SourceText) throws(RoutineProblems) -> SourceNode? {
        var source = source
        var masks = KeyMasks()
        let mostAttempts = mostAttempts(for: source)
        while true {
            do {
                let parser = try Parser(yaml: source.string, resolver: .basic, encoding: .utf8)
                return try parser.singleRoot().map { node(from: $0, without: masks) }
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                let position = SourcePosition(context.mark)
                let key = keys.first ?? ""
                masks.duplicates.append(.duplicate(of: key, at: position))
                guard masks.count < mostAttempts, masks.hide(key, at: position, in: &source) else {
                    throw RoutineProblems(masks.duplicates)
                }
            } catch let error as YamlError {
                throw RoutineProblems(masks.duplicates + [.syntax(error, in: source)])
            } catch {
                throw RoutineProblems(Problem(at: nil, "the file cannot be read as YAML: \(error)"))
            }
        }
    }

    /// Copies the library's tree; its depth is the guard's limit at most, so recursion is safe.
    private static func node(from node: Node, without masks: KeyMasks) -> SourceNode {
        let position = node.mark.map { SourcePosition($0) } ?? SourcePosition(line: 1, column: 1)
        switch node {
        case .scalar(let scalar):
            return SourceNode(
                position: position,
                content: .text(
                    masks.original(of: scalar.string), isPlain: scalar.style == .plain))
        case .sequence(let items):
            return SourceNode(
                position: position,
                content: .list(items.map { self.node(from: $0, without: masks) }))
        case .mapping(let pairs):
            return SourceNode(
                position: position,
                content: .map(
                    pairs.map { pair in
                        (
                            self.node(from: pair.key, without: masks),
                            self.node(from: pair.value, without: masks)
                        )
                    }))
        case .alias:
            // The guard masks aliases, and the parser replaces them; neither leaves one here.
            return SourceNode(position: position, content: .text("", isPlain: true))
        }
    }
}

/// Keys that were replaced in a text by private characters, one for one.
private struct KeyMasks {
    /// A problem for each duplicate met so far, in case that the parser never gets past them.
    var duplicates: [Problem] = []
    private var originals: [String: String] = [:]

    var count: Int { originals.count }

    /// Replaces a key, if it is written as a plain or quoted word on one line.
    mutating func hide(
        _ key: String, at position: SourcePosition, in source: inout SourceText
    )
        -> Bool
    {
        guard var start = source.index(of: position) else { return false }
        var end = start
        let quote = source.scalars[start]
        if quote == "\"" || quote == "'" {
            start += 1
            end = start
            while end < source.scalars.count, source.scalars[end] != quote {
                guard source.scalars[end] != "\\", !source.scalars[end].isBreak else {
                    return false
                }
                end += 1
            }
        } else {
            end += key.unicodeScalars.count
            guard end <= source.scalars.count,
                source.scalars[start..<end].elementsEqual(key.unicodeScalars)
            else { return false }
        }
        guard start < end, let last = Unicode.Scalar(0xE001 + UInt32(count)) else { return false }
        var mask = [Unicode.Scalar](repeating: "\u{E000}", count: end - start - 1)
        mask.append(last)
        source.scalars.replaceSubrange(start..<end, with: mask)
        var name = String.UnicodeScalarView()
        name.append(contentsOf: mask)
        originals[String(name)] = key
        return true
    }

    /// The text before it was masked, by this or by the guard.
    func original(of text: String) -> String {
        if let key = originals[text] { return key }
        guard text.unicodeScalars.contains(NestingGuard.aliasMask) else { return text }
        return text.replacing(String(NestingGuard.aliasMask), with: "*")
    }
}

extension SourcePosition {
    fileprivate init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }
}

extension Problem {
    fileprivate static func duplicate(of key: String, at position: SourcePosition) -> Problem {
        Problem(
            at: position, "the key \(key.quoted) stands here and again further down",
            remedy: "keep one of them")
    }

    fileprivate static func syntax(_ error: YamlError, in source: SourceText) -> Problem {
        switch error {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            SyntaxProblem(
                words: problem, position: source.clamped(SourcePosition(mark)),
                beginning: context.map { source.clamped(SourcePosition($0.mark)) }
            ).problem(in: source)
        default:
            // The text was decoded and checked before, so the library's reader finds nothing.
            Problem(at: nil, "the file cannot be read as YAML: \(error)")
        }
    }
}
