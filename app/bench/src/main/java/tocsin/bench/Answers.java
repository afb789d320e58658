package tocsin.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each status was answered; 0 is for no answer at all. */
final class Answers {

    static final int NONE = 0;

    private final Map<Integer, LongAdder> counts = new ConcurrentSkipListMap<>();

    void add(int status) {
        counts.computeIfAbsent(status, s -> new LongAdder()).increment();
    }

    /** So far. */
    Map<Integer, Long> sums() {
        var sums = new TreeMap<Integer, Long>();
        counts.forEach((status, count) -> sums.put(status, count.sum()));
        return sums;
    }
}
