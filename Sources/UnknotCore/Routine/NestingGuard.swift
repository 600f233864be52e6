/// Finds in a text what the routine format has no place for, before the YAML parser sees it.
///
/// The parser builds its tree by recursion, so a few kilobytes of `[` or `- - -` would overflow
/// the stack; and it compares keys by walking them, so an alias used as a key can keep it busy for
/// years. Both must be found without it. The guard follows YAML's own division into tokens, since
/// `&`, `*` or `[` inside a text mean nothing: it tracks the indentation, the brackets and where a
/// key may stand exactly as libyaml's scanner does, and builds nothing.
///
/// Anchors, aliases and tags are masked as they are found, so that the rest of the file can be
/// read and its problems reported at the same time. The cost is one pass, or two if it found some.
struct NestingGuard {
    /// How deep lists and maps may stand in each other; the format itself needs nine levels.
    static let deepest = 16
    /// How many texts, keys and brackets a file may have.
    static let mostTokens = 100_000
    /// Stands in for the `*` of an alias, which makes a plain text of it.
    static let aliasMask: Unicode.Scalar = "\u{F8FF}"

    /// The text, with anchors, aliases, tags and further documents masked.
    private(set) var text: SourceText
    /// What was found.
    private(set) var problems: [Problem] = []
    /// True for a text that must not be given to the parser, masked or not.
    private(set) var isUnfit = false

    // What libyaml's scanner knows at each moment: the columns of the open block collections, the
    // open brackets, and the text before a possible ":" on each level of brackets.
    var at = 0
    var line = 1
    var lineStart = 0
    var indents: [Int] = []
    var brackets = 0
    var keys: [PossibleKey?] = [nil]
    var mayBeginKey = true
    private var hasContent = false
    private var tokens = 0

    /// A text that turns out to be a key if a colon follows it on its line.
    struct PossibleKey {
        var index: Int
        var line: Int
        var column: Int
    }

    /// Checks a text.
    init(_ text: SourceText) {
        self.init(scanning: text)
        // A mask can join what it stood between, and then the parser's view is another one. So a
        // masked text is read only if it passes by itself.
        if !isUnfit, !problems.isEmpty {
            isUnfit = !NestingGuard(scanning: self.text).problems.isEmpty
        }
    }

    private init(scanning text: SourceText) {
        self.text = text
        while !isUnfit, takeToken() {}
    }

    /// The column that is at hand, counted from 0 as the indentation is.
    var column: Int { at - lineStart }

    /// The column of the innermost open block collection, -1 outside of all.
    var indent: Int { indents.last ?? -1 }

    /// The position that is at hand.
    private var position: SourcePosition { SourcePosition(line: line, column: column + 1) }

    /// The character some way ahead; NUL, which no text contains, after the end.
    func peek(_ ahead: Int = 0) -> Unicode.Scalar {
        at + ahead < text.scalars.count ? text.scalars[at + ahead] : "\0"
    }

    /// Goes past one character, or past a line's end of any form.
    mutating func advance() {
        let scalar = peek()
        at += 1
        if scalar == "\n" || (scalar == "\r" && peek() != "\n") {
            line += 1
            lineStart = at
        }
    }

    // MARK: - Tokens

    /// Goes past the next token; false at the end of the text.
    private mutating func takeToken() -> Bool {
        skipToToken()
        for level in keys.indices {
            if let key = keys[level], key.line < line || key.index + 1024 < at {
                keys[level] = nil
            }
        }
        closeBlocks(rightOf: column)
        let scalar = peek()
        if scalar == "\0" { return false }
        tokens += 1
        if tokens > Self.mostTokens {
            refuseAll(
                "the file holds more than \(Self.mostTokens) texts and keys",
                "make several routines of it")
            return false
        }
        if column == 0, takeDirectiveOrMarker() { return true }
        hasContent = true
        takeToken(beginningWith: scalar)
        return true
    }

