// A test-only ALSA card that needs no hardware: it plays at the monotonic clock's pace, writes down
// what it plays and when, and fails on a timetable (see fault.h). Never installed; an ALSA
// configuration names it: pcm_type.fault { lib "PATH" } pcm.!default { type fault }.
//
// All calls for one handle come from one thread, and a process has one handle at a time.
#include "fault.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/timerfd.h>
#include <unistd.h>

static bool settings_read;
static int64_t first_open;

static int fault_start(snd_pcm_ioplug_t *io)
{
    struct card *card = io->private_data;
    card_set_off(card, fault_now());
    return 0;
}

static int fault_stop(snd_pcm_ioplug_t *io)
{
    struct card *card = io->private_data;
    if (card->running) card_advance(card);
    card_stand_still(card, "stop", fault_now());
    card->running = false;
    return 0;
}

static snd_pcm_sframes_t fault_pointer(snd_pcm_ioplug_t *io)
{
    struct card *card = io->private_data;
    card_advance(card);
    // A negative answer means an underrun to ALSA; the other failures are told by the state.
    if (io->state == SND_PCM_STATE_XRUN) return -EPIPE;
    return card->played % (int64_t)card->boundary;
}

static snd_pcm_sframes_t fault_transfer(
    snd_pcm_ioplug_t *io, const snd_pcm_channel_area_t *areas, snd_pcm_uframes_t offset,
    snd_pcm_uframes_t size)
{
    struct card *card = io->private_data;
    if (card->gone) return -ENODEV;
    const char *first = (const char *)areas->addr + areas->first / 8;
    for (snd_pcm_uframes_t i = 0; i < size; i++) {
        const void *sample = first + (offset + i) * (areas->step / 8);
        card->ring[card->written++ % (int64_t)io->buffer_size] = *(const int16_t *)sample;
    }
    return (snd_pcm_sframes_t)size;
}

static int fault_prepare(snd_pcm_ioplug_t *io)
{
    struct card *card = io->private_data;
    if (card->gone) {
        snd_pcm_ioplug_set_state(io, SND_PCM_STATE_DISCONNECTED);
        return -ENODEV;
    }
    card_stand_still(card, "prepare", fault_now());
    card->running = false;
    card->written = card->played = 0;
    int64_t period = (int64_t)((double)io->period_size / card_speed(card));
    struct timespec step = {period / 1000000000, period % 1000000000};
    timerfd_settime(io->poll_fd, 0, &(struct itimerspec){step, step}, NULL);
    return 0;
}

// Like most hardware. alsa-lib 1.2.8 makes a success of it, and the state stays SUSPENDED.
static int fault_resume(snd_pcm_ioplug_t *io)
{
    (void)io;
    return -ENOSYS;
}

static int fault_sw_params(snd_pcm_ioplug_t *io, snd_pcm_sw_params_t *params)
{
    struct card *card = io->private_data;
    return snd_pcm_sw_params_get_boundary(params, &card->boundary);
}

static int fault_hw_params(snd_pcm_ioplug_t *io, snd_pcm_hw_params_t *params)
{
    (void)params;
    struct card *card = io->private_data;
    free(card->ring);
    card->ring = calloc(io->buffer_size, sizeof *card->ring);
    return card->ring ? 0 : -ENOMEM;
}

static int fault_poll_revents(
    snd_pcm_ioplug_t *io, struct pollfd *entries, unsigned count, unsigned short *events)
{
    struct card *card = io->private_data;
    (void)count;
    *events = 0;
    if (!(entries[0].revents & POLLIN)) return 0;
    card_advance(card);
    if (card->gone) {
        *events = POLLERR;
        return 0;
    }
    uint64_t ticks;
    (void)!read(io->poll_fd, &ticks, sizeof ticks);
    if (io->state == SND_PCM_STATE_XRUN || io->state == SND_PCM_STATE_SUSPENDED) {
        *events = POLLERR | POLLOUT;
    } else if ((int64_t)io->buffer_size - (card->written - card->played)
               >= (int64_t)io->period_size) {
        *events = POLLOUT;
    }
    return 0;
}

