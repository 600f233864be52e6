import ArgumentParser
import Glibc
import UnknotAudio
import UnknotCore

/// What a session is controlled with, besides the keys that it has anyway.
struct ControlArguments: ParsableArguments {
    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "What a key does, such as f9=repeat or m=none; may be given again. \"unknot keys\" shows the names.",
            valueName: "key=command"),
        transform: { try change($0) })
    var key: [KeyMap.Change] = []

    @Option(
        help: ArgumentHelp(
            "An input device whose keys are the session's alone, such as /dev/input/event3: a pedal, a remote; may be given again.",
            valueName: "device"),
        completion: .file())
    var input: [String] = []

    @Option(
        help: ArgumentHelp(
            "Where to take commands as words, one a line: a socket that is made there, or a fifo that stands there.",
            valueName: "path"),
        completion: .file())
    var control: String?

    /// Reads what a key is to do.
    ///
    /// - Throws: `ValidationError`, which says what was probably meant.
    static func change(_ text: String) throws -> KeyMap.Change {
        do throws(KeyMap.Problem) {
            return try KeyMap.Change(text)
        } catch {
            throw ValidationError(error.message)
        }
    }

    /// Opens input devices.
    ///
    /// - Parameters:
    ///   - inputs: their paths.
    ///   - complain: told later what becomes of them.
    /// - Returns: their keys.
    /// - Throws: `Failure` for one that cannot be used.
    static func open(
        _ inputs: [String], complain: @escaping (String) -> Void
    ) throws -> [InputKeys] {
        try inputs.map { path in
            do throws(InputKeys.Problem) {
                return try InputKeys(path: path, tell: complain)
            } catch {
                throw Failure("\(error)", status: error.status)
            }
        }
    }

    private static func port(_ path: String) throws -> ControlPort {
        do throws(ControlPort.Problem) {
            return try ControlPort(path: path)
        } catch {
            throw Failure("\(error)", status: .cannotCreate)
        }
    }

    /// Opens everything that controls a session.
    ///
    /// - Parameters:
    ///   - map: what the keys ask for.
    ///   - kept: what the session that goes on was controlled with; what cannot be had of that any
    ///     more is told, and missing.
    ///   - usesTerminal: whether the terminal's keys are among it.
    ///   - complain: told what becomes of it while it is used.
    /// - Returns: what is to be closed when the session is over.
    /// - Throws: `Failure` for what cannot be opened.
    func open(
        _ map: KeyMap, kept: KeptWays? = nil, usesTerminal: Bool,
        complain: @escaping (String) -> Void
    ) throws -> Controls {
        func orWithout<Value>(_ value: () throws -> Value) throws -> Value? {
            do {
                return try value()
            } catch let failure as Failure {
                complain("\(failure.message) The session goes on without it.")
                return nil
            }
        }
        let inputs =
            input.isEmpty
            ? try (kept?.inputs ?? []).flatMap { path in
                try orWithout { try Self.open([path], complain: complain) } ?? []
            } : try Self.open(input, complain: complain)
        let port =
            if let control {
                try Self.port(control)
            } else {
                try kept?.control.flatMap { path in try orWithout { try Self.port(path) } }
            }
        // Last: what fails before leaves the terminal alone.
        let keys = usesTerminal ? TerminalKeys(STDIN_FILENO) : nil
        return Controls(map: map, keys: keys, inputs: inputs, port: port)
    }
}

/// What controls a session that runs.
final class Controls {
    /// What asks for things.
    let remotes: [any Remote]
    private let keys: TerminalKeys?
    private let port: ControlPort?

    fileprivate init(map: KeyMap, keys: TerminalKeys?, inputs: [InputKeys], port: ControlPort?) {
        self.keys = keys
        self.port = port
        let sources: [any KeySource] = (keys.map { [$0] } ?? []) + inputs
        remotes = sources.map { KeyRemote($0, map) } + (port.map { [$0] } ?? [])
    }

    deinit { close() }

    /// Gives the terminal back and ends what listens.
    func close() {
        keys?.restore()
        port?.close()
    }
}

extension InputKeys.Problem {
    /// What is missing is an input; what is there and may not be used is a service denied.
    fileprivate var status: Failure.Status {
        switch self {
        case .absent, .notADevice: .noInput
        case .denied, .held, .failed: .noService
        }
    }
}
