internal import CALSA
internal import Glibc
internal import UnknotCore

/// What was agreed with a device.
struct ALSASetup {
    /// Channels, all of which get the same samples.
    var channels: Int
    /// Frames of a period.
    var period: Frames
    /// Frames of the whole buffer.
    var buffer: Frames

    /// 1,024 frames are 21 ms: 47 wake-ups a second, and a pause is heard within four of them.
    private static let wantedPeriod: snd_pcm_uframes_t = 1_024
    private static let wantedPeriods: snd_pcm_uframes_t = 4

    /// Agrees with an open device on the session's format.
    ///
    /// - Throws: `SinkError.device` where it cannot play that.
    init(_ pcm: OpaquePointer, _ name: String) throws(SinkError) {
        var hardware: OpaquePointer?
        guard snd_pcm_hw_params_malloc(&hardware) >= 0, let hardware else {
            throw Self.error(name, -ENOMEM)
        }
        defer { snd_pcm_hw_params_free(hardware) }
        try Self.check(name, snd_pcm_hw_params_any(pcm, hardware))
        try Self.check(
            name,
            snd_pcm_hw_params_set_access(pcm, hardware, SND_PCM_ACCESS_RW_INTERLEAVED))
        try Self.check(name, snd_pcm_hw_params_set_format(pcm, hardware, SND_PCM_FORMAT_S16_LE))
        var rate = UInt32(SessionFormat.sampleRate)
        try Self.check(name, snd_pcm_hw_params_set_rate_near(pcm, hardware, &rate, nil))
        guard rate == SessionFormat.sampleRate else {
            throw .device(
                name: name,
                reason: "it plays at \(rate) Hz only; \"plughw\" in place of \"hw\" converts")
        }
        var channels: UInt32 = 2
        try Self.check(name, snd_pcm_hw_params_set_channels_near(pcm, hardware, &channels))
        var period = Self.wantedPeriod
        try Self.check(name, snd_pcm_hw_params_set_period_size_near(pcm, hardware, &period, nil))
        var buffer = period * Self.wantedPeriods
        try Self.check(name, snd_pcm_hw_params_set_buffer_size_near(pcm, hardware, &buffer))
        try Self.check(name, snd_pcm_hw_params(pcm, hardware))
        try Self.check(name, snd_pcm_hw_params_get_period_size(hardware, &period, nil))
        try Self.check(name, snd_pcm_hw_params_get_buffer_size(hardware, &buffer))
        self.channels = Int(channels)
        self.period = max(1, min(Int(period), Int(buffer) / 2))
        self.buffer = Int(buffer)
        try agreeOnSoftware(pcm, name)
    }

    private func agreeOnSoftware(_ pcm: OpaquePointer, _ name: String) throws(SinkError) {
        var software: OpaquePointer?
        guard snd_pcm_sw_params_malloc(&software) >= 0, let software else {
            throw Self.error(name, -ENOMEM)
        }
        defer { snd_pcm_sw_params_free(software) }
        try Self.check(name, snd_pcm_sw_params_current(pcm, software))
        try Self.check(
            name,
            snd_pcm_sw_params_set_avail_min(pcm, software, snd_pcm_uframes_t(period)))
        try Self.check(
            name,
            snd_pcm_sw_params_set_start_threshold(
                pcm, software, snd_pcm_uframes_t(buffer - period)))
        try Self.check(name, snd_pcm_sw_params(pcm, software))
    }

    private static func check(_ name: String, _ result: Int32) throws(SinkError) {
        if result < 0 { throw error(name, result) }
    }

    /// An error of libasound in the system's words.
    static func error(_ name: String, _ result: Int32) -> SinkError {
        let reason = snd_strerror(result).map { String(cString: $0) } ?? "error \(-result)"
        return .device(name: name, reason: reason)
    }
}
