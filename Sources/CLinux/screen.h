// A terminal's screen that is taken for a while, and given back in whatever way the process ends or
// stops, also from a signal's handler. The state is one for each source file that calls these
// functions, as that in terminal.h is, and they go together.
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

// Another screen, no cursor, no line that runs over into the next.
#define UNKNOT_SCREEN_ENTER "\033[?1049h\033[?25l\033[?7l\033[0m\033[H\033[2J"
// Ends whatever is under way, also an escape sequence that was cut. A terminal without another screen
// is left empty.
#define UNKNOT_SCREEN_LEAVE "\033[?2026l\033[0m\033[H\033[2J\033[?7h\033[?25h\033[?1049l"

static struct {
    int descriptor; // -1 while there is none
    int bell; // an eventfd that rings when there is something to look at
    int process; // not a child of it, which has the same handlers
    volatile sig_atomic_t is_shown;
    volatile sig_atomic_t is_stopping; // from Ctrl-Z until it is over
    volatile int is_writing;
    volatile sig_atomic_t patience; // how many milliseconds a terminal has that takes nothing
} unknot_screen = {.descriptor = -1, .bell = -1, .patience = 500};

static inline void unknot_screen_ring(void)
{
    static const unsigned long long one = 1;
    if (unknot_screen.descriptor >= 0 && write(unknot_screen.bell, &one, sizeof one) < 0) return;
}

static inline int unknot_screen_is_ours(void)
{
    return unknot_screen.descriptor >= 0 && unknot_screen.process == getpid()
        && tcgetpgrp(unknot_screen.descriptor) == getpgrp();
}

// Writes a few bytes that matter; a terminal that takes none is given up after a while.
static inline void unknot_screen_insist(const char *bytes, unsigned long count)
{
    for (int left = unknot_screen.patience; count > 0 && left > 0; left -= 50) {
        long written = write(unknot_screen.descriptor, bytes, count);
        if (written > 0) {
            bytes += written;
            count -= (unsigned long)written;
        } else {
            struct pollfd entry = {.fd = unknot_screen.descriptor, .events = POLLOUT};
            if (errno != EAGAIN && errno != EINTR) return;
            poll(&entry, 1, left < 50 ? left : 50);
        }
    }
}

// Gives the screen back for now. From the background it is another program's by then.
static inline void unknot_screen_give_back(void)
{
    if (!unknot_screen.is_shown) return;
    unknot_screen.is_shown = 0;
    if (!unknot_screen_is_ours()) return;
    // Another thread may be about to write its last bytes; that takes microseconds.
    for (int tries = 0; tries < 100 && __atomic_load_n(&unknot_screen.is_writing, __ATOMIC_SEQ_CST);
         tries++)
        poll(0, 0, 1);
    unknot_screen_insist(UNKNOT_SCREEN_LEAVE, sizeof UNKNOT_SCREEN_LEAVE - 1);
}

// The screen may show something else by now: it is taken anew.
static inline void unknot_screen_forget(void)
{
    unknot_screen.is_shown = 0;
    unknot_screen_ring();
}

static inline void unknot_screen_change(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    (void)info;
    (void)context;
    int error = errno;
    unknot_screen_ring();
    errno = error;
}

// Takes the screen where the process is in its foreground: 0 where it is not, 1 where it was taken
// already, 2 where it is empty now, -1 where there is no terminal any more.
static inline int unknot_screen_take(void)
{
    if (tcgetpgrp(unknot_screen.descriptor) < 0) return -1;
    if (unknot_screen.is_stopping || !unknot_screen_is_ours()) return 0;
    if (unknot_screen.is_shown) return 1;
    // Before the bytes, so that a handler that comes between gives back what may be taken.
    unknot_screen.is_shown = 1;
    unknot_screen_insist(UNKNOT_SCREEN_ENTER, sizeof UNKNOT_SCREEN_ENTER - 1);
    return 2;
}

// Writes to a screen that is taken, as much as goes at once; how many bytes that was, or the negative
// number of the error. Ctrl-Z comes before or after it, not between.
static inline long unknot_screen_write(const void *bytes, unsigned long count)
{
    sigset_t stop, before;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    sigaddset(&stop, SIGCONT);
    pthread_sigmask(SIG_BLOCK, &stop, &before);
    __atomic_store_n(&unknot_screen.is_writing, 1, __ATOMIC_SEQ_CST);
    long written = -EAGAIN;
    if (unknot_screen.is_shown) {
        written = write(unknot_screen.descriptor, bytes, count);
        if (written < 0) written = -errno;
    }
    __atomic_store_n(&unknot_screen.is_writing, 0, __ATOMIC_SEQ_CST);
    pthread_sigmask(SIG_SETMASK, &before, 0);
    return written;
}

// Whether a descriptor takes bytes at this moment.
static inline int unknot_wait_to_write(int descriptor)
{
    struct pollfd entry = {.fd = descriptor, .events = POLLOUT};
    return poll(&entry, 1, 0);
}

// The window's columns and rows, or 0 each where the terminal does not say.
static inline void unknot_screen_size(int descriptor, int *columns, int *rows)
{
    struct winsize size;
    memset(&size, 0, sizeof size);
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) memset(&size, 0, sizeof size);
    *columns = size.ws_col;
    *rows = size.ws_row;
}
