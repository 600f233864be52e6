internal import CALSA
internal import CLinux
internal import Glibc

/// What a device's errors and events ask for.
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
    func recover(_ result: Int32) throws(SinkError) {
        let lost = ALSASetup.error(name, result)
        switch ALSARemedy(error: result, state: state) {
        case .retry: return
        case .reopen: throw lost
        case .resume:
            // Plugins are said to have resumed whatever they answered; the state tells.
            if snd_pcm_resume(pcm) == 0, state == .running { return }
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
    func poll(_ bell: Bell, milliseconds: Int) throws(SinkError) {
        guard let first = polled.baseAddress else { return }
        polled[0] = pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0)
        let count = snd_pcm_poll_descriptors(pcm, first + 1, UInt32(polled.count - 1))
        guard count >= 0 else { throw ALSASetup.error(name, count) }
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
