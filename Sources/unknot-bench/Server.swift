import Glibc

/// A PulseAudio server of the benchmark's own with one sink that nobody hears.
final class Server {
    let socket: String
    private let child: Child

    /// Starts it and waits until it answers.
    init(_ place: Workplace) throws {
        socket = place.path("pulse.sock")
        unlink(socket)
        // It leaves by itself a minute after its last client, should the benchmark be killed.
        child = try Child(
            [
                "pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--disable-shm=yes",
                "--exit-idle-time=60", "--log-level=error",
                "-L", "module-null-sink sink_name=floor format=s16le rate=48000 channels=2",
                "-L", "module-native-protocol-unix socket=\(socket) auth-anonymous=1",
            ], place.environment(), output: place.path("server.log"))
        while access(socket, F_OK) != 0 {
            guard child.age < 10, !child.hasEnded else {
                throw Failure("pulseaudio did not start: \(Text.read(place.path("server.log")))")
            }
            Clock.wait(0.01)
        }
    }

    /// ALSA's `default` on this server.
    var configuration: String {
        "pcm.!default { type pulse server \"unix:\(socket)\" device \"floor\" }\n"
    }

    /// Ends it.
    func stop() throws { try child.stop() }
}

/// A recording of what a server's sink plays, in a file.
final class Capture {
    private let path: String
    private let child: Child

    /// Starts it and waits for the first samples.
    init(_ place: Workplace, _ server: Server) throws {
        path = place.path("capture.raw")
        unlink(path)
        child = try Child(
            [
                "parec", "--device=floor.monitor", "--latency-msec=20", "--format=s16le",
                "--rate=48000", "--channels=1",
            ], place.environment(pulse: server.socket), output: path)
        while size == 0 {
            guard child.age < 10, !child.hasEnded else { throw Failure("parec records nothing") }
            Clock.wait(0.02)
        }
    }

    /// Records a little more, stops, and returns the samples.
    func finish() throws -> [Int16] {
        Clock.wait(0.4)
        try child.stop()
        return try Samples.raw(path)
    }

    private var size: Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}

/// Samples from files.
enum Samples {
    /// Mono samples of 16 bits without a header.
    static func raw(_ path: String, from start: Int = 0) throws -> [Int16] {
        guard let file = fopen(path, "r") else { throw Failure("\(path) cannot be read") }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        let count = max(0, (ftell(file) - start) / 2)
        fseek(file, start, SEEK_SET)
        return [Int16](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = fread(buffer.baseAddress, 2, count, file)
        }
    }
}

/// The tones that start and end a hold, and their places in a recording.
struct Tones {
    /// The files.
    let start: String
    let end: String

    /// The tones of the program, as it was built or as it is installed.
    init(_ place: Workplace) {
        let home = place.program.dropLast("unknot".count)
        let installed = home + "../share/unknot/Tones"
        let isInstalled = access("\(installed)/hold-end.wav", R_OK) == 0
        let folder = isInstalled ? installed : home + "unknot_Sounds.resources/Tones"
        start = "\(folder)/hold-start.wav"
        end = "\(folder)/hold-end.wav"
    }

    /// Frames from the first sample of the start tone to that of the end tone, as recorded.
    ///
    /// Looks for the beginning of each tone, sample by sample, where silence lies before it: the
    /// server changes no sample at full volume.
    func distance(in recording: [Int16]) -> Int? {
        guard let first = place(of: start, in: recording, from: 0) else { return nil }
        return place(of: end, in: recording, from: first).map { $0 - first }
    }

    /// Frames between the onsets of the last two sounds: what a script plays loses its first
    /// samples on the way, so its tones are not found by their samples.
    func distanceOfLastTwo(in recording: [Int16]) -> Int? {
        var onsets: [Int] = []
        var quiet = 0
        for (place, sample) in recording.enumerated() {
            if sample.magnitude <= 32 {
                quiet += 1
            } else {
                if quiet > 4_800 { onsets.append(place) }
                quiet = 0
            }
        }
        guard onsets.count >= 2 else { return nil }
        return onsets[onsets.count - 1] - onsets[onsets.count - 2]
    }

    private func place(of tone: String, in recording: [Int16], from begin: Int) -> Int? {
        // The committed tones have headers of 44 bytes.
        guard let samples = try? Samples.raw(tone, from: 44) else { return nil }
        let count = min(samples.count, 2_000)
        var place = begin
        while place + count < recording.count {
            if abs(Int(recording[place]) - Int(samples[0])) <= 2,
                (0..<count).allSatisfy({
                    abs(Int(recording[place + $0]) - Int(samples[$0])) <= 2
                })
            {
                return place
            }
            place += 1
        }
        return nil
    }
}
