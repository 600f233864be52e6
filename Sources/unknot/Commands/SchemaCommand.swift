import ArgumentParser
import UnknotCore

/// `unknot schema`: what editors need to help with a routine.
struct SchemaCommand: ShellCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the routine format as a JSON Schema, for editors.",
        discussion: """
            Editors that know JSON Schema complete the keys of a routine, explain them, and mark \
            what is wrong while it is typed. Write the schema beside the routine, and name it in \
            the routine's first line. What takes the whole routine to see (a sentence that does \
            not fit its time, an id that is given twice) only "unknot check" tells.

            EXAMPLE:
              unknot schema > routine.schema.json
              # yaml-language-server: $schema=routine.schema.json
            """)

    func run(in shell: Shell) throws {
        try shell.out(RoutineSchema.text)
    }
}
