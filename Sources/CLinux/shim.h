#pragma once
// Linux calls that the Glibc module of Swift 6.3 leaves out.
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>

// Declared by <unistd.h> for GNU programs only, and Swift's importer is none.
int pipe2(int ends[2], int flags);
