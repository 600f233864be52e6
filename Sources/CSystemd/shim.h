#pragma once
#include <systemd/sd-bus.h>

// The rows of an object's table are written by macros that do not import. Each of these fills a row
// whose bytes are all zero, and only the member of the row's union that belongs to it. The names
// and signatures must live as long as the table.
//
// Every row that can be called is marked as unprivileged, that is open to each program of the user:
// for the others sd-bus asks the bus who is calling, and blocks until that answers.

static inline void unknot_bus_table_start(sd_bus_vtable *row)
{
    const sd_bus_vtable made = SD_BUS_VTABLE_START(0);
    row->type = made.type;
    row->x.start = made.x.start;
}

static inline void unknot_bus_method(
    sd_bus_vtable *row, const char *name, const char *arguments, sd_bus_message_handler_t handler)
{
    const sd_bus_vtable made =
        SD_BUS_METHOD(name, arguments, "", handler, SD_BUS_VTABLE_UNPRIVILEGED);
    row->type = made.type;
    row->flags = made.flags;
    row->x.method = made.x.method;
}

static inline void unknot_bus_signal(sd_bus_vtable *row, const char *name, const char *arguments)
{
    const sd_bus_vtable made = SD_BUS_SIGNAL(name, arguments, 0);
    row->type = made.type;
    row->x.signal = made.x.signal;
}

// How a property changes: never, told by PropertiesChanged, or all the time and untold.
enum { UNKNOT_BUS_CONSTANT, UNKNOT_BUS_TOLD, UNKNOT_BUS_UNTOLD };

// A property that can be read, and written where there is something to write it with.
static inline void unknot_bus_property(
    sd_bus_vtable *row, const char *name, const char *signature, int change,
    sd_bus_property_get_t get, sd_bus_property_set_t set)
{
    const sd_bus_vtable readable = SD_BUS_PROPERTY(name, signature, get, 0, 0);
    const sd_bus_vtable writable =
        SD_BUS_WRITABLE_PROPERTY(name, signature, get, set, 0, SD_BUS_VTABLE_UNPRIVILEGED);
    row->type = set ? writable.type : readable.type;
    row->flags = set ? writable.flags : readable.flags;
    row->x.property = set ? writable.x.property : readable.x.property;
    if (change == UNKNOT_BUS_CONSTANT) row->flags |= SD_BUS_VTABLE_PROPERTY_CONST;
    if (change == UNKNOT_BUS_TOLD) row->flags |= SD_BUS_VTABLE_PROPERTY_EMITS_CHANGE;
}

static inline void unknot_bus_table_end(sd_bus_vtable *row)
{
    const sd_bus_vtable made = SD_BUS_VTABLE_END;
    row->type = made.type;
}

// Answers a call with nothing; the function behind it is variadic.
static inline int unknot_bus_reply(sd_bus_message *call)
{
    return sd_bus_reply_method_return(call, "");
}
