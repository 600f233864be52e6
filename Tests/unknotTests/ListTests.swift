import Testing

@testable import unknot

struct TableTests {
    @Test func columnsAreAsWideAsTheirWidestCell() {
        #expect(
            Table.text([["a", "bcd"], ["efg", "h"]], header: ["x", "y"])
                == "x    y\na    bcd\nefg  h\n")
    }
}
