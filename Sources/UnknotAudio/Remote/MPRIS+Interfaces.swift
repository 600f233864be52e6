internal import CSystemd
internal import Glibc
internal import UnknotCore

/// What the specification wants a player to have, and how a session answers it.
extension MPRIS {
    static let rootInterface = "org.mpris.MediaPlayer2"
    static let playerInterface = "org.mpris.MediaPlayer2.Player"

    /// The tables of the player's two interfaces.
    static func interfaces() -> [BusTable] {
        let handlers = BusTable.Handlers(
            call: { call, owner, error in
                MPRIS.at(owner)?.obey(call, error) ?? -EINVAL
            },
            get: { _, _, _, property, reply, owner, _ in
                guard let property, let player = MPRIS.at(owner),
                    let value = player.value(of: String(cString: property))
                else { return -EINVAL }
                return value.append(to: reply)
            },
            set: { _, _, _, property, value, owner, error in
                guard let property, let player = MPRIS.at(owner) else { return -EINVAL }
                return player.set(String(cString: property), value, error)
            })
        return [
            BusTable(rootInterface, rootMembers, handlers),
            BusTable(playerInterface, playerMembers, handlers),
        ]
    }

    private static let rootMembers: [BusTable.Member] = [
        .method("Raise", arguments: ""),
        .method("Quit", arguments: ""),
        .constant("CanQuit", "b"),
        .constant("CanRaise", "b"),
        .constant("HasTrackList", "b"),
        .constant("Identity", "s"),
        .constant("SupportedUriSchemes", "as"),
        .constant("SupportedMimeTypes", "as"),
    ]

    private static let playerMembers: [BusTable.Member] = [
        .method("Next", arguments: ""),
        .method("Previous", arguments: ""),
        .method("Pause", arguments: ""),
        .method("PlayPause", arguments: ""),
        .method("Stop", arguments: ""),
        .method("Play", arguments: ""),
        .method("Seek", arguments: "x"),
        .method("SetPosition", arguments: "ox"),
        .method("OpenUri", arguments: "s"),
        .signal("Seeked", arguments: "x"),
        .told("PlaybackStatus", "s"),
        .settable("Rate", "d"),
        .told("Metadata", "a{sv}"),
        .settable("Volume", "d"),
        .untold("Position", "x"),
        .constant("MinimumRate", "d"),
        .constant("MaximumRate", "d"),
        .told("CanGoNext", "b"),
        .told("CanGoPrevious", "b"),
        .told("CanPlay", "b"),
        .told("CanPause", "b"),
        .told("CanSeek", "b"),
        .constant("CanControl", "b"),
    ]

    // MARK: Properties

    /// The value of a property of either interface; nil for one that there is not.
    private func value(of name: String) -> BusValue? {
        switch name {
        case "CanQuit", "CanControl": return .flag(true)
        case "CanRaise", "HasTrackList": return .flag(false)
        case "Identity": return .text("Unknot")
        case "SupportedUriSchemes", "SupportedMimeTypes": return .texts([])
        case "Rate", "MinimumRate", "MaximumRate": return .number(1)
        case "Volume": return .number(volume)
        case "Position":
            return .whole(PlayerState.microseconds(status?.position ?? 0))
        default:
            guard let property = PlayerState.Property(rawValue: name), let state else { return nil }
            return state.value(of: property)
        }
    }

    /// Answers someone who sets a property: neither can be set while a session runs.
    private func set(
        _ name: String, _ value: OpaquePointer?, _ error: UnsafeMutablePointer<sd_bus_error>?
    ) -> Int32 {
        guard name == "Rate" else {
            return Self.refuse("The volume of a session is set when it is started.", error)
        }
        var rate = 1.0
        let result = sd_bus_message_read_basic(value, CChar(SD_BUS_TYPE_DOUBLE), &rate)
        guard result >= 0 else { return result }
        // The specification: a rate of zero is to act as Pause does, and others are left alone.
        if rate == 0 { ask(.toggle) }
        return 0
    }

    // MARK: Methods

    /// Does what a call says, and answers it.
    ///
    /// Headsets have one button and send Play, Pause or PlayPause for it, whichever they think is
    /// due; many never learn that the session was paused in another way. So all three do what the
    /// button is pressed for: they pause a session that goes on, and go on with one that is paused.
    private func obey(
        _ call: OpaquePointer?, _ error: UnsafeMutablePointer<sd_bus_error>?
    ) -> Int32 {
        guard let name = sd_bus_message_get_member(call) else { return -EINVAL }
        switch String(cString: name) {
        case "PlayPause", "Play", "Pause": ask(.toggle)
        case "Stop": ask(.stop)
        case "Next": ask(.next)
        case "Previous": ask(.back)
        case "Quit": ask(.quit)
        case "Seek":
            var offset: Int64 = 0
            let result = sd_bus_message_read_basic(call, CChar(SD_BUS_TYPE_INT64), &offset)
            guard result >= 0 else { return result }
            if offset != 0 { ask(offset > 0 ? .stay : .ease) }
        case "SetPosition": return setPosition(call, error)
        case "OpenUri": return Self.refuse("A session plays its routine and no other media.", error)
        case "Raise": break  // As the specification wants it where CanRaise is false: nothing.
        default: return -EINVAL
        }
        return unknot_bus_reply(call)
    }

    /// Says no to a position, unless it was meant for a step that has passed: that is no fault.
    private func setPosition(
        _ call: OpaquePointer?, _ error: UnsafeMutablePointer<sd_bus_error>?
    ) -> Int32 {
        var track: UnsafePointer<CChar>?
        let result = sd_bus_message_read_basic(call, CChar(SD_BUS_TYPE_OBJECT_PATH), &track)
        guard result >= 0 else { return result }
        guard let track, state?.track == String(cString: track) else {
            return unknot_bus_reply(call)
        }
        // A slider that was drawn there already goes back.
        tellPosition()
        return Self.refuse(
            "A session has no position to go to; Next and Previous go by steps.", error)
    }

    private static func refuse(
        _ reason: String, _ error: UnsafeMutablePointer<sd_bus_error>?
    ) -> Int32 {
        sd_bus_error_set(error, "org.freedesktop.DBus.Error.NotSupported", reason)
    }
}
