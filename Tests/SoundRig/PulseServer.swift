import Glibc

/// PulseAudio with a null sink, which takes samples at its own steady pace and changes none.
struct PulseServer: SoundServer {
    /// The sink's format: the program's own, so that nothing is converted.
    private static let format = ["--format=s16le", "--rate=48000", "--channels=2"]
    private static let sink = "sink_name=floor format=s16le rate=48000 channels=2"
    private static let atOnce = "norewinds=1"

    let process: ChildProcess
    let socket: String
    /// Whether the null sink renders two seconds at once when it starts.
    ///
    /// A stream that comes then is heard after them. One that cannot rewind is at most 50 ms ahead, as a card would be.
    let standsStillAtFirst: Bool
    private let workbench: Workbench
    private let name: String

    /// Starts a server and waits until it answers.
    init(_ workbench: Workbench, name: String = "pulse", standsStillAtFirst: Bool = false) throws {
        self.standsStillAtFirst = standsStillAtFirst
        self.workbench = workbench
        self.name = name
        socket = workbench.path("\(name).sock")
        // It leaves by itself a minute after its last client, should the rig be killed.
        process = try workbench.startHurried(
            "pulseaudio",
            [
                "-n", "--daemonize=no", "--use-pid-file=no", "--disable-shm=yes",
                "--exit-idle-time=60", "--log-level=error",
                "-L", "module-null-sink \(Self.sink) \(standsStillAtFirst ? "" : Self.atOnce)",
                "-L", "module-native-protocol-unix socket=\(socket) auth-anonymous=1",
            ])
        try waitForSocket(socket, of: process)
    }

    var device: Device { .pulse(socket: socket) }

    /// The variables of a client that is not asked through ALSA.
    var client: [String: String] { ["PULSE_SERVER": "unix:\(socket)"] }

    func capture() throws -> Capture {
        try Capture(channels: 2) { take in
            try workbench.startHurried(
                "parec", ["--device=floor.monitor", "--latency-msec=20"] + Self.format, client,
                output: .bytes(take))
        }
    }

    /// Plays raw stereo samples, for checks of the rig itself.
    func play(file: String) throws -> ChildProcess {
        try workbench.start("pacat", ["--playback", "--device=floor", file] + Self.format, client)
    }

    func startedAgain() throws -> PulseServer {
        try PulseServer(workbench, name: name, standsStillAtFirst: standsStillAtFirst)
    }

    func removeSink() throws { try control(["unload-module", "module-null-sink"]) }

    func addSink() throws {
        let words = "\(Self.sink) \(standsStillAtFirst ? "" : Self.atOnce)"
        try control(
            ["load-module", "module-null-sink"] + words.split(separator: " ").map(String.init))
    }

    func suspendSink(_ suspended: Bool) throws {
        try control(["suspend-sink", "floor", suspended ? "1" : "0"])
    }

    private func control(_ words: [String]) throws {
        let child = try workbench.start("pactl", words, client)
        let exit = try child.waitForExit(.seconds(10))
        try expect(exit.status == 0, "pactl \(words[0]): \(exit.readable)\(child.lastWords)")
    }
}
