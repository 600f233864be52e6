// Reads the timetable and keeps the record of a card that fails (see fault.h).
#include "fault.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool read_event(struct fault_settings *settings, const char *word, const char *at)
{
    static const char *const names[] = {"xrun", "susp", "nodev", "stall"};
    size_t length = (size_t)(at - word);
    for (int kind = 0; kind < 4; kind++) {
        if (strlen(names[kind]) != length || strncmp(names[kind], word, length) != 0) continue;
        if (settings->count == 128) return false;
        char *end;
        double begin = strtod(at + 1, &end), until = begin;
        if (*end == '-') until = strtod(end + 1, &end);
        if (*end != 0 || end == at + 1 || until < begin) return false;
        if (kind == FAULT_STALL && until == begin) until = 1e9;
        settings->events[settings->count++] =
            (struct fault_event){.kind = (enum fault_kind)kind, .at = begin, .until = until};
        return true;
    }
    return false;
}

static bool read_value(struct fault_settings *settings, const char *word, const char *equals)
{
    char *end;
    double value = strtod(equals + 1, &end);
    if (*end != 0 || end == equals + 1 || value <= 0) return false;
    size_t length = (size_t)(equals - word);
    if (length == 4 && strncmp(word, "rate", 4) == 0) settings->rate = value;
    else if (length == 2 && strncmp(word, "hz", 2) == 0) settings->hertz = (unsigned)value;
    else if (length == 8 && strncmp(word, "channels", 8) == 0) settings->channels = (unsigned)value;
    else if (length == 6 && strncmp(word, "period", 6) == 0) settings->period = (unsigned)value;
    else if (length == 6 && strncmp(word, "buffer", 6) == 0) settings->buffer = (unsigned)value;
    else return false;
    return true;
}

bool fault_read(struct fault_settings *settings)
{
    *settings = (struct fault_settings){.rate = 1, .hertz = 48000, .channels = 2};
    const char *text = getenv("FAULTPCM");
    char *copy = strdup(text ? text : ""), *rest = copy, *word;
    bool good = copy != NULL;
    while (good && (word = strsep(&rest, ",")) != NULL) {
        if (*word == 0) continue;
        const char *at = strchr(word, '@'), *equals = strchr(word, '=');
        good = at ? read_event(settings, word, at) : equals && read_value(settings, word, equals);
        if (!good) fprintf(stderr, "FAULTPCM: what is \"%s\"?\n", word);
    }
    free(copy);
    return good;
}

int64_t fault_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static FILE *open_record(const char *suffix)
{
    const char *prefix = getenv("FAULTPCM_RECORD");
    char path[4096];
    if (!prefix || snprintf(path, sizeof path, "%s.%s", prefix, suffix) >= (int)sizeof path)
        return NULL;
    return fopen(path, "ae");
}

void fault_note(const char *what, int64_t frame, int64_t at)
{
    static FILE *file;
    if (!file && !(file = open_record("log"))) return;
    fprintf(file, "%s %lld %lld\n", what, (long long)frame, (long long)at);
    fflush(file);
}

void fault_record(const int16_t *samples, unsigned long count)
{
    static FILE *file;
    if (!file && !(file = open_record("raw"))) return;
    fwrite(samples, sizeof *samples, count, file);
    fflush(file);
}
