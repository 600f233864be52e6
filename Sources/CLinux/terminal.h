// A terminal whose settings are changed for a while, and given back in whatever way the process
// ends or stops. Handlers of signals cannot be written in Swift; these call only what POSIX allows
// them. The state is one for each source file that calls these functions, so only RawTerminal.swift
// does.
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

static struct {
    int descriptor; // -1 once it is given back for good
    int process; // not a child of it, which has the same handlers
    int users; // of the signals: the keys, the screen
    volatile sig_atomic_t is_raw;
    volatile sig_atomic_t is_stopping; // from Ctrl-Z until the next one can be heard
    volatile char lock;
    struct termios before;
    struct sigaction previous[NSIG];
    unsigned char is_caught[NSIG];
} unknot_terminal = {.descriptor = -1};

static inline int unknot_terminal_is_ours(void)
{
    return unknot_terminal.descriptor >= 0 && unknot_terminal.process == getpid()
        && tcgetpgrp(unknot_terminal.descriptor) == getpgrp();
}

// Takes the keys one by one and unseen, where the process is in the terminal's foreground. What
// the settings were by then is what they will be again.
static inline int unknot_terminal_take(void)
{
    if (__atomic_test_and_set(&unknot_terminal.lock, __ATOMIC_ACQUIRE))
        return unknot_terminal.is_raw;
    struct termios now;
    if (unknot_terminal_is_ours() && !unknot_terminal.is_raw && !unknot_terminal.is_stopping
        && tcgetattr(unknot_terminal.descriptor, &now) == 0) {
        unknot_terminal.before = now;
        // ISIG stays: Ctrl-C and Ctrl-Z do what they do elsewhere.
        now.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
        now.c_cc[VMIN] = 1;
        now.c_cc[VTIME] = 0;
        // Before the change, so that a handler that comes between gives back what is the same.
        unknot_terminal.is_raw = 1;
        if (tcsetattr(unknot_terminal.descriptor, TCSANOW, &now) != 0) unknot_terminal.is_raw = 0;
    }
    __atomic_clear(&unknot_terminal.lock, __ATOMIC_RELEASE);
    return unknot_terminal.is_raw;
}

// Gives the settings back. From the background that would change them under another program, and
// whoever put it there has set its own.
static inline void unknot_terminal_give_back(void)
{
    unknot_screen_give_back();
    if (unknot_terminal.is_raw && unknot_terminal_is_ours())
        tcsetattr(unknot_terminal.descriptor, TCSANOW, &unknot_terminal.before);
    unknot_terminal.is_raw = 0;
}

// A signal that ends the process: what it would have done without this follows.
static inline void unknot_terminal_end(int signal, siginfo_t *info, void *context)
{
    (void)context;
    int error = errno;
    unknot_terminal_give_back();
    sigaction(signal, &unknot_terminal.previous[signal], 0);
    errno = error;
    // A fault comes again by itself, and at its place; what somebody sent does not.
    int is_fault = info->si_code > 0
        && (signal == SIGSEGV || signal == SIGBUS || signal == SIGILL || signal == SIGFPE);
    if (!is_fault) raise(signal);
}

// Ctrl-Z, and its end.
static inline void unknot_terminal_stop(int signal, siginfo_t *info, void *context)
{
    (void)info;
    (void)context;
    int error = errno;
    if (signal == SIGTSTP) {
        unknot_terminal.is_stopping = 1;
        unknot_screen.is_stopping = 1;
        unknot_terminal_give_back();
        struct sigaction ours, plain = {.sa_handler = SIG_DFL};
        sigaction(SIGTSTP, &plain, &ours);
        raise(SIGTSTP); // The whole process stands still here.
        sigaction(SIGTSTP, &ours, 0);
        unknot_terminal.is_stopping = 0;
        unknot_screen.is_stopping = 0;
    } else {
        // After SIGSTOP nothing was given back, and a shell has made the terminal its own.
        struct termios now;
        if (unknot_terminal.is_raw && unknot_terminal_is_ours()
            && tcgetattr(unknot_terminal.descriptor, &now) == 0 && (now.c_lflag & ICANON))
            unknot_terminal.is_raw = 0;
    }
    unknot_screen_forget();
    unknot_terminal_take();
    errno = error;
}

