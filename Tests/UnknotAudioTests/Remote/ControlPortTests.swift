import Glibc
import Testing

@testable import UnknotAudio
@testable import UnknotCore

/// Words over a socket or a fifo, with the session's part played by the test.
struct ControlPortTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("control")
    }

    private static let status = SessionStatus(
        timeline: Timeline(
            routine: "calf", title: "Calf", duration: 960_000,
            segments: [
                Segment(
                    start: 0, end: 480_000, kind: .roll, block: 0, step: "a", side: .right,
                    title: "A"),
                Segment(
                    start: 480_000, end: 720_000, kind: .hold, block: 0, step: "a", side: .right,
                    title: "A"),
                Segment(
                    start: 720_000, end: 960_000, kind: .hold, block: 0, step: "a", side: .left,
                    title: "A"),
            ], cues: []), position: 100_000, isPaused: false)

    /// One look of the session; every request is answered by its own name.
    @discardableResult
    private func look(_ port: ControlPort, isDone: Bool = true) -> [UserCommand] {
        let asked = port.asked(Self.status)
        for one in asked {
            port.answer(Answer("did \(one.request.rawValue)", isDone: isDone), to: one)
        }
        return asked.map(\.request)
    }

    private func problem(_ path: String) -> String? {
        do throws(ControlPort.Problem) {
            _ = try ControlPort(path: path)
            return nil
        } catch {
            return error.description
        }
    }

    // MARK: Words and answers

    @Test func everyRequestIsAWordAndHasAnAnswer() throws {
        let port = try ControlPort(path: path)
        let talker = try Talker(path)
        for request in UserCommand.allCases {
            talker.send("\(request.rawValue)\n".utf8)
            #expect(look(port) == [request])
            let answer = request == .quit ? "The session ends." : "did \(request.rawValue)"
            #expect(talker.answers() == "ok \(answer)\n")
        }
        talker.send("  PAUSE \r\n".utf8)
        #expect(look(port, isDone: false) == [.pause])
        #expect(talker.answers() == "no did pause\n")
    }

    @Test func whatIsNoWordIsAnsweredWithTheNearestOne() throws {
        let port = try ControlPort(path: path)
        let talker = try Talker(path)
        talker.send("puase\nstatsu\n\n".utf8)
        #expect(look(port) == [])
        #expect(
            talker.answers() == """
                no There is no command "puase". Did you mean "pause"?
                no There is no command "statsu". Did you mean "status"?

                """)
    }

    @Test func wordsOfOneAreTakenInTurnAndAnsweredInOrder() throws {
        let port = try ControlPort(path: path)
        let talker = try Talker(path)
        talker.send("next\nfoo\nstatus\nback\n".utf8)
        let first = port.asked(Self.status)
        #expect(first.map(\.request) == [.next])
        // The session has not answered yet, so nothing else is taken.
        #expect(port.asked(Self.status) == [])
        #expect(talker.answers() == "")
        #expect(port.deadline == nil)
        port.answer(Answer("The next step"), to: first[0])
        // There is more to take, though nothing arrives.
        #expect(port.deadline != nil)
        #expect(look(port) == [.back])
        let answers = try #require(talker.answers()).split(separator: "\n").map { $0.prefix(12) }
        #expect(answers == ["ok The next ", "no There is ", "ok state=pla", "ok did back"])
        #expect(port.deadline == nil)
    }

    @Test func statusTellsStateTimeStepSideAndWhatIsLeft() throws {
        #expect(
            Self.status.line
                == "state=playing time=2.0 kind=roll step=a side=right left=7.9 step-left=12.9 session-left=17.9"
        )
        var status = Self.status
        status.isPaused = true
        status.position = 720_000
        #expect(
            status.line
                == "state=paused time=15.0 kind=hold step=a side=left left=5.0 step-left=5.0 session-left=5.0"
        )
        status.position = 960_000
        #expect(
            status.line
                == "state=ended time=20.0 kind=- step=- side=- left=0.0 step-left=0.0 session-left=0.0"
        )
    }

    @Test func severalTalkAtOnceAndEachHearsItsOwn() throws {
        let port = try ControlPort(path: path)
        let talkers = try (0..<8).map { _ in try Talker(path) }
        for (talker, request) in zip(talkers, UserCommand.allCases) {
            talker.send("\(request.rawValue)\n".utf8)
        }
        #expect(look(port) == Array(UserCommand.allCases.prefix(8)))
        for (talker, request) in zip(talkers, UserCommand.allCases) {
            #expect(talker.answers() == "ok did \(request.rawValue)\n")
        }
        let ninth = try Talker(path)
        look(port)
        #expect(ninth.answers() == "no 8 programs are connected already.\n")
        #expect(ninth.answers() == nil)
        talkers[0].end()
        look(port)
        let tenth = try Talker(path)
        tenth.send("pause\n".utf8)
        #expect(look(port) == [.pause])
    }

    // MARK: Bad manners

    @Test func partsOfLinesWaitForTheirRest() throws {
        let port = try ControlPort(path: path)
        let talker = try Talker(path)
        for letter in "skip-side" {
            talker.send("\(letter)".utf8)
            #expect(look(port) == [])
        }
        talker.send("\n".utf8)
        #expect(look(port) == [.skipSide])
        // A last word needs no end, and its answer still arrives.
        talker.send("next".utf8)
        talker.finish()
        #expect(look(port) == [.next])
        #expect(talker.answers() == "ok did skip-side\nok did next\n")
        look(port)
        #expect(talker.answers() == nil)
        #expect(port.watched.count == 1)
    }

    @Test func junkIsAnsweredInOneLineEach() throws {
        let port = try ControlPort(path: path)
        let talker = try Talker(path)
        talker.send([UInt8](repeating: 0x78, count: 5_000))
        #expect(look(port) == [])
        #expect(talker.answers() == "no A line has at most 256 bytes.\n")
        talker.send([0x0A, 0xFF, 0x00, 0x1B, 0x5B, 0x32, 0x4A, 0x0A])
        #expect(look(port) == [])
        let answer = try #require(talker.answers())
        #expect(answer.hasPrefix("no There is no command "))
        #expect(answer.dropLast().unicodeScalars.allSatisfy { $0.value >= 0x20 })
        talker.send("pause\n".utf8)
        #expect(look(port) == [.pause])
    }

    @Test func whoNeverReadsIsDroppedAndNeverWaitedFor() throws {
        let port = try ControlPort(path: path)
        let rude = try Talker(path)
        let other = try Talker(path)
        let words = Array(String(repeating: "somersault\n", count: 1_000).utf8)
        let before = ContinuousClock.now
        var looks = 0
        while port.watched.count == 3 || looks == 0, looks < 20_000 {
            rude.send(words)
            look(port)
            looks += 1
        }
        #expect(port.watched.count == 2)
        #expect(ContinuousClock.now - before < .seconds(60))
        other.send("next\n".utf8)
        #expect(look(port) == [.next])
        #expect(other.answers() == "ok did next\n")
    }

    @Test func whoGoesBeforeTheAnswerTroublesNobody() throws {
        let port = try ControlPort(path: path)
        let talker = try Talker(path)
        talker.send("next\n".utf8)
        let asked = port.asked(Self.status)
        talker.end()
        #expect(port.asked(Self.status) == [])
        // Nothing is waited for meanwhile, or its end would be news for ever.
        #expect(port.watched.count == 1)
        port.answer(Answer("done"), to: asked[0])
        look(port)
        #expect(port.watched.count == 1)
    }

    // MARK: The path

    @Test func theSocketIsItsOwnersAloneAndGoesWithThePort() throws {
        let port = try ControlPort(path: path)
        var found = stat()
        #expect(lstat(path, &found) == 0)
        #expect(found.st_mode & 0o7777 == 0o600)
        let talker = try Talker(path)
        talker.send("next\n".utf8)
        _ = port.asked(Self.status)
        port.close()
        #expect(lstat(path, &found) != 0)
        #expect(talker.answers() == "no The session has ended.\n")
        #expect(talker.answers() == nil)
    }

    @Test func aSocketThatIsListenedToIsNotReplacedAndALeftOneIs() throws {
        let port = try ControlPort(path: path)
        #expect(
            problem(path)
                == "\(path) cannot take commands: a socket that a running program listens at stands "
                + "there. Choose another path.")
        // Moved away, it is not removed: what stands at its path then is somebody else's.
        #expect(rename(path, folder.file("left")) == 0)
        let other = try ControlPort(path: path)
        port.close()
        var found = stat()
        #expect(lstat(path, &found) == 0)
        #expect(lstat(folder.file("left"), &found) == 0)
        // Nobody listens at the one that was left.
        let third = try ControlPort(path: folder.file("left"))
        let talker = try Talker(folder.file("left"))
        talker.send("pause\n".utf8)
        #expect(look(third) == [.pause])
        withExtendedLifetime(other) {}
    }

    @Test func nothingElseIsReplaced() throws {
        let file = try folder.write("file", Array("precious".utf8))
        #expect(
            problem(file)
                == "\(file) cannot take commands: something else than a socket or a fifo stands there. "
                + "Choose another path.")
        #expect(symlink(folder.file("nowhere"), folder.file("link")) == 0)
        #expect(problem(folder.file("link"))?.contains("something else than a socket") == true)
        #expect(problem(folder.path)?.contains("something else than a socket") == true)
        #expect(problem(folder.file("none/control"))?.contains("No such file or directory") == true)
        let long = folder.file(String(repeating: "x", count: 120))
        #expect(
            problem(long) == "\(long) cannot take commands: a socket's path has at most 107 bytes.")
        #expect(folder.bytes("file") == Array("precious".utf8))
    }

    @Test func aFifoGivesWordsAndGetsNoAnswers() throws {
        #expect(mkfifo(path, 0o600) == 0)
        let port = try ControlPort(path: path)
        for _ in 0..<3 {
            let writer = open(path, O_WRONLY | O_NONBLOCK)
            let words = Array("next\nfoo\nback\n".utf8)
            #expect(write(writer, words, words.count) == words.count)
            close(writer)
            #expect(look(port) == [.next])
            #expect(look(port) == [.back])
            #expect(look(port) == [])
        }
        port.close()
        var found = stat()
        #expect(lstat(path, &found) == 0)
    }
}
