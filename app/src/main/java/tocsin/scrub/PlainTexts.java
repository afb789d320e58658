package tocsin.scrub;

import tocsin.cache.Slots;

/**
 * Texts that came more than once and hold nothing secret. The same names, files, functions and lines of source come with
 * event after event, and to know one again takes a tenth of the time that looking through it does. A race loses no more than
 * a look.
 */
final class PlainTexts {

    /** What is longer is seldom the same again, and would take memory. */
    private static final int LONGEST = 1_000;

    private final Slots<String> kept;

    /** The hashes of those that came once: a text that never comes again is not worth being kept. */
    private final int[] once;

    /** @param places for so many at most, a power of two; 0 for a memory that knows nothing */
    PlainTexts(int places) {
        kept = new Slots<>(places);
        once = new int[places];
    }

    boolean holds(String text) {
        return once.length > 0 && text.length() <= LONGEST && text.equals(kept.get(kept.place(text.hashCode())));
    }

    void add(String text) {
        if (once.length == 0 || text.length() > LONGEST) {
            return;
        }
        var place = kept.place(text.hashCode());
        if (once[place] == text.hashCode()) {
            kept.put(place, text);
        } else {
            once[place] = text.hashCode();
        }
    }
}
