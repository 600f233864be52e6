internal import CSoxr
package import UnknotCore

/// Brings mono samples from another rate to 48 kHz, once for each clip.
///
/// libsoxr at its "HQ" quality: 20 bits, linear phase, 2,500 to 4,000 times as fast as the sound lasts.
package enum Resample {
    /// The frames at 48 kHz that samples at another rate become: the nearest whole number.
    package static func length(of count: Int, from rate: Int) -> Frames {
        (2 * count * SessionFormat.sampleRate + rate) / (2 * rate)
    }

    /// The samples at 48 kHz, exactly as many as `length` says; nothing if libsoxr fails, which it
    /// does only for want of memory or on rates that no file has.
    ///
    /// Dither is off, so the same samples always give the same samples. A gain below 1 leaves room
    /// for peaks between the samples; the result saturates.
    package static func samples(_ samples: [Int16], from rate: Int, gain: Double = 1) -> [Int16]? {
        guard rate != SessionFormat.sampleRate || gain != 1 else { return samples }
        guard rate > 0, !samples.isEmpty else { return samples.isEmpty ? [] : nil }
        var format = soxr_io_spec(SOXR_INT16_I, SOXR_INT16_I)
        format.flags = UInt(SOXR_NO_DITHER)
        format.scale = gain
        var quality = soxr_quality_spec(UInt(SOXR_20_BITQ), 0)
        var runtime = soxr_runtime_spec(1)
        let length = length(of: samples.count, from: rate)
        var error: soxr_error_t?
        var result = [Int16](unsafeUninitializedCapacity: length) { buffer, filled in
            var used = 0
            error = soxr_oneshot(
                Double(rate), Double(SessionFormat.sampleRate), 1, samples, samples.count, &used,
                buffer.baseAddress, length, &filled, &format, &quality, &runtime)
        }
        guard error == nil else { return nil }
        if result.count < length {
            result += Array(repeating: 0, count: length - result.count)
        }
        return result
    }
}
