import Glibc
import Testing

/// A terminal that takes nothing for a while, as after Ctrl-S; how long it can keep a program from
/// its end is measured by the sound rig.
struct StoppedTerminalTests {
    @Test func keysThatWaitedAreNamedWhenTheTerminalGoesOn() throws {
        let run = try TerminalRun(
            "exec \"$0\" \"$@\"", ["keys"], in: try TemporaryFolder())
        try run.waitUntilRaw()
        try run.waitFor("Twice q, or Ctrl-C, ends this.\n")
        run.type("\u{13}b")
        run.type("\u{11}")
        try run.waitFor("b  toggle: pause, or go on\n")
        kill(run.id, SIGTERM)
        #expect(try run.finish() == 143 << 8)
    }
}
