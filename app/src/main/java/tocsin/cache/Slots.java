package tocsin.cache;

/**
 * A table of references by number, for values that any thread may publish (records, texts): a race loses no more than a
 * value. It is made of short arrays. Each young collection looks through every array of the old generation into which
 * something was put since the last, from its beginning to its end, and follows each reference: one table of 8,192 costs half
 * a millisecond then, of which it needs the one that is new.
 */
public final class Slots<T> {

    /** As many references as the collector's cards have room for. */
    private static final int SEGMENT = 64;

    private final Object[][] segments;
    private final int size;

    /** @param size how many, a power of two; 0 for a table that is not used */
    public Slots(int size) {
        this.size = size;
        this.segments = new Object[(size + SEGMENT - 1) / SEGMENT][];
        for (var i = 0; i < segments.length; i++) {
            segments[i] = new Object[Math.min(size, SEGMENT)];
        }
    }

    public int size() {
        return size;
    }

    /** Where a hash belongs. */
    public int place(int hash) {
        return (hash ^ hash >>> 16) & size - 1;
    }

    /** Null when there is none. */
    @SuppressWarnings("unchecked")
    public T get(int place) {
        return (T) segments[place / SEGMENT][place % SEGMENT];
    }

    /** @return what was there before */
    public T put(int place, T value) {
        var before = get(place);
        segments[place / SEGMENT][place % SEGMENT] = value;
        return before;
    }
}
