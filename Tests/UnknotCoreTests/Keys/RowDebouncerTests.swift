import Testing

@testable import UnknotCore

/// A hand that does not see hits a row and not a key.
struct RowDebouncerTests {
    /// The requests that count, of keys in the usual map at moments in milliseconds.
    private func meant(_ keys: [(key: Character, moment: Int64)]) -> [UserCommand] {
        var filter = RowDebouncer()
        return keys.compactMap { key, moment in
            KeyMap.usual[Key(key)].flatMap {
                filter.isMeant($0, at: moment * 1_000_000) ? $0 : nil
            }
        }
    }

    @Test func aBlowOnARowActsOnce() {
        #expect(meant([("c", 0), ("v", 20)]) == [.toggle])
        #expect(meant([("d", 0), ("f", 0)]) == [.tender])
        #expect(meant([("c", 0), ("d", 10), ("v", 20), ("f", 30)]) == [.toggle, .tender])
        // A forearm that rolls over the row takes longer, and is one blow.
        #expect(meant(zip("zxcvbnm", 0...).map { ($0, $1 * 100) }) == [.toggle])
    }

    @Test func twoPressesThatAreMeantActTwice() {
        #expect(meant([("c", 0), ("c", 150)]) == [.toggle, .toggle])
        #expect(meant([("c", 0), ("v", 150), ("w", 160)]) == [.toggle, .toggle, .repeat])
        #expect(meant([("c", 0), ("c", 149)]) == [.toggle])
    }
}
