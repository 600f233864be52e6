// Where a text ends: the part of YAML that decides whether a sign in it means anything.
extension NestingGuard {
    /// Goes past spaces, comments and line ends.
    mutating func skipToToken() {
        while true {
            // A tab where a key may begin is an error to the parser, so what follows is moot.
            while peek().isBlank { at += 1 }
            if peek() == "#" {
                while !peek().isBreakOrEnd { at += 1 }
            }
            guard peek().isBreak else { break }
            skipLineEnd()
            if brackets == 0 { mayBeginKey = true }
        }
    }

    /// Goes past a text without quotes, over several lines if they are indented.
    mutating func takePlain() {
        offerKey()
        mayBeginKey = false
        let least = indent + 1
        var hasCrossedLine = false
        let beginning = at
        lines: while !isMarker("-"), !isMarker("."), peek() != "#" {
            while !peek().isBlankOrEnd {
                if peek() == ":", peek(1).isBlankOrEnd { break }
                if brackets > 0, peek().isBracketOrComma { break }
                at += 1
                hasCrossedLine = false
            }
            guard peek().isBlank || peek().isBreak else { break lines }
            while peek().isBlank || peek().isBreak {
                let before = line
                advance()
                if line > before { hasCrossedLine = true }
            }
            if brackets == 0, column < least { break lines }
        }
        // Nothing taken means a sign that cannot begin a text: the parser will say so.
        if at == beginning { at += 1 }
        if hasCrossedLine { mayBeginKey = true }
    }

    /// Goes past a text in quotes.
    mutating func takeQuoted(by quote: Unicode.Scalar) {
        offerKey()
        mayBeginKey = false
        at += 1
        while peek() != "\0" {
            if peek() == quote {
                at += 1
                guard quote == "'", peek() == "'" else { return }
                at += 1
            } else {
                if quote == "\"", peek() == "\\" { at += 1 }
                if peek() != "\0" { advance() }
            }
        }
    }

    /// Goes past a text after `|` or `>`, which ends where the indentation does.
    mutating func takeBlockText() {
        keys[brackets] = nil
        mayBeginKey = true
        var wanted: Int?
        at += 1
        while !peek().isBreakOrEnd, !peek().isBlank {
            if let digit = Int(String(peek())) { wanted = max(indent, 0) + digit }
            at += 1
        }
        while !peek().isBreakOrEnd { at += 1 }
        skipLineEnd()
        var depth = wanted ?? skipIndentation(atMost: .max)
        if wanted == nil { depth = max(depth, indent + 1, 1) }
        _ = skipIndentation(atMost: depth)
        while column == depth, peek() != "\0" {
            while !peek().isBreakOrEnd { at += 1 }
            skipLineEnd()
            _ = skipIndentation(atMost: depth)
        }
    }

    /// Goes past empty lines and the spaces before the next text; the deepest column seen.
    private mutating func skipIndentation(atMost limit: Int) -> Int {
        var deepest = 0
        while true {
            while peek() == " ", column < limit { at += 1 }
            deepest = max(deepest, column)
            guard peek().isBreak else { return deepest }
            skipLineEnd()
        }
    }

    private mutating func skipLineEnd() {
        let before = line
        while line == before, peek().isBreak { advance() }
    }
}

extension Unicode.Scalar {
    /// True for a space and a tab.
    var isBlank: Bool { self == " " || self == "\t" }

    /// True for either half of a line's end.
    var isBreak: Bool { self == "\n" || self == "\r" }

    /// True for a line's end and the text's end.
    var isBreakOrEnd: Bool { isBreak || self == "\0" }

    /// True for what ends a word.
    var isBlankOrEnd: Bool { isBlank || isBreakOrEnd }

    /// True for what ends a text between brackets.
    var isBracketOrComma: Bool {
        self == "[" || self == "]" || self == "{" || self == "}" || self == ","
    }

    /// True for what the name of an anchor is made of.
    var isNameCharacter: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
        default: false
        }
    }
}
