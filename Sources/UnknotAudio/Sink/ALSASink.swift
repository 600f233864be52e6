internal import CALSA
internal import Glibc
public import UnknotCore

/// An ALSA playback device: 48 kHz, 16 bits, two channels, four periods of about 20 ms.
///
/// Opening, closing and preparing may never return while a sound server is frozen, so the whole
/// life of a sink belongs on a thread that can be given up. Nothing here calls `drain`, `drop` or
/// `rewind`: the first two hang on a frozen server, the last one lies behind PulseAudio.
public final class ALSASink: Sink {
    private let name: String
    private let pcm: OpaquePointer
    private let setup: Setup
    private var pacer: Pacer
    private var budget = RecoveryBudget()

    /// Frames written since the stream was last prepared, and before that.
    private var written: Frames = 0
    private var writtenBefore: Frames = 0
    private var lastHeard: Frames = 0
    /// When a period was last seen to be played; the watch for devices that fail without an error.
    private var lastProgress: Monotonic.Time?
    private var lastWatch: Monotonic.Time = 0
    /// How often the stream broke off and began anew.
    public private(set) var breaks = 0

    /// A device that takes nothing for this long is lost.
    private static let patience: Monotonic.Time = 400_000_000
    /// After a start it may take longer: PulseAudio's null sink needs about a second.
    private static let patienceAtStart: Monotonic.Time = 2_000_000_000

    /// One period, interleaved for the device's channels.
    private let interleaved: UnsafeMutableBufferPointer<Int16>
    /// The bell's descriptor, then the device's.
    private let polled: UnsafeMutableBufferPointer<pollfd>

    /// What was agreed with the device.
    private struct Setup {
        var channels: Int
        var period: Frames
        var buffer: Frames
    }

    /// Opens a device by its ALSA name.
    ///
    /// Blocks; behind a frozen sound server it may never return.
    ///
    /// - Throws: `SinkError.device` with the system's reason; nothing stays open.
    public init(device name: String) throws(SinkError) {
        unknot_alsa_silence_errors()
        self.name = name
        var handle: OpaquePointer?
        let opened = snd_pcm_open(&handle, name, SND_PCM_STREAM_PLAYBACK, Int32(SND_PCM_NONBLOCK))
        guard opened >= 0, let handle else { throw Self.error(name, opened) }
        pcm = handle
        do throws(SinkError) {
            setup = try Self.negotiate(handle, name)
        } catch {
            snd_pcm_close(handle)
            throw error
        }
        pacer = Pacer(allowance: setup.buffer + 2 * setup.period)
        interleaved = .allocate(capacity: setup.period * setup.channels)
        interleaved.initialize(repeating: 0)
        polled = .allocate(capacity: 1 + max(0, Int(snd_pcm_poll_descriptors_count(handle))))
        polled.initialize(repeating: pollfd())
    }

    /// Closes the device; behind a frozen sound server this may never return.
    deinit {
        snd_pcm_close(pcm)
        interleaved.deallocate()
        polled.deallocate()
    }

    /// The frames of one period of the device.
    public var period: Frames? { setup.period }

    /// What was agreed with the device, for people.
    public var summary: String {
        """
        \(name), 48 kHz, \(setup.channels == 1 ? "mono" : "\(setup.channels) channels"), \
        buffer of \(setup.buffer * 1000 / SessionFormat.sampleRate) ms
        """
    }

    // MARK: Waiting and writing

    /// Waits for room for a period, for at most two periods.
    public func wait(_ bell: Bell) throws(SinkError) -> SinkReadiness {
        let now = Monotonic.now
        if let due = pacer.earliestWrite(after: writtenBefore + written, now: now) {
            // An unpaced device is always ready, so its descriptors would spin.
            let pause = min(due, now + Monotonic.nanoseconds(2 * setup.period))
            _ = bell.wait(until: pause)
            return .notYet
        }
        let room = try room()
        if room >= setup.period { return .ready }
        try start()
        try watch(now)
        try poll(bell, milliseconds: 2 * setup.period * 1000 / SessionFormat.sampleRate)
        return .notYet
    }

    /// Writes one period at most, to every channel alike.
    public func write(_ samples: UnsafeBufferPointer<Int16>) throws(SinkError) {
        let channels = setup.channels
        for (index, sample) in samples.enumerated() {
            for channel in 0..<channels { interleaved[index * channels + channel] = sample }
        }
        var done = 0
        while done < samples.count {
            let start = interleaved.baseAddress?.advanced(by: done * channels)
            let result = snd_pcm_writei(pcm, start, snd_pcm_uframes_t(samples.count - done))
            if result > 0 {
                done += result
                written += result
            } else {
                // There was room for a period a moment ago; what is left now belongs to a stream
                // that has begun anew.
                try recover(Int32(result))
                if result == -Int(EAGAIN) { break }
            }
        }
    }

