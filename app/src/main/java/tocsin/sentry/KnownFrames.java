package tocsin.sentry;

import java.util.Arrays;
import tocsin.cache.Slots;
import tocsin.sentry.SentryEvent.Frame;

/**
 * Frames that came more than once, by the bytes that they came as. Four of five bytes of an event are frames, and a program
 * that fails again fails where it failed before. One out of which nothing was taken, and that nobody had to remark upon, is
 * remembered with all that was found out about it. A race loses no more than a look.
 */
public final class KnownFrames {

    /** Lines of minified programs are long, and come again all the same. */
    static final int LONGEST = 32 * 1024;

    /** Of JSON as it came; what is known of it takes about twice as much again. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final Slots<Known> kept;

    /** The hashes of those that came once: a frame that never comes again is not worth being kept. */
    private final long[] once;

    private int bytes;

    /** The place that is emptied next when there are too many. */
    private int hand;

    /**
     * One of them.
     *
     * @param json as it came
     * @param slim the same without its details
     * @param hasDetails whether it came with variables or with lines around its own
     */
    record Known(byte[] json, Frame frame, Frame slim, boolean hasDetails) {

        boolean is(byte[] other, int from, int to) {
            return Arrays.equals(json, 0, json.length, other, from, to);
        }
    }

    /** @param places for so many at most, a power of two */
    public KnownFrames(int places) {
        kept = new Slots<>(places);
        once = new long[places];
    }

    /** Null when it is not known. */
    Known find(byte[] json, int from, int to, long hash) {
        var place = place(hash);
        var first = kept.get(place);
        if (first != null && first.is(json, from, to)) {
            return first;
        }
        var second = kept.get(place ^ 1);
        return second != null && second.is(json, from, to) ? second : null;
    }

    /** Whether this frame came before, and is to be kept from now on. */
    boolean cameBefore(long hash) {
        var place = place(hash);
        if (once[place] == hash) {
            return true;
        }
        once[place] = hash;
        return false;
    }

    synchronized void keep(long hash, Known known) {
        var place = place(hash);
        put(kept.get(place) == null || kept.get(place ^ 1) != null ? place : place ^ 1, known);
        // Those that still come are soon there again
        for (var i = 0; bytes > MOST_BYTES && i < kept.size(); i++) {
            put(hand++ & kept.size() - 1, null);
        }
    }

    private void put(int place, Known known) {
        var before = kept.put(place, known);
        bytes += (known == null ? 0 : known.json.length) - (before == null ? 0 : before.json.length);
    }

    private int place(long hash) {
        return (int) (hash >>> 8) & once.length - 1;
    }
}