static int fault_close(snd_pcm_ioplug_t *io)
{
    struct card *card = io->private_data;
    fault_note("close", card_recorded, fault_now());
    close(io->poll_fd);
    free(card->ring);
    free(card);
    return 0;
}

static const snd_pcm_ioplug_callback_t callbacks = {
    .start = fault_start, .stop = fault_stop, .pointer = fault_pointer,
    .transfer = fault_transfer, .close = fault_close, .hw_params = fault_hw_params,
    .sw_params = fault_sw_params, .prepare = fault_prepare, .resume = fault_resume,
    .poll_revents = fault_poll_revents,
};

// The error that opening gives now, or 0.
static int refusal(int64_t now)
{
    const char *code = getenv("FAULTPCM_OPENERR"), *until = getenv("FAULTPCM_OPENERR_UNTIL");
    if (code && (!until || (double)(now - first_open) / 1e9 < atof(until))) return -atoi(code);
    for (int i = 0; i < card_settings.count; i++) {
        struct fault_event *event = &card_settings.events[i];
        double time = card_seconds(now);
        if (event->kind == FAULT_NODEV && event->at <= time && time < event->until) return -ENODEV;
    }
    return 0;
}

static int constrain(snd_pcm_ioplug_t *io)
{
    // Any access: `plug` converts only for a card that could be mapped.
    const unsigned format = SND_PCM_FORMAT_S16_LE;
    unsigned width = 2 * card_settings.channels;
    unsigned least = card_settings.period ? card_settings.period : 64;
    unsigned most = card_settings.period ? card_settings.period : 24000;
    unsigned buffer = card_settings.buffer ? card_settings.buffer : 48000;
    int result = snd_pcm_ioplug_set_param_list(io, SND_PCM_IOPLUG_HW_FORMAT, 1, &format);
    struct { int type; unsigned least, most; } ranges[] = {
        {SND_PCM_IOPLUG_HW_CHANNELS, card_settings.channels, card_settings.channels},
        {SND_PCM_IOPLUG_HW_RATE, card_settings.hertz, card_settings.hertz},
        {SND_PCM_IOPLUG_HW_PERIOD_BYTES, least * width, most * width},
        {SND_PCM_IOPLUG_HW_PERIODS, 2, 1024},
        {SND_PCM_IOPLUG_HW_BUFFER_BYTES, card_settings.buffer ? buffer * width : 2 * least * width,
         buffer * width},
    };
    for (int i = 0; i < 5 && result >= 0; i++)
        result = snd_pcm_ioplug_set_param_minmax(
            io, ranges[i].type, ranges[i].least, ranges[i].most);
    return result;
}

SND_PCM_PLUGIN_DEFINE_FUNC(fault)
{
    (void)root, (void)conf;
    int64_t now = fault_now();
    if (!settings_read && !fault_read(&card_settings)) return -EINVAL;
    settings_read = true;
    if (!first_open) first_open = now;
    int refused = refusal(now);
    fault_note(refused ? "refuse" : "open", card_recorded, now);
    if (refused) return refused;

    struct card *card = calloc(1, sizeof *card);
    if (!card) return -ENOMEM;
    card->io.version = SND_PCM_IOPLUG_VERSION;
    card->io.name = "A card that fails on a timetable";
    card->io.callback = &callbacks;
    card->io.private_data = card;
    card->io.flags = SND_PCM_IOPLUG_FLAG_MONOTONIC | SND_PCM_IOPLUG_FLAG_BOUNDARY_WA;
    card->io.poll_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    card->io.poll_events = POLLIN;
    int result = snd_pcm_ioplug_create(&card->io, name, stream, mode);
    if (result >= 0) {
        result = constrain(&card->io);
        if (result >= 0) {
            *pcmp = card->io.pcm;
            return 0;
        }
        // Closes the card as well.
        snd_pcm_ioplug_delete(&card->io);
        return result;
    }
    close(card->io.poll_fd);
    free(card);
    return result;
}
SND_PCM_PLUGIN_SYMBOL(fault);
