internal import CALSA
internal import Glibc

/// The playback devices that ALSA knows by name.
public enum ALSADevices {
    /// Names that `--device` may take, in ALSA's order; empty where there is none.
    ///
    /// Reads ALSA's configuration; does not open a device.
    public static var names: [String] {
        unknot_alsa_silence_errors()
        var hints: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
        guard snd_device_name_hint(-1, "pcm", &hints) >= 0, let hints else { return [] }
        defer { snd_device_name_free_hint(hints) }
        var names: [String] = []
        var entry = hints
        while let hint = entry.pointee {
            entry += 1
            guard let name = text(hint, "NAME"), text(hint, "IOID") != "Input", name != "null"
            else { continue }
            names.append(name)
        }
        return names
    }

    private static func text(_ hint: UnsafeMutableRawPointer, _ key: String) -> String? {
        guard let value = snd_device_name_get_hint(hint, key) else { return nil }
        defer { free(value) }
        return String(cString: value)
    }
}