    /// Does nothing: this sink gets samples.
    public func skip(_ frames: Frames) {}

    // MARK: Where the playing is

    /// Now, and the time that what is queued still takes.
    public var nextHeard: Monotonic.Time? {
        if pacer.isUnpaced { return pacer.due(writtenBefore + written) }
        return Monotonic.now + Monotonic.nanoseconds(queued)
    }

    /// The frames that the device has taken out of its buffer.
    public var heard: Frames {
        if pacer.isUnpaced {
            return min(writtenBefore + written, pacer.elapsed(Monotonic.now))
        }
        return lastHeard
    }

    /// Frames written and not yet heard, as the device says, within reason.
    private var queued: Frames {
        let inBuffer = setup.buffer - Int(snd_pcm_avail_update(pcm))
        guard snd_pcm_state(pcm) == SND_PCM_STATE_RUNNING else { return max(0, inBuffer) }
        var delay: snd_pcm_sframes_t = 0
        let result = snd_pcm_delay(pcm, &delay)
        // Some drivers answer nonsense right after a start; the buffer's fill is close enough.
        guard result >= 0, delay >= 0, delay <= 10 * setup.buffer else { return max(0, inBuffer) }
        return delay
    }

    /// Free frames in the device's buffer.
    private func room() throws(SinkError) -> Frames {
        let available = snd_pcm_avail_update(pcm)
        if available < 0 {
            try recover(Int32(available))
            return 0
        }
        let room = min(Int(available), setup.buffer)
        let heard = writtenBefore + max(0, written - (setup.buffer - room))
        if heard > lastHeard {
            lastHeard = heard
            lastProgress = Monotonic.now
            budget.played()
        }
        return room
    }

    /// Gives up a device that takes nothing and reports no error, as one behind a frozen server or
    /// a sink that was suspended does.
    private func watch(_ now: Monotonic.Time) throws(SinkError) {
        guard written > 0 else { return }
        let hasPlayed = lastHeard > writtenBefore
        let patience = hasPlayed ? Self.patience : Self.patienceAtStart
        // A program that did not run itself cannot tell what the device did meanwhile.
        let wasAway = now - lastWatch > Self.patience / 2
        lastWatch = now
        guard let lastProgress, !wasAway else {
            self.lastProgress = now
            return
        }
        if now - lastProgress > patience {
            throw .device(name: name, reason: "it has stopped taking sound")
        }
    }

    /// Starts a stream that is full and did not start by itself, as some plugins do not.
    private func start() throws(SinkError) {
        guard written > 0, snd_pcm_state(pcm) == SND_PCM_STATE_PREPARED else { return }
        let result = snd_pcm_start(pcm)
        if result < 0 { try recover(result) }
    }

    // MARK: The end

    /// Waits until the last frame has been heard; a device that does not get there is left behind
    /// after its buffer's length and half a second.
    public func finish(_ bell: Bell) throws(SinkError) {
        try start()
        let total = writtenBefore + written
        if pacer.isUnpaced, let due = pacer.due(total) {
            while !bell.wait(until: due), Monotonic.now < due {}
            return
        }
        let patience = Monotonic.now + Monotonic.nanoseconds(queued) + 500_000_000
        while Monotonic.now < patience {
            guard snd_pcm_state(pcm) == SND_PCM_STATE_RUNNING else { return }
            let left = queued
            if left <= 0 { return }
            if bell.wait(until: Monotonic.now + Monotonic.nanoseconds(left)) { return }
        }
    }
}

// MARK: - Agreement with the device

extension ALSASink {
    /// 1,024 frames are 21 ms: 47 wake-ups a second, and a pause is heard within four of them.
    private static let wantedPeriod: snd_pcm_uframes_t = 1_024
    private static let wantedPeriods: snd_pcm_uframes_t = 4

