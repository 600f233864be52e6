import Testing

@testable import UnknotCore

/// A format made for the test: what a new key takes is its line in the table, and a place in the
/// model.
private struct ToyForm: MappingForm {
    enum Region: String, CaseIterable, Sendable {
        case calf
        case frontThigh = "front thigh"
    }

    struct Toy: Hashable {
        var name: String
        var regions: [Region]
        var wait: Duration
        var pace: Double?
    }

    static let name = "toy"
    static let table = KeyTable(ToyForm()) { keys in [.needs(keys.pace, keys.wait)] }

    let name = FormatKey(
        required: "name", .line(1...10), standIn: "", example: "Bear", "What it is called")
    let regions = FormatKey<[Region]>(
        "region", .words(), default: [.calf], example: "calf, front thigh", "What it is for")
    let wait = FormatKey(
        "wait", .time(.zero ... .seconds(60)), default: .seconds(5), example: "9s", "A time")
    let pace = FormatKey("pace", .number(0.5...2), example: "1.5", "A factor")

    static func model(from fields: Fields<ToyForm>) -> Toy {
        Toy(
            name: fields[\.name], regions: fields[\.regions], wait: fields[\.wait],
            pace: fields[\.pace])
    }
}

struct KeyTableTests {
    private func read(_ text: String) -> (toy: ToyForm.Toy?, lines: [String]) {
        let (toy, problems) = Reading.file(Array(text.utf8), as: ToyForm.self, largest: 1_000)
        return (toy, problems.map { $0.line(file: "t") })
    }

    @Test(arguments: [
        "region: [front thigh, calf]", "region: front thigh, calf",
        "region:\n  - front thigh\n  - calf",
    ])
    func wordsAreAListOrStandBetweenCommas(line: String) {
        let (toy, lines) = read("name: A\n\(line)\n")
        #expect(lines == [])
        #expect(toy?.regions == [.frontThigh, .calf])
        #expect(toy?.wait == .seconds(5))
    }

    @Test(arguments: [
        Given(
            "name: A\nregion: [knee, clf]",
            [
                #"t:2:9: "region" wants calf or front thigh, not "clf"; did you mean "calf"?"#,
                #"t:2:9: "region" wants calf or front thigh, not "knee"; write for example region: calf, front thigh"#,
            ]),
        Given(
            "region: [[calf]]",
            [
                #"t:1:1: a toy needs "name", which is missing; write for example name: Bear"#,
                #"t:1:9: "region" wants words in its list; write for example region: calf, front thigh"#,
            ]),
        Given(
            "name: A\npace: 2",
            [#"t:2:1: "pace" needs "wait", which is missing; add it, or leave "pace" out"#]),
        Given("", [#"t: the file is empty; begin it with "name: Bear""#]),
    ])
    func aTableExplainsItsKeys(given: Given<[String]>) {
        #expect(read(given.text).lines.sorted() == given.wanted)
    }

    @Test func theTableIsTheReference() {
        #expect(ToyForm.table.entries.map(\.name) == ["name", "region", "wait", "pace"])
        #expect(
            ToyForm.table.entries[1].row == """
                | `region` | words | `calf` | `calf`, `front thigh` | `region: calf, front thigh` \
                | What it is for |
                """)
    }
}
