internal import CSystemd

/// What an interface of an object on the bus consists of, in sd-bus's form.
///
/// The bus reads the rows as long as it is connected, so the table has to live longer.
final class BusTable {
    /// A member of an interface; names and signatures are literals, which never go away.
    enum Member {
        case method(StaticString, arguments: StaticString)
        case signal(StaticString, arguments: StaticString)
        /// A property that never changes.
        case constant(StaticString, StaticString)
        /// A property whose changes are told.
        case told(StaticString, StaticString)
        /// A property that changes all the time.
        case untold(StaticString, StaticString)
        /// A property that others may set; whether that does anything is another matter.
        case settable(StaticString, StaticString)
    }

    /// What is called for all members of the interface alike.
    struct Handlers {
        var call: sd_bus_message_handler_t
        var get: sd_bus_property_get_t
        var set: sd_bus_property_set_t
    }

    /// The interface's name.
    let interface: String
    /// As many rows as there are members, and one before and after them.
    let rows: UnsafeMutablePointer<sd_bus_vtable>

    init(_ interface: String, _ members: [Member], _ handlers: Handlers) {
        self.interface = interface
        let count = members.count + 2
        rows = .allocate(capacity: count)
        rows.initialize(repeating: sd_bus_vtable(), count: count)
        unknot_bus_table_start(rows)
        for (index, member) in members.enumerated() {
            Self.fill(rows + index + 1, member, handlers)
        }
        unknot_bus_table_end(rows + count - 1)
    }

    deinit { rows.deallocate() }

    private static func fill(
        _ row: UnsafeMutablePointer<sd_bus_vtable>, _ member: Member, _ handlers: Handlers
    ) {
        let (told, get, set) = (Int32(UNKNOT_BUS_TOLD), handlers.get, handlers.set)
        switch member {
        case .method(let name, let arguments):
            unknot_bus_method(row, text(name), text(arguments), handlers.call)
        case .signal(let name, let arguments):
            unknot_bus_signal(row, text(name), text(arguments))
        case .constant(let name, let type):
            let constant = Int32(UNKNOT_BUS_CONSTANT)
            unknot_bus_property(row, text(name), text(type), constant, get, nil)
        case .told(let name, let type):
            unknot_bus_property(row, text(name), text(type), told, get, nil)
        case .untold(let name, let type):
            let untold = Int32(UNKNOT_BUS_UNTOLD)
            unknot_bus_property(row, text(name), text(type), untold, get, nil)
        case .settable(let name, let type):
            unknot_bus_property(row, text(name), text(type), told, get, set)
        }
    }

    private static func text(_ literal: StaticString) -> UnsafePointer<CChar> {
        UnsafeRawPointer(literal.utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
