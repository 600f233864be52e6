import Glibc

extension Group {
    /// Every tone of a long session in the place where the plan has it, under load.
    static let placement = Group(
        "placement", "40 minutes on PulseAudio, both cores loaded (--long)"
    ) {
        place, _, report in
        let routine = try place.write("m40.yaml", Sessions.routine(minutes: 40))
        let server = try Server(place)
        let configuration = try place.write("pulse.conf", server.configuration)
        let capture = try Capture(place, server)
        let session = try Child(
            [place.program, "start", routine],
            place.environment(alsa: configuration, pulse: server.socket),
            output: place.path("log"))
        let load = try (0..<2).map { _ in
            try Child(["sh", "-c", "while :; do :; done"], place.environment())
        }
        let usage = try session.wait()
        for child in load { try child.stop() }
        let heard = try capture.finish()
        try server.stop()
        guard usage.status == 0 else { throw Failure("the session ended with \(usage.status)") }
        let file = place.path("session.wav")
        try place.run([place.program, "render", routine, "-o", file])
        let planned = try Samples.raw(file, from: 44)
        report(
            Figure(
                "40 minutes, PulseAudio, loaded: frames that differ", "",
                [
                    Double(differences(heard, planned))
                ]
            ).atMost(0, .largest, as: "0: every sample in its place"))
    }

    /// How many frames of the file are not found at their place in the recording, which begins
    /// with silence of unknown length.
    private static func differences(_ heard: [Int16], _ planned: [Int16]) -> Int {
        guard let first = planned.firstIndex(where: { $0 != 0 }),
            let onset = heard.firstIndex(where: { $0 != 0 })
        else { return planned.count }
        let shift = onset - first
        return planned.indices.count { index in
            let place = index + shift
            let sample = heard.indices.contains(place) ? heard[place] : 0
            return abs(Int(sample) - Int(planned[index])) > 2
        }
    }
}
