#pragma once
// Linux calls that the Glibc module of Swift 6.3 leaves out. Only what they need is declared, so
// that the types of the C library keep belonging to the Glibc module.
#include <malloc.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>

// eventfd's flags are an enum that imports as a plain integer type; ready-made here.
static inline int unknot_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

#include <sys/signalfd.h>
#include <unistd.h>

// Declared by <unistd.h> for GNU programs only, and Swift's importer is none.
int pipe2(int ends[2], int flags);

// Blocks SIGINT, SIGTERM, SIGHUP and SIGQUIT in this thread and all that it starts later, and returns
// a descriptor that reads them. sigset_t is written by macros that do not import. What the parent
// wished to be ignored, as nohup does, is left alone: a signal that is blocked is never ignored.
static inline int unknot_signals(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    sigset_t set;
    sigemptyset(&set);
    for (unsigned i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction now;
        if (sigaction(signals[i], 0, &now) == 0 && now.sa_handler != SIG_IGN)
            sigaddset(&set, signals[i]);
    }
    if (pthread_sigmask(SIG_BLOCK, &set, 0) != 0) return -1;
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

// The next signal that has arrived, or 0.
static inline int unknot_next_signal(int descriptor)
{
    struct signalfd_siginfo info;
    if (read(descriptor, &info, sizeof info) != (ssize_t)sizeof info) return 0;
    return (int)info.ssi_signo;
}

// Swift marks fork unavailable, because a child that goes on with locks held elsewhere would hang.
// The one place that calls this does so before the program has threads that allocate.
// A child ends with its parent.
static inline int unknot_fork(void)
{
    int child = fork();
    if (child == 0) prctl(PR_SET_PDEATHSIG, SIGKILL);
    return child;
}

// Asks the system to bring a stretch of a file to the disk, and does not wait for it; fcntl.h
// declares it for GNU programs only.
int sync_file_range(int file, long long offset, long long bytes, unsigned int flags);
static inline void unknot_start_writing(int file, long long offset, long long bytes)
{
    sync_file_range(file, offset, bytes, 2 /* SYNC_FILE_RANGE_WRITE */);
}

// Waits until one of some descriptors can be read, can be written to where `writes` says so, or has
// been closed at its other end; -1 stands for none. Returns how many are, 0 when the time is over,
// -1 on a signal or an error. At most 64 are waited for.
//
// pollfd itself comes with several C modules, and which of them Swift takes for its owner changes
// from build to build; so only the one file that hands it to libasound names it in Swift.
static inline int unknot_wait_for(
    const int *descriptors, const unsigned char *writes, int count, int milliseconds)
{
    struct pollfd entries[64];
    if (count > 64) count = 64;
    for (int i = 0; i < count; i++) {
        entries[i].fd = descriptors[i];
        entries[i].events = writes[i] ? POLLIN | POLLOUT : POLLIN;
        entries[i].revents = 0;
    }
    return poll(entries, (nfds_t)count, milliseconds);
}

// The same for one descriptor that is read from.
static inline int unknot_wait(int descriptor, int milliseconds)
{
    unsigned char writes = 0;
    return unknot_wait_for(&descriptor, &writes, 1, milliseconds);
}

// Asks that this thread, and those that it starts, run as soon as they are ready; where the user may
// not ask for that, they run as all others. sched.h declares it for GNU programs only.
int sched_setscheduler(int process, int policy, const struct sched_param *param);
static inline int unknot_hurry(void)
{
    struct sched_param param = { .sched_priority = 5 };
    return sched_setscheduler(0, SCHED_RR, &param);
}

// Gives memory that is free back to the system; malloc.h does not import.
static inline void unknot_give_back_memory(void) { malloc_trim(0); }

// What control needs: the terminal, input devices, sockets.
#include "input.h"
#include "socket.h"
#include "screen.h"
#include "terminal.h"
