#pragma once
// Linux calls that the Glibc module of Swift 6.3 leaves out.
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
