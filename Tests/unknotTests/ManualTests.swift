import ArgumentParser
import Foundation
import Testing

@testable import make_manual
@testable import unknot

/// The manual pages, made of the help that the program has today.
struct ManualTests {
    private let help: Help
    private let pages: [ManualPage]

    init() throws {
        help = try JSONDecoder().decode(Help.self, from: Data(Unknot._dumpHelp().utf8))
        pages = ManualPage.all(of: help, version: "1.2.3")
    }

    private func page(_ name: String) throws -> String {
        try #require(pages.first { $0.name == name }).text
    }

    @Test func everyCommandHasAPageAndStandsInTheOverview() throws {
        let names = Unknot.configuration.subcommands.compactMap { $0.configuration.commandName }
        #expect(pages.map(\.name) == ["unknot"] + names.map { "unknot-\($0)" })
        let overview = try page("unknot")
        for name in names { #expect(overview.contains("\n\\fBunknot\\-\(name)\\fR(1)\n")) }
    }

    @Test func everyOptionThatHelpShowsStandsInItsPage() throws {
        for command in try #require(help.command.subcommands) where command.commandName != "help" {
            let text = try page("unknot-\(command.commandName)")
            for argument in try #require(command.arguments) {
                for name in argument.names ?? [] {
                    let isThere = text.contains("\\fB\(Roff.text(name.text))\\fR")
                    #expect(
                        isThere == argument.shouldDisplay, "\(command.commandName) \(name.text)")
                }
                if argument.shouldDisplay, let abstract = argument.abstract {
                    #expect(text.contains(Roff.text(abstract)))
                }
            }
        }
    }

    @Test func aPageHasItsPartsInTheUsualOrder() throws {
        let headings = try page("unknot-start").split(separator: "\n")
            .filter { $0.hasPrefix(".S") || $0.hasPrefix(".TH") }
        #expect(headings.first == ".TH UNKNOT\\-START 1 \"\" \"Unknot 1.2.3\" \"Unknot\"")
        let sections = headings.filter { $0.hasPrefix(".SH") }.map { $0.dropFirst(4) }
        for (first, second) in zip(
            ["NAME", "SYNOPSIS", "DESCRIPTION", "ARGUMENTS", "OPTIONS", "EXAMPLES"],
            ["SYNOPSIS", "DESCRIPTION", "ARGUMENTS", "OPTIONS", "EXAMPLES", "SEE ALSO"])
        {
            let one = try #require(sections.firstIndex { $0 == first })
            let other = try #require(sections.firstIndex { $0 == second })
            #expect(one < other)
        }
        #expect(headings.contains(".SS Plan"))
    }

    @Test func anOptionTellsItsValuesAndWhatHoldsWithoutIt() throws {
        #expect(
            try page("unknot-show").contains(
                """
                .TP
                \\fB\\-\\-side\\fR \\fIside\\fR
                Which side, where there are two. (values: right, left, both; default: both)

                """))
        #expect(
            try page("unknot-render").contains("\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fIfile\\fR\n"))
    }

    @Test func examplesAreKeptLineByLine() throws {
        #expect(
            try page("unknot-list").contains(
                ".SH EXAMPLES\n.EX\nunknot list\nunknot list calf\n.EE\n"))
    }

    @Test func textIsNeverACommandOfRoff() {
        #expect(Roff.text("a-b \\n 'c' ~/d") == "a\\-b \\en \\(aqc\\(aq \\(ti/d")
        #expect(Roff.text(".config") == "\\&.config")
        #expect(Roff.text("'tis") == "\\(aqtis")
        #expect(Roff.text("für") == "f\\[u00FC]r")
        #expect(Roff.paragraphs("a\nb\n\n\nc\n") == ["a", "b", ".PP", "c"])
    }

    @Test func aDiscussionIsTakenApart() {
        let discussion = Discussion("One.\n\nTwo: three.\n\nKEYS IN USE:\n\n  q  ends\n    all\n\n")
        #expect(discussion.prose == "One.\n\nTwo: three.")
        #expect(
            discussion.sections == [".SH KEYS IN USE", ".EX", "q  ends", "  all", ".EE"])
    }

    @Test func pagesAreOfAsciiAndEndTheirLines() {
        for page in pages {
            #expect(page.text.unicodeScalars.allSatisfy { $0.isASCII })
            #expect(page.text.hasSuffix("\n") && !page.text.contains("\n\n"))
        }
    }
}
