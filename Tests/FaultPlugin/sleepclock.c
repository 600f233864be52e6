// Makes a process believe that the machine slept: preloaded, it lets CLOCK_BOOTTIME, the clock that
// goes on during sleep, jump ahead by SLEEPCLOCK seconds when the file SLEEPCLOCK_FLAG appears.
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *time)
{
    int result = (int)syscall(SYS_clock_gettime, clock, time);
    if (result != 0 || clock != CLOCK_BOOTTIME) return result;
    static atomic_bool slept;
    const char *flag = getenv("SLEEPCLOCK_FLAG"), *seconds = getenv("SLEEPCLOCK");
    if (!slept && flag && access(flag, F_OK) == 0) slept = true;
    if (slept && seconds) time->tv_sec += atol(seconds);
    return 0;
}
