package tocsin.digest;

import java.time.LocalDate;
import java.util.concurrent.atomic.LongAdder;

/** About how many events this process has written into the leaf of the newest day. A race loses a few. */
final class LeafGrowth {

    private record Leaf(LocalDate day, LongAdder written) {

        Leaf(LocalDate day) {
            this(day, new LongAdder());
        }
    }

    private volatile Leaf newest = new Leaf(LocalDate.MIN);

    void add(LocalDate day, int events) {
        if (day.isAfter(newest.day)) {
            newest = new Leaf(day);
        }
        if (day.equals(newest.day)) {
            newest.written.add(events);
        }
    }

    /** How often the number has doubled; none of it on a day that is new. */
    int doublings(LocalDate day) {
        var leaf = newest;
        return day.equals(leaf.day) ? Long.SIZE - Long.numberOfLeadingZeros(leaf.written.sum()) : 0;
    }
}
