// Input devices: ioctl takes any number of arguments, which does not import, and the requests are
// macros with casts.
#include <errno.h>
#include <linux/input.h>
#include <sys/ioctl.h>

// Whether a descriptor is one of an input device.
static inline int unknot_is_input(int descriptor)
{
    int version;
    return ioctl(descriptor, EVIOCGVERSION, &version) == 0;
}

// Whether the device says that one of its keys is down at this moment.
static inline int unknot_has_key_down(int descriptor)
{
    unsigned char keys[KEY_CNT / 8];
    if (ioctl(descriptor, EVIOCGKEY(sizeof keys), keys) < 0) return 0;
    for (unsigned i = 0; i < sizeof keys; i++)
        if (keys[i] != 0) return 1;
    return 0;
}

// Keeps what a device reports from every other program, until the descriptor is closed. Returns 0,
// or the error's number; what is no device has nobody else to report to.
static inline int unknot_grab_input(int descriptor)
{
    if (ioctl(descriptor, EVIOCGRAB, 1) == 0) return 0;
    return errno == EBUSY || errno == ENODEV ? errno : 0;
}