    private mutating func takeToken(beginningWith scalar: Unicode.Scalar) {
        let isIndicator = peek(1).isBlankOrEnd
        switch scalar {
        case "[", "{":
            offerKey()
            brackets += 1
            keys.append(nil)
            mayBeginKey = true
            checkDepth()
            at += 1
        case "]", "}":
            if brackets > 0 {
                brackets -= 1
                keys.removeLast()
            } else {
                keys[0] = nil
            }
            mayBeginKey = false
            at += 1
        case ",":
            keys[brackets] = nil
            mayBeginKey = true
            at += 1
        case "-" where isIndicator:
            openBlock(at: column)
            keys[brackets] = nil
            mayBeginKey = true
            at += 1
        case "?" where isIndicator || brackets > 0:
            openBlock(at: column)
            keys[brackets] = nil
            mayBeginKey = brackets == 0
            at += 1
        case ":" where isIndicator || brackets > 0:
            if let key = keys[brackets] {
                openBlock(at: key.column)
                keys[brackets] = nil
                mayBeginKey = false
            } else {
                openBlock(at: column)
                mayBeginKey = brackets == 0
            }
            at += 1
        case "&":
            refuse("an anchor", length: 1 + nameLength(from: 1))
        case "!":
            refuse("a tag", length: tagLength())
        case "*":
            refuse("an alias", length: 1 + nameLength(from: 1))
            takePlain()
        case "|" where brackets == 0, ">" where brackets == 0:
            takeBlockText()
        case "'", "\"":
            takeQuoted(by: scalar)
        case "#", "|", ">", "%", "@", "`":
            // The parser will say that no text begins with it.
            at += 1
        default:
            takePlain()
        }
    }

    /// Goes past a directive or a document's beginning or end, which stand at a line's beginning.
    private mutating func takeDirectiveOrMarker() -> Bool {
        let isStart = isMarker("-")
        guard isStart || isMarker(".") || peek() == "%" else { return false }
        closeBlocks(rightOf: -1)
        keys[brackets] = nil
        mayBeginKey = false
        if peek() == "%" {
            while !peek().isBreakOrEnd { at += 1 }
            return true
        }
        if isStart, hasContent {
            problems.append(
                Problem(
                    at: position, "a second document begins here",
                    remedy: "make it a file of its own; a file holds one routine"))
            text.scalars.removeSubrange(at...)
        }
        if isStart { hasContent = true }
        at += 3
        return true
    }

    /// True before `---` or `...` at the beginning of a line.
    func isMarker(_ scalar: Unicode.Scalar) -> Bool {
        column == 0 && peek() == scalar && peek(1) == scalar && peek(2) == scalar
            && peek(3).isBlankOrEnd
    }

    /// Remembers that a key may begin here.
    mutating func offerKey() {
        if mayBeginKey { keys[brackets] = PossibleKey(index: at, line: line, column: column) }
    }

    private mutating func openBlock(at column: Int) {
        guard brackets == 0, indent < column else { return }
        indents.append(column)
        checkDepth()
    }

    private mutating func closeBlocks(rightOf column: Int) {
        guard brackets == 0 else { return }
        while indent > column { indents.removeLast() }
    }

    // MARK: - Refusals

    private mutating func checkDepth() {
        if indents.count + brackets > Self.deepest {
            refuseAll(
                "lists and maps stand more than \(Self.deepest) deep in each other here",
                "take some of them away, or put quotes around a text")
        }
    }

    private mutating func refuseAll(_ message: String, _ remedy: String) {
        guard !isUnfit else { return }
        problems.append(Problem(at: position, message, remedy: remedy))
        isUnfit = true
    }

    /// Reports an anchor, an alias or a tag, and masks it so that positions stay as they are.
    private mutating func refuse(_ name: String, length: Int) {
        let sign = String(peek())
        var written = String.UnicodeScalarView()
        written.append(contentsOf: text.scalars[at..<at + length])
        problems.append(
            Problem(
                at: position,
                "\(String(written).quoted) is \(name), which this format does not have",
                remedy: "write the value itself, or put quotes around a text that begins "
                    + "with \(sign)"))
        if sign == "*" {
            text.scalars[at] = Self.aliasMask
        } else {
            for index in at..<at + length { text.scalars[index] = " " }
        }
    }

    private func nameLength(from start: Int) -> Int {
        var length = 0
        while peek(start + length).isNameCharacter { length += 1 }
        return length
    }

    private func tagLength() -> Int {
        var length = 1
        while !peek(length).isBlankOrEnd, brackets == 0 || !peek(length).isBracketOrComma {
            length += 1
        }
        return length
    }
}
