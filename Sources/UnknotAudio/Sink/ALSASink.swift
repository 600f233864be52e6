internal import CALSA
internal import CLinux
internal import Glibc
public import UnknotCore

/// An ALSA playback device: 48 kHz, 16 bits, two channels, four periods of about 20 ms.
///
/// Opening, closing and preparing may never return while a sound server is frozen, so the whole
/// life of a sink belongs on a thread that can be given up. Nothing here calls `drain`, `drop` or
/// `rewind`: the first two hang on a frozen server, the last one lies behind PulseAudio.
public final class ALSASink: Sink {
    let name: String
    let pcm: OpaquePointer
    private let setup: ALSASetup
    private var pacer: Pacer
    var budget = RecoveryBudget()

    /// Frames written since the stream was last prepared, and before that.
    var written: Frames = 0
    var writtenBefore: Frames = 0
    var lastHeard: Frames = 0
    /// When a period was last seen to be played; the watch for devices that fail without an error.
    var lastProgress: Monotonic.Time?
    private var lastWatch: Monotonic.Time = 0
    /// When the end is no longer waited for.
    private var lastChance: Monotonic.Time?
    /// How often the stream broke off and began anew.
    public internal(set) var breaks = 0

    /// A device that takes nothing for this long is lost.
    private static let patience: Monotonic.Time = 400_000_000
    /// After a start it may take longer: PulseAudio's null sink needs about a second.
    private static let patienceAtStart: Monotonic.Time = 2_000_000_000

    /// One period, interleaved for the device's channels.
    private let interleaved: UnsafeMutableBufferPointer<Int16>
    /// The bell's descriptor, then the device's.
    let polled: UnsafeMutableBufferPointer<pollfd>

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
        guard opened >= 0, let handle else { throw ALSASetup.error(name, opened) }
        pcm = handle
        do throws(SinkError) {
            setup = try ALSASetup(handle, name)
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
        // Devices with long periods are looked at more often than they wake.
        let timeout = 2 * setup.period * 1000 / SessionFormat.sampleRate
        try poll(bell, milliseconds: min(timeout, 100))
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
            guard result > 0 else {
                // There was room for a period a moment ago; what is left now belongs to a stream
                // that has begun anew, and is dropped with what was queued.
                return try recover(Int32(result))
            }
            done += result
            written += result
        }
    }

    /// Does nothing: this sink gets samples.
    public func skip(_ frames: Frames) {}

    // MARK: Where the playing is

    /// Now, and the time that what is queued still takes.
    public var nextHeard: Monotonic.Time? {
        if pacer.isUnpaced { return pacer.due(writtenBefore + written) }
        // Kept off its core between the two readings, the thread would put them together wrongly.
        for _ in 0..<3 {
            let before = Monotonic.now
            let left = queued
            let after = Monotonic.now
            if after - before < 500_000 { return before + Monotonic.nanoseconds(left) }
        }
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
        // A device with a long buffer moves on in long steps.
        let steps = 2 * Monotonic.nanoseconds(setup.buffer)
        let patience = max(hasPlayed ? Self.patience : Self.patienceAtStart, steps)
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

    /// Waits for the last frame to be heard; a device that does not get there is left behind after
    /// its buffer's length and half a second.
    public func finish(_ bell: Bell) throws(SinkError) -> Bool {
        try start()
        let now = Monotonic.now
        let patience = lastChance ?? now + Monotonic.nanoseconds(setup.buffer) + 500_000_000
        lastChance = patience
        var left: Monotonic.Time
        if pacer.isUnpaced {
            left = (pacer.due(writtenBefore + written) ?? now) - now
        } else {
            guard snd_pcm_state(pcm) == SND_PCM_STATE_RUNNING else { return true }
            left = min(Monotonic.nanoseconds(queued), patience - now)
        }
        guard left > 0 else { return true }
        left = min(left, 100_000_000)
        _ = bell.wait(until: now + left)
        return false
    }
}
