/// Regular expressions for amounts within limits, as JSON Schema takes them.
///
/// They know the notations that people use: `90`, `90s`, `7.5s`, `1m30s`, `1.5m`. The reader takes a
/// few more, with hours and leading zeros.
enum AmountPattern {
    /// Times within limits: whole seconds below a minute, up to whole minutes.
    static func time(_ limits: ClosedRange<Duration>) -> String {
        let low = Int(limits.lowerBound.components.seconds)
        let high = Int(limits.upperBound.components.seconds)
        let minutes = high / 60
        let decimal = #"(?:\.[0-9])?"#
        let none = #"(?:\.0)?"#
        var forms = [
            number(low...(high - 1)) + decimal + "s?", "\(high)\(none)s?",
            #"0\."# + number(max(1, (low + 5) / 6)...9) + "m",
            "\(minutes)\(none)m", "\(minutes)m0?0\(none)s",
        ]
        if low == 0 { forms.append("0m") }
        if minutes > 1 {
            let whole = number(1...(minutes - 1))
            forms += [whole + decimal + "m", whole + "m[0-5]?[0-9]" + decimal + "s"]
        }
        return "(?:" + forms.joined(separator: "|") + ")"
    }

    /// Whole numbers from one to another, without leading zeros.
    static func number(_ limits: ClosedRange<Int>) -> String {
        var parts: [String] = []
        var low = limits.lowerBound
        while low <= limits.upperBound {
            // The largest block `d00…0` to `d99…9` that begins here, and then its neighbours.
            var block = 1
            while low % (block * 10) == 0, low >= block * 10,
                low + block * 10 - 1 <= limits.upperBound
            {
                block *= 10
            }
            let first = low / block % 10
            var last = first
            while last < 9, low + (last - first + 2) * block - 1 <= limits.upperBound { last += 1 }
            let head = low / block / 10
            let digit = first == last ? "\(first)" : "[\(first)-\(last)]"
            let zeros = "\(block)".count - 1
            parts.append(
                (head == 0 ? "" : "\(head)") + digit + String(repeating: "[0-9]", count: zeros))
            low += (last - first + 1) * block
        }
        return parts.count == 1 ? parts[0] : "(?:" + parts.joined(separator: "|") + ")"
    }
}
