internal import CSystemd

/// A value in one of the types that media players use on the bus.
indirect enum BusValue: Hashable {
    case text(String)
    /// The path of an object: slashes, letters, digits and underscores.
    case path(String)
    case flag(Bool)
    case number(Double)
    case whole(Int64)
    case texts([String])
    /// Names and values of any type, in this order.
    case entries([Entry])
    /// A value with its type, where any type may stand.
    case variant(BusValue)

    /// A value with its name.
    struct Entry: Hashable {
        var name: String
        var value: BusValue
    }

    /// The type in D-Bus's notation.
    var signature: String {
        switch self {
        case .text: "s"
        case .path: "o"
        case .flag: "b"
        case .number: "d"
        case .whole: "x"
        case .texts: "as"
        case .entries: "a{sv}"
        case .variant: "v"
        }
    }
}

extension BusValue {
    /// Writes the value at the end of a message that is being made.
    ///
    /// - Returns: a negative number of errno's when it cannot be written.
    func append(to message: OpaquePointer?) -> Int32 {
        switch self {
        case .text(let text): Self.append(text, "s", to: message)
        case .path(let path): Self.append(path, "o", to: message)
        case .flag(let flag): Self.append(Int32(flag ? 1 : 0), "b", to: message)
        case .number(let number): Self.append(number, "d", to: message)
        case .whole(let whole): Self.append(whole, "x", to: message)
        case .texts(let texts):
            Self.contained("a", "s", in: message) {
                Self.inTurn(texts) { BusValue.text($0).append(to: message) }
            }
        case .entries(let entries):
            Self.contained("a", "{sv}", in: message) {
                Self.inTurn(entries) { entry in
                    Self.contained("e", "sv", in: message) {
                        let result = BusValue.text(entry.name).append(to: message)
                        guard result >= 0 else { return result }
                        return BusValue.variant(entry.value).append(to: message)
                    }
                }
            }
        case .variant(let value):
            Self.contained("v", value.signature, in: message) { value.append(to: message) }
        }
    }

    private static func append(
        _ text: String, _ type: Unicode.Scalar, to message: OpaquePointer?
    ) -> Int32 {
        text.withCString { sd_bus_message_append_basic(message, letter(type), $0) }
    }

    private static func append(
        _ value: some BitwiseCopyable, _ type: Unicode.Scalar, to message: OpaquePointer?
    ) -> Int32 {
        withUnsafePointer(to: value) { sd_bus_message_append_basic(message, letter(type), $0) }
    }

    private static func contained(
        _ type: Unicode.Scalar, _ contents: String, in message: OpaquePointer?,
        _ body: () -> Int32
    ) -> Int32 {
        let opened = sd_bus_message_open_container(message, letter(type), contents)
        guard opened >= 0 else { return opened }
        let written = body()
        guard written >= 0 else { return written }
        return sd_bus_message_close_container(message)
    }

    private static func inTurn<Element>(
        _ elements: [Element], _ body: (Element) -> Int32
    ) -> Int32 {
        for element in elements {
            let result = body(element)
            guard result >= 0 else { return result }
        }
        return 0
    }

    private static func letter(_ type: Unicode.Scalar) -> CChar {
        CChar(truncatingIfNeeded: type.value)
    }
}
