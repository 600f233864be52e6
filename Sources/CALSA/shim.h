#pragma once
#include <alsa/asoundlib.h>

// Swift cannot write a C variadic function, and libasound takes no other kind as its error handler.
// Without one, libasound prints its own lines to standard error in the middle of a session; every
// error it reports that way also comes back as a return code, which Unknot says in its own words.
static inline void unknot_alsa_ignore(
    const char *file, int line, const char *function, int err, const char *fmt, ...)
{
    (void)file; (void)line; (void)function; (void)err; (void)fmt;
}

static inline void unknot_alsa_silence_errors(void)
{
    snd_lib_error_set_handler(unknot_alsa_ignore);
}