    private static func negotiate(
        _ pcm: OpaquePointer, _ name: String
    ) throws(SinkError) -> Setup {
        var hardware: OpaquePointer?
        guard snd_pcm_hw_params_malloc(&hardware) >= 0, let hardware else {
            throw error(name, -ENOMEM)
        }
        defer { snd_pcm_hw_params_free(hardware) }
        try check(name, snd_pcm_hw_params_any(pcm, hardware))
        try check(
            name,
            snd_pcm_hw_params_set_access(pcm, hardware, SND_PCM_ACCESS_RW_INTERLEAVED))
        try check(name, snd_pcm_hw_params_set_format(pcm, hardware, SND_PCM_FORMAT_S16_LE))
        var rate = UInt32(SessionFormat.sampleRate)
        try check(name, snd_pcm_hw_params_set_rate_near(pcm, hardware, &rate, nil))
        guard rate == SessionFormat.sampleRate else {
            throw .device(
                name: name,
                reason: "it plays at \(rate) Hz only; \"plughw\" in place of \"hw\" converts")
        }
        var channels: UInt32 = 2
        try check(name, snd_pcm_hw_params_set_channels_near(pcm, hardware, &channels))
        var period = wantedPeriod
        try check(name, snd_pcm_hw_params_set_period_size_near(pcm, hardware, &period, nil))
        var buffer = period * wantedPeriods
        try check(name, snd_pcm_hw_params_set_buffer_size_near(pcm, hardware, &buffer))
        try check(name, snd_pcm_hw_params(pcm, hardware))
        try check(name, snd_pcm_hw_params_get_period_size(hardware, &period, nil))
        try check(name, snd_pcm_hw_params_get_buffer_size(hardware, &buffer))
        let setup = Setup(
            channels: Int(channels), period: max(1, min(Int(period), Int(buffer) / 2)),
            buffer: Int(buffer))
        try agreeOnSoftware(pcm, name, setup)
        return setup
    }

    private static func agreeOnSoftware(
        _ pcm: OpaquePointer, _ name: String, _ setup: Setup
    ) throws(SinkError) {
        var software: OpaquePointer?
        guard snd_pcm_sw_params_malloc(&software) >= 0, let software else {
            throw error(name, -ENOMEM)
        }
        defer { snd_pcm_sw_params_free(software) }
        try check(name, snd_pcm_sw_params_current(pcm, software))
        try check(
            name,
            snd_pcm_sw_params_set_avail_min(pcm, software, snd_pcm_uframes_t(setup.period)))
        try check(
            name,
            snd_pcm_sw_params_set_start_threshold(
                pcm, software, snd_pcm_uframes_t(setup.buffer - setup.period)))
        try check(name, snd_pcm_sw_params(pcm, software))
    }

    private static func check(_ name: String, _ result: Int32) throws(SinkError) {
        if result < 0 { throw error(name, result) }
    }

    private static func error(_ name: String, _ result: Int32) -> SinkError {
        let reason = snd_strerror(result).map { String(cString: $0) } ?? "error \(-result)"
        return .device(name: name, reason: reason)
    }
}

// MARK: - Recovery

extension ALSASink {
    private var state: ALSAState {
        switch snd_pcm_state(pcm) {
        case SND_PCM_STATE_PREPARED: .prepared
        case SND_PCM_STATE_RUNNING, SND_PCM_STATE_DRAINING: .running
        case SND_PCM_STATE_SETUP: .setup
        case SND_PCM_STATE_XRUN: .underrun
        case SND_PCM_STATE_SUSPENDED: .suspended
        case SND_PCM_STATE_DISCONNECTED, SND_PCM_STATE_OPEN: .gone
        default: .other
        }
    }

    /// Brings the stream back to where it can be written to.
    private func recover(_ result: Int32) throws(SinkError) {
        let lost = Self.error(name, result)
        switch ALSARemedy(error: result, state: state) {
        case .retry: return
        case .reopen: throw lost
        case .resume:
            if snd_pcm_resume(pcm) == 0 { return }
        case .prepare: break
        }
        guard budget.spend(now: Monotonic.now), snd_pcm_prepare(pcm) >= 0 else { throw lost }
        writtenBefore += written
        written = 0
        lastHeard = max(lastHeard, writtenBefore)
        lastProgress = nil
        breaks += 1
    }

    /// Waits for the device or the bell.
    private func poll(_ bell: Bell, milliseconds: Int) throws(SinkError) {
        guard let first = polled.baseAddress else { return }
        polled[0] = pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0)
        let count = snd_pcm_poll_descriptors(pcm, first + 1, UInt32(polled.count - 1))
        guard count >= 0 else { throw Self.error(name, count) }
        let ready = Glibc.poll(first, nfds_t(1 + count), Int32(milliseconds))
        guard ready > 0 else { return }
        if polled[0].revents != 0 { bell.hush() }
        // Asking also clears the events of plugins that would otherwise wake poll for ever.
        var events: UInt16 = 0
        let asked = snd_pcm_poll_descriptors_revents(pcm, first + 1, UInt32(count), &events)
        if asked < 0 { try recover(asked) }
        if events & UInt16(POLLERR | POLLNVAL | POLLHUP) != 0 {
            switch state {
            case .underrun: try recover(-EPIPE)
            case .suspended: try recover(-ESTRPIPE)
            case .prepared, .running, .setup, .gone, .other: try recover(-ENODEV)
            }
        }
    }
}