static inline void unknot_terminal_catch(
    int signal, void (*handler)(int, siginfo_t *, void *), int flags)
{
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | flags};
    sigemptyset(&action.sa_mask);
    if (sigaction(signal, 0, &unknot_terminal.previous[signal]) != 0) return;
    // What a parent wished to be ignored stays so.
    if (!(unknot_terminal.previous[signal].sa_flags & SA_SIGINFO)
        && unknot_terminal.previous[signal].sa_handler == SIG_IGN)
        return;
    unknot_terminal.is_caught[signal] = sigaction(signal, &action, 0) == 0;
}

// Watches over the terminal for one more user.
static inline void unknot_terminal_watch(void)
{
    static const int ends[] = {
        SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGSYS, SIGALRM, SIGUSR1, SIGUSR2,
        SIGXCPU, SIGVTALRM, SIGPROF, SIGPOLL, SIGPWR,
    };
    static char stack[32768];
    if (unknot_terminal.users++ > 0) return;
    // A stack that has overflown holds no handler; this serves the main thread.
    stack_t present;
    if (sigaltstack(0, &present) == 0 && (present.ss_flags & SS_DISABLE)) {
        stack_t own = {.ss_sp = stack, .ss_size = sizeof stack};
        sigaltstack(&own, 0);
    }
    for (unsigned i = 0; i < sizeof ends / sizeof *ends; i++)
        unknot_terminal_catch(ends[i], unknot_terminal_end, SA_ONSTACK | SA_NODEFER);
    unknot_terminal_catch(SIGTSTP, unknot_terminal_stop, SA_RESTART | SA_NODEFER);
    unknot_terminal_catch(SIGCONT, unknot_terminal_stop, SA_RESTART);
    unknot_terminal_catch(SIGWINCH, unknot_screen_change, SA_RESTART);
    // Between a look at the foreground and a read it may have changed; that is then an error, and
    // does not stop the process.
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    for (int signal = SIGTTIN; signal <= SIGTTOU; signal++)
        unknot_terminal.is_caught[signal]
            = sigaction(signal, &ignore, &unknot_terminal.previous[signal]) == 0;
    static char is_registered;
    if (!is_registered) is_registered = atexit(unknot_terminal_give_back) == 0;
}

// One user less; the signals are given back after the last.
static inline void unknot_terminal_unwatch(void)
{
    if (--unknot_terminal.users > 0) return;
    for (int signal = 1; signal < NSIG; signal++)
        if (unknot_terminal.is_caught[signal]) {
            sigaction(signal, &unknot_terminal.previous[signal], 0);
            unknot_terminal.is_caught[signal] = 0;
        }
}

// Watches over a terminal from now on, and takes its keys as soon as they are ours. One at a time.
static inline int unknot_terminal_begin(int descriptor)
{
    if (unknot_terminal.descriptor >= 0) return -1;
    unknot_terminal.descriptor = descriptor;
    unknot_terminal.process = getpid();
    unknot_terminal.is_raw = 0;
    unknot_terminal_watch();
    unknot_terminal_take();
    return 0;
}

// Gives the keys back, and the screen where it is still taken.
static inline void unknot_terminal_finish(void)
{
    unknot_terminal_give_back();
    unknot_terminal_unwatch();
    unknot_terminal.descriptor = -1;
}

// Watches over a screen from now on, which is not taken yet; `bell` is an eventfd. One at a time.
static inline int unknot_screen_begin(int descriptor, int bell)
{
    if (unknot_screen.descriptor >= 0) return -1;
    unknot_screen.bell = bell;
    unknot_screen.process = getpid();
    unknot_screen.is_shown = 0;
    unknot_screen.descriptor = descriptor;
    unknot_terminal_watch();
    return 0;
}

// Gives the screen back for good.
static inline void unknot_screen_finish(int patience)
{
    // A handler comes between with what is right for both.
    unknot_screen.patience = patience > 0 ? patience : 1;
    unknot_screen_give_back();
    unknot_terminal_unwatch();
    unknot_screen.descriptor = -1;
    unknot_screen.patience = 500;
}
