import Foundation
import Testing

@testable import UnknotCore

/// The reference of the format, held against what the reader and the schema go by.
struct ReferenceTests {
    private static let forms: [MapForm] = [.routine, .block, .step, .action]
    private let article: [String]

    init() throws {
        let file = BuiltIn.repository.appending(
            path: "Sources/UnknotCore/UnknotCore.docc/RoutineFormat.md")
        article = try String(contentsOf: file, encoding: .utf8).split(
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

    @Test func everyKeyHasItsRow() {
        let wanted = Self.forms.flatMap { form in
            form.guide.map { $0.row(isRequired: form.required.contains($0.name)) }
        }
        #expect(article.filter { $0.hasPrefix("| `") } == wanted)
    }

    @Test func theExamplesAreSoundAndValid() throws {
        let examples = code("yaml").filter { $0.hasPrefix("unknot:") }
        #expect(examples.count == 2)
        let validator = try SchemaValidator(RoutineSchema.text)
        let lengths = EstimatedLengths(tones: EstimatedLengths.longestTones).lengths
        for example in examples {
            let routine = try RoutineReader.read(Array(example.utf8)).get()
            #expect(RoutineCheck(routine, lengths: lengths).findings == [])
            let value = try #require(PlainValue(yaml: Array(example.utf8)))
            #expect(try validator.problems(of: value) == [])
        }
        // Between them they have nearly every key.
        let text = examples.joined()
        for key in Self.forms.flatMap(\.guide) where !["source", "offered"].contains(key.name) {
            #expect(text.contains("\(key.name):"), "\(key.name)")
        }
    }

    /// What a row shows as an example is what the schema, and so the reader, takes for the key.
    @Test func everyRowsExampleIsValid() throws {
        let validator = try SchemaValidator(RoutineSchema.text)
        for (form, lists) in zip(
            Self.forms, [[], ["blocks"], ["blocks", "steps"], ["blocks", "steps", "do"]])
        {
            for key in form.guide {
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
