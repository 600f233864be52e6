// A sound card that fails on a timetable: what its parts share.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include <alsa/asoundlib.h>
#include <alsa/pcm_external.h>

enum fault_kind { FAULT_XRUN, FAULT_SUSPEND, FAULT_NODEV, FAULT_STALL };

// One line of the timetable; seconds count from the first sample that the process played.
struct fault_event {
    enum fault_kind kind;
    double at, until;
    bool done;
};

// What the environment asks for.
struct fault_settings {
    struct fault_event events[128];
    int count;
    double rate;               // the card's clock against the monotonic clock
    unsigned hertz, channels;  // the only ones it takes
    unsigned period, buffer;   // in frames; 0 leaves the choice to the program
};

// Reads FAULTPCM, such as "xrun@5,susp@8,nodev@12-15,stall@20-23,rate=1.001,hz=44100,period=777".
// False where a word makes no sense: a rig that injects nothing must not look like a success.
bool fault_read(struct fault_settings *settings);

// Nanoseconds of CLOCK_MONOTONIC.
int64_t fault_now(void);

// Appends to FAULTPCM_RECORD.log: a word, a frame of FAULTPCM_RECORD.raw, a moment.
void fault_note(const char *what, int64_t frame, int64_t at);

// Appends samples to FAULTPCM_RECORD.raw.
void fault_record(const int16_t *samples, unsigned long count);

// For the life of the process: the timetable goes on when a handle is closed and opened again.
extern struct fault_settings card_settings;
extern int64_t card_first_play, card_recorded;

struct card {
    snd_pcm_ioplug_t io;
    snd_pcm_uframes_t boundary;
    int16_t *ring;            // first channel only
    int64_t written, played;  // frames since prepare
    int64_t since;            // when frame `base` was played; 0 while nothing moves
    int64_t base;
    bool running, gone;
};

// Seconds of the timetable at a moment.
double card_seconds(int64_t moment);

// Frames that the card plays in a nanosecond.
double card_speed(const struct card *card);

// Lets the card play from a moment on.
void card_set_off(struct card *card, int64_t now);

// Notes why and when the card plays no more.
void card_stand_still(struct card *card, const char *why, int64_t now);

// Brings the card to the present, through everything that happened since somebody last asked.
void card_advance(struct card *card);
