import Foundation
import Testing

@testable import UnknotCore

/// The reference of the format, held against what the reader and the schema go by.
struct ReferenceTests {
    private static let forms = [
        RoutineForm.table.entries, BlockForm.table.entries, StepForm.table.entries,
        ActionForm.table.entries,
    ]
    private static let file = BuiltIn.repository.appending(
        path: "Sources/UnknotCore/UnknotCore.docc/RoutineFormat.md")
    private let article: [String]

    init() throws {
        article = try String(contentsOf: Self.file, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
    }

    /// The parts between three backticks, of one language.
    private func code(_ language: String) -> [String] {
        var parts: [String] = []
        var lines: [String]?
        for line in article {
            if line == "```" {
                if let lines { parts.append(lines.map { $0 + "\n" }.joined()) }
                lines = nil
            } else if line == "```\(language)" {
                lines = []
            } else {
                lines?.append(line)
            }
        }
        return parts
    }

    /// With `UNKNOT_RECORD` set the rows of the article are written anew.
    @Test func everyKeyHasItsRow() throws {
        let tables = Self.forms.map { $0.map(\.row) }
        var written = article
        if ProcessInfo.processInfo.environment["UNKNOT_RECORD"] != nil {
            var rest = tables[...]
            written = article.enumerated().flatMap { index, line -> [String] in
                guard line.hasPrefix("| `") else { return [line] }
                let isFirst = !article[index - 1].hasPrefix("| `")
                return isFirst ? rest.popFirst() ?? [] : []
            }
            try written.joined(separator: "\n").write(
                to: Self.file, atomically: true, encoding: .utf8)
        }
        #expect(written.filter { $0.hasPrefix("| `") } == tables.flatMap { $0 })
    }

    @Test func theExamplesAreSoundAndValid() throws {
        let examples = code("yaml").filter { $0.hasPrefix("unknot:") }
        #expect(examples.count == 2)
        let validator = try SchemaValidator(RoutineSchema.text)
        let lengths = CueLengths.longest
        for example in examples {
            let routine = try RoutineReader.read(Array(example.utf8)).get()
            #expect(RoutineCheck(routine, lengths: lengths).findings == [])
            let value = try #require(PlainValue(yaml: Array(example.utf8)))
            #expect(try validator.problems(of: value) == [])
        }
    }

    /// The schema, and so the reader, takes the example of each row for its key.
    @Test func everyRowsExampleIsValid() throws {
        let validator = try SchemaValidator(RoutineSchema.text)
        for (form, lists) in zip(
            Self.forms, [[], ["blocks"], ["blocks", "steps"], ["blocks", "steps", "do"]])
        {
            for key in form {
                guard let example = key.example else { continue }
                let line = "\(key.name): \(example)\n"
                var value = try #require(PlainValue(yaml: Array(line.utf8)), "\(line)")
                for list in lists.reversed() { value = .object([list: .list([value])]) }
                // It stands alone, so only what is wrong with its own value counts.
                let path = lists.map { "/\($0)/0" }.joined() + "/\(key.name)"
                let problems = try validator.problems(of: value).filter { $0.hasPrefix(path) }
                #expect(problems == [], "\(line)")
            }
        }
    }
}
