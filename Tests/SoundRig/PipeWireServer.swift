import Foundation
import Glibc

/// PipeWire and WirePlumber with a null sink.
///
/// They find each other in the case's own runtime folder. The session bus is a child like the
/// others: `dbus-run-session`, ended by a signal, would leave both of its children behind.
struct PipeWireServer: SoundServer {
    /// What runs: clients can connect to a daemon that has nowhere to play to.
    enum Extent { case daemon, manager, sink }

    private static let format = ["--format", "s16", "--rate", "48000", "--channels", "2"]
    private static let sink = """
        { factory.name=support.null-audio-sink node.name=floor media.class=Audio/Sink \
        object.linger=true }
        """

    let process: ChildProcess
    let device: Device
    let standsStillAtFirst = false
    private let workbench: Workbench
    private let bus: ChildProcess

    /// Starts everything and waits until it can be played to.
    init(_ workbench: Workbench, upTo extent: Extent = .sink) throws {
        try self.init(workbench, bus: nil, upTo: extent)
    }

    private init(_ workbench: Workbench, bus earlierBus: ChildProcess?, upTo extent: Extent) throws
    {
        self.workbench = workbench
        device = .pipeWire(plugin: try PipeWirePlugin.path())
        try Self.keepFromHardware(workbench)
        let socket = workbench.path("run/bus")
        bus =
            try earlierBus
            ?? workbench.startBound(
                "dbus-daemon",
                ["--session", "--nofork", "--nopidfile", "--address=unix:path=\(socket)"])
        try waitForSocket(socket, of: bus)
        process = try workbench.startBound("pipewire", [])
        try waitForSocket(workbench.path("run/pipewire-0"), of: process)
        guard extent != .daemon else { return }
        _ = try workbench.startBound(
            "wireplumber", [], ["DBUS_SESSION_BUS_ADDRESS": "unix:path=\(socket)"])
        try wait(for: "WirePlumber", in: "pw-cli", ["ls", "Client"])
        if extent == .sink { try addSink() }
    }

    func capture() throws -> Capture {
        // As raw samples would begin: 44 bytes are eleven frames, should there be no WAV header.
        try Capture(channels: 2, skipping: 44) { take in
            try workbench.startBound(
                "pw-record",
                ["--target", "floor", "-P", "{ stream.capture.sink=true }"] + Self.format + ["-"],
                output: .bytes(take))
        }
    }

    func startedAgain() throws -> PipeWireServer {
        try PipeWireServer(workbench, bus: bus, upTo: .sink)
    }

    func removeSink() throws { _ = try ask("pw-cli", ["destroy", "floor"]) }

    func addSink() throws {
        _ = try ask("pw-cli", ["create-node", "adapter", Self.sink])
        // It has ports once the session manager has set it up.
        try wait(for: "floor:playback_FL", in: "pw-link", ["--input"])
    }

    func suspendSink(_ suspended: Bool) throws {
        throw Failure("a sink of PipeWire's that is played to cannot be suspended")
    }

    private func wait(for word: String, in program: String, _ words: [String]) throws {
        let limit = Duration.seconds(10)
        let deadline = Moment.now.advanced(by: limit)
        while Moment.now < deadline {
            if try ask(program, words).contains(where: { $0.contains(word) }) { return }
            pause(.milliseconds(20))
        }
        throw Failure("PipeWire has no \(word) after \(limit.readable)\(process.lastWords)")
    }

    private func ask(_ program: String, _ words: [String]) throws -> [String] {
        let child = try workbench.start(program, words)
        let exit = try child.waitForExit(.seconds(10))
        try expect(exit.status == 0, "\(program) \(words[0]): \(exit.readable)\(child.lastWords)")
        return child.lines.map(\.text)
    }

    /// WirePlumber would open the machine's own cards and headsets: in the words of 0.4 and of 0.5.
    private static func keepFromHardware(_ workbench: Workbench) throws {
        let folder = "config/wireplumber"
        for name in ["main.lua.d", "bluetooth.lua.d", "wireplumber.conf.d"] {
            try FileManager.default.createDirectory(
                atPath: workbench.path("\(folder)/\(name)"), withIntermediateDirectories: true)
        }
        try workbench.write(
            "\(folder)/main.lua.d/51-rig.lua",
            """
            alsa_monitor.enabled = false
            v4l2_monitor.enabled = false
            libcamera_monitor.enabled = false

            """)
        try workbench.write(
            "\(folder)/bluetooth.lua.d/51-rig.lua", "bluez_monitor.enabled = false\n")
        try workbench.write(
            "\(folder)/wireplumber.conf.d/51-rig.conf",
            """
            wireplumber.profiles = { main = {
                monitor.alsa = disabled, monitor.alsa-midi = disabled, monitor.bluez = disabled,
                monitor.bluez-midi = disabled, monitor.v4l2 = disabled,
                monitor.libcamera = disabled } }

            """)
    }
}

extension Workbench {
    /// Starts a process that does not outlive the rig, even should the rig be killed.
    fileprivate func startBound(
        _ program: String, _ arguments: [String], _ variables: [String: String] = [:],
        output: ChildProcess.Output = .lines
    ) throws -> ChildProcess {
        // setpriv becomes the program, so the id is the program's.
        try startHurried(
            "setpriv", ["--pdeathsig", "KILL", program] + arguments, variables, output: output)
    }
}

/// ALSA's plugin for PipeWire, unpacked beside what is built: as a package it would push out
/// PulseAudio.
private enum PipeWirePlugin {
    private static let folder = ".build/pipewire-alsa"
    private static let file = "libasound_module_pcm_pipewire.so"
    private static let found = Watched<String?>(nil)

    /// The plugin's path; fetched once, and then there without a network.
    static func path() throws -> String {
        try found.update { found in
            if let found { return found }
            if unpacked() == nil { try fetch() }
            guard let path = unpacked() else { throw Failure("pipewire-alsa has no \(file)") }
            found = path
            return path
        }
    }

    private static func unpacked() -> String? {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
        return names?.first { $0.hasSuffix("/\(file)") }
            .map { URL(fileURLWithPath: "\(folder)/\($0)").path }
    }

    private static func fetch() throws {
        let script = """
            set -e
            rm -rf "$0" "$0.part"
            mkdir -p "$0.part"
            (cd "$0.part" && apt-get -q download pipewire-alsa && dpkg -x pipewire-alsa_*.deb .)
            mv "$0.part" "$0"
            """
        let child = try ChildProcess(
            "timeout", ["60", "sh", "-c", script, folder],
            environment: ProcessInfo.processInfo.environment)
        let exit = try child.waitForExit(.seconds(70))
        try expect(
            exit.status == 0, "pipewire-alsa cannot be fetched: \(exit.readable)\(child.lastWords)")
    }
}
