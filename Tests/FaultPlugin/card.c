// What the card of fault.c does as time passes: it plays, writes down what it played, and fails.
//
// Where the card is follows from the clock whenever somebody asks, as with real hardware: a program
// that sleeps too long finds that its samples ran out in the meantime.
#include "fault.h"

#include <sys/timerfd.h>

struct fault_settings card_settings;
int64_t card_first_play, card_recorded;

double card_seconds(int64_t moment)
{
    return card_first_play ? (double)(moment - card_first_play) / 1e9 : 0;
}

static int64_t moment(double at) { return card_first_play + (int64_t)(at * 1e9); }

double card_speed(const struct card *card)
{
    return card->io.rate * card_settings.rate / 1e9;
}

// The stall that is under way, or NULL.
static struct fault_event *stall_at(double time)
{
    for (int i = 0; i < card_settings.count; i++) {
        struct fault_event *event = &card_settings.events[i];
        if (event->kind == FAULT_STALL && event->at <= time && time < event->until) return event;
    }
    return NULL;
}

static void move_on(struct card *card, int64_t now)
{
    card->since = now;
    card->base = card->played;
    fault_note("start", card_recorded, now);
}

void card_stand_still(struct card *card, const char *why, int64_t now)
{
    if (card->since) fault_note(why, card_recorded, now);
    card->since = 0;
}

// Plays up to a moment; false when the samples ran out before it.
static bool play(struct card *card, int64_t now)
{
    if (!card->since) return true;
    int64_t due = card->base + (int64_t)((double)(now - card->since) * card_speed(card));
    int64_t target = due < card->written ? due : card->written;
    while (card->played < target) {
        int64_t at = card->played % (int64_t)card->io.buffer_size;
        int64_t count = (int64_t)card->io.buffer_size - at;
        if (count > target - card->played) count = target - card->played;
        fault_record(card->ring + at, (unsigned long)count);
        card->played += count;
        card_recorded += count;
    }
    return due <= card->written;
}

static void underrun(struct card *card, const char *why, int64_t now)
{
    card_stand_still(card, why, now);
    card->running = false;
    snd_pcm_ioplug_set_state(&card->io, SND_PCM_STATE_XRUN);
}

static void inject(struct card *card, struct fault_event *event)
{
    int64_t at = moment(event->at);
    event->done = true;
    switch (event->kind) {
    case FAULT_XRUN: underrun(card, "xrun", at); break;
    case FAULT_SUSPEND:
        card_stand_still(card, "susp", at);
        card->running = false;
        snd_pcm_ioplug_set_state(&card->io, SND_PCM_STATE_SUSPENDED);
        break;
    case FAULT_NODEV:
        card_stand_still(card, "nodev", at);
        card->running = false;
        card->gone = true;
        snd_pcm_ioplug_set_state(&card->io, SND_PCM_STATE_DISCONNECTED);
        // From now on the descriptor is always ready, as a dead device's is.
        timerfd_settime(card->io.poll_fd, 0, &(struct itimerspec){{0, 0}, {0, 1}}, NULL);
        break;
    case FAULT_STALL: card_stand_still(card, "stall", at); break;
    }
}

void card_advance(struct card *card)
{
    int64_t now = fault_now();
    while (card->running) {
        struct fault_event *next = NULL;
        for (int i = 0; i < card_settings.count; i++) {
            struct fault_event *event = &card_settings.events[i];
            if (!event->done && event->at <= card_seconds(now) && (!next || event->at < next->at))
                next = event;
        }
        struct fault_event *stall = card->since ? NULL : stall_at(card_seconds(now));
        if (!card->since && !stall) {
            // A stall is over, perhaps long ago; the card goes on from its end.
            double end = 0;
            for (int i = 0; i < card_settings.count; i++) {
                struct fault_event *event = &card_settings.events[i];
                if (event->kind == FAULT_STALL && event->done && event->until <= card_seconds(now)
                    && event->until > end)
                    end = event->until;
            }
            move_on(card, moment(end));
        }
        int64_t until = next ? moment(next->at) : now;
        if (!play(card, until)) {
            int64_t left = card->written - card->base;
            underrun(card, "empty", card->since + (int64_t)((double)left / card_speed(card)));
            return;
        }
        if (!next) return;
        inject(card, next);
    }
}

void card_set_off(struct card *card, int64_t now)
{
    if (!card_first_play) card_first_play = now;
    card->running = true;
    // What the timetable had for a time at which nothing played is over.
    for (int i = 0; i < card_settings.count; i++)
        if (card_settings.events[i].at < card_seconds(now)) card_settings.events[i].done = true;
    if (!stall_at(card_seconds(now))) move_on(card, now);
}
